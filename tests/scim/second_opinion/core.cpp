// The core on JSON lines, for opinion.test.mjs: a question in, its answer out.
#include <iostream>
#include <string>

#include "connectors/scim/matches.h"
#include "connectors/scim/patch.h"

namespace kith::tests {
namespace {

using connectors::scim::Habits;
using connectors::scim::KeptApartChange;
using connectors::scim::new_list;
using connectors::scim::new_object;
using connectors::scim::Problem;
using connectors::scim::ResourceType;
using Poco::JSON::Object;

Object::Ptr refused(const Problem& problem) {
    auto out = new_object();
    out->set("error", std::string(problem.type.view()));
    return out;
}

const char* name_of(KeptApartChange::Kind kind) {
    using Kind = KeptApartChange::Kind;
    switch (kind) {
        case Kind::add:
            return "add";
        case Kind::remove:
            return "remove";
        case Kind::remove_all:
            return "remove_all";
        case Kind::must_be_there:
            return "must_be_there";
    }
    return "";
}

Object::Ptr filtered(const ResourceType& type, const Object& question) {
    const auto filter = read_filter(type, question.getValue<std::string>("filter"));
    if (!filter) return refused(filter.error());
    auto out = new_object();
    out->set("holds", matches(*filter, *question.getObject("resource")));
    return out;
}

Object::Ptr patched(const ResourceType& type, const Object& question) {
    const auto operations = read_patch(type, *question.getObject("message"));
    if (!operations) return refused(operations.error());
    const auto done =
        apply_patch(type, *question.getObject("resource"), *operations, Habits::entra);
    if (!done) return refused(done.error());
    auto out = new_object();
    out->set("resource", done->resource);
    out->set("changed", done->changed);
    auto apart = new_list();
    for (const auto& change : done->kept_apart) {
        auto one = new_object();
        one->set("kind", std::string(name_of(change.kind)));
        auto ids = new_list();
        for (const auto& id : change.ids)
            ids->add(id);
        one->set("ids", ids);
        auto values = new_list();
        for (const auto& value : change.values)
            values->add(value);
        one->set("values", values);
        apart->add(one);
    }
    out->set("apart", apart);
    return out;
}

Object::Ptr answer(const std::string& line) {
    const auto question = connectors::scim::read_body(line);
    if (!question) return refused(question.error());
    const auto& type = (*question)->getValue<std::string>("type") == "User"
                           ? connectors::scim::user_type()
                           : connectors::scim::group_type();
    return (*question)->has("filter") ? filtered(type, **question) : patched(type, **question);
}

}  // namespace
}  // namespace kith::tests

int main() {
    for (std::string line; std::getline(std::cin, line);)
        std::cout << kith::connectors::scim::text_of(kith::tests::answer(line)) << '\n';
}
