// Which sources tell of people, and who leads the house by their settings.
#pragma once

#include <string>
#include <vector>

#include "model/settings.h"

namespace kith::service {

// A people file: it has no settings of its own, and no entries.
inline constexpr const char* file_source = "file";

// By name, in the manifest's order: the earlier decides.
std::vector<std::string> people_sources(const model::Settings& settings);
// The tops of all of them.
std::vector<EmployeeId> named_tops(const model::Settings& settings);

}  // namespace kith::service
