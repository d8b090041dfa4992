#include <string>

#include "connectors/scim/matches.h"
#include "promises.h"
#include "targets.h"

namespace kith::fuzz {

using connectors::scim::group_type;
using connectors::scim::matches;
using connectors::scim::read_filter;
using connectors::scim::user_type;

void filter(std::string_view input) {
    static const auto user = fixed_user();
    static const auto odd = odd_user();
    static const auto group = fixed_group();
    for (const auto* type : {&user_type(), &group_type()}) {
        const auto read = read_filter(*type, input);
        if (!read) continue;
        const std::string grouped = "(" + std::string(input) + ")";
        const auto turned = read_filter(*type, "not " + grouped);
        const auto twice = read_filter(*type, grouped + " and " + grouped);
        for (const auto* resource : {user.get(), odd.get(), group.get()}) {
            const bool holds = matches(*read, *resource);
            must(!turned || matches(*turned, *resource) != holds, "not turns a filter round");
            must(!twice || matches(*twice, *resource) == holds, "a filter and itself is itself");
        }
    }
}

}  // namespace kith::fuzz
