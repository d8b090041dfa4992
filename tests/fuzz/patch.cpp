#include "promises.h"
#include "targets.h"

namespace kith::fuzz {

using connectors::scim::group_type;
using connectors::scim::read_body;
using connectors::scim::read_patch;
using connectors::scim::user_type;

void patch(std::string_view input) {
    const auto gap = input.find("\n\n");
    const auto message = read_body(input.substr(0, gap));
    if (!message) return;
    const auto given = gap == std::string_view::npos
                           ? connectors::scim::Answer<Object::Ptr>(fixed_user())
                           : read_body(input.substr(gap + 2));
    if (!given) return;
    for (const auto* type : {&user_type(), &group_type()}) {
        const auto operations = read_patch(*type, **message);
        auto resource = take_in(*type, **given, Habits::entra);
        if (!operations || !resource) continue;
        (*resource)->set("id", std::string("1"));
        for (const auto habits : every_habit)
            patch_keeps_its_promises(*type, **resource, *operations, habits);
    }
}

}  // namespace kith::fuzz
