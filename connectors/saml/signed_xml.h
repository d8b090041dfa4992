// Our own XML with a signature in the one form that we take ourselves (signature.h).
#pragma once

#include <string>
#include <string_view>

#include "connectors/saml/signer.h"

namespace kith::connectors::saml {

// `xml` with a signature of its root, which has an ID: behind the Issuer of a message, first in
// metadata (Core 3.2.1; Metadata 2.3.2).
Result<std::string> signed_xml(std::string_view xml, const Signer& signer);

}  // namespace kith::connectors::saml
