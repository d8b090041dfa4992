// Exclusive XML Canonicalization 1.0, without comments: the bytes that a digest is taken of.
#pragma once

#include <string>
#include <vector>

#include "connectors/saml/document.h"

namespace kith::connectors::saml {

// The element with all below it, but `left_out` with all below that (nullptr: nothing). The
// prefixes are those of InclusiveNamespaces. A failure is a refusal, never a shorter text: what
// libxml2 wrote until then is thrown away (CVE-2025-66568, "void canonicalization").
Checked<std::string> canonical(const Document& document, const Element* element,
                               const Element* left_out,
                               const std::vector<std::string>& inclusive_prefixes);

}  // namespace kith::connectors::saml
