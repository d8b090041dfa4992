// Where the company's people come from.
#pragma once

#include <vector>

#include "base/finding.h"
#include "base/result.h"
#include "model/person.h"

namespace kith::ports {

struct PeopleFeed {
    std::vector<model::Person> people;
    Findings findings;  // An error among them means: nothing may be taken over.
};

class PeopleSource {
public:
    PeopleSource() = default;
    PeopleSource(const PeopleSource&) = delete;
    PeopleSource& operator=(const PeopleSource&) = delete;
    virtual ~PeopleSource() = default;

    // Everybody. Fails with source_unreadable where the source as a whole cannot be read.
    virtual Result<PeopleFeed> read() = 0;
};

}  // namespace kith::ports
