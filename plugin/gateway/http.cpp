#include "gateway/http.h"

#include "gateway/api.h"
#include "gateway/http_message.h"
#include "gateway/pages.h"
#include "gateway/provisioning.h"
#include "gateway/sign_on.h"

namespace kith::gateway {
namespace {

HttpAnswer only_get() {
    return http_problem({405, "method", "Method Not Allowed", "this address takes GET", {}, {}},
                        "Allow: GET\r\n");
}

HttpAnswer shown(std::optional<HttpAnswer> found, const HttpMessage& message) {
    if (!found) return http_problem(policy::denied());
    return message.method == "GET" ? std::move(*found) : only_get();
}

}  // namespace

HttpAnswer http(service::Rooms& rooms, const HttpRequest& request) {
    auto reading = read_http(request);
    if (reading.refusal) return std::move(*reading.refusal);

    auto& message = reading.message;
    const auto part = message.path.empty() ? std::string{} : message.path.front();
    if (part == "v1") {
        const auto taken = take_signed_on(rooms, message);
        return taken ? api(rooms, message) : http_problem(taken.error());
    }
    if (part == "pages") return shown(page_of(rooms, message), message);
    if (part == "saml") return sign_on(rooms, message);
    if (part == "scim") return provisioning(rooms, message);
    if (part == "widgets") return shown(widget_file(message), message);
    return http_problem(policy::denied());
}

}  // namespace kith::gateway
