#include "saml/changes.h"

#include <boost/test/unit_test.hpp>

#include "connectors/saml/document.h"

namespace kith::tests {
namespace {

using connectors::saml::Document;

struct TextFree {
    void operator()(xmlChar* text) const { xmlFree(text); }
};

const xmlChar* chars(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

bool is_above(const xmlNode* one, const xmlNode* other) {
    for (const auto* at = other; at != nullptr; at = at->parent)
        if (at == one) return true;
    return false;
}

// Another name in it.
void forge(xmlNode* element) {
    for (auto* at = element->children; at != nullptr; at = at->next) {
        if (at->type == XML_TEXT_NODE && xmlStrEqual(at->content, chars("ana")) != 0)
            xmlNodeSetContent(at, chars("eve"));
        if (at->type == XML_ELEMENT_NODE) forge(at);
    }
}

}  // namespace

Changes::Changes(const std::string& xml, std::mt19937& random) : random_(random) {
    auto document = Document::parse(xml);
    BOOST_REQUIRE(document);
    tree_.reset(xmlCopyDoc(document->tree(), 1));
    collect(xmlDocGetRootElement(tree_.get()));
}

std::string Changes::after_some() {
    for (auto left = 1 + random_() % 3; left > 0; --left)
        change();
    xmlChar* text = nullptr;
    int size = 0;
    xmlDocDumpMemory(tree_.get(), &text, &size);
    const std::unique_ptr<xmlChar, TextFree> owned(text);
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

void Changes::collect(xmlNode* element) {
    elements_.push_back(element);
    for (auto* at = element->children; at != nullptr; at = at->next)
        if (at->type == XML_ELEMENT_NODE) collect(at);
}

xmlNode* Changes::any() {
    return elements_[random_() % elements_.size()];
}

xmlNode* Changes::copy_of(xmlNode* element) {
    auto* const copy = xmlDocCopyNode(element, tree_.get(), 1);
    if (xmlHasProp(copy, chars("ID")) != nullptr && random_() % 2 == 0)
        xmlSetProp(copy, chars("ID"), chars("forged"));
    if (random_() % 2 == 0) forge(copy);
    return copy;
}

void Changes::change() {
    auto* const at = any();
    auto* const other = any();
    const bool root = at->parent == nullptr || at->parent->type != XML_ELEMENT_NODE;
    switch (random_() % 12) {
        case 0:  // Moved.
            if (root || is_above(at, other)) return;
            xmlUnlinkNode(at);
            xmlAddChild(other, at);
            return;
        case 1:  // Moved to the front.
            if (root || is_above(at, other)) return;
            xmlUnlinkNode(at);
            if (other->children == nullptr)
                xmlAddChild(other, at);
            else
                xmlAddPrevSibling(other->children, at);
            return;
        case 2:  // A copy elsewhere.
            xmlAddChild(other, copy_of(at));
            return;
        case 3:  // A copy beside it.
            if (!root) xmlAddPrevSibling(at, copy_of(at));
            return;
        case 4:  // A copy behind it.
            if (!root) xmlAddNextSibling(at, copy_of(at));
            return;
        case 5:
            xmlNodeSetName(at, other->name);
            return;
        case 6:
            xmlSetNs(at, other->ns);
            return;
        case 7:
            xmlAddChild(at, xmlNewDocComment(tree_.get(), chars("x")));
            return;
        case 8:
            xmlAddChild(at, xmlNewDocPI(tree_.get(), chars("x"), chars("y")));
            return;
        case 9:
            xmlAddChild(at, xmlNewDocText(tree_.get(), chars(" eve")));
            return;
        case 10:
            forge(at);
            return;
        default:
            if (at->properties == nullptr || other->properties == nullptr) return;
            // A copy: it may be the value that is replaced.
            const auto* const value = other->properties->children;
            const std::string text(
                value == nullptr ? "" : reinterpret_cast<const char*>(value->content));
            xmlSetProp(at, at->properties->name, chars(text.c_str()));
    }
}

}  // namespace kith::tests
