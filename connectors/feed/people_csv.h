// people.csv: the company's people as a table (design, section 8).
#pragma once

#include <string>
#include <vector>

#include "ports/people_source.h"

namespace kith::connectors::feed {

class PeopleCsv final : public ports::PeopleSource {
public:
    explicit PeopleCsv(std::string path) : path_(std::move(path)) {}
    Result<ports::PeopleFeed> read() override;

private:
    std::string path_;
};

// The same table, so that it can be read again.
std::string write_people(const std::vector<model::Person>& people);

}  // namespace kith::connectors::feed
