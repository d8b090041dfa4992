// The tree as typed settings, and what the tree does not say from the shipped defaults.
#pragma once

#include <string>

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// What the shipped defaults are called where a finding would name their file.
inline constexpr const char* shipped_defaults = "(shipped defaults)";

// Puts in the sections of manifests/defaults.xml that the manifest does not have.
void complete(xmlNode* root, Report& report);

// `folder` is where relative paths count from; empty leaves them. What cannot be read keeps its
// default: validate.h has said so. Sets are sorted, so that equal settings have an equal order.
model::Settings settings_of(const xmlNode* root, const std::string& folder, const Report& report);

// Hours from "36", "PT36H" or "P1DT12H"; 0 for anything else.
int hours_of(const std::string& text);

// A language tag in the case that RFC 5646 recommends: "PT-br" is "pt-BR".
std::string language_tag(const std::string& text);

}  // namespace kith::manifest
