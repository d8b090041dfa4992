// Draws lots among equals. Without the tenant's key nobody can foresee the order, and no choice of
// id or of request helps to come first.
#pragma once

#include <algorithm>
#include <string>

#include "directory/keyed_hash.h"
#include "routing/router.h"

namespace kith::routing {

class Draw {
public:
    Draw(const std::string& request, const Conditions& conditions)
        : hash_(key(conditions), length(request) + request) {}

    std::uint64_t of(const EmployeeId& supporter) const { return hash_.of(supporter.text()); }

private:
    static directory::HashKey key(const Conditions& conditions) {
        directory::HashKey key{};
        std::copy_n(conditions.tie_key.begin(), key.size(), key.begin());
        return key;
    }
    // It keeps "a" with "bc" apart from "ab" with "c".
    static std::string length(const std::string& request) {
        std::string text;
        for (unsigned shift = 0; shift < 64; shift += 8)
            text += static_cast<char>(std::uint64_t{request.size()} >> shift & 0xFF);
        return text;
    }

    directory::KeyedHash hash_;
};

}  // namespace kith::routing
