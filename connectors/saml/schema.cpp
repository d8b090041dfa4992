#include "connectors/saml/schema.h"

#include <libxml/xmlschemas.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>
#include <vector>

#include "connectors/common/quoted.h"
#include "connectors/saml/built_in.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {
namespace {

struct SchemaParserFree {
    void operator()(xmlSchemaParserCtxt* parser) const { xmlSchemaFreeParserCtxt(parser); }
};
struct SchemaFree {
    void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
};
struct ValidatorFree {
    void operator()(xmlSchemaValidCtxt* validator) const { xmlSchemaFreeValidCtxt(validator); }
};
struct PlugFree {
    void operator()(xmlSchemaSAXPlugStruct* plug) const { xmlSchemaSAXUnplug(plug); }
};
using Schema = std::unique_ptr<xmlSchema, SchemaFree>;

void ignore_schema_error(void*, xmlError*) {}

// libxml2 2.9 sets up its table of built-in types on first use and without a lock: the manifest,
// which is read before anybody signs in, has had it set up.
Schema compiled() {
    const auto text = messages_schema_text();
    const std::unique_ptr<xmlSchemaParserCtxt, SchemaParserFree> parser(
        xmlSchemaNewMemParserCtxt(text.data(), static_cast<int>(text.size())));
    if (parser == nullptr) throw std::bad_alloc();
    xmlSchemaSetParserStructuredErrors(parser.get(), ignore_schema_error, nullptr);
    Schema schema(xmlSchemaParse(parser.get()));
    if (schema == nullptr) throw std::bad_alloc();  // It is Kith's own, and sound.
    return schema;
}

// Made by the first who asks; nothing writes to it then.
xmlSchema* messages_schema() {
    static const auto made = compiled();
    return made.get();
}

// Six namespaces are one in the schema, which no message can declare.
constexpr const char* schema_space = "kith-saml:";
constexpr std::array usual_prefixes{
    std::pair{ns::protocol, "samlp"},      std::pair{ns::assertion, "saml"},
    std::pair{ns::signature, "ds"},        std::pair{ns::encryption, "xenc"},
    std::pair{ns::encryption11, "xenc11"}, std::pair{ns::exclusive_c14n, "ec"},
};

// Empty of a namespace that the schema does not have.
std::string_view usual_prefix(const Element* element) {
    const auto space = element->ns == nullptr ? std::string_view() : view_of(element->ns->href);
    const auto* const found =
        std::ranges::find_if(usual_prefixes, [&](const auto& row) { return space == row.first; });
    return found == usual_prefixes.end() ? "" : found->second;
}

const xmlChar* xml_chars(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

// In our own words: libxml2's would quote what stands there.
std::string_view what_is_wrong(int error) {
    switch (error) {
        case XML_SCHEMAV_CVC_ELT_1:
            return "is no message that is taken here";
        case XML_SCHEMAV_ELEMENT_CONTENT:
        case XML_SCHEMAV_CVC_TYPE_3_1_2:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
            return "stands in the wrong place, or once too often";
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
            return "has text where none may stand";
        case XML_SCHEMAV_CVC_TYPE_3_1_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
            return "has an attribute that is not known";
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
            return "lacks an attribute that it must have";
        default:
            return "has a text or an attribute of another type than it must have";
    }
}

// Tells libxml2's validator of one node after the other, as a parser would. It could walk the tree
// itself, but to its end, whatever it finds, and would mark IDs in it.
class Telling {
public:
    Telling() : validator_(xmlSchemaNewValidCtxt(messages_schema())) {
        if (validator_ == nullptr) throw std::bad_alloc();
        xmlSchemaSetValidStructuredErrors(validator_.get(), receive, this);
        plug_.reset(xmlSchemaSAXPlug(validator_.get(), &events_, &state_));
        if (plug_ == nullptr) throw std::bad_alloc();
    }

    // Recursive: depth_max bounds it.
    Checked<void> tell(const Element* element) {
        const auto prefix = usual_prefix(element);
        const auto local = std::string(view_of(element->name));
        const auto name = prefix.empty() ? local : std::string(prefix) + "." + local;
        const auto* const space = !prefix.empty()          ? xml_chars(schema_space)
                                  : element->ns == nullptr ? nullptr
                                                           : element->ns->href;
        // By an xsi:type it may be of a schema that only the provider has.
        const bool is_value = is(element, ns::assertion, "AttributeValue");
        begin(element, name, space, !is_value);
        if (error_ != 0) return refusal(element, what_is_wrong(error_));
        if (!is_value) {
            const auto fine = tell_content(element);
            if (!fine) return fine;
        }
        events_->endElementNs(state_, xml_chars(name.c_str()), nullptr, space);
        if (error_ == XML_SCHEMAV_ELEMENT_CONTENT)
            return refusal(element, "lacks an element that must stand in it");
        if (error_ != 0) return refusal(element, what_is_wrong(error_));
        return {};
    }

private:
    static void receive(void* self, xmlError* error) {
        auto& told = static_cast<Telling*>(self)->error_;
        if (told == 0) told = error->code;
    }

    void begin(const Element* element, const std::string& name, const xmlChar* space,
               bool with_attributes) {
        rows_.clear();
        for (const auto* at = with_attributes ? element->properties : nullptr; at != nullptr;
             at = at->next) {
            const auto* const value = value_of(at);
            const auto* const of = at->ns == nullptr ? nullptr : at->ns->href;
            rows_.insert(rows_.end(), {at->name, nullptr, of, value, value + xmlStrlen(value)});
        }
        events_->startElementNs(state_, xml_chars(name.c_str()), nullptr, space, 0, nullptr,
                                static_cast<int>(rows_.size() / 5), 0, rows_.data());
    }

    Checked<void> tell_content(const Element* element) {
        for (const auto* at = element->children; at != nullptr; at = at->next) {
            if (at->type == XML_ELEMENT_NODE) {
                const auto fine = tell(at);
                if (!fine) return fine;
            } else if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
                events_->characters(state_, at->content, xmlStrlen(at->content));
                if (error_ != 0) return refusal(element, what_is_wrong(error_));
            }
        }
        return {};
    }

    // Without a DOCTYPE the parser leaves one text, or none where it is empty.
    static const xmlChar* value_of(const xmlAttr* attribute) {
        const auto* const text = attribute->children;
        return text == nullptr || text->content == nullptr ? xml_chars("") : text->content;
    }

    static Refusal refusal(const Element* element, std::string_view what) {
        const auto prefix = usual_prefix(element);
        const auto name =
            (prefix.empty() ? "" : std::string(prefix) + ":") + std::string(view_of(element->name));
        return {"schema", "Core 1.3",
                "the element " + quoted(name) + " in line " +
                    std::to_string(xmlGetLineNo(element)) + " " + std::string(what)};
    }

    std::unique_ptr<xmlSchemaValidCtxt, ValidatorFree> validator_;
    xmlSAXHandler* events_ = nullptr;  // What the validator is told by.
    void* state_ = nullptr;
    std::unique_ptr<xmlSchemaSAXPlugStruct, PlugFree> plug_;
    std::vector<const xmlChar*> rows_;  // Name, prefix, namespace, begin and end of the value.
    int error_ = 0;                     // The first one.
};

}  // namespace

Checked<void> check_schema(const Element* root) {
    const LastXmlErrorKept kept;
    return Telling().tell(root);
}

}  // namespace kith::connectors::saml
