// What holds for every resource that the core hands out.
#pragma once

#include <string_view>

#include "connectors/scim/patch.h"

namespace kith::fuzz {

using connectors::scim::Habits;
using connectors::scim::ResourceType;
using Poco::JSON::Object;

inline constexpr std::array every_habit{Habits::strict, Habits::entra, Habits::okta};

// Prints what is broken and ends the process, where it does not hold.
void must(bool holds, std::string_view promise);

// Written and read again it is the same; it is settled; the strictest reader takes it as it is.
void is_sound(const ResourceType& type, const Object& resource);

// As it is kept: with an id, times, and what is not the client's to say.
Object::Ptr fixed_user();
Object::Ptr odd_user();  // Every type where the schema has another one.
Object::Ptr fixed_group();

// All or nothing, and sound.
void patch_keeps_its_promises(const ResourceType& type, const Object& resource,
                              const std::vector<connectors::scim::PatchOperation>& operations,
                              Habits habits);

}  // namespace kith::fuzz
