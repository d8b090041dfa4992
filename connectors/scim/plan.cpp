#include "connectors/scim/plan.h"

#include <algorithm>

#include "connectors/common/moment.h"
#include "connectors/scim/record.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using By = model::ResourceLookup::By;
using How = model::ResourceLookup::How;
using model::ResourceKind;
using model::ResourceLookup;
using Op = Filter::Op;

// An index, and by which attribute of which kind it is asked.
struct Index {
    const char* path;
    By by;
    bool folds = false;
    bool begins = false;  // It also finds what begins with a text.
};

constexpr Index of_users[] = {
    {"id", By::id},
    {"externalId", By::external_id},
    {"userName", By::unique_name, true, true},
    {"emails", By::mail, true, true},
    {"emails.value", By::mail, true, true},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", By::manager},
    {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", By::manager},
};
constexpr Index of_groups[] = {
    {"id", By::id},
    {"externalId", By::external_id},
    {"displayName", By::unique_name, true, true},
    {"members", By::member},
    {"members.value", By::member},
};

bool is(const Place& place, ResourceKind kind, const char* path) {
    return place_of(type_of(kind), path) == place;
}

Plan alone(ResourceLookup lookup, bool exact) {
    return {{std::move(lookup)}, {}, exact};
}

// meta.lastModified against a point in time.
std::optional<Plan> by_time(ResourceKind kind, const Filter& filter) {
    if (!is(filter.place, kind, "meta.lastModified") || !filter.literal.isString())
        return std::nullopt;
    const auto ms = moment_of(filter.literal.extract<std::string>());
    if (!ms) return std::nullopt;
    const auto plan = [&](How how) { return alone({By::changed, how, {}, *ms}, true); };
    switch (filter.op) {
        case Op::gt:
            return plan(How::above);
        case Op::ge:
            return plan(How::at_least);
        case Op::lt:
            return plan(How::below);
        case Op::le:
            return plan(How::at_most);
        case Op::eq:
            return plan(How::equal);
        default:
            return std::nullopt;
    }
}

// The place of a comparison, where it stands in brackets that of both together.
std::optional<Plan> by_index(ResourceKind kind, const Filter& filter, const Place& place) {
    if (!filter.literal.isString()) return std::nullopt;
    auto text = filter.literal.extract<std::string>();
    const bool begins = filter.op == Op::sw && !text.empty();
    if ((filter.op != Op::eq && !begins) || text.empty()) return std::nullopt;
    if (kind == ResourceKind::user && filter.op == Op::eq &&
        (is(place, kind, "groups") || is(place, kind, "groups.value")))
        return Plan{{}, {std::move(text)}, false};
    const auto find = [&](const auto& indexes) -> std::optional<Plan> {
        for (const auto& index : indexes) {
            if (!is(place, kind, index.path) || (begins && !index.begins)) continue;
            if (index.folds) text = folded(text);
            return alone({index.by, begins ? How::begins : How::equal, std::move(text), 0}, true);
        }
        return std::nullopt;
    };
    return kind == ResourceKind::user ? find(of_users) : find(of_groups);
}

std::optional<Plan> joined(ResourceKind kind, const Filter& filter) {
    Plan all{{}, {}, true};
    for (const auto& part : filter.parts) {
        auto plan = plan_of(kind, part);
        if (!plan) return std::nullopt;
        std::ranges::move(plan->lookups, std::back_inserter(all.lookups));
        std::ranges::move(plan->groups, std::back_inserter(all.groups));
        all.exact = all.exact && plan->exact;
    }
    return all;
}

// One part that an index finds is enough; a name finds fewer than a time.
std::optional<Plan> narrowest(ResourceKind kind, const Filter& filter) {
    std::optional<Plan> best;
    for (const auto& part : filter.parts) {
        auto plan = plan_of(kind, part);
        if (!plan) continue;
        plan->exact = false;
        const bool by_time = !plan->lookups.empty() && plan->lookups.front().by == By::changed;
        if (!best || !by_time) best = std::move(plan);
        if (!by_time) break;
    }
    return best;
}

// Within the brackets behind an attribute a comparison names only the part of a value.
std::optional<Plan> in_brackets(ResourceKind kind, const Place& outer, const Filter& inner) {
    if (inner.op == Op::all_of) {
        for (const auto& part : inner.parts)
            if (auto plan = in_brackets(kind, outer, part)) {
                plan->exact = false;
                return plan;
            }
        return std::nullopt;
    }
    if (inner.place.attribute == nullptr) return std::nullopt;
    auto plan = by_index(kind, inner, {outer.extension, outer.attribute, inner.place.attribute});
    if (plan) plan->exact = false;
    return plan;
}

}  // namespace

std::optional<Plan> plan_of(ResourceKind kind, const Filter& filter) {
    switch (filter.op) {
        case Op::any_of:
            return joined(kind, filter);
        case Op::all_of:
            return narrowest(kind, filter);
        case Op::values:
            return in_brackets(kind, filter.place, filter.parts.front());
        case Op::none_of:
            return std::nullopt;
        default:
            if (auto plan = by_time(kind, filter)) return plan;
            return by_index(kind, filter, filter.place);
    }
}

bool compares(const Filter& filter, const Place& place) {
    const auto& compared = filter.place;
    if (compared != Place{} && (covers(compared, place) || covers(place, compared))) return true;
    return std::ranges::any_of(filter.parts,
                               [&](const auto& part) { return compares(part, place); });
}

}  // namespace kith::connectors::scim
