#include "service/promise.h"

#include <array>
#include <string_view>
#include <utility>

#include "policy/gate.h"

namespace kith::service {

std::vector<PromiseLine> promise() {
    constexpr std::array<std::pair<policy::Kind, std::string_view>, 4> kinds{{
        {policy::Kind::request_state, "state"},
        {policy::Kind::request_content, "first-text"},
        {policy::Kind::conversation, "conversation"},
        {policy::Kind::request_identity, "name"},
    }};
    std::vector<PromiseLine> lines;
    for (const auto& [kind, what] : kinds) {
        PromiseLine line{std::string(what), {}};
        for (const auto capacity : policy::readers(kind))
            line.readers.emplace_back(policy::name(capacity));
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace kith::service
