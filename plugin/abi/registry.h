// Which handle stands for what, in this process.
//
// A handle is kind (3 bits), generation (26 bits), slot (24 bits): below 2^53, so that JavaScript
// keeps it exact. A slot's generation grows with each use and never comes back, so an old handle
// stays old.
//
// A forked child inherits a registry of objects that the parent still uses: files, locks that a
// thread which is not there may hold. The child never touches it, not even to free it; it starts
// its own, with generations above all that were given out, so that no handle of the parent's fits
// in it.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <vector>

#include "abi/object.h"
#include "abi/outcome.h"

namespace kith::abi {

class Registry {
public:
    struct Found {
        std::shared_ptr<Object> object;  // Null where it was not found.
        bool forked = false;             // The process has no registry of its own yet.
    };

    // [any thread] [also after a fork]
    static Found find(Kind kind, std::uint64_t handle);
    // Makes this process's registry if it has none.
    static Registry& here();
    // Makes none; null in a process that has not opened anything, and in a forked child.
    static Registry* existing();
    static bool forked();

    // The new object's handle; 0 where the parent is closed already or where there are too many.
    // `parent` is 0 for an instance.
    std::uint64_t add(std::shared_ptr<Object> object, std::uint64_t parent);
    // Takes the object and all that was opened from it out. Empty where it was not there. What is
    // taken ends with the vector, outside of the registry's lock.
    std::vector<std::shared_ptr<Object>> take(Kind kind, std::uint64_t handle);

private:
    struct Slot {
        std::uint32_t generation = 0;
        std::uint64_t parent = 0;
        std::unordered_set<std::uint64_t> children;
        std::shared_ptr<Object> object;
    };

    explicit Registry(Registry* before);
    Slot* slot(Kind kind, std::uint64_t handle);
    std::size_t free_slot();
    std::vector<std::uint64_t> tree_of(std::uint64_t handle) const;
    std::shared_ptr<Object> vacate(std::size_t index);

    static std::atomic<Registry*> current_;
    // The highest generation that any registry of this process or of its forebears gave out.
    static std::atomic<std::uint32_t> highest_;

    const pid_t pid_;
    const std::uint32_t first_generation_;
    [[maybe_unused]] Registry* const before_;  // The parent process's. Kept reachable, never used.
    std::mutex mutex_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
};

}  // namespace kith::abi
