#include "connectors/saml/document.h"

#include <libxml/parser.h>

#include <algorithm>
#include <new>

#include "base/text.h"
#include "connectors/saml/names.h"
#include "connectors/saml/outline.h"

namespace kith::connectors::saml {
namespace {

struct ParserFree {
    void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

void ignore_error(void*, xmlError*) {}

bool is_absolute_uri(std::string_view uri) {
    const auto colon = uri.find(':');
    const auto scheme = uri.substr(0, colon);
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto in_scheme = [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    return colon != std::string_view::npos && colon + 1 < uri.size() && !scheme.empty() &&
           is_letter(scheme.front()) && std::ranges::all_of(scheme, in_scheme) &&
           std::ranges::all_of(uri, [](char c) { return c > ' ' && c < '\x7f'; });
}

// What is asked of every element once, on the way through the tree.
class Walk {
public:
    Checked<void> over(const Element* root) {
        for (const auto* at = root; at != nullptr; at = next(at, root)) {
            if (at->type == XML_ENTITY_REF_NODE)
                return Refusal{"xml_entity", "Core 1.3", "an entity is not known"};
            if (at->type != XML_ELEMENT_NODE) continue;
            const auto fine = look_at(at);
            if (!fine) return fine;
        }
        return {};
    }

    std::set<std::string> take_ids() { return std::move(ids_); }
    std::set<std::string> take_signature_ids() { return std::move(signature_ids_); }

private:
    static const Element* next(const Element* at, const Element* root) {
        if (at->type == XML_ELEMENT_NODE && at->children != nullptr) return at->children;
        while (at != root && at->next == nullptr)
            at = at->parent;
        return at == root ? nullptr : at->next;
    }

    Checked<void> look_at(const Element* element) {
        for (const auto* space = element->nsDef; space != nullptr; space = space->next)
            if (!is_absolute_uri(view_of(space->href)))
                return Refusal{"xml_namespace", "XML-C14N 1.0, section 1.3",
                               "a namespace is no absolute URI in ASCII"};
        for (const auto* each = element->properties; each != nullptr; each = each->next) {
            const auto name = lower_ascii(view_of(each->name));
            if (name != "id") continue;
            const auto* const only = each->children;
            const bool plain =
                only != nullptr && only->next == nullptr && only->type == XML_TEXT_NODE;
            const std::string id(plain ? view_of(only->content) : "");
            if (id.empty() || !ids_.insert(id).second)
                return Refusal{"xml_id", "Core 1.3.4", "two elements have one ID, or one is empty"};
            if (is(element, ns::signature, "Signature")) signature_ids_.insert(id);
        }
        return {};
    }

    std::set<std::string> ids_;
    std::set<std::string> signature_ids_;
};

}  // namespace

LastXmlErrorKept::LastXmlErrorKept() {
    const auto* const last = xmlGetLastError();
    if (last != nullptr) xmlCopyError(const_cast<xmlError*>(last), &kept_);
}

LastXmlErrorKept::~LastXmlErrorKept() {
    xmlResetLastError();
    if (kept_.code == XML_ERR_OK) return;
    xmlCopyError(&kept_, &xmlLastError);
    xmlResetError(&kept_);
}

Checked<Document> Document::parse(std::string_view xml, std::size_t bytes_max) {
    if (xml.size() > bytes_max)
        return Refusal{"message_size", "limits",
                       "the message has more than " + std::to_string(bytes_max / 1024) + " KiB"};
    if (!is_utf8(xml)) return Refusal{"xml_encoding", "Core 1.3", "the message is not UTF-8"};
    const auto outline = check_outline(xml, bytes_max / element_bytes_min);
    if (!outline) return outline.error();

    const LastXmlErrorKept kept;
    const std::unique_ptr<xmlParserCtxt, ParserFree> parser(xmlNewParserCtxt());
    if (parser == nullptr) throw std::bad_alloc();
    parser->sax->serror = ignore_error;
    constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    Document document(xmlCtxtReadMemory(parser.get(), xml.data(), static_cast<int>(xml.size()),
                                        nullptr, "UTF-8", options));
    if (parser->lastError.code == XML_ERR_NO_MEMORY) throw std::bad_alloc();
    if (document.tree_ == nullptr || parser->wellFormed == 0 || parser->nsWellFormed == 0 ||
        document.root() == nullptr)
        return Refusal{"xml_wellformed", "Core 1.3", "the message is not well-formed XML"};
    if (document.tree_->intSubset != nullptr)
        return Refusal{"xml_doctype", "Core 1.3", "the message has a DOCTYPE"};
    Walk walk;
    const auto fine = walk.over(document.root());
    if (!fine) return fine.error();
    document.ids_ = walk.take_ids();
    document.signature_ids_ = walk.take_signature_ids();
    return document;
}

const Element* Document::root() const {
    return xmlDocGetRootElement(tree_.get());
}

bool Document::shares_id_with(const Document& other) const {
    return std::ranges::any_of(ids_, [&](const std::string& id) {
        const bool of_signatures = signature_ids_.contains(id) && other.signature_ids_.contains(id);
        return other.ids_.contains(id) && !of_signatures;
    });
}

}  // namespace kith::connectors::saml
