// Whether a time zone exists.
#pragma once

#include <string>

namespace kith::manifest {

// "UTC" always does. Otherwise the machine's own list, /usr/share/zoneinfo, decides; a machine
// without that list accepts every name of the shape Area/Place.
bool time_zone_exists(const std::string& name);

// The name of the machine's list that was probably meant, or empty.
std::string similar_time_zone(const std::string& name);

}  // namespace kith::manifest
