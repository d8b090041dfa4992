#include "service/provision.h"

#include "base/text.h"
#include "service/provisioning_desk.h"

namespace kith::service {
namespace {

using ports::ProvisioningServer;

constexpr std::string_view scheme = "bearer ";

// RFC 6750, section 2.1; the scheme's name in any case.
std::string_view bearer_token(const ports::ProvisioningRequest& request) {
    const auto header = request.header("authorization");
    if (header.size() <= scheme.size()) return {};
    if (lower_ascii(header.substr(0, scheme.size())) != scheme) return {};
    return trimmed(header.substr(scheme.size()));
}

// Each is asked, whoever comes first: how long it takes tells nothing.
const ProvisioningServer* server_for(const Rooms& rooms, std::string_view token) {
    const ProvisioningServer* found = nullptr;
    for (const auto& server : rooms.provisioning.servers)
        if (server->opens(token, rooms.clock->now_unix_ms())) found = server.get();
    return found;
}

}  // namespace

ports::ProvisioningAnswer provision(Rooms& rooms, const ports::ProvisioningRequest& request) {
    const auto now = rooms.clock->now_unix_ms();
    const auto token = bearer_token(request);
    const auto* const server = token.empty() ? nullptr : server_for(rooms, token);
    if (server == nullptr) {
        if (const int wait_s = rooms.strangers_limit.wait_s("", now); wait_s > 0)
            return rooms.provisioning.refuse(
                {429, "too many requests without a right token; wait", wait_s});
        return rooms.provisioning.refuse(
            {401, "send the header Authorization: Bearer with a token of this source", 0});
    }
    if (const int wait_s = rooms.provisioning_limit.wait_s(server->source(), now); wait_s > 0)
        return rooms.provisioning.refuse({429, "too many requests; wait", wait_s});
    // Also for reading back: who may not bring people has no business here. A change asks again,
    // with facts and a record (provisioning_desk.cpp).
    if (!rooms.policy->gate.considers(policy::Capacity::host, policy::Action::import_,
                                      policy::Kind::people_feed, policy::Purpose::administration))
        return rooms.provisioning.refuse(
            {403, "the manifest's policy lets nobody bring people", 0});
    SourceDesk desk(rooms, server->source());
    return server->answer(request, desk);
}

}  // namespace kith::service
