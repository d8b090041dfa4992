// Made-up companies, dirty in every way that design section 8 names. The same seed gives the same
// one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/day.h"
#include "model/person.h"
#include "model/supporter.h"
#include "routing/exclusion.h"

namespace kith::tests {

struct RandomCompany {
    Day today;
    std::vector<model::Person> people;
    std::vector<model::PeerSupporter> supporters;
    std::vector<routing::RouteRequest> requests;  // `key` is the request's id.
};

struct RandomCompanySize {
    std::size_t people = 200;
    std::size_t supporters = 30;
    std::size_t requests = 40;
};

RandomCompany random_company(std::uint64_t seed, const RandomCompanySize& size);

// Writes people.csv, supporters.csv and requests.csv (columns of design sections 8 and 12).
void write_csv(const RandomCompany& company, const std::string& folder);

}  // namespace kith::tests
