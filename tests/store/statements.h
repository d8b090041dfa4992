// The SQL of the store's own sources, as its tests read it.
#pragma once

#include <string>
#include <vector>

namespace kith::store_test {

std::vector<std::string> statements_of(const std::string& file);  // Below plugin/store.
std::vector<std::string> statements_of_this_room();

}  // namespace kith::store_test
