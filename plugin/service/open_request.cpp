#include "service/open_request.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "crypto/crypto.h"
#include "crypto/return_code.h"
#include "service/consent.h"
#include "service/place.h"
#include "service/refusals.h"
#include "service/standing.h"
#include "store/requests.h"

namespace kith::service {
namespace {

Error at(std::string field, FixedText what, FixedText hint) {
    return Error{ErrorCode::invalid_input, what, std::move(field), hint};
}

Result<void> check_people(const std::vector<EmployeeId>& people, std::string_view field,
                          const EmployeeId& requester, const directory::OrgChart& chart) {
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto place = std::string(field) + '/' + std::to_string(i);
        if (people[i] == requester)
            return at(place, "this names the person who asks", "leave yourself out");
        if (!chart.seat(people[i]))
            return at(place, "nobody here has this id",
                      "find the person with directory.people/1 and use the id given there");
    }
    return {};
}

Result<void> check_wish(const Rooms& rooms, const Session& session, const OpenRequest& wish,
                        const directory::OrgChart& chart) {
    if (!wish.topic.empty() &&
        std::none_of(rooms.settings.topics.begin(), rooms.settings.topics.end(),
                     [&](const model::Topic& topic) { return topic.id == wish.topic; }))
        return at("/topic", "no topic has this id", "help.topics/1 lists the topics");
    if (!wish.wished.empty() && wish.wished == session.subject)
        return at("/wishedSupporter", "this names the person who asks", "choose someone else");

    const auto concerned =
        check_people(wish.persons_concerned, "/personsConcerned", session.subject, chart);
    if (!concerned) return concerned;
    return check_people(wish.excluded, "/anyoneBut", session.subject, chart);
}

// More open requests than one person needs would take supporters from others.
Result<void> check_room(store::Transaction& tx, const EmployeeId& requester) {
    const auto own = store::requests_of(tx, requester);
    if (!own) return own.error();
    const auto open = std::count_if(own->begin(), own->end(), [](const store::RequestRow& row) {
        return row.state != model::RequestState::closed;
    });
    if (static_cast<std::size_t>(open) < limits::open_requests_max) return {};
    return Error{ErrorCode::conflict,
                 "three of your support requests are open already",
                 {},
                 "close one that you no longer need"};
}

// Four signs without the ones that are mistaken for each other.
Result<std::string> new_alias() {
    constexpr std::string_view signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    std::array<std::uint8_t, 4> random{};
    const auto filled = crypto::fill_random(random);
    if (!filled) return filled.error();
    std::string alias;
    for (const auto byte : random)
        alias += signs[byte % signs.size()];
    return alias;
}

struct Secrets {
    RequestId id;
    crypto::ReturnCode return_code;
    std::string alias;
};

Result<Secrets> new_secrets() {
    auto id = crypto::random_uuid();
    if (!id) return id.error();
    auto code = crypto::new_return_code();
    if (!code) return code.error();
    auto alias = new_alias();
    if (!alias) return alias.error();
    return Secrets{RequestId{std::move(*id)}, std::move(*code), std::move(*alias)};
}

std::vector<std::string> rules_against(const routing::Route& route, const EmployeeId& wished) {
    std::vector<std::string> rules;
    for (const auto& passed : route.passed_over)
        if (passed.supporter == wished)
            for (const auto why : passed.why)
                rules.emplace_back(routing::code(why));
    return rules;
}

}  // namespace

Result<Opened> open_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                            const OpenRequest& wish) {
    const auto permit = may(rooms, tx, session, policy::Action::open, policy::Kind::request_state);
    if (!permit) return permit.error();
    if (session.subject.empty()) return policy::denied();  // A return code opens what there is.

    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto sound = check_wish(rooms, session, wish, *view->snapshot.chart);
    if (!sound) return sound.error();
    const auto room = check_room(tx, session.subject);
    if (!room) return room.error();
    auto secrets = new_secrets();
    if (!secrets) return secrets.error();

    const model::RequestIdentity identity{session.subject, wish.persons_concerned, wish.excluded,
                                          wish.wished};
    const model::RequestContent content{wish.topic, wish.language, wish.channel, secrets->alias,
                                        wish.text};
    const auto rules = conditions(rooms, tx, *view, secrets->id, identity);
    if (!rules) return rules.error();
    const auto route =
        routing::route(route_request(secrets->id, identity, content), view->snapshot, *rules);
    const auto choice = first_choice(route, identity.wished);
    if (!choice && !wish.wished.empty()) {
        const auto counted =
            count_refused_wish(rooms, tx, "support.request/1", rules_against(route, wish.wished));
        if (!counted) return counted.error();
    }
    if (!choice && !wish.wait) return Opened{};

    const auto stored = store::insert_request(
        tx, {secrets->id, identity, content, model::RequestState::waiting, rooms.clock->hour()},
        secrets->return_code.bits);
    if (!stored) return stored.error();
    const auto agreed = consent_with_request(rooms, tx, secrets->id, wish.named);
    if (!agreed) return agreed.error();
    if (choice) {
        const auto asked = propose_to(rooms, tx, secrets->id, *view->snapshot.book->find(*choice));
        if (!asked) return asked.error();
    }
    return Opened{secrets->id, choice.has_value(), std::move(secrets->return_code.words),
                  secrets->alias};
}

}  // namespace kith::service
