// Refuses what looks like a secret written into the manifest: only references belong there.
#pragma once

#include <string_view>

#include "manifest/report.h"

namespace kith::manifest {

// A URL with user name or password, a PEM block, a token's PIN, or a long run of hex or base64.
bool looks_like_secret(std::string_view value);

// The same for an attribute's value, where it may be one: the id of a person and the name of an
// entry may look like anything, and so may the host and the path of a service. What is to be a
// reference is not judged by its looks: validate.h refuses all that is none.
bool looks_like_secret(std::string_view attribute, std::string_view value);

// What an attribute refers to that nothing but a reference may stand at: "password", "token",
// "secret". Empty for any other attribute.
std::string_view referred_secret(std::string_view attribute);

// Every attribute and text of the tree. The finding names the place and never the value.
void refuse_secrets(const xmlNode* element, Report& report);

}  // namespace kith::manifest
