// The settings as a document in which nothing is left out: equal text means equal effect.
#pragma once

#include <string>
#include <string_view>

#include "model/settings.h"

namespace kith::manifest {

// A manifest that is valid against the schema, sections in its order, every default written out,
// paths absolute.
std::string canonical_text(const model::Settings& settings);

// The words of the schema for what the model has as an enumeration.
std::string source_name(model::PeopleSource::Kind kind);
std::string kind_name(model::Resource::Kind kind);
std::string shortcut_name(bool by_key);
// One rule on one line; `name` is "permit", "forbid" or "oblige".
std::string rule_text(std::string_view name, const model::Rule& rule);

}  // namespace kith::manifest
