#include "promises.h"
#include "targets.h"

namespace kith::fuzz {

using connectors::scim::group_type;
using connectors::scim::PatchOperation;
using connectors::scim::read_path;
using connectors::scim::user_type;
using Poco::Dynamic::Var;

namespace {

Var one_of(int which) {
    if (which == 0) return Var(std::string("x"));
    if (which == 1) return Var(true);
    if (which == 2) return {};
    auto value = connectors::scim::new_object();
    value->set("value", std::string("v"));
    value->set("type", std::string("work"));
    if (which == 3) return Var(value);
    value->set("primary", true);
    auto list = connectors::scim::new_list();
    list->add(value);
    return Var(list);
}

}  // namespace

void path(std::string_view input) {
    static const auto user = fixed_user();
    static const auto group = fixed_group();
    for (const auto* type : {&user_type(), &group_type()}) {
        const auto read = read_path(*type, input);
        if (!read) continue;
        const auto& resource = type == &user_type() ? *user : *group;
        for (const auto kind : {PatchOperation::Kind::add, PatchOperation::Kind::remove,
                                PatchOperation::Kind::replace})
            for (int value = 0; value < 5; ++value)
                for (const auto habits : {Habits::strict, Habits::entra})
                    patch_keeps_its_promises(*type, resource, {{kind, *read, one_of(value)}},
                                             habits);
    }
}

}  // namespace kith::fuzz
