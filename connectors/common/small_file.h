// A file that an administrator hands over: metadata, a certificate, a message.
#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace kith::connectors {

// All of it. source_unreadable, with the file in `field`, where it cannot be read or is larger.
Result<std::string> read_small_file(const std::string& file, std::size_t bytes_max);

}  // namespace kith::connectors
