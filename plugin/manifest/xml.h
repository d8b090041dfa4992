// What this room uses of libxml2: owners, and questions to a tree.
//
// Trees here are without namespaces: parse.cpp checks them and takes them off, so that a selector
// in an overlay is written as the manifest is. validate.cpp puts them back for the schema.
#pragma once

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kith::manifest {

struct DocumentFree {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, DocumentFree>;

// libxml2 keeps the last error per thread, and the host may look at its own later: put back as it
// was.
class LastErrorKept {
public:
    LastErrorKept();
    LastErrorKept(const LastErrorKept&) = delete;
    LastErrorKept(LastErrorKept&&) = delete;
    LastErrorKept& operator=(const LastErrorKept&) = delete;
    LastErrorKept& operator=(LastErrorKept&&) = delete;
    ~LastErrorKept();

private:
    xmlError kept_{};
};

// For what wants to be told where errors go, and finds none that we have not asked for.
inline void ignore(void*, xmlError*) {}

inline const xmlChar* xml(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}
inline std::string text_of(const xmlChar* text) {
    return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

const xmlNode* as_node(const xmlAttr* attribute);

std::string name_of(const xmlNode* node);
std::vector<xmlNode*> children(const xmlNode* element);  // The elements.
std::vector<xmlNode*> children(const xmlNode* element, std::string_view name);
xmlNode* child(const xmlNode* element, std::string_view name);  // The first, or null.
std::vector<xmlAttr*> attributes(const xmlNode* element);
const xmlAttr* attribute(const xmlNode* element, std::string_view name);  // Or null.

// Without white space at the ends; inner white space becomes one space, as xs:token reads it.
std::string value(const xmlNode* element, std::string_view attribute_name);
std::string value(const xmlAttr* attribute);
std::string content(const xmlNode* element);

}  // namespace kith::manifest
