// Twenty thousand random changes to signed responses: what is read stays what was signed, or
// nothing is read.
#include <boost/test/unit_test.hpp>
#include <libxml/tree.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "connectors/saml/response.h"
#include "saml/draft.h"
#include "saml/issuer.h"

namespace kith::tests {
namespace {

using connectors::saml::check_response;
using connectors::saml::Document;
using connectors::saml::SignedIn;

struct TextFree {
    void operator()(xmlChar* text) const { xmlFree(text); }
};

const xmlChar* chars(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

// All that a caller is given, in one text.
std::string all_of(const SignedIn& read) {
    std::string all = read.name_id.value + "|" + read.name_id.format + "|" +
                      read.name_id.name_qualifier + "|" + read.name_id.sp_name_qualifier + "|" +
                      read.session_index + "|" + read.authn_context + "|" + read.assertion_id;
    for (const auto& attribute : read.attributes) {
        all += "|" + attribute.name + "=" + attribute.format;
        for (const auto& value : attribute.values)
            all += "," + value;
    }
    return all;
}

// A tree of a message, and changes to it at random places.
class Changes {
public:
    Changes(const std::string& xml, std::mt19937& random) : random_(random) {
        auto document = Document::parse(xml);
        BOOST_REQUIRE(document);
        tree_.reset(xmlCopyDoc(document->tree(), 1));
        collect(xmlDocGetRootElement(tree_.get()));
    }

    std::string after_some() {
        for (auto left = 1 + random_() % 3; left > 0; --left)
            change();
        xmlChar* text = nullptr;
        int size = 0;
        xmlDocDumpMemory(tree_.get(), &text, &size);
        const std::unique_ptr<xmlChar, TextFree> owned(text);
        return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
    }

private:
    struct Free {
        void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
    };

    void collect(xmlNode* element) {
        elements_.push_back(element);
        for (auto* at = element->children; at != nullptr; at = at->next)
            if (at->type == XML_ELEMENT_NODE) collect(at);
    }

    xmlNode* any() { return elements_[random_() % elements_.size()]; }

    static bool is_above(const xmlNode* one, const xmlNode* other) {
        for (const auto* at = other; at != nullptr; at = at->parent)
            if (at == one) return true;
        return false;
    }

    xmlNode* copy_of(xmlNode* element) {
        auto* const copy = xmlDocCopyNode(element, tree_.get(), 1);
        if (xmlHasProp(copy, chars("ID")) != nullptr && random_() % 2 == 0)
            xmlSetProp(copy, chars("ID"), chars("forged"));
        if (random_() % 2 == 0) forge(copy);
        return copy;
    }

    // Another name in it.
    static void forge(xmlNode* element) {
        for (auto* at = element->children; at != nullptr; at = at->next) {
            if (at->type == XML_TEXT_NODE && xmlStrEqual(at->content, chars("ana")) != 0)
                xmlNodeSetContent(at, chars("eve"));
            if (at->type == XML_ELEMENT_NODE) forge(at);
        }
    }

    // What was taken out stays allocated, with the tree's dictionary, until the tree is gone.
    void change() {
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
                if (root || is_above(at, other) || other->children == nullptr) return;
                xmlUnlinkNode(at);
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
                if (at->properties != nullptr && other->properties != nullptr)
                    xmlSetProp(at, at->properties->name,
                               other->properties->children == nullptr
                                   ? chars("")
                                   : other->properties->children->content);
        }
    }

    std::mt19937& random_;
    std::unique_ptr<xmlDoc, Free> tree_;
    std::vector<xmlNode*> elements_;
};

BOOST_AUTO_TEST_SUITE(saml_changes)

BOOST_AUTO_TEST_CASE(nothing_is_read_but_what_was_signed) {
    const auto issuer = Issuer::rsa();
    const auto expected = expected_of(issuer);
    const std::vector<std::string> originals{issuer.sign(draft(), "r1"), issuer.sign(draft(), "a1"),
                                             issuer.sign(issuer.sign(draft(), "a1"), "r1")};
    const auto honest = check_response(originals[0], expected);
    BOOST_REQUIRE(honest);
    const auto truth = all_of(*honest);
    std::mt19937 random(20'261'130);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto xml = Changes(originals[random() % originals.size()], random).after_some();
        const auto read = check_response(xml, expected);
        if (!read) {
            ++refused;
            continue;
        }
        ++accepted;
        BOOST_REQUIRE_MESSAGE(all_of(*read) == truth, xml);
    }
    // Some changes touch nothing that is signed, so both were tried.
    BOOST_TEST(accepted > 100);
    BOOST_TEST(refused > 10'000);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
