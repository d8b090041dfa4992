#include "assembly/kith.h"

#include "assembly/opening.h"
#include "assembly/sign_on_desk.h"
#include "connectors/all.h"
#include "crypto/crypto.h"
#include "gateway/gateway.h"
#include "gateway/json.h"
#include "service/notices.h"

namespace kith::assembly {

struct Kith::Parts {
    service::Rooms rooms;
};

Kith::Kith(Key, std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Kith::~Kith() = default;

Result<std::unique_ptr<Kith>> Kith::open(const std::string& manifest_path, Host host) {
    Findings findings;  // kithctl check tells them; a host learns that there are some.
    auto manifest = sound_manifest(manifest_path, findings);
    if (!manifest) return manifest.error();
    // Only who serves needs them: kithctl has other surroundings.
    auto provisioning = connectors::provisioning(manifest->settings.scim_servers);
    if (!provisioning) return provisioning.error();
    auto database = open_database(manifest->settings, host);
    if (!database) return database.error();
    const auto applied = check_applied(**database, *manifest);
    if (!applied) return applied.error();

    auto parts = std::make_unique<Parts>();
    const auto furnished =
        furnish(parts->rooms, std::move(manifest->settings), std::move(*database), host);
    if (!furnished) return furnished.error();
    parts->rooms.provisioning = std::move(*provisioning);
    furnish_sign_on(parts->rooms);
    return std::make_unique<Kith>(Key{}, std::move(parts));
}

service::Rooms& Kith::rooms() {
    return parts_->rooms;
}

Result<std::uint64_t> Kith::pump(std::uint32_t budget_ms) {
    return assembly::pump(rooms(), budget_ms);
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
    out->set("sqlite", std::string(store::sqlite_version()));
    out->set("openssl", std::string(crypto::openssl_version()));
    out->set("poco", gateway::poco_version());
    out->set("libxml2", std::string(manifest::libxml2_version()));
    return gateway::to_text(out);
}

Result<std::string> Kith::health_json() {
    return assembly::health_json(rooms());
}

}  // namespace kith::assembly
