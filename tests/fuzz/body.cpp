#include "connectors/scim/projection.h"
#include "connectors/scim/query.h"
#include "promises.h"
#include "targets.h"

namespace kith::fuzz {

using connectors::scim::group_type;
using connectors::scim::Projection;
using connectors::scim::read_body;
using connectors::scim::user_type;
using Poco::Dynamic::Var;

void body(std::string_view input) {
    const auto given = read_body(input);
    if (!given) return;
    const auto before = connectors::scim::copy_of(**given);
    for (const auto* type : {&user_type(), &group_type()}) {
        const auto query = read_search(*type, **given);
        if (query) {
            must(query->start_index >= 1, "a list begins at 1 or later");
            must(query->count >= 0 && query->count <= connectors::scim::page_size_max,
                 "a page has its limits");
        }
        for (const auto habits : every_habit) {
            const auto taken = take_in(*type, **given, habits);
            if (!taken) continue;
            is_sound(*type, **taken);
            const auto replaced = take_in(*type, **given, habits, &**taken);
            must(replaced && connectors::scim::same(Var(*replaced), Var(*taken)),
                 "the same PUT again changes nothing");
            const auto shown =
                Projection(*type, query ? query->wanted : connectors::scim::Wanted{}).of(**taken);
            must(shown->has("schemas") && !shown->has("password"), "what is shown is what may be");
        }
    }
    must(connectors::scim::same(Var(before), Var(*given)), "what was sent is left alone");
}

}  // namespace kith::fuzz
