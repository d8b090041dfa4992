// The findings of one feed, as they are found.
//
// At most limits::findings_max are kept and the rest is counted. Warnings may fill only half of
// that, so that they never hide an error.
#pragma once

#include <cstddef>
#include <string>

#include "base/finding.h"
#include "connectors/common/quoted.h"

namespace kith::connectors::feed {

class FindingList {
public:
    explicit FindingList(std::string file) : file_(std::move(file)) {}

    void error(int line, std::string what, std::string hint);
    void warning(int line, std::string what, std::string hint);

    // In the order found; a last one counts what was left out, as an error if one was left out.
    Findings take();

private:
    std::string file_;
    Findings findings_;
    std::size_t warnings_ = 0;
    std::size_t errors_left_out_ = 0;
    std::size_t warnings_left_out_ = 0;
};

}  // namespace kith::connectors::feed
