// XML that we write: a tree of libxml2, which escapes every value.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kith::connectors::saml {

class Writing {
public:
    Writing(const char* prefix, const char* space, const char* name);

    xmlNode* root() const;
    // A namespace for the elements of the tree, declared at its root.
    void declare(const char* prefix, const char* space);
    // The last child of `parent`, in a space that was declared.
    xmlNode* add(xmlNode* parent, std::string_view space, const char* name,
                 std::string_view text = {});
    void set(xmlNode* element, const char* name, std::string_view value);

    // invalid_input where a value holds what XML cannot.
    Result<std::string> text() const;

private:
    struct Free {
        void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
    };
    // Asked first: libxml2 tells stderr of text that is not UTF-8.
    std::string taken(std::string_view value);

    std::unique_ptr<xmlDoc, Free> tree_;
    bool can_be_written_ = true;
};

std::string dumped(xmlDoc* tree);

}  // namespace kith::connectors::saml
