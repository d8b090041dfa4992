#include "gateway/own_session.h"

#include "gateway/json.h"
#include "service/once.h"
#include "service/own_standing.h"
#include "service/sign_on_token.h"

namespace kith::gateway {
namespace {

// The names that this tenant gave to roles, in the reader's language.
Object::Ptr renamed_roles(const model::Settings& settings, std::string_view language) {
    auto roles = object();
    for (const auto& role : settings.role_labels)
        roles->set(role.role, label(role.labels, language, settings.default_language));
    return roles;
}

const char* sign_on_said(const service::Rooms& rooms, const HttpMessage& message) {
    if (message.own_sign_on) return "own";
    return rooms.sign_on.is_there() && message.subject.empty() ? "offered" : "host";
}

Object::Ptr session_json(const service::Rooms& rooms, const HttpMessage& message,
                         const service::OwnStanding& standing) {
    const auto& settings = rooms.settings;
    const auto wanted = message.query.find("language");
    const std::string language =
        wanted == message.query.end() ? settings.default_language : wanted->second;
    std::vector<std::string> capacities;
    for (const auto capacity : standing.capacities)
        capacities.emplace_back(policy::name(capacity));

    const bool signed_in = !standing.capacities.empty();
    auto out = object();
    out->set("signedIn", signed_in);
    out->set("csrf", signed_in ? service::sign_on_token(rooms, message.subject, message.sign_on)
                               : std::string{});
    out->set("signOn", sign_on_said(rooms, message));
    out->set("displayName", standing.display_name);
    out->set("language", standing.language);
    out->set("capacities", array(capacities));
    out->set("tenant", settings.tenant_name);
    out->set("languages", array(settings.languages));
    out->set("roles", renamed_roles(settings, language));
    out->set("answerWithinHours", settings.routing.answer_within_hours);
    return out;
}

}  // namespace

HttpAnswer own_session(service::Rooms& rooms, const HttpMessage& message) {
    if (message.method != "GET")
        return http_problem({405, "method", "Method Not Allowed", "this address takes GET", {}, {}},
                            "Allow: GET\r\n");
    if (!rooms.policy->gate.considers(policy::Capacity::employee, policy::Action::read,
                                      policy::Kind::guidance, policy::Purpose::peer_support))
        return http_problem(policy::denied());
    const auto standing = service::reading(rooms, [&](store::Transaction& tx) {
        return service::own_standing(rooms, tx, message.subject, message.roles);
    });
    if (!standing) return http_problem(standing.error());
    return http_fresh(message, to_text(session_json(rooms, message, *standing)));
}

}  // namespace kith::gateway
