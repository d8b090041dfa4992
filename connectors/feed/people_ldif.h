// An LDIF export of a directory as the company's people. Which attribute becomes what: README.md.
#pragma once

#include <string>

#include "ports/people_source.h"

namespace kith::connectors::feed {

class PeopleLdif final : public ports::PeopleSource {
public:
    explicit PeopleLdif(std::string path) : path_(std::move(path)) {}
    Result<ports::PeopleFeed> read() override;

private:
    std::string path_;
};

}  // namespace kith::connectors::feed
