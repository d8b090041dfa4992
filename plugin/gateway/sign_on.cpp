#include "gateway/sign_on.h"

#include <Poco/URI.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/guard.h"
#include "base/text.h"
#include "gateway/own_path.h"
#include "gateway/pages.h"
#include "service/sign_on.h"
#include "service/sign_on_token.h"

namespace kith::gateway {
namespace {

using Fields = std::multimap<std::string, std::string, std::less<>>;

// Nothing where it is no form, which is never what a provider or a page of ours sends.
std::optional<Fields> form_of(const HttpMessage& message) {
    if (!lower_ascii(message.header("content-type"))
             .starts_with("application/x-www-form-urlencoded"))
        return std::nullopt;
    const auto read = guard(ErrorCode::invalid_input, "the body is no form", [&] {
        Poco::URI uri;
        uri.setRawQuery(std::string(message.body));
        Fields fields;
        for (auto& [name, value] : uri.getQueryParameters())
            fields.emplace(std::move(name), std::move(value));
        return fields;
    });
    return read ? std::optional(*read) : std::nullopt;
}

// One that is there once; a second one could be read by somebody else.
std::optional<std::string> only(const Fields& fields, std::string_view name) {
    const auto [first, last] = fields.equal_range(name);
    if (first == last || std::next(first) != last) return std::nullopt;
    return first->second;
}

std::string query_value(const HttpMessage& message, std::string_view name) {
    const auto found = message.query.find(name);
    return found == message.query.end() ? std::string() : found->second;
}

// Browsers take a name with this prefix from our own host alone and by TLS alone, so that no
// neighbour of ours signs somebody in as himself.
std::string cookie_name(const service::Rooms& rooms, std::string_view name) {
    const bool by_tls = rooms.settings.saml->address.starts_with("https:");
    return (by_tls ? "__Host-" : "") + std::string(name);
}

constexpr std::string_view session_cookie = "kith-sign-on";

std::string asked_cookie(const service::Rooms& rooms, const std::string& id) {
    return cookie_name(rooms, "kith-asked" + id);
}

std::string cookie_value(const HttpMessage& message, const std::string& name) {
    auto rest = message.header("cookie");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto one = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
            return std::string(one.substr(name.size() + 1));
    }
    return {};
}

// The provider's page brings the answer, and that is another site: SameSite=None.
std::string keep_asked(const service::Rooms& rooms, const service::SignOnAsked& asked) {
    return "Set-Cookie: " + asked_cookie(rooms, asked.sent.id) + "=" + asked.kept +
           "; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=None\r\n";
}

std::string forget_asked(const service::Rooms& rooms, const std::string& id) {
    if (id.empty()) return {};
    return "Set-Cookie: " + asked_cookie(rooms, id) +
           "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=None\r\n";
}

// Gone with the browser's window.
std::string keep_session(const service::Rooms& rooms, const std::string& token) {
    return "Set-Cookie: " + cookie_name(rooms, session_cookie) + "=" + token +
           "; Path=/; Secure; HttpOnly; SameSite=Lax\r\n";
}

std::string forget_session(const service::Rooms& rooms) {
    return "Set-Cookie: " + cookie_name(rooms, session_cookie) +
           "=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax\r\n";
}

HttpAnswer sent_to(const std::string& place, const std::string& headers) {
    return http_answer(303, {}, {}, "Location: " + place + "\r\n" + headers);
}

HttpAnswer carried(const ports::SignOnSent& sent, const std::string& headers) {
    if (!sent.location.empty()) return sent_to(sent.location, headers);
    // Without form-action: browsers hold that against where the provider sends the browser on, too.
    return http_answer(
        200, "text/html; charset=utf-8", sent.page,
        "Content-Security-Policy: default-src 'none'; script-src 'self'; base-uri 'none'; "
        "frame-ancestors 'none'\r\n" +
            headers);
}

HttpAnswer refused(const service::Rooms& rooms, std::string_view said, std::int64_t reference,
                   const std::string& headers) {
    return sign_on_page(rooms, 403, said, reference == 0 ? "" : std::to_string(reference), headers);
}

service::KeptByBrowser kept_by(const service::Rooms& rooms, const HttpMessage& message) {
    return [&rooms, &message](const std::string& id) {
        const bool is_id = id.size() <= 64 && std::ranges::all_of(id, [](unsigned char c) {
                               return std::isalnum(c) != 0 || c == '_' || c == '-';
                           });
        return is_id ? cookie_value(message, asked_cookie(rooms, id)) : std::string();
    };
}

HttpAnswer not_that_method(std::string_view allowed) {
    return http_problem(
        {405, "method", "Method Not Allowed", "this address takes other methods", {}, {}},
        "Allow: " + std::string(allowed) + "\r\n");
}

HttpAnswer no_form() {
    return http_problem({400,
                         "invalid_input",
                         "Bad Request",
                         "this address takes a form with one SAML message in it",
                         {},
                         "the identity provider sends it by HTTP-POST"});
}

HttpAnswer metadata(service::Rooms& rooms, const HttpMessage& message) {
    if (message.method != "GET") return not_that_method("GET");
    auto xml = service::sign_on_metadata(rooms);
    if (!xml) return http_problem(xml.error());
    return http_answer(200, "application/samlmetadata+xml", std::move(*xml),
                       "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n");
}

HttpAnswer begin(service::Rooms& rooms, const HttpMessage& message) {
    if (message.method != "GET") return not_that_method("GET");
    service::SignOnOrder order;
    order.provider = query_value(message, "provider");
    order.return_to = query_value(message, "return");
    order.passive = query_value(message, "passive") == "true";
    if (!order.return_to.empty() && !is_way_back(order.return_to, rooms.settings))
        return http_problem(
            {400, "invalid_input", "Bad Request",
             "this is no place that somebody may be sent back to", "return",
             "a path of this host, or an address at one of the manifest's origins"});
    const auto asked = service::begin_sign_on(rooms, order);
    if (!asked) return http_problem(asked.error());
    return carried(asked->sent, keep_asked(rooms, *asked));
}

HttpAnswer consume(service::Rooms& rooms, const HttpMessage& message) {
    if (message.method != "POST") return not_that_method("POST");
    const auto form = form_of(message);
    const auto field = form ? only(*form, "SAMLResponse") : std::nullopt;
    if (!field) return no_form();
    const auto heard = service::finish_sign_on(rooms, *field, kept_by(rooms, message));
    if (!heard) return http_problem(heard.error());
    const auto done = forget_asked(rooms, heard->asked);
    if (!heard->accepted) return refused(rooms, "refused", heard->reference, done);
    const auto place =
        heard->return_to.empty() ? rooms.settings.saml->address + "/pages/find" : heard->return_to;
    return sent_to(place, done + keep_session(rooms, heard->token));
}

std::optional<service::LogoutMessage> logout_message(const HttpMessage& message) {
    service::LogoutMessage out;
    if (message.method == "GET") {
        out.text = std::string(message.raw_query);
        out.came = ports::SignOnMessage::Came::redirected;
        out.relay_state = query_value(message, "RelayState");
        return out;
    }
    const auto form = form_of(message);
    if (!form) return std::nullopt;
    auto request = only(*form, "SAMLRequest");
    auto response = only(*form, "SAMLResponse");
    if (request.has_value() == response.has_value()) return std::nullopt;
    out.text = std::move(request ? *request : *response);
    out.relay_state = only(*form, "RelayState").value_or("");
    return out;
}

HttpAnswer logout(service::Rooms& rooms, const HttpMessage& message) {
    if (message.method != "GET" && message.method != "POST") return not_that_method("GET, POST");
    const auto read = logout_message(message);
    if (!read) return no_form();
    const auto heard = service::hear_logout(rooms, *read, kept_by(rooms, message));
    if (!heard) return http_problem(heard.error());
    const auto done = forget_asked(rooms, heard->asked);
    if (!heard->accepted) return refused(rooms, "not-everywhere", heard->reference, done);
    if (heard->answer) return carried(*heard->answer, done);
    return sign_on_page(rooms, 200, heard->everywhere ? "signed-out" : "not-everywhere", {}, done);
}

// A page with a button first: nothing ends because an address was opened, and no address holds the
// token.
HttpAnswer sign_off(service::Rooms& rooms, const HttpMessage& message) {
    if (message.method != "GET" && message.method != "POST") return not_that_method("GET, POST");
    const auto shown = cookie_value(message, cookie_name(rooms, session_cookie));
    // Without it, since another site's page asked: the browser keeps what it did not send.
    if (shown.empty()) return sign_on_page(rooms, 200, "signed-out", {});
    const auto who = service::signed_on(rooms, shown);
    if (!who) return http_problem(who.error());
    const auto gone = forget_session(rooms);
    if (!*who) return sign_on_page(rooms, 200, "signed-out", {}, gone);
    const auto& person = (*who)->person;
    const auto& id = (*who)->id;
    if (message.method == "GET")
        return sign_on_page(rooms, 200, "sign-off", service::sign_on_token(rooms, person, id));
    const auto form = form_of(message);
    const auto token = form ? only(*form, "csrf") : std::nullopt;
    if (from_elsewhere(message) || !token || !service::is_sign_on_token(rooms, person, id, *token))
        return http_problem({403, "csrf", "Forbidden",
                             "the form does not come from a page of this sign-on", "csrf",
                             "open saml/sign-off again"});
    const auto asked = service::sign_off(rooms, **who);
    if (!asked) return http_problem(asked.error());
    if (*asked) return carried((*asked)->sent, keep_asked(rooms, **asked) + gone);
    return sign_on_page(rooms, 200, "signed-out", {}, gone);
}

}  // namespace

HttpAnswer sign_on(service::Rooms& rooms, const HttpMessage& message) {
    if (!rooms.sign_on.is_there() || message.path.size() != 2)
        return http_problem(policy::denied());
    const auto& part = message.path[1];
    if (part == "metadata") return metadata(rooms, message);
    if (part == "sign-on") return begin(rooms, message);
    if (part == "acs") return consume(rooms, message);
    if (part == "logout") return logout(rooms, message);
    if (part == "sign-off") return sign_off(rooms, message);
    return http_problem(policy::denied());
}

Result<void> take_signed_on(const service::Rooms& rooms, HttpMessage& message) {
    if (!rooms.sign_on.is_there() || !message.subject.empty()) return {};
    const auto token = cookie_value(message, cookie_name(rooms, session_cookie));
    if (token.empty()) return {};
    auto who = service::signed_on(rooms, token);
    if (!who) return who.error();
    if (!*who) return {};
    message.subject = (*who)->person;
    message.sign_on = std::move((*who)->id);
    message.roles = std::move((*who)->roles);
    message.own_sign_on = true;
    return {};
}

}  // namespace kith::gateway
