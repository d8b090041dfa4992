// Checkpoints of the audit log as files outside the database.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "service/rooms.h"

namespace kith::assembly {

// Writes what is missing into every folder of the manifest, "checkpoint-000000000016" and so on. A
// folder that cannot be written to is told to the log and tried again next time: it holds up
// nobody.
Result<void> hand_out_checkpoints(service::Rooms& rooms);

// False where it cannot be written, or where another text stands under its name already.
bool write_checkpoint(const std::string& folder, std::uint64_t size, const std::string& note);

// The notes in a folder, by size. source_unreadable where there is no such folder.
Result<std::vector<std::string>> read_checkpoints(const std::string& folder);

}  // namespace kith::assembly
