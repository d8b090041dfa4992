// Overlays: what one installation does differently, in the manner of RFC 5261.
//
// A step is <replace>, <add> or <remove> with a selector (XPath) that must match exactly one node.
#pragma once

#include <string>

#include "manifest/report.h"

namespace kith::manifest {

// Steps that are not possible become findings at their own place; the others are done.
void apply_overlay(xmlDoc* manifest, const std::string& path, Report& report);

}  // namespace kith::manifest
