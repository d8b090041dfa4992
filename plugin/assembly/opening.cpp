#include "assembly/opening.h"

#include <chrono>

#include "assembly/checkpoint_files.h"
#include "assembly/sign_on_desk.h"
#include "connectors/all.h"
#include "gateway/json.h"
#include "service/due_work.h"
#include "service/load_policy.h"
#include "service/sync_directory.h"
#include "store/applied.h"

namespace kith::assembly {
namespace {

// Time between two looks at what is due, when nothing more is known.
constexpr std::uint64_t look_again_ms = 60'000;

class NoLog final : public ports::LogSink {
public:
    void write(ports::LogLevel, FixedText, std::int64_t, FixedText) override {}
};

}  // namespace

manifest::Reading checked_manifest(const std::string& path) {
    auto reading = manifest::read(path);
    if (has_errors(reading.findings)) return reading;
    const auto found = service::policy_problems(reading.manifest.settings.policy);
    if (found) {
        reading.findings.insert(reading.findings.end(), found->begin(), found->end());
        return reading;
    }
    reading.findings.push_back({Severity::error, path, 0, std::string(found.error().detail.view()),
                                std::string(found.error().hint.view())});
    return reading;
}

Result<manifest::Manifest> sound_manifest(const std::string& path, Findings& findings) {
    auto reading = checked_manifest(path);
    findings = reading.findings;
    if (has_errors(findings))
        return Error{ErrorCode::manifest_invalid,
                     "the manifest has errors",
                     {},
                     "kithctl check lists each with its file and line"};
    return std::move(reading.manifest);
}

Result<store::RootLock> root_lock(const model::Settings& settings, const Host& host) {
    auto opened = connectors::key_source(settings.store.key_source, host.secret);
    if (!opened) return opened.error();
    const std::shared_ptr<ports::KeySource> source(std::move(*opened));
    return store::RootLock{
        [source](const Secret& key, std::string_view place) { return source->wrap(key, place); },
        [source](std::span<const std::uint8_t> locked, std::string_view place) {
            return source->unwrap(locked, place);
        }};
}

Result<std::shared_ptr<store::Keyring>> open_keyring(const model::Settings& settings,
                                                     const Host& host) {
    auto root = root_lock(settings, host);
    if (!root) return root.error();
    return store::Keyring::open(settings.store.keyring, settings.tenant, std::move(*root));
}

Result<std::shared_ptr<store::Database>> open_database(const model::Settings& settings,
                                                       const Host& host) {
    auto keyring = open_keyring(settings, host);
    if (!keyring) return keyring.error();
    return store::Database::open(settings.store.path, settings.tenant, std::move(*keyring));
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

Result<void> furnish(service::Rooms& rooms, model::Settings settings,
                     std::shared_ptr<store::Database> database, const Host& host) {
    auto policy = service::load_policy(settings.policy);
    if (!policy) return policy.error();
    rooms.policy = std::move(*policy);
    rooms.settings = std::move(settings);
    rooms.database = std::move(database);
    rooms.clock = host.clock ? host.clock : std::make_shared<SystemClock>();
    rooms.log = host.log ? host.log : std::make_shared<NoLog>();
    if (rooms.settings.people) {
        rooms.people_source = connectors::people_source(*rooms.settings.people);
        rooms.people_directory = connectors::people_directory(*rooms.settings.people);
    }
    return {};
}

namespace {

// A directory that does not answer must not keep the rest from being done: the people stay as they
// are, and kithctl people syncs says what went wrong.
Result<void> sync_by_time(service::Rooms& rooms, const service::SyncOrder& order) {
    if (!order.watch(0)) return {};  // No time is left: it stays due.
    const auto due = service::claim_due_sync(rooms);
    if (!due) return due.error();
    if (!*due) return {};
    const auto synced = service::sync_directory(rooms, administrator(), order);
    if (synced) return {};
    if (synced.error().code == ErrorCode::cancelled)
        rooms.log->write(
            ports::LogLevel::error,
            "the directory's answer did not fit into kith_pump's budget: give it more, "
            "or run kithctl work beside the host",
            1);
    else
        rooms.log->write(ports::LogLevel::error, "the directory could not be taken over", 1);
    return {};
}

service::SyncOrder within(std::chrono::steady_clock::time_point end) {
    service::SyncOrder order;
    order.watch = [end](std::size_t) { return std::chrono::steady_clock::now() < end; };
    const auto left = end - std::chrono::steady_clock::now();
    order.connect_seconds_max = std::max(
        1, static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(left).count()));
    return order;
}

const char* name_of(service::DirectoryStanding::State state) {
    using State = service::DirectoryStanding::State;
    switch (state) {
        case State::no_directory:
            return "none";
        case State::never_read:
            return "never read";
        case State::behind:
            return "behind";
        case State::in_step:
            return "in step";
    }
    return "";
}

}  // namespace

Result<std::uint64_t> pump(service::Rooms& rooms, std::uint32_t budget_ms,
                           const std::function<bool()>& go_on) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(budget_ms);
    const auto done = service::do_due_work(rooms, budget_ms);
    if (!done) return done.error();
    fetch_metadata_by_time(rooms);
    const auto handed_out = hand_out_checkpoints(rooms);
    if (!handed_out) return handed_out.error();
    auto order = within(end);
    if (go_on) {
        order.watch = [&](std::size_t) { return go_on(); };
        order.connect_seconds_max.reset();
    }
    const auto synced = sync_by_time(rooms, order);
    if (!synced) return synced.error();
    return done->more ? 0 : look_again_ms;
}

Result<std::string> health_json(service::Rooms& rooms) {
    return rooms.database->read([&](store::Transaction& tx) -> Result<std::string> {
        const auto view = rooms.directory.view(rooms, tx);
        if (!view) return view.error();
        const auto standing = service::directory_standing(rooms, tx);
        if (!standing) return standing.error();
        auto out = gateway::object();
        out->set("store", "ok");
        out->set("directory", name_of(standing->state));
        out->set("directoryTakenAtMs", standing->taken_ms);
        if (rooms.sign_on.is_there())
            out->set("signOn", rooms.sign_on.at(rooms.clock->now_unix_ms()) ? "ok" : "unavailable");
        out->set("people", static_cast<std::uint64_t>(view->snapshot.chart->size()));
        out->set("supporters", static_cast<std::uint64_t>(view->snapshot.book->all().size()));
        return gateway::to_text(out);
    });
}

}  // namespace kith::assembly
