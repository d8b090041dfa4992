// What a check found in a file that an administrator wrote: where it is, what is wrong, what would
// be right.
//
// For manifests and feeds, whose reader is the administrator who owns the file. Never for a
// request.
#pragma once

#include <string>
#include <vector>

namespace kith {

enum class Severity { error, warning };

struct Finding {
    Severity severity = Severity::error;
    std::string file;
    int line = 0;  // From 1; 0 where the whole file is meant.
    std::string what;
    std::string hint;  // What would be right.
};

using Findings = std::vector<Finding>;

inline bool has_errors(const Findings& findings) {
    for (const auto& finding : findings)
        if (finding.severity == Severity::error) return true;
    return false;
}

}  // namespace kith
