// JSON objects and lists as this room makes, copies and compares them.
#pragma once

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <string>
#include <string_view>

#include "connectors/scim/problem.h"

namespace kith::connectors::scim {

Poco::JSON::Object::Ptr new_object();  // Its members stay in their order.
Poco::JSON::Array::Ptr new_list();

// What a client sends: one JSON object (RFC 8259) in UTF-8, nested no deeper than
// limits::json_depth_max, each name once in its object, its members in their order. invalidSyntax
// where it is anything else. How long it may be is for the caller to say.
Answer<Poco::JSON::Object::Ptr> read_body(std::string_view text);

// Copies that share nothing with the first.
Poco::JSON::Object::Ptr copy_of(const Poco::JSON::Object& resource);
Poco::Dynamic::Var copy_of(const Poco::Dynamic::Var& value);
std::string text_of(const Poco::Dynamic::Var& value);  // As JSON.
// Whether two are the same; in an object the order does not count.
bool same(const Poco::Dynamic::Var& a, const Poco::Dynamic::Var& b);
// The member, where it is text; else empty.
std::string text_or_empty(const Poco::JSON::Object& object, const std::string& name);
// A member of what a client sent, in any case; empty: none.
Poco::Dynamic::Var sent_member(const Poco::JSON::Object& object, std::string_view name);
// The object in the value, to be changed in place; there must be one.
Poco::JSON::Object& object_in(const Poco::Dynamic::Var& value);

}  // namespace kith::connectors::scim
