#include "abi/registry.h"

#include <unistd.h>

#include <utility>

#include "base/limits.h"

namespace kith::abi {
namespace {

constexpr int slot_bits = 24;
constexpr int generation_bits = 26;
constexpr std::uint32_t generation_last = (1U << generation_bits) - 1;

static_assert(limits::handles_max <= (1U << slot_bits));

std::uint64_t compose(Kind kind, std::uint32_t generation, std::size_t slot) {
    return static_cast<std::uint64_t>(kind) << (slot_bits + generation_bits) |
           static_cast<std::uint64_t>(generation) << slot_bits | slot;
}

Kind kind_of(std::uint64_t handle) {
    return static_cast<Kind>(handle >> (slot_bits + generation_bits));
}

std::size_t slot_of(std::uint64_t handle) {
    return handle & ((std::uint64_t{1} << slot_bits) - 1);
}

}  // namespace

std::atomic<Registry*> Registry::current_{nullptr};
std::atomic<std::uint32_t> Registry::highest_{0};

Registry::Registry(Registry* before)
    : pid_(getpid()), first_generation_(highest_.load() + 1), before_(before) {}

Registry* Registry::existing() {
    auto* registry = current_.load(std::memory_order_acquire);
    if (registry == nullptr || registry->pid_ != getpid()) return nullptr;
    return registry;
}

bool Registry::forked() {
    return current_.load(std::memory_order_acquire) != nullptr && existing() == nullptr;
}

Registry& Registry::here() {
    auto* before = current_.load(std::memory_order_acquire);
    while (before == nullptr || before->pid_ != getpid()) {
        // Never deleted while it is current: calls of other threads may be in it when the process
        // ends.
        std::unique_ptr<Registry> fresh(new Registry(before));
        if (current_.compare_exchange_strong(before, fresh.get())) return *fresh.release();
    }
    return *before;
}

Registry::Found Registry::find(Kind kind, std::uint64_t handle) {
    auto* registry = existing();
    if (registry == nullptr) return {nullptr, forked()};

    const std::lock_guard lock(registry->mutex_);
    const Slot* slot = registry->slot(kind, handle);
    if (slot == nullptr) return {};
    return {slot->object, false};
}

Registry::Slot* Registry::slot(Kind kind, std::uint64_t handle) {
    const std::size_t index = slot_of(handle);
    if (index >= slots_.size()) return nullptr;
    Slot& slot = slots_[index];
    if (!slot.object || slot.object->of_kind != kind) return nullptr;
    if (handle != compose(kind, slot.generation, index)) return nullptr;
    return &slot;
}

std::size_t Registry::free_slot() {
    if (!free_.empty()) return free_.back();
    // Room for every slot on the free list, so that closing needs no memory.
    if (free_.capacity() <= slots_.size()) free_.reserve(2 * slots_.size() + 16);
    slots_.push_back(Slot{first_generation_ - 1, 0, {}, nullptr});
    free_.push_back(static_cast<std::uint32_t>(slots_.size() - 1));
    return slots_.size() - 1;
}

std::uint64_t Registry::add(std::shared_ptr<Object> object, std::uint64_t parent) {
    const std::lock_guard lock(mutex_);
    if (parent != 0 && slot(kind_of(parent), parent) == nullptr) return 0;
    if (free_.empty() && slots_.size() >= limits::handles_max) return 0;

    const std::size_t index = free_slot();
    Slot& slot = slots_[index];
    const std::uint64_t handle = compose(object->of_kind, slot.generation + 1, index);
    if (parent != 0) slots_[slot_of(parent)].children.insert(handle);

    free_.pop_back();
    ++slot.generation;
    slot.parent = parent;
    object->handle = handle;
    slot.object = std::move(object);
    if (slot.generation > highest_.load()) highest_.store(slot.generation);
    return handle;
}

std::vector<std::shared_ptr<Object>> Registry::take(Kind kind, std::uint64_t handle) {
    std::vector<std::shared_ptr<Object>> taken;
    const std::lock_guard lock(mutex_);
    const Slot* found = slot(kind, handle);
    if (found == nullptr) return taken;

    // What needs memory comes first: either all of it closes or nothing does.
    const auto tree = tree_of(handle);
    taken.reserve(tree.size());

    if (found->parent != 0) slots_[slot_of(found->parent)].children.erase(handle);
    for (const std::uint64_t one : tree)
        taken.push_back(vacate(slot_of(one)));
    return taken;
}

std::vector<std::uint64_t> Registry::tree_of(std::uint64_t handle) const {
    std::vector<std::uint64_t> tree{handle};
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const auto& children = slots_[slot_of(tree[i])].children;
        tree.insert(tree.end(), children.begin(), children.end());
    }
    return tree;
}

std::shared_ptr<Object> Registry::vacate(std::size_t index) {
    Slot& slot = slots_[index];
    slot.children.clear();
    // A slot whose generations are used up is never used again.
    if (slot.generation < generation_last) free_.push_back(static_cast<std::uint32_t>(index));
    return std::exchange(slot.object, nullptr);
}

}  // namespace kith::abi
