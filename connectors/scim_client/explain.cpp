#include "connectors/scim_client/explain.h"

#include <utility>

#include "connectors/common/percent.h"
#include "connectors/common/quoted.h"
#include "connectors/scim_client/query.h"
#include "connectors/scim_client/reading.h"

namespace kith::connectors::scim_client {
namespace {

using Sentences = std::vector<std::string>;

constexpr std::size_t users_max = 5;  // More than one is a mistake at the provider already.

class Explanation {
public:
    Explanation(Provider& provider, const model::ScimClientSettings& settings, const Abilities& can)
        : settings_(settings), can_(can), provider_(provider), pages_(provider, can) {}

    Result<Sentences> about(const std::string& whom) {
        const auto users = look_for(whom);
        if (!users) return users.error();
        if (users->empty())
            said_.emplace_back(
                "Nobody has this id, user name or external id, or the account may "
                "not see her.");
        for (const auto& one : *users) {
            const auto user = user_of(*one, settings_.person_id);
            tell(user);
            const auto placed = place(user);
            if (!placed) return placed.error();
        }
        return std::move(said_);
    }

private:
    Result<std::vector<Object::Ptr>> look_for(const std::string& whom) {
        const auto reply = provider_.get("/Users/" + percent_encoded(whom));
        if (!reply) return reply.error();
        if (reply->status == 200 && !sent_member(*reply->json, "id").isEmpty())
            return std::vector{reply->json};
        for (const char* const attribute : {"userName", "externalId"}) {
            auto found = filtered(equals(attribute, whom));
            if (!found || !found->empty()) return found;
        }
        return std::vector<Object::Ptr>();
    }

    Result<std::vector<Object::Ptr>> filtered(std::string filter) {
        auto reply = pages_.first(asked_of(settings_, can_, std::move(filter)));
        if (!reply) return reply.error();
        if (reply->status != 200) {
            said_.emplace_back("The service provider looks nobody up by name: give an id.");
            return std::vector<Object::Ptr>();
        }
        auto users = std::move(reply->page.users);
        if (users.size() > users_max) users.resize(users_max);
        return users;
    }

    void tell(const User& user) {
        if (!user.entry) {
            said_.push_back("There is a user, " + quoted(user.name) + ", who cannot be taken: " +
                            user.why + "; right would be: " + user.hint + ".");
            return;
        }
        const auto& person = user.entry->person;
        said_.push_back("There is a user: her key is " + quoted(user.key) + ", her user name " +
                        quoted(person.user_name) + ".");
        said_.push_back("Kith knows her by the id " +
                        quoted(person.id.empty() ? user.key : person.id.text()) + ".");
        said_.emplace_back(person.active ? "She is active." : "She is disabled.");
        said_.push_back(user.entry->manager.empty()
                            ? "She names no manager."
                            : "She names as manager: " + quoted(user.entry->manager) + ".");
    }

    Result<void> place(const User& user) {
        if (settings_.filter.empty()) return {};
        const auto found = filtered(both(settings_.filter, equals("id", user.key)));
        if (!found) return found.error();
        said_.emplace_back(found->empty() ? "The manifest's filter leaves her out."
                                          : "The manifest's filter lets her in.");
        return {};
    }

    const model::ScimClientSettings& settings_;
    const Abilities& can_;
    Provider& provider_;
    Pages pages_;
    Sentences said_;
};

}  // namespace

Result<Sentences> explain(Provider& provider, const model::ScimClientSettings& settings,
                          const std::string& whom) {
    const auto can = abilities_of(provider);
    if (!can) return can.error();
    return Explanation(provider, settings, *can).about(whom);
}

}  // namespace kith::connectors::scim_client
