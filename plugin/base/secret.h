// Bytes that nobody may see: wiped when they go, cannot be copied, compared or printed by accident.
#pragma once

#include <string.h>  // explicit_bzero

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace kith {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::size_t size) : bytes_(size) {}
    explicit Secret(std::span<const std::uint8_t> bytes) : bytes_(bytes.begin(), bytes.end()) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.bytes_.clear(); }
    Secret& operator=(Secret&& other) noexcept {
        wipe();
        bytes_ = std::move(other.bytes_);
        other.bytes_.clear();
        return *this;
    }
    ~Secret() { wipe(); }

    std::span<const std::uint8_t> bytes() const { return bytes_; }
    std::span<std::uint8_t> bytes() { return bytes_; }
    std::size_t size() const { return bytes_.size(); }

private:
    void wipe() {
        if (!bytes_.empty()) explicit_bzero(bytes_.data(), bytes_.size());
    }

    std::vector<std::uint8_t> bytes_;
};

}  // namespace kith
