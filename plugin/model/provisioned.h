// Users and groups as a provider told them (SCIM, RFC 7643), kept for it as it spelled them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kith::model {

enum class ResourceKind : std::uint8_t { user, group };

struct ProvisionedResource {
    ResourceKind kind = ResourceKind::user;
    std::string id;    // Kith's, for life.
    std::string body;  // JSON, without what is kept apart: a group's members.
    // By what it is found without a look at the others, in one spelling of upper and lower case
    // where case does not count.
    std::string unique_name;  // No other resource of its kind and source has the same.
    std::string external_id;
    std::string manager;  // The id of another user.
    std::vector<std::string> mails;
    std::int64_t created_ms = 0;
    std::int64_t changed_ms = 0;
    std::int64_t version = 0;  // 1, and one more with each change.
};

struct ResourceMember {
    std::string id;
    ResourceKind kind = ResourceKind::user;
};

// One index, and what is looked for in it.
struct ResourceLookup {
    enum class By : std::uint8_t { id, unique_name, external_id, mail, manager, changed, member };
    enum class How : std::uint8_t { equal, begins, above, at_least, below, at_most };
    By by = By::id;
    How how = How::equal;  // All but `equal` only for unique_name, mail (begins) and changed.
    std::string text;      // Of `member`: groups in which this id is, directly.
    std::int64_t ms = 0;   // Of `changed`.
};

}  // namespace kith::model
