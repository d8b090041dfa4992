// Cursors (RFC 9865): where a walk through a list goes on. What stands in one is ours: it is sealed
// with a keyed digest and holds for one source, one query and some minutes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "connectors/scim/problem.h"

namespace kith::connectors::scim {

// A digest under a key that no client has; always the same for the same text.
using Signer = std::function<std::string(std::string_view)>;

// What a cursor holds for. Whose rights have changed since is asked anew on every page.
struct Walk {
    std::string source;  // Whose token asked.
    std::string query;   // All that decides which resources there are, and their order.
};

std::string new_cursor(const Walk& walk, std::string_view position, std::int64_t now_ms,
                       const Signer& signer);
// The position. invalidCursor where it is none of ours or of another walk, expiredCursor where its
// time is over.
Answer<std::string> position_of(std::string_view cursor, const Walk& walk, std::int64_t now_ms,
                                const Signer& signer);

}  // namespace kith::connectors::scim
