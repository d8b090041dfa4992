// Who could read what: asked of the policy in force, so that the words and the behaviour cannot
// drift apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policy/readers.h"
#include "service/rooms.h"

namespace kith::service {

// What is settled of a request before it is sent.
struct Draft {
    std::optional<bool> named;  // Whether her supporter may know who she is.
};

struct PromiseLine {
    std::string what;                     // "conversation" ...
    std::vector<policy::Reader> readers;  // Beside them Kith itself, to keep people apart.
};

// An office that nobody holds here reads nothing, and is not named.
std::vector<PromiseLine> promise(const Rooms& rooms, const Draft& draft);

}  // namespace kith::service
