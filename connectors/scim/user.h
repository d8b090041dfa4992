// A SCIM user as a person (RFC 7643, sections 4.1 and 4.3), from whichever side she comes.
#pragma once

#include <Poco/JSON/Object.h>

#include <cstdint>
#include <optional>
#include <string>

#include "model/settings.h"
#include "ports/people_directory.h"

namespace kith::connectors::scim {

struct User {
    std::string key;   // Her id; empty where it cannot be read.
    std::string name;  // What she is called where she cannot be taken: her id, or user name.
    std::optional<std::int64_t> changed_ms;
    std::optional<ports::DirectoryEntry> entry;  // None: she cannot be taken, and why.
    std::string attribute;
    std::string why;
    std::string hint;
};

// The name of an entry is its id, so a manager is named by hers. A manager who is told, but not by
// an id, stays as a text in quotes: somebody leads her whom nobody knows, which is not nobody.
User user_of(const Poco::JSON::Object& resource, model::ScimPersonId person_id);
// Of one whose id does not stand in the resource.
User user_of(const Poco::JSON::Object& resource, model::ScimPersonId person_id,
             const std::string& id);

}  // namespace kith::connectors::scim
