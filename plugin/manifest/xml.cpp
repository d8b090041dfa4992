#include "manifest/xml.h"

#include "base/text.h"
#include "manifest/manifest.h"

namespace kith::manifest {
namespace {

std::string collapsed(xmlChar* owned) {
    const std::string text = text_of(owned);
    xmlFree(owned);
    std::string out;
    for (const char c : trimmed(text)) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space) out += c;
        if (space && !out.empty() && out.back() != ' ') out += ' ';
    }
    return out;
}

}  // namespace

LastErrorKept::LastErrorKept() {
    const xmlError* last = xmlGetLastError();
    if (last != nullptr) xmlCopyError(const_cast<xmlError*>(last), &kept_);
}

LastErrorKept::~LastErrorKept() {
    xmlResetLastError();
    if (kept_.code == XML_ERR_OK) return;
    xmlCopyError(&kept_, &xmlLastError);
    xmlResetError(&kept_);
}

const xmlNode* as_node(const xmlAttr* attribute) {
    return reinterpret_cast<const xmlNode*>(attribute);
}

std::string name_of(const xmlNode* node) {
    return text_of(node->name);
}

std::vector<xmlNode*> children(const xmlNode* element) {
    std::vector<xmlNode*> found;
    for (xmlNode* node = element->children; node != nullptr; node = node->next)
        if (node->type == XML_ELEMENT_NODE) found.push_back(node);
    return found;
}

std::vector<xmlNode*> children(const xmlNode* element, std::string_view name) {
    std::vector<xmlNode*> found;
    for (xmlNode* node : children(element))
        if (name_of(node) == name) found.push_back(node);
    return found;
}

xmlNode* child(const xmlNode* element, std::string_view name) {
    const auto found = children(element, name);
    return found.empty() ? nullptr : found.front();
}

std::vector<xmlAttr*> attributes(const xmlNode* element) {
    std::vector<xmlAttr*> found;
    for (xmlAttr* each = element->properties; each != nullptr; each = each->next)
        found.push_back(each);
    return found;
}

const xmlAttr* attribute(const xmlNode* element, std::string_view name) {
    for (const xmlAttr* each : attributes(element))
        if (text_of(each->name) == name) return each;
    return nullptr;
}

std::string value(const xmlNode* element, std::string_view attribute_name) {
    const xmlAttr* found = attribute(element, attribute_name);
    return found == nullptr ? std::string() : value(found);
}

std::string value(const xmlAttr* attribute) {
    return collapsed(xmlNodeGetContent(as_node(attribute)));
}

std::string content(const xmlNode* element) {
    return collapsed(xmlNodeGetContent(element));
}

std::string_view libxml2_version() {
    return LIBXML_DOTTED_VERSION;
}

}  // namespace kith::manifest
