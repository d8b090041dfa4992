#include "gateway/provisioning.h"

#include "service/provision.h"

namespace kith::gateway {
namespace {

// As the proxies and hosts in front of us say it; the scheme that nobody names is https.
std::string base_of(const HttpMessage& message) {
    const auto said = [&](std::string_view name, std::string_view otherwise) {
        const auto value = message.header(name);
        return std::string(value.empty() ? otherwise : value);
    };
    return said("x-forwarded-proto", "https") + "://" +
           said("x-forwarded-host", said("host", "localhost")) + said("x-forwarded-prefix", {}) +
           "/scim/v2";
}

}  // namespace

HttpAnswer provisioning(service::Rooms& rooms, const HttpMessage& message) {
    const bool version_2 = message.path.size() > 1 && message.path[1] == "v2";
    if (rooms.provisioning.servers.empty() || !version_2) return http_problem(policy::denied());

    ports::ProvisioningRequest request;
    request.method = message.method;
    request.path.assign(message.path.begin() + 2, message.path.end());
    request.query.assign(message.query.begin(), message.query.end());
    request.headers = message.headers;
    request.body = message.body;
    request.base = base_of(message);
    request.subject = message.subject;
    auto answered = service::provision(rooms, request);

    std::string more;
    std::string type;
    for (const auto& [name, value] : answered.headers) {
        if (name == "Content-Type")
            type = value;
        else
            more += name + ": " + value + "\r\n";
    }
    return http_answer(answered.status, type, std::move(answered.body), more);
}

}  // namespace kith::gateway
