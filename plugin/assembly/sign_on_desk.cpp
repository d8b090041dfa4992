#include "assembly/sign_on_desk.h"

#include <algorithm>

#include "connectors/all.h"
#include "store/sign_ons.h"

namespace kith::assembly {
namespace {

using Provider = model::SamlSettings::Provider;

// False where the address says nothing that can be used.
bool fetched(service::Rooms& rooms, const Provider& provider) {
    const auto xml = connectors::sign_on_metadata(provider, rooms.clock->now_unix_ms());
    if (!xml) return false;
    return static_cast<bool>(rooms.database->write([&](store::Transaction& tx) {
        return store::keep_metadata(tx, provider.metadata_url, *xml);
    }));
}

Result<std::string> kept(service::Rooms& rooms, const std::string& url) {
    const auto xml =
        rooms.database->read([&](store::Transaction& tx) { return store::kept_metadata(tx, url); });
    if (!xml) return xml.error();
    if (*xml) return **xml;
    return Error{ErrorCode::source_unreadable, "nothing was ever read from there", url,
                 "kith_pump and kithctl work ask it once an hour"};
}

Result<std::shared_ptr<const ports::SignOn>> opened(service::Rooms& rooms, std::int64_t now_ms) {
    auto sign_on = connectors::sign_on(*rooms.settings.saml, now_ms,
                                       [&](const std::string& url) { return kept(rooms, url); });
    if (sign_on) return std::shared_ptr<const ports::SignOn>(std::move(*sign_on));
    rooms.log->write(ports::LogLevel::error,
                     "sign-on: a key, certificate or metadata of the manifest's <saml> cannot be "
                     "used; kithctl saml metadata says which one, and why",
                     1);
    return Error{ErrorCode::source_unreadable, "the manifest's <saml> cannot be used", {}, {}};
}

}  // namespace

void furnish_sign_on(service::Rooms& rooms) {
    if (!rooms.settings.saml) return;
    // The first time there is nothing yet to do with.
    for (const auto& provider : rooms.settings.saml->providers)
        if (!provider.metadata_url.empty() && !kept(rooms, provider.metadata_url))
            fetched(rooms, provider);
    rooms.sign_on.read_by([&rooms](std::int64_t now_ms) { return opened(rooms, now_ms); });
    rooms.sign_on.at(rooms.clock->now_unix_ms());  // So that what is wrong is in the log at once.
}

void fetch_metadata_by_time(service::Rooms& rooms) {
    if (!rooms.settings.saml || rooms.metadata_hour == rooms.clock->hour()) return;
    rooms.metadata_hour = rooms.clock->hour();
    for (const auto& provider : rooms.settings.saml->providers) {
        if (provider.metadata_url.empty() || fetched(rooms, provider)) continue;
        rooms.log->write(ports::LogLevel::warning,
                         "sign-on: what a metadata address says could not be read or used; what "
                         "was kept stays; kithctl saml metadata says why",
                         1);
    }
}

}  // namespace kith::assembly
