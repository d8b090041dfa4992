// A people file by its name: .ldif is LDIF, everything else CSV.
#pragma once

#include <string>

#include "base/finding.h"
#include "base/result.h"
#include "ports/people_source.h"

namespace kith::assembly {

Result<ports::PeopleFeed> read_people(const std::string& path);
Finding unreadable(const std::string& path, const Error& error);

}  // namespace kith::assembly
