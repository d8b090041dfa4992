// The line on which a tag or an attribute begins.
//
// libxml2 says where a start tag ends; an administrator looks for where the wrong word stands.
#pragma once

#include <string_view>
#include <vector>

namespace kith::manifest {

class SourceLines {
public:
    explicit SourceLines(std::string_view text);

    // Lines count from 1; `tag_end` is the line on which the start tag ends.
    int of_tag(std::string_view name, int tag_end) const;
    int of_attribute(std::string_view name, int tag_begin, int tag_end) const;

private:
    bool holds(int line, std::string_view before, std::string_view name) const;

    std::vector<std::string_view> lines_;
};

}  // namespace kith::manifest
