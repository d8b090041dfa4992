// The words of the manifest, read from the schema itself: what may stand where, and what it means.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kith::manifest {

struct AttributeWord {
    std::string name;
    std::string documentation;
    std::string allowed;  // The documentation of its type: "a whole number from 1 to 20".
    std::string preset;   // The default, or empty.
    bool required = false;
    std::vector<std::string> choices;  // Of an enumeration.
};

struct ElementWord {
    std::string name;
    std::string documentation;
    bool has_text = false;
    std::string allowed;  // For its text.
    std::vector<AttributeWord> attributes;
    std::vector<ElementWord> children;

    const AttributeWord* attribute(std::string_view wanted) const;
    const ElementWord* child(std::string_view wanted) const;
};

// The root, <kith>. Read once per process; safe from any thread.
const ElementWord& vocabulary();

}  // namespace kith::manifest
