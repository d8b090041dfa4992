// SipHash-2-4 (Aumasson and Bernstein, 2012): an order that nobody without the key can foresee.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kith::directory {

using HashKey = std::array<std::uint8_t, 16>;

std::uint64_t keyed_hash(const HashKey& key, std::string_view message);

// The same for many messages that begin alike: their beginning is taken in once.
class KeyedHash {
public:
    KeyedHash(const HashKey& key, std::string_view beginning);
    std::uint64_t of(std::string_view rest) const;

private:
    std::array<std::uint64_t, 4> state_;
    std::uint64_t tail_ = 0;  // What does not fill a block yet.
    std::size_t size_;
};

}  // namespace kith::directory
