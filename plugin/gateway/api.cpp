#include "gateway/api.h"

#include <algorithm>
#include <optional>

#include "base/limits.h"
#include "gateway/gateway.h"
#include "gateway/json.h"
#include "gateway/own_session.h"
#include "gateway/routes.h"
#include "service/begin_session.h"
#include "service/once.h"
#include "service/sign_on_token.h"

namespace kith::gateway {
namespace {

using policy::Capacity;
using service::Session;

HttpAnswer sign_in() {
    return http_problem({401,
                         "sign_in",
                         "Unauthorized",
                         "nobody is signed in",
                         {},
                         "the host signs people in; a return code is the other way"});
}

HttpAnswer cross_site() {
    return http_problem({403,
                         "cross_site",
                         "Forbidden",
                         "another page than Kith's own asked",
                         {},
                         "open Kith's page itself"});
}

HttpAnswer no_token() {
    return http_problem({403,
                         "csrf",
                         "Forbidden",
                         "the header Kith-CSRF is missing or too old",
                         {},
                         "read v1/session again, then repeat with the same Idempotency-Key",
                         true});
}

HttpAnswer too_many(int wait_s) {
    return http_problem(
        {429, "too_many", "Too Many Requests", "you asked very often", {}, "wait a moment", true},
        "Retry-After: " + std::to_string(wait_s) + "\r\n");
}

HttpAnswer no_method(const Match& match) {
    std::string allow;
    for (const auto* route : match.routes)
        allow += (allow.empty() ? "" : ", ") + std::string(route->method);
    return http_problem({405,
                         "method",
                         "Method Not Allowed",
                         "this address takes other methods",
                         {},
                         "the header Allow lists them"},
                        "Allow: " + allow + "\r\n");
}

bool is_change(const Route& route) {
    return changes(route.operation);
}

Result<Session> caller_of(service::Rooms& rooms, const HttpMessage& message, const Route& route) {
    const auto code = message.header("kith-return-code");
    return service::reading(rooms, [&](store::Transaction& tx) -> Result<Session> {
        if (!code.empty() && route.capacity == Capacity::requester)
            return service::begin_session_by_code(rooms, tx, code);
        return service::begin_session(rooms, tx, route.capacity, route.purpose, message.subject,
                                      message.roles);
    });
}

// What only a page of ours can send: a token of this sign-on or the code itself, and a body that no
// form can make.
std::optional<HttpAnswer> refused_change(const service::Rooms& rooms, const HttpMessage& message,
                                         const Session& caller) {
    const bool by_code = caller.subject.empty();
    if (!by_code && !service::is_sign_on_token(rooms, caller.subject, message.sign_on,
                                               message.header("kith-csrf")))
        return no_token();
    if (!message.header("content-type").starts_with("application/json"))
        return http_problem({415,
                             "media_type",
                             "Unsupported Media Type",
                             "the body is not application/json",
                             {},
                             "send JSON"});
    const auto key = message.header("idempotency-key");
    if (key.size() < 8 || key.size() > 128)
        return http_problem({400,
                             "invalid_input",
                             "Bad Request",
                             "the header Idempotency-Key is missing or not 8 to 128 long",
                             {},
                             "send a new random one, and the same one when you repeat a call"});
    return std::nullopt;
}

Error twice(std::string field) {
    return Error{ErrorCode::invalid_input, "this belongs into the address or a header",
                 std::move(field), "leave it out of the body"};
}

// The operation's input: the body or the query, with what stands in the address and the headers.
Result<Object::Ptr> input_of(const HttpMessage& message, const Route& route, const Match& match) {
    auto in = route.method == "GET" ? Result<Object::Ptr>(object())
                                    : parse(message.body.empty() ? "{}" : message.body);
    if (!in) return in;
    if (route.method == "GET") {
        for (const auto& [name, value] : message.query) {
            const bool digits = !value.empty() && value.size() <= 7 &&
                                value.find_first_not_of("0123456789") == std::string::npos;
            if (digits)
                (*in)->set(name, std::stoi(value));
            else
                (*in)->set(name, value);
        }
    }
    for (const auto& [name, value] : match.parts) {
        if ((*in)->has(name)) return twice('/' + name);
        (*in)->set(name, value);
    }
    if (!is_change(route)) return in;
    if ((*in)->has("idempotencyKey")) return twice("/idempotencyKey");
    (*in)->set("idempotencyKey", std::string(message.header("idempotency-key")));
    return in;
}

HttpAnswer operated(service::Rooms& rooms, const HttpMessage& message, const Route& route,
                    const Match& match, const Session& caller) {
    const auto in = input_of(message, route, match);
    if (!in) return http_problem(in.error());
    auto out = call(rooms, caller, route.operation, to_text(*in));
    if (!out) return http_problem(out.error());
    if (route.method == "GET") return http_fresh(message, std::move(*out));
    return http_answer(200, "application/json", std::move(*out),
                       "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n");
}

// Each caller has a measure of her own, so that "too many" says nothing about anybody else.
std::string measured_by(const Session& caller) {
    return caller.subject.empty() ? "request|" + caller.request.text()
                                  : "person|" + caller.subject.text();
}

HttpAnswer answered(service::Rooms& rooms, const HttpMessage& message, const Route& route,
                    const Match& match) {
    if (!route.needs_sign_on)
        return operated(rooms, message, route, match,
                        Session{route.capacity, route.purpose, {}, {}});
    if (message.subject.empty() && message.header("kith-return-code").empty()) return sign_in();

    const auto caller = caller_of(rooms, message, route);
    if (!caller) return http_problem(caller.error());
    const int wait_s = rooms.rate_limit.wait_s(measured_by(*caller), rooms.clock->now_unix_ms());
    if (wait_s > 0) return too_many(wait_s);
    if (is_change(route))
        if (auto refusal = refused_change(rooms, message, *caller)) return std::move(*refusal);
    return operated(rooms, message, route, match, *caller);
}

}  // namespace

HttpAnswer api(service::Rooms& rooms, const HttpMessage& message) {
    if (from_elsewhere(message)) return cross_site();
    if (message.path == std::vector<std::string>{"v1", "session"})
        return own_session(rooms, message);

    const auto match = match_route(message.path);
    if (match.routes.empty()) return http_problem(policy::denied());
    const auto route =
        std::find_if(match.routes.begin(), match.routes.end(),
                     [&](const Route* each) { return each->method == message.method; });
    if (route == match.routes.end()) return no_method(match);
    return answered(rooms, message, **route, match);
}

}  // namespace kith::gateway
