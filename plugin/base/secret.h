// Bytes that nobody may see: wiped when they go, cannot be copied, compared or printed by accident.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "base/secret_memory.h"

namespace kith {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::size_t size)
        : bytes_(size == 0 ? nullptr
                           : reinterpret_cast<std::uint8_t*>(detail::take_secret_memory(size))),
          size_(size) {}
    explicit Secret(std::span<const std::uint8_t> bytes) : Secret(bytes.size()) {
        std::copy(bytes.begin(), bytes.end(), bytes_);
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept
        : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    Secret& operator=(Secret&& other) noexcept {
        if (this == &other) return *this;
        wipe();
        bytes_ = std::exchange(other.bytes_, nullptr);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }
    ~Secret() { wipe(); }

    std::span<const std::uint8_t> bytes() const { return {bytes_, size_}; }
    std::span<std::uint8_t> bytes() { return {bytes_, size_}; }
    std::size_t size() const { return size_; }

private:
    void wipe() noexcept {
        if (bytes_ != nullptr)
            detail::give_secret_memory(reinterpret_cast<std::byte*>(bytes_), size_);
    }

    std::uint8_t* bytes_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace kith
