// Asking for a peer: the request, who serves it, what is said.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"

namespace kith::model {

enum class RequestState { waiting, offered, active, closed };

// How an assignment stands. `proposed` and `accepted` are open and count in the caseload.
enum class AssignmentState {
    proposed,
    accepted,
    declined,
    expired,      // Silence.
    recused,      // The supporter stepped aside.
    handed_over,  // The supporter gave it on.
    released,     // The requester asked for someone else.
    withdrawn,    // The org chart changed and a rule now forbids it.
    closed,
};

inline bool is_open(AssignmentState state) {
    return state == AssignmentState::proposed || state == AssignmentState::accepted;
}

// Sealed apart from everything else, under a key of its own: who asks and whom it is about.
struct RequestIdentity {
    EmployeeId requester;
    std::vector<EmployeeId> persons_concerned;
    std::vector<EmployeeId> excluded;  // "Anyone but ...".
    // Empty: "pick for me". Otherwise nobody else is asked until she says so: her words go to the
    // one she chose or to nobody.
    EmployeeId wished;
};

// Sealed: what it is about.
struct RequestContent {
    std::string topic;
    std::string language;
    std::string channel;  // The way to talk that she prefers, or empty.
    std::string alias;    // What a pseudonymous requester is called.
    std::string text;
};

// What somebody else than its owner has read of a request.
enum class Looked { first_text, conversation, name };

enum class Author { requester, supporter };

struct Message {
    MessageId id;
    int number = 0;  // Within the request, from 1.
    AssignmentId assignment;
    Author author = Author::requester;
    std::int64_t sent_hour = 0;
    std::string text;
};

}  // namespace kith::model
