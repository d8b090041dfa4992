// The service provider that a manifest describes, before anybody signs in by it. Behind `kithctl
// saml`. Reads no database.
#pragma once

#include <optional>
#include <string>

#include "base/finding.h"
#include "base/result.h"
#include "ports/sign_on.h"

namespace kith::assembly {

// What an identity provider is given. `findings`: what is wrong with the manifest or with what it
// names; the value is then an error.
Result<std::string> saml_metadata(const std::string& manifest, Findings& findings);

struct SamlQuestion {
    std::string manifest;
    std::string file;            // XML, a field in base64, or the query of a redirect.
    std::string now;             // RFC 3339; empty: the clock's.
    std::string in_response_to;  // Empty: nobody asked.
    bool redirect = false;
    std::string replay;  // A file of what was judged before; empty: none, each is the first.
};
Result<ports::SignOnVerdict> judge_saml(const SamlQuestion& question, Findings& findings);

}  // namespace kith::assembly
