// Where a person is sent when she is back from signing in.
#pragma once

#include <string_view>

#include "model/settings.h"

namespace kith::gateway {

// Whether a browser that is sent there stays at our own origin: a path, spelled so that no reader
// of it sees another host (mod_auth_mellon, CVE-2019-13038). Empty and dot segments, backslashes
// and percent-encoded forms of any of these, of a percent sign or of a control character are
// refused, also behind the question mark.
bool is_own_path(std::string_view path);

// The same, or such a path at an origin that the manifest lets frame our pages.
bool is_way_back(std::string_view address, const model::Settings& settings);

}  // namespace kith::gateway
