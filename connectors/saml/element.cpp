#include "connectors/saml/element.h"

#include <libxml/xmlmemory.h>

#include <memory>

#include "base/text.h"
#include "crypto/signing.h"

namespace kith::connectors::saml {
namespace {

struct TextFree {
    void operator()(xmlChar* text) const { xmlFree(text); }
};

}  // namespace

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

bool is(const Element* element, std::string_view space, std::string_view name) {
    return element != nullptr && element->type == XML_ELEMENT_NODE && element->ns != nullptr &&
           view_of(element->ns->href) == space && view_of(element->name) == name;
}

std::vector<const Element*> children(const Element* element) {
    std::vector<const Element*> found;
    if (element == nullptr) return found;
    for (const auto* node = element->children; node != nullptr; node = node->next)
        if (node->type == XML_ELEMENT_NODE) found.push_back(node);
    return found;
}

std::vector<const Element*> children(const Element* element, std::string_view space,
                                     std::string_view name) {
    auto found = children(element);
    std::erase_if(found, [&](const Element* each) { return !is(each, space, name); });
    return found;
}

const Element* child(const Element* element, std::string_view space, std::string_view name) {
    const auto found = children(element, space, name);
    return found.size() == 1 ? found.front() : nullptr;
}

std::optional<std::string> attribute(const Element* element, const char* name) {
    if (element == nullptr) return std::nullopt;
    const std::unique_ptr<xmlChar, TextFree> value(
        xmlGetNoNsProp(element, reinterpret_cast<const xmlChar*>(name)));
    if (!value) return std::nullopt;
    return std::string(view_of(value.get()));
}

std::string attribute_or_empty(const Element* element, const char* name) {
    return attribute(element, name).value_or("");
}

std::optional<std::string> simple_text(const Element* element) {
    if (element == nullptr) return std::nullopt;
    std::string text;
    for (const auto* node = element->children; node != nullptr; node = node->next) {
        if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE)
            return std::nullopt;
        text += view_of(node->content);
    }
    return text;
}

std::optional<crypto::Bytes> binary(const Element* element) {
    auto text = simple_text(element);
    if (!text) return std::nullopt;
    std::erase_if(*text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return crypto::from_base64(*text);
}

bool holds_elements_alone(const Element* element) {
    for (const auto* node = element->children; node != nullptr; node = node->next) {
        if (node->type == XML_ELEMENT_NODE) continue;
        if (node->type != XML_TEXT_NODE || !trimmed(view_of(node->content)).empty()) return false;
    }
    return true;
}

bool is_empty(const Element* element) {
    return element != nullptr && children(element).empty() && holds_elements_alone(element);
}

}  // namespace kith::connectors::saml
