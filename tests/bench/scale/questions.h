// What is asked of every engine, and the day on which it is asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scale/company.h"

namespace scale {

// A page of the directory.
struct Search {
    std::uint32_t language = 0;
    std::uint32_t topic = 0;
    std::optional<std::uint32_t> site;
    std::optional<std::uint32_t> channel;
};

// Who fits best.
struct Request {
    std::string key;
    Number requester = nobody;
    std::vector<Number> concerned;  // At most two.
    std::optional<Number> anyone_but;
    std::uint32_t language = 0;
    std::uint32_t topic = 0;
};

struct Questions {
    std::vector<Search> searches;
    std::vector<Request> requests;
    std::vector<Request> about_executives;
};

// The same for the same company and seed.
Questions make_questions(const Company& company, std::uint64_t seed);

// people.csv, supporters.csv, searches.csv and, as `kithctl route simulate` reads them,
// requests.csv. False where the disk refuses.
bool write_files(const Company& company, const Questions& questions, const std::string& folder);

}  // namespace scale
