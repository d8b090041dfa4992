// Findings with their places: which file and line a node of the merged tree came from.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "manifest/xml.h"

namespace kith::manifest {

struct Place {
    std::string file;
    int line = 0;  // 0 where the whole file is meant.
};

// Where a node was written. A node that an overlay set has both places.
struct Origin {
    int file = 0;
    int line = 0;
    int overlaid_file = -1;  // -1 where no overlay touched it.
    int overlaid_line = 0;
};

// A value as it may be shown: clipped, and never one that looks like a secret.
std::string shown(std::string_view value);

// One reading's files, origins and findings. Nodes point into it, so it outlives every tree.
class Report {
public:
    int add_file(std::string name);
    void stamp(xmlNode* node, Origin origin);
    void stamp(xmlAttr* attribute, Origin origin);

    Origin origin(const xmlNode* node) const;  // An attribute without one has its element's.
    Place place(const xmlNode* node) const;

    void error(const Place& place, std::string what, std::string hint);
    void error(const xmlNode* node, std::string what, std::string hint);
    void error(const xmlAttr* attribute, std::string what, std::string hint);
    void warning(const xmlNode* node, std::string what, std::string hint);
    bool has_errors() const { return kith::has_errors(findings_); }

    // In the order of files and lines, each once, and no more than anybody reads.
    Findings take();

private:
    std::string overlay_note(const xmlNode* node) const;
    void add(Finding finding);

    std::vector<std::string> files_;
    std::deque<Origin> origins_;
    Findings findings_;
};

}  // namespace kith::manifest
