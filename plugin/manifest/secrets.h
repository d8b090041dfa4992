// Refuses what looks like a secret written into the manifest: only references belong there.
#pragma once

#include <string_view>

#include "manifest/report.h"

namespace kith::manifest {

// A URL with user name or password, a PEM block, a token's PIN, or a long run of hex or base64.
bool looks_like_secret(std::string_view value);

// The same for an attribute's value, where it may be one: the id of a person and the name of an
// entry may look like anything. A password is not judged by its looks: validate.h refuses all that
// is no reference.
bool looks_like_secret(std::string_view attribute, std::string_view value);

// Every attribute and text of the tree. The finding names the place and never the value.
void refuse_secrets(const xmlNode* element, Report& report);

}  // namespace kith::manifest
