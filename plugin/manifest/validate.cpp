#include "manifest/validate.h"

#include <libxml/xmlschemas.h>

#include <mutex>
#include <new>
#include <optional>

#include "base/fault.h"
#include "base/text.h"
#include "manifest/built_in.h"
#include "manifest/hard_rules.h"
#include "manifest/parse.h"
#include "manifest/secrets.h"
#include "manifest/vocabulary.h"

namespace kith::manifest {
namespace {

struct SchemaParserFree {
    void operator()(xmlSchemaParserCtxt* context) const { xmlSchemaFreeParserCtxt(context); }
};
struct SchemaFree {
    void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
};
struct ValidatorFree {
    void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};
using Schema = std::unique_ptr<xmlSchema, SchemaFree>;

// Compiled for each reading (about a millisecond). One at a time: libxml2 2.9 sets up its table of
// built-in types on first use without a lock.
Schema compiled_schema() {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    const auto text = schema_text();
    const std::unique_ptr<xmlSchemaParserCtxt, SchemaParserFree> parser(
        xmlSchemaNewMemParserCtxt(text.data(), static_cast<int>(text.size())));
    if (parser == nullptr) throw std::bad_alloc();
    xmlSchemaSetParserStructuredErrors(parser.get(), ignore, nullptr);
    Schema schema(xmlSchemaParse(parser.get()));
    if (schema == nullptr) throw std::bad_alloc();  // It is Kith's own, and sound.
    return schema;
}

void set_namespace(xmlNode* element, xmlNs* space) {
    element->ns = space;
    for (xmlNode* each : children(element))
        set_namespace(each, space);
}

// What the schema knows of an element: its word, found along its ancestors.
const ElementWord* word_of(const xmlNode* element) {
    if (element->parent == nullptr || element->parent->type == XML_DOCUMENT_NODE)
        return &vocabulary();
    const ElementWord* around = word_of(element->parent);
    return around == nullptr ? nullptr : around->child(name_of(element));
}

// "attribute 'openMax'" in a message of libxml2, which has the name nowhere else.
std::string attribute_in(const std::string& message) {
    constexpr std::string_view before = "attribute '";
    const auto begin = message.find(before);
    if (begin == std::string::npos) return {};
    const auto name = message.substr(begin + before.size());
    return name.substr(0, name.find('\''));
}

class Sentences {
public:
    explicit Sentences(Report& report) : report_(report) {}

    static void receive(void* self, xmlError* error) { static_cast<Sentences*>(self)->say(*error); }

private:
    void say(const xmlError& error) {
        const auto* node = static_cast<const xmlNode*>(error.node);
        while (node != nullptr && node->type != XML_ELEMENT_NODE)
            node = node->parent;
        if (node == nullptr) return;
        const ElementWord* word = word_of(node);
        KITH_ASSERT(word != nullptr);
        const std::string message = error.message == nullptr ? "" : error.message;
        const std::string name = attribute_in(message);
        switch (error.code) {
            case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
                return missing(node, *word, name);
            case XML_SCHEMAV_ELEMENT_CONTENT:
                return misplaced(node, *word, message);
            default:
                return name.empty() ? wrong_text(node, *word) : wrong_value(node, *word, name);
        }
    }

    void missing(const xmlNode* node, const ElementWord& word, const std::string& name) {
        const AttributeWord* attribute = word.attribute(name);
        report_.error(node, "<" + word.name + "> needs the attribute " + name,
                      attribute == nullptr ? "" : attribute->documentation);
    }

    void wrong_value(const xmlNode* node, const ElementWord& word, const std::string& name) {
        const xmlAttr* attribute = manifest::attribute(node, name);
        const AttributeWord* known = word.attribute(name);
        if (attribute == nullptr || known == nullptr) return;
        const std::string given = value(attribute);
        if (looks_like_secret(name, given)) return;  // Said already, without the value.
        if (!referred_secret(name).empty()) return no_reference(attribute, word.name, name);
        const std::string what = word.name + "/@" + name + " cannot be " + shown(given);
        const auto why = word.name == "relax" ? why_it_holds(given) : std::nullopt;
        if (why) return report_.error(attribute, what + ": this rule cannot be switched off", *why);
        report_.error(attribute, what, meant(given, *known) + "Allowed: " + known->allowed + ".");
    }

    // Whatever stands there may be the secret, and is not shown.
    void no_reference(const xmlAttr* attribute, const std::string& element,
                      const std::string& name) {
        const std::string where = element + "/@" + name;
        const std::string secret(element == "key" ? "key" : referred_secret(name));
        const std::string whose = element == "key"    ? "saml."
                                  : element == "ldap" ? "ldap."
                                                      : "scim.";
        const std::string right = "Write where it is, such as file:/etc/kith/" + whose + secret +
                                  ", env:NAME or credential:NAME.";
        const std::string given = value(attribute);
        if (given.empty() || given == "file:" || given == "env:" || given == "credential:")
            return report_.error(attribute, where + " is empty: it names no " + secret, right);
        report_.error(attribute, where + " is not where a " + secret + " is",
                      right + " If the " + secret +
                          " itself stands here, treat it as known to others and change it.");
    }

    static std::string meant(const std::string& given, const AttributeWord& word) {
        const std::vector<std::string_view> choices(word.choices.begin(), word.choices.end());
        for (const auto choice : choices)
            if (plain(choice) == plain(given)) return "Did you mean " + std::string(choice) + "? ";
        const auto near = nearest(given, choices);
        return near.empty() ? "" : "Did you mean " + std::string(near) + "? ";
    }

    void wrong_text(const xmlNode* node, const ElementWord& word) {
        const std::string given = content(node);
        if (looks_like_secret(given)) return;
        if (given.empty())
            return report_.error(node, "<" + word.name + "> is empty", "Allowed: " + word.allowed);
        report_.error(node, "the text of <" + word.name + "> cannot be " + shown(given),
                      "Allowed: " + word.allowed + ".");
    }

    // Names are right by now, so an element is missing, one too many, or in the wrong order.
    void misplaced(const xmlNode* node, const ElementWord& word, const std::string& message) {
        if (message.find("Missing child") != std::string::npos)
            return report_.error(node, "<" + word.name + "> needs " + needed(word),
                                 word.documentation);
        const ElementWord* around = word_of(node->parent);
        const bool again = child(node->parent, word.name) != node;
        report_.error(node,
                      "<" + word.name + "> is one too many in <" + around->name + ">" +
                          (again ? "" : " or stands in the wrong order"),
                      around->documentation);
    }

    static std::string needed(const ElementWord& word) {
        std::vector<std::string> names;
        for (const auto& each : word.children)
            names.push_back("<" + each.name + ">");
        return join(names, " or ");
    }

    Report& report_;
};

}  // namespace

void validate(xmlDoc* document, Report& report) {
    xmlNode* root = xmlDocGetRootElement(document);
    xmlNs* space = xmlNewNs(root, xml(manifest_namespace), nullptr);
    if (space == nullptr) throw std::bad_alloc();
    set_namespace(root, space);

    const Schema schema = compiled_schema();
    const std::unique_ptr<xmlSchemaValidCtxt, ValidatorFree> validator(
        xmlSchemaNewValidCtxt(schema.get()));
    if (validator == nullptr) throw std::bad_alloc();
    Sentences sentences(report);
    xmlSchemaSetValidStructuredErrors(validator.get(), Sentences::receive, &sentences);
    // Its own failures are negative, and with a sound schema there is only one: no memory.
    if (xmlSchemaValidateDoc(validator.get(), document) < 0) throw std::bad_alloc();
}

}  // namespace kith::manifest
