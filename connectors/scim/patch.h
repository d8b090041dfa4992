// PATCH (RFC 7644, section 3.5.2): operations on one resource, all or none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/scim/filter.h"
#include "connectors/scim/resource.h"

namespace kith::connectors::scim {

inline constexpr std::size_t patch_operations_max = 1000;

struct PatchOperation {
    enum class Kind { add, remove, replace };
    Kind kind = Kind::add;
    std::optional<Path> path;
    Poco::Dynamic::Var value;
};

// invalidSyntax, invalidPath, invalidFilter, invalidValue, noTarget (a removal of nothing), and
// tooMany.
Answer<std::vector<PatchOperation>> read_patch(const ResourceType& type,
                                               const Poco::JSON::Object& body);

// What is to happen to an attribute whose values are kept apart from the resource, such as a
// group's members, in the order of the operations. No value has to be loaded for it.
struct KeptApartChange {
    enum class Kind { add, remove, remove_all, must_be_there };
    Kind kind = Kind::add;
    std::vector<Poco::JSON::Object::Ptr> values;  // Of `add`.
    std::vector<std::string> ids;                 // Of `remove` and `must_be_there`: noTarget.
    // Of `must_be_there`: what is asked of them cannot be done: mutability, where they are there.
    bool refused = false;
};

struct Patched {
    Poco::JSON::Object::Ptr resource;  // A copy, changed.
    std::vector<KeptApartChange> kept_apart;
    bool changed = false;  // Whether the resource is another than before.
};
// Nothing but what the resource says is known here: whether a manager or a member exists is not.
Answer<Patched> apply_patch(const ResourceType& type, const Poco::JSON::Object& resource,
                            const std::vector<PatchOperation>& operations, Habits habits);

}  // namespace kith::connectors::scim
