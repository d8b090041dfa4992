#include "connectors/saml/writing.h"

#include <libxml/xmlmemory.h>

#include <algorithm>
#include <new>

#include "base/text.h"
#include "connectors/saml/document.h"

namespace kith::connectors::saml {
namespace {

const xmlChar* xml_text(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20;
}

template <class Made>
Made* written(Made* pointer) {
    if (pointer == nullptr) throw std::bad_alloc();
    return pointer;
}

}  // namespace

Writing::Writing(const char* prefix, const char* space, const char* name)
    : tree_(written(xmlNewDoc(xml_text("1.0")))) {
    auto* const made = written(xmlNewDocNode(tree_.get(), nullptr, xml_text(name), nullptr));
    xmlDocSetRootElement(tree_.get(), made);
    declare(prefix, space);
    xmlSetNs(made, made->nsDef);
}

xmlNode* Writing::root() const {
    return xmlDocGetRootElement(tree_.get());
}

void Writing::declare(const char* prefix, const char* space) {
    written(xmlNewNs(root(), xml_text(space), xml_text(prefix)));
}

xmlNode* Writing::add(xmlNode* parent, std::string_view space, const char* name,
                      std::string_view text) {
    auto* declared = root()->nsDef;
    while (declared != nullptr && view_of(declared->href) != space)
        declared = declared->next;
    KITH_ASSERT(declared != nullptr);
    auto* const made = written(xmlNewDocNode(tree_.get(), declared, xml_text(name), nullptr));
    xmlAddChild(parent, made);
    if (text.empty()) return made;
    const auto whole = taken(text);
    xmlAddChild(made, written(xmlNewDocText(tree_.get(), xml_text(whole.c_str()))));
    return made;
}

Result<std::string> Writing::text() const {
    const Error not_text{ErrorCode::invalid_input,
                         "a value of a SAML message is no text that XML can hold",
                         {},
                         "take control characters out of the settings"};
    if (!can_be_written_) return not_text;
    auto whole = dumped(tree_.get());
    if (!Document::parse(whole, metadata_bytes_max)) return not_text;
    return whole;
}

void Writing::set(xmlNode* element, const char* name, std::string_view value) {
    const auto whole = taken(value);
    written(xmlNewProp(element, xml_text(name), xml_text(whole.c_str())));
}

std::string Writing::taken(std::string_view value) {
    const bool fits = is_utf8(value) && std::ranges::none_of(value, is_control);
    can_be_written_ = can_be_written_ && fits;
    return fits ? std::string(value) : std::string();
}

std::string dumped(xmlDoc* tree) {
    const LastXmlErrorKept kept;
    xmlChar* bytes = nullptr;
    int size = 0;
    xmlDocDumpMemoryEnc(tree, &bytes, &size, "UTF-8");
    const std::unique_ptr<xmlChar, xmlFreeFunc> owned(written(bytes), xmlFree);
    return {view_of(bytes).data(), static_cast<std::size_t>(size)};
}

}  // namespace kith::connectors::saml
