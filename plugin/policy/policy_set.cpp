#include "policy/policy_set.h"

#include <algorithm>

namespace kith::policy {
namespace {

template <class Item>
void append(std::vector<Item>& to, const std::vector<Item>& items) {
    to.insert(to.end(), items.begin(), items.end());
}

}  // namespace

model::Policy in_force(const PolicySet& set) {
    model::Policy all;
    for (const auto* layer : {&set.constitution, &set.shipped, &set.site}) {
        append(all.permits, layer->permits);
        append(all.forbids, layer->forbids);
        append(all.obliges, layer->obliges);
        append(all.invariants, layer->invariants);
        append(all.examples, layer->examples);
    }
    std::erase_if(all.permits, [&](const model::Rule& permit) {
        return std::ranges::find(set.site.withdrawn, permit.id) != set.site.withdrawn.end();
    });
    return all;
}

}  // namespace kith::policy
