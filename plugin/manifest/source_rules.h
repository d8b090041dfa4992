// What is said alike of every source that tells of people again and again, read and written once.
#pragma once

#include "manifest/writer.h"
#include "manifest/xml.h"
#include "model/settings.h"

namespace kith::manifest {

// All of it except the name. Tops are sorted: their order says nothing.
void set_rules(model::SourceRules& rules, const xmlNode* source);

// How much may go, and when.
void add_limits(Writer::Attributes& to, const model::SourceRules& rules);
// How often it is asked: for sources that are asked.
void add_times(Writer::Attributes& to, const model::SourceRules& rules);
void write_tops(Writer& out, const model::SourceRules& rules);

}  // namespace kith::manifest
