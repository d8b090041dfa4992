// What can be said from files alone, without a database: simulation, coverage, the check of people.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/finding.h"
#include "base/result.h"
#include "directory/people_check.h"
#include "routing/batch.h"
#include "routing/coverage.h"

namespace kith::assembly {

// Findings of the feeds read; where one is an error, what comes with them is empty.
template <class T>
struct Read {
    T value{};
    Findings findings;
};

struct SimulationFiles {
    std::string people;
    std::string supporters;
    std::string requests;
    std::optional<std::string> manifest;  // For its relaxations and weights; else the bare table.
};

struct Simulated {
    std::string request;
    std::vector<std::string> eligible;                         // Sorted by bytes.
    std::map<std::string, std::vector<std::string>> excluded;  // Codes sorted by bytes.
    std::optional<std::string> assigned;
};

// Each request of the file in order. `sequential`: an assignment counts in the caseload of those
// after it.
Read<std::vector<Simulated>> simulate(const SimulationFiles& files, Day on, bool sequential);
std::string to_json(const Simulated& simulated);  // One line.

// Whom each request of the file gets where all are matched at once.
struct SimulatedBatch {
    std::vector<std::string> requests;  // Their ids, in the order of the file.
    routing::Batch batch;
};

Read<SimulatedBatch> simulate_batch(const SimulationFiles& files, Day on);
std::string to_json(const std::string& request,
                    const std::optional<routing::Candidate>& chosen);  // One line.

Read<routing::Coverage> coverage(const std::string& people, const std::string& supporters, Day on);
std::string to_json(const routing::Coverage& coverage);

Read<std::vector<directory::ChartFinding>> check_people(const std::string& people);

}  // namespace kith::assembly
