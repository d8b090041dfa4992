#include "connectors/saml/canonical.h"

#include <libxml/c14n.h>
#include <libxml/xmlIO.h>

#include <new>

namespace kith::connectors::saml {
namespace {

struct Part {
    const Element* apex;
    const Element* left_out;
};

// libxml2 asks for each node of the document; namespaces and attributes are where their element is.
int is_in(void* part, xmlNode* node, xmlNode* parent) {
    const auto& [apex, left_out] = *static_cast<const Part*>(part);
    const bool element_of_its_own =
        node->type != XML_NAMESPACE_DECL && node->type != XML_ATTRIBUTE_NODE;
    for (const auto* at = element_of_its_own ? node : parent; at != nullptr; at = at->parent) {
        if (at == left_out) return 0;
        if (at == apex) return 1;
    }
    return 0;
}

struct Written {
    std::string text;
    bool out_of_memory = false;
};

int write(void* to, const char* bytes, int count) {
    auto& written = *static_cast<Written*>(to);
    try {
        written.text.append(bytes, static_cast<std::size_t>(count));
        return count;
    } catch (const std::bad_alloc&) {
        written.out_of_memory = true;
        return -1;
    }
}

int close_nothing(void*) {
    return 0;
}

}  // namespace

Checked<std::string> canonical(const Document& document, const Element* element,
                               const Element* left_out,
                               const std::vector<std::string>& inclusive_prefixes) {
    const LastXmlErrorKept kept;
    Part part{element, left_out};
    Written written;
    std::vector<xmlChar*> prefixes;
    for (const auto& prefix : inclusive_prefixes)
        prefixes.push_back(reinterpret_cast<xmlChar*>(const_cast<char*>(prefix.c_str())));
    prefixes.push_back(nullptr);

    auto* const out = xmlOutputBufferCreateIO(write, close_nothing, &written, nullptr);
    if (out == nullptr) throw std::bad_alloc();
    const int done = xmlC14NExecute(document.tree(), is_in, &part, XML_C14N_EXCLUSIVE_1_0,
                                    prefixes.data(), /*with_comments=*/0, out);
    const int closed = xmlOutputBufferClose(out);
    if (written.out_of_memory) throw std::bad_alloc();
    if (done < 0 || closed < 0 || written.text.empty())
        return Refusal{"c14n_failed", "Core 5.4.3", "the message cannot be canonicalized"};
    return std::move(written.text);
}

}  // namespace kith::connectors::saml
