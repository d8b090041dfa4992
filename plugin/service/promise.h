// Who could read what: asked of the gate, so that the words and the behaviour cannot drift apart.
#pragma once

#include <string>
#include <vector>

namespace kith::service {

struct PromiseLine {
    std::string what;                  // "conversation" ...
    std::vector<std::string> readers;  // Capacities; beside them Kith itself, to keep people apart.
};

std::vector<PromiseLine> promise();

}  // namespace kith::service
