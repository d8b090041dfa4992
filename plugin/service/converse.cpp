#include "service/converse.h"

#include "service/standing.h"
#include "store/messages.h"
#include "store/outbox.h"

namespace kith::service {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

// Only a supporter is told that something waits: a notice to a requester would pass through the
// host and tell it who uses Kith. She looks when she chooses to.
Result<void> tell_supporter(Rooms& rooms, store::Transaction& tx,
                            const store::Assignment& assignment) {
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    const auto who = view->by_ref->find(assignment.supporter);
    if (who == view->by_ref->end()) return {};
    return store::add_notice(tx, who->second, rooms.clock->hour());
}

}  // namespace

Result<model::Message> send_message(Rooms& rooms, store::Transaction& tx, const Session& session,
                                    const RequestId& request, std::string text) {
    const auto permit = may(rooms, tx, session, Action::write, Kind::conversation, request);
    if (!permit) return permit.error();
    const auto row = open_request_row(tx, request);
    if (!row) return row.error();
    const auto assignment = current_assignment(tx, request);
    if (!assignment) return assignment.error();
    if (assignment->state != model::AssignmentState::accepted)
        return Error{ErrorCode::conflict,
                     "nobody has accepted this support request yet",
                     {},
                     "read support.status/1 and write once it is active"};

    const bool by_requester = session.capacity == Capacity::requester;
    model::Message message;
    message.assignment = assignment->id;
    message.author = by_requester ? model::Author::requester : model::Author::supporter;
    message.sent_hour = rooms.clock->hour();
    message.text = std::move(text);
    auto sent = store::add_message(tx, request, std::move(message));
    if (!sent || !by_requester) return sent;

    const auto told = tell_supporter(rooms, tx, *assignment);
    if (!told) return told.error();
    return sent;
}

Result<std::vector<model::Message>> read_messages(Rooms& rooms, store::Transaction& tx,
                                                  const Session& session, const RequestId& request,
                                                  int after) {
    const auto permit = may(rooms, tx, session, Action::read, Kind::conversation, request);
    if (!permit) return permit.error();
    if (session.capacity == Capacity::requester)
        return store::messages(tx, *permit, std::nullopt, after);

    const auto assignment = current_assignment(tx, request);
    if (!assignment) return assignment.error();
    return store::messages(tx, *permit, assignment->id, after);
}

}  // namespace kith::service
