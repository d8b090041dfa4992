// The file around the database: made whole or not at all, readable to its owner only.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace kith::store {

// Absolute: SQLite would read a relative path anew after the host changed its folder.
Result<std::string> absolute_path(const std::string& path);

bool file_exists(const std::string& path);

// store_corrupt where the file is no SQLite database of Kith's. Only reads.
Result<void> check_header(const std::string& path);

Result<void> make_private(const std::string& path);  // Mode 0600.

// Makes the file under another name with `fill` and gives it its own name when it is complete. Ok,
// too, where somebody else made one meanwhile: theirs stays.
Result<void> make_file(const std::string& path,
                       const std::function<Result<void>(const std::string&)>& fill);

}  // namespace kith::store
