// Random changes to a message.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace kith::tests {

// A tree of a message, and changes to it at random places: parts moved, copied, forged, renamed and
// interspersed with comments, instructions and text.
class Changes {
public:
    Changes(const std::string& xml, std::mt19937& random);

    std::string after_some();

private:
    struct Free {
        void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
    };

    void collect(xmlNode* element);
    xmlNode* any();
    xmlNode* copy_of(xmlNode* element);
    void change();

    std::mt19937& random_;
    std::unique_ptr<xmlDoc, Free> tree_;
    std::vector<xmlNode*> elements_;
};

}  // namespace kith::tests
