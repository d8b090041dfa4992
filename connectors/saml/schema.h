// The form of a message by XML Schema (Core 1.3): which elements, in which order, how often, with
// which attributes, and of which types what stands in them is.
#pragma once

#include "connectors/saml/document.h"

namespace kith::connectors::saml {

// Against schema/messages.xsd, which knows what is taken here and nothing else. It ends at the
// first violation and changes nothing in the tree. What an AttributeValue holds is not looked at.
//
// Any thread: the schema is compiled once, a check has what it needs for itself.
Checked<void> check_schema(const Element* root);

}  // namespace kith::connectors::saml
