#include "connectors/scim_client/examine.h"

#include <algorithm>
#include <utility>

#include "connectors/scim_client/reading.h"

namespace kith::connectors::scim_client {
namespace {

// In a house with fewer people nobody may have a manager, and rightly so.
constexpr std::size_t people_without_managers_max = 1;

std::string described(const Abilities& can, const Asked& asked) {
    std::string what = "it would be read by " + way_of(can) + ", " +
                       std::to_string(asked.page_size) + " users a page: " + reason_of(can);
    if (!can.told) return what;
    what += can.filters ? "; it can filter" : "; it cannot filter";
    what += can.sorts ? ", and sort" : ", and not sort";
    return what;
}

Finding note(const model::ScimClientSettings& settings, std::string what, std::string hint) {
    return {Severity::warning, settings.name, 0, std::move(what), std::move(hint)};
}

void look_at_users(const std::vector<Object::Ptr>& users, const model::ScimClientSettings& settings,
                   Findings& findings) {
    if (users.empty())
        findings.push_back(note(settings, "the service provider shows no user to this account",
                                "check the filter, and what the account may see"));
    const bool nobody_is_led = std::none_of(users.begin(), users.end(), [&](const auto& one) {
        const auto user = user_of(*one, settings.person_id);
        return user.entry && !user.entry->manager.empty();
    });
    if (nobody_is_led && users.size() > people_without_managers_max)
        findings.push_back(
            note(settings, "none of the first users names a manager",
                 "without managers nobody can be kept from her superiors: let the account see "
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"));
    for (const auto& one : users) {
        const auto user = user_of(*one, settings.person_id);
        if (user.entry) continue;
        findings.push_back(note(settings, "a user cannot be taken: " + user.why, user.hint));
        return;  // One says what the others would.
    }
}

}  // namespace

Finding finding(const model::ScimClientSettings& settings, const Error& error) {
    auto what = std::string(error.detail.view());
    if (!error.field.empty()) what += " (" + error.field + ")";
    return {Severity::error, settings.name, 0, std::move(what), std::string(error.hint.view())};
}

Findings examine(Provider& provider, const model::ScimClientSettings& settings) {
    const auto can = abilities_of(provider);
    if (!can) return {finding(settings, can.error())};
    const auto asked = asked_of(settings, *can, settings.filter);
    const auto reply = Pages(provider, *can).first(asked);
    if (!reply) return {finding(settings, reply.error())};
    if (reply->status != 200) return {finding(settings, provider.refused(reply->status))};
    Findings findings{note(settings, described(*can, asked), "nothing needs to be done")};
    look_at_users(reply->page.users, settings, findings);
    return findings;
}

}  // namespace kith::connectors::scim_client
