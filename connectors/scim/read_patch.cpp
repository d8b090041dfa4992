#include <algorithm>
#include <array>

#include "base/text.h"
#include "connectors/scim/patch.h"

namespace kith::connectors::scim {
namespace {

using Kind = PatchOperation::Kind;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr std::string_view patch_message = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

struct Named {
    std::string_view name;
    Kind kind;
};
constexpr std::array kinds{Named{"add", Kind::add}, Named{"remove", Kind::remove},
                           Named{"replace", Kind::replace}};

bool is_patch(const Object& body) {
    const auto schemas = sent_member(body, "schemas");
    if (schemas.type() != typeid(Array::Ptr)) return false;
    for (const auto& schema : *schemas.extract<Array::Ptr>())
        if (schema.isString() && same_name(schema.extract<std::string>(), patch_message))
            return true;
    return false;
}

Answer<PatchOperation> operation(const ResourceType& type, const Var& given) {
    if (given.type() != typeid(Object::Ptr)) return invalid_syntax("an operation is an object");
    const auto& from = *given.extract<Object::Ptr>();
    const auto op = sent_member(from, "op");
    if (!op.isString()) return invalid_syntax("an operation needs its op");
    PatchOperation read;
    bool known = false;
    for (const auto& [name, kind] : kinds) {
        if (!same_name(op.extract<std::string>(), name)) continue;
        read.kind = kind;
        known = true;
    }
    if (!known) return invalid_syntax("op is add, remove or replace");
    read.value = sent_member(from, "value");
    const auto path = sent_member(from, "path");
    if (!path.isEmpty() && !path.isString()) return invalid_path("a path is a text");
    if (path.isString() && !path.extract<std::string>().empty()) {
        auto place = read_path(type, path.extract<std::string>());
        if (!place) return place.error();
        read.path = std::move(*place);
    }
    if (read.kind == Kind::remove && !read.path)
        return no_target("a removal needs a path to what it removes");
    // Without any, a replacement would take away what is there; null says that it shall.
    const bool named = std::any_of(from.begin(), from.end(), [](const auto& member) {
        return same_name(member.first, "value");
    });
    if (read.kind == Kind::add && read.value.isEmpty())
        return invalid_value("an addition needs a value", {});
    if (read.kind == Kind::replace && !named)
        return invalid_value("a replacement needs a value, null for none", {});
    return read;
}

}  // namespace

Answer<std::vector<PatchOperation>> read_patch(const ResourceType& type, const Object& body) {
    if (!is_patch(body)) return invalid_syntax("schemas must name the PatchOp message");
    const auto given = sent_member(body, "Operations");
    if (given.type() != typeid(Array::Ptr) || given.extract<Array::Ptr>()->size() == 0)
        return invalid_syntax("Operations must hold at least one");
    const auto& list = *given.extract<Array::Ptr>();
    if (list.size() > patch_operations_max)
        return Problem{400, "tooMany", "too many operations in one PATCH", {}};
    std::vector<PatchOperation> operations;
    for (const auto& one : list) {
        auto read = operation(type, one);
        if (!read) return read.error();
        operations.push_back(std::move(*read));
    }
    return operations;
}

}  // namespace kith::connectors::scim
