// Room kept back on the disk of the database: even to delete, SQLite has to write first, so on a
// full disk nothing could be erased.
#pragma once

#include <string>

namespace kith::store {

// Makes the file beside the database, or makes it whole again. False where there is no room for it.
bool keep_ballast(const std::string& database);
// True where there was some to give back.
bool drop_ballast(const std::string& database);

}  // namespace kith::store
