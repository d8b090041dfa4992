#include "assembly/kith.h"

#include <Poco/Environment.h>
#include <libxml/xmlversion.h>
#include <openssl/crypto.h>
#include <sqlite3.h>

#include "connectors/all.h"
#include "gateway/gateway.h"
#include "gateway/json.h"
#include "manifest/manifest.h"
#include "service/due_work.h"
#include "service/notices.h"
#include "store/applied.h"
#include "store/requests.h"

namespace kith::assembly {
namespace {

// Time between two looks at what is due, when nothing more is known.
constexpr std::uint64_t look_again_ms = 60'000;

class NoLog final : public ports::LogSink {
public:
    void write(ports::LogLevel, FixedText, std::int64_t) override {}
};

Result<manifest::Manifest> sound_manifest(const std::string& path) {
    auto reading = manifest::read(path);
    if (has_errors(reading.findings))
        return Error{ErrorCode::manifest_invalid,
                     "the manifest has errors",
                     {},
                     "kithctl check lists each with its file and line"};
    return std::move(reading.manifest);
}

// What runs is what was checked, planned and applied: an edited file takes effect by kithctl apply
// only.
Result<void> check_applied(store::Database& database, const manifest::Manifest& manifest) {
    const auto applied = database.read([](store::Transaction& tx) { return store::applied(tx); });
    if (!applied) return applied.error();
    if (*applied && (*applied)->canonical == manifest.canonical) return {};
    return Error{ErrorCode::not_applied,
                 "this manifest is not the one that was applied",
                 {},
                 "kithctl plan shows what differs, kithctl apply takes it over"};
}

Result<std::shared_ptr<store::Database>> open_database(const model::Settings& settings,
                                                       const Host& host) {
    auto source = connectors::key_source(settings.store.key_source, host.secret);
    if (!source) return source.error();
    const auto root = (*source)->root_secret();
    if (!root) return root.error();
    return store::Database::open(settings.store.path, settings.tenant, *root);
}

}  // namespace

struct Kith::Parts {
    service::Rooms rooms;
};

Kith::Kith(Key, std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Kith::~Kith() = default;

Result<std::unique_ptr<Kith>> Kith::open(const std::string& manifest_path, Host host) {
    auto manifest = sound_manifest(manifest_path);
    if (!manifest) return manifest.error();
    auto database = open_database(manifest->settings, host);
    if (!database) return database.error();
    const auto applied = check_applied(**database, *manifest);
    if (!applied) return applied.error();

    auto parts = std::make_unique<Parts>();
    auto& rooms = parts->rooms;
    rooms.settings = std::move(manifest->settings);
    rooms.database = std::move(*database);
    rooms.clock = host.clock ? host.clock : std::make_shared<SystemClock>();
    rooms.log = host.log ? host.log : std::make_shared<NoLog>();
    if (rooms.settings.people)
        rooms.people_source = connectors::people_source(*rooms.settings.people);
    return std::make_unique<Kith>(Key{}, std::move(parts));
}

service::Rooms& Kith::rooms() {
    return parts_->rooms;
}

Result<std::uint64_t> Kith::pump(std::uint32_t budget_ms) {
    const auto done = service::do_due_work(rooms(), budget_ms);
    if (!done) return done.error();
    return done->more ? 0 : look_again_ms;
}

Result<std::optional<std::string>> Kith::next_event() {
    const auto notice = service::next_notice(rooms());
    if (!notice) return notice.error();
    if (!*notice) return std::optional<std::string>{};

    auto out = gateway::object();
    out->set("seq", (*notice)->id);
    out->set("type", "notice.waiting");
    out->set("audience", (*notice)->audience.text());
    out->set("at", gateway::hour_text((*notice)->hour));
    return std::optional<std::string>{gateway::to_text(out)};
}

Result<void> Kith::acknowledge(std::uint64_t event) {
    return service::acknowledge_notice(rooms(), event);
}

std::string Kith::build_json() {
    auto out = gateway::object();
    out->set("version", KITH_VERSION);
    out->set("sqlite", std::string(sqlite3_libversion()));
    out->set("openssl", std::string(OpenSSL_version(OPENSSL_VERSION)));
    out->set("poco", std::to_string(Poco::Environment::libraryVersion() >> 24) + '.' +
                         std::to_string((Poco::Environment::libraryVersion() >> 16) & 0xFF));
    out->set("libxml2", LIBXML_DOTTED_VERSION);
    return gateway::to_text(out);
}

Result<std::string> Kith::health_json() {
    auto& here = rooms();
    const auto numbers = here.database->read([&](store::Transaction& tx) -> Result<std::string> {
        const auto view = here.directory.view(*here.database, tx);
        if (!view) return view.error();
        const auto counts = store::state_counts(tx);
        if (!counts) return counts.error();
        auto out = gateway::object();
        out->set("store", "ok");
        out->set("people", static_cast<std::uint64_t>(view->snapshot.chart->size()));
        out->set("supporters", static_cast<std::uint64_t>(view->snapshot.book->all().size()));
        out->set("waiting", counts->waiting);
        return gateway::to_text(out);
    });
    return numbers;
}

}  // namespace kith::assembly
