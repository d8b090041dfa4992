// people.csv: the company's people as a table (design, section 8).
#pragma once

#include <string>

#include "ports/people_source.h"

namespace kith::connectors::feed {

class PeopleCsv final : public ports::PeopleSource {
public:
    explicit PeopleCsv(std::string path) : path_(std::move(path)) {}
    Result<ports::PeopleFeed> read() override;

private:
    std::string path_;
};

}  // namespace kith::connectors::feed
