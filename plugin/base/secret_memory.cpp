#include "base/secret_memory.h"

#include <string.h>  // explicit_bzero
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <memory>
#include <mutex>
#include <new>
#include <vector>

namespace kith::detail {
namespace {

constexpr std::size_t smallest = 64;
constexpr std::size_t largest = 64 * 1024;  // What is longer has pages of its own.
constexpr std::size_t chunk = 256 * 1024;
constexpr std::size_t sizes = std::countr_zero(largest / smallest) + 1;

std::byte* mapped(std::size_t size) {
    void* const pages =
        mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) throw std::bad_alloc();
    // A kernel that knows neither leaves the memory as safe as any other.
    madvise(pages, size, MADV_DONTDUMP);
    madvise(pages, size, MADV_WIPEONFORK);
    return static_cast<std::byte*>(pages);
}

// Free places by size. What is free is not written in the memory itself: it is empty in a child.
class Pool {
public:
    std::byte* take(std::size_t which) {
        const std::lock_guard lock(mutex_);
        auto& free = free_.at(which);
        if (free.empty()) add_chunk(which);
        auto* const place = free.back();
        free.pop_back();
        return place;
    }

    void give(std::byte* place, std::size_t which) {
        const std::lock_guard lock(mutex_);
        free_.at(which).push_back(place);  // There was room for it when it was made.
    }

    bool locked() {
        const std::lock_guard lock(mutex_);
        return locked_;
    }
    bool is_of(pid_t process) const { return process_ == process; }

private:
    void add_chunk(std::size_t which) {
        const auto size = smallest << which;
        auto& made = made_.at(which);
        made += chunk / size;
        free_.at(which).reserve(made);
        auto* const pages = mapped(chunk);
        if (mlock(pages, chunk) != 0) locked_ = false;
        for (std::size_t at = 0; at < chunk; at += size)
            free_.at(which).push_back(pages + at);
    }

    std::mutex mutex_;
    std::array<std::vector<std::byte*>, sizes> free_;
    std::array<std::size_t, sizes> made_{};
    bool locked_ = true;
    pid_t process_ = getpid();
};

// Never destroyed: secrets of other statics may outlive it. A forked child begins anew, because a
// thread of the parent may have held the lock.
Pool& pool() {
    static std::atomic<Pool*> current{nullptr};
    const auto process = getpid();
    auto* found = current.load(std::memory_order_acquire);
    if (found != nullptr && found->is_of(process)) return *found;
    auto made = std::make_unique<Pool>();
    if (current.compare_exchange_strong(found, made.get(), std::memory_order_acq_rel))
        return *made.release();
    return *found;
}

std::size_t size_class(std::size_t size) {
    return static_cast<std::size_t>(std::countr_zero(std::bit_ceil(std::max(size, smallest)))) -
           std::countr_zero(smallest);
}

}  // namespace

std::byte* take_secret_memory(std::size_t size) {
    return size > largest ? mapped(size) : pool().take(size_class(size));
}

void give_secret_memory(std::byte* memory, std::size_t size) noexcept {
    explicit_bzero(memory, size);
    if (size > largest)
        munmap(memory, size);
    else
        pool().give(memory, size_class(size));
}

bool secret_memory_is_locked() {
    return pool().locked();
}

}  // namespace kith::detail
