// Questions to one element. Names count by namespace and local name, never by prefix. Of nullptr
// there is nothing.
#pragma once

#include <libxml/tree.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/crypto.h"

namespace kith::connectors::saml {

using Element = xmlNode;

bool is(const Element* element, std::string_view space, std::string_view name);
std::vector<const Element*> children(const Element* element);
std::vector<const Element*> children(const Element* element, std::string_view space,
                                     std::string_view name);
// The only one; nullptr where there is none or more than one.
const Element* child(const Element* element, std::string_view space, std::string_view name);

// An attribute without a namespace.
std::optional<std::string> attribute(const Element* element, const char* name);
std::string attribute_or_empty(const Element* element, const char* name);

// The whole text of a simple value. Nothing where an element, a comment, a processing instruction
// or an entity stands in it: what one reader skips, another one reads over (CVE-2017-11427).
std::optional<std::string> simple_text(const Element* element);
// Its bytes in base64, as XML carries it: white space may stand anywhere (XML Schema 2, section
// 3.2.16).
std::optional<crypto::Bytes> binary(const Element* element);
// Whether nothing but elements and white space stands in it.
bool holds_elements_alone(const Element* element);
// Whether it is there and holds nothing but white space.
bool is_empty(const Element* element);

std::string_view view_of(const xmlChar* text);  // Of nullptr: empty.

}  // namespace kith::connectors::saml
