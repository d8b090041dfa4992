// Memory for keys and for what they open: kept out of the swap where the system allows it, out of
// core dumps, and empty in a forked child. Wiped when it is given back; its pages never go back to
// the system, because a library in somebody else's process cannot know when it ends.
#pragma once

#include <cstddef>

namespace kith::detail {

// Zeroed. Any thread. Throws std::bad_alloc.
std::byte* take_secret_memory(std::size_t size);
void give_secret_memory(std::byte* memory, std::size_t size) noexcept;

// False where the system refused to lock a page (RLIMIT_MEMLOCK): keys may then reach the swap.
bool secret_memory_is_locked();

}  // namespace kith::detail
