#include "directory/keyed_hash.h"

#include <bit>

namespace kith::directory {
namespace {

// Little-endian on every machine, so that the same order comes out everywhere.
template <class Byte>
std::uint64_t word(const Byte* bytes, std::size_t count) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
    return value;
}

struct State {
    std::uint64_t v0, v1, v2, v3;

    void round() {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }

    void take(std::uint64_t block) {
        v3 ^= block;
        round();
        round();
        v0 ^= block;
    }
};

}  // namespace

std::uint64_t keyed_hash(const HashKey& key, std::string_view message) {
    return KeyedHash(key, message).of({});
}

KeyedHash::KeyedHash(const HashKey& key, std::string_view beginning) : size_(beginning.size()) {
    const std::uint64_t k0 = word(key.data(), 8);
    const std::uint64_t k1 = word(key.data() + 8, 8);
    State state{k0 ^ 0x736f6d6570736575U, k1 ^ 0x646f72616e646f6dU, k0 ^ 0x6c7967656e657261U,
                k1 ^ 0x7465646279746573U};
    const std::size_t whole = size_ - size_ % 8;
    for (std::size_t at = 0; at < whole; at += 8)
        state.take(word(beginning.data() + at, 8));
    state_ = {state.v0, state.v1, state.v2, state.v3};
    tail_ = word(beginning.data() + whole, size_ % 8);
}

std::uint64_t KeyedHash::of(std::string_view rest) const {
    State state{state_[0], state_[1], state_[2], state_[3]};
    const std::size_t size = size_ + rest.size();
    std::uint64_t block = tail_;
    std::size_t filled = size_ % 8;
    while (rest.size() >= 8 - filled) {
        const std::size_t taken = 8 - filled;
        state.take(block | word(rest.data(), taken) << (8 * filled));
        rest.remove_prefix(taken);
        block = 0;
        filled = 0;
    }
    block |= word(rest.data(), rest.size()) << (8 * filled);
    state.take(block | std::uint64_t{size & 0xFF} << 56);

    state.v2 ^= 0xFF;
    for (int i = 0; i < 4; ++i)
        state.round();
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace kith::directory
