// What a client sends, made into a resource: names as the schema spells them, values of their
// types, nothing that is not the client's to say.
#pragma once

#include "connectors/scim/json.h"
#include "connectors/scim/problem.h"
#include "connectors/scim/schema.h"
#include "model/settings.h"

namespace kith::connectors::scim {

// Of one attribute, but for those that are kept apart: nobody has so many telephones, and every
// one costs each filter something.
inline constexpr std::size_t values_max = 1000;

// How a source speaks. `strict` keeps to the RFCs; the others bear with what Microsoft Entra ID and
// Okta really send: booleans as words, a manager or a member as a bare id, one value where a list
// is meant, attributes that nobody knows.
using Habits = model::ScimServerSettings::Habits;

// The body of a POST or a PUT. `former` is the resource that a PUT replaces, nullptr for a POST.
// Unassigned values are not there (RFC 7643, section 2.5); readOnly ones are passed over, immutable
// ones must be as they were; no attribute stands twice. `schemas` names what is used; id and meta
// are not in it.
Answer<Poco::JSON::Object::Ptr> take_in(const ResourceType& type, const Poco::JSON::Object& given,
                                        Habits habits, const Poco::JSON::Object* former = nullptr);

// One value for an attribute, or all of them where it has several; empty: unassigned.
Answer<Poco::Dynamic::Var> taken_value(const Attribute& attribute, const Poco::Dynamic::Var& given,
                                       Habits habits);

// What holds for a resource as a whole, after any change: required attributes are there, at most
// one value is primary, none has too many. Brings `schemas` up to date.
Answer<bool> settled(const ResourceType& type, Poco::JSON::Object& resource);

}  // namespace kith::connectors::scim
