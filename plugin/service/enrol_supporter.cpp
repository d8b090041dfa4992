#include "service/enrol_supporter.h"

#include <algorithm>

#include "service/eligibility.h"
#include "service/recheck_assignments.h"
#include "service/standing.h"

namespace kith::service {
namespace {

using policy::Action;
using policy::Kind;

Error no_role(FixedText why) {
    return Error{
        ErrorCode::conflict,
        why,
        {},
        "somebody with power over others, or with another task in a conflict, cannot be a peer "
        "supporter"};
}

Result<void> check_topics(const Rooms& rooms, const Profile& profile) {
    for (std::size_t i = 0; i < profile.topics.size(); ++i) {
        const auto known =
            std::any_of(rooms.settings.topics.begin(), rooms.settings.topics.end(),
                        [&](const model::Topic& topic) { return topic.id == profile.topics[i]; });
        if (!known)
            return Error{ErrorCode::invalid_input, "no topic has this id",
                         "/topics/" + std::to_string(i), "help.topics/1 lists the topics"};
    }
    return {};
}

Result<model::PeerSupporter> find_supporter(Rooms& rooms, store::Transaction& tx,
                                            const EmployeeId& id) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto* found = view->snapshot.book->find(id);
    if (found == nullptr) return policy::denied();
    return *found;
}

void take_over(model::PeerSupporter& supporter, const Profile& profile) {
    supporter.languages = profile.languages;
    supporter.topics = profile.topics;
    supporter.capacity = profile.capacity;
    supporter.listed = profile.listed;
    supporter.on_leave_until = profile.on_leave_until;
    supporter.declared_conflicts = profile.declared_conflicts;
    supporter.about = profile.about;
    supporter.channels = profile.channels;
    supporter.hours = profile.hours;
    supporter.shared = profile.shared;
}

}  // namespace

Result<model::Enrolment> enrol_supporter(Rooms& rooms, store::Transaction& tx,
                                         const Session& session, const Profile& profile) {
    const auto permit =
        may(rooms, tx, session, Action::write, Kind::supporter_record, {policy::Fact::owner});
    if (!permit) return permit.error();
    const auto sound = check_topics(rooms, profile);
    if (!sound) return sound.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto reasons =
        ineligible(rooms.settings.eligibility, *view->snapshot.chart, session.subject);
    if (!reasons.empty()) return no_role(reasons.front());

    model::PeerSupporter supporter;
    supporter.id = session.subject;
    supporter.enrolment = model::Enrolment::applied;
    if (const auto* known = view->snapshot.book->find(session.subject)) supporter = *known;
    if (supporter.enrolment == model::Enrolment::left)
        supporter.enrolment = model::Enrolment::applied;
    take_over(supporter, profile);

    const auto stored = store::put_supporter(tx, supporter);
    if (!stored) return stored.error();
    return supporter.enrolment;
}

Result<model::PeerSupporter> own_supporter_record(Rooms& rooms, store::Transaction& tx,
                                                  const Session& session) {
    const auto permit =
        may(rooms, tx, session, Action::read, Kind::supporter_record, {policy::Fact::owner});
    if (!permit) return permit.error();
    return find_supporter(rooms, tx, session.subject);
}

Result<void> approve_supporter(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const EmployeeId& supporter, Day accredited_until) {
    const auto permit = may(rooms, tx, session, Action::approve, Kind::supporter_record);
    if (!permit) return permit.error();
    auto found = find_supporter(rooms, tx, supporter);
    if (!found) return found.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto reasons = ineligible(rooms.settings.eligibility, *view->snapshot.chart, supporter);
    if (!reasons.empty()) return no_role(reasons.front());

    found->enrolment = model::Enrolment::approved;
    found->accredited_until = accredited_until;
    return store::put_supporter(tx, *found);
}

Result<void> end_supporter(Rooms& rooms, store::Transaction& tx, const Session& session,
                           const EmployeeId& supporter) {
    const auto permit = may(rooms, tx, session, Action::approve, Kind::supporter_record);
    if (!permit) return permit.error();
    auto found = find_supporter(rooms, tx, supporter);
    if (!found) return found.error();

    found->enrolment = model::Enrolment::left;
    found->listed = false;
    const auto stored = store::put_supporter(tx, *found);
    if (!stored) return stored;
    const auto moved = recheck_assignments(rooms, tx);  // Whom she served is not left alone.
    if (!moved) return moved.error();
    return {};
}

}  // namespace kith::service
