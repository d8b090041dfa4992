// One bit for each supporter of a roster.
//
// Plain words: at the sizes of a supporter book they are smaller and faster than compressed sets.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kith::directory {

class Bits {
public:
    Bits() = default;
    explicit Bits(std::size_t size) : words_((size + word_bits - 1) / word_bits) {}

    bool has(std::size_t i) const { return (words_[i / word_bits] >> (i % word_bits) & 1U) != 0; }
    void set(std::size_t i) { words_[i / word_bits] |= bit(i); }
    void clear(std::size_t i) { words_[i / word_bits] &= ~bit(i); }
    void put(std::size_t i, bool value) { value ? set(i) : clear(i); }

    Bits& operator&=(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] &= other.words_[i];
        return *this;
    }
    Bits& operator|=(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] |= other.words_[i];
        return *this;
    }
    Bits& without(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] &= ~other.words_[i];
        return *this;
    }

    // Gives each set bit from `first` on, in order, to `take` until that gives false.
    template <class Take>
    void each(std::size_t first, Take&& take) const {
        if (first / word_bits >= words_.size()) return;
        std::uint64_t word = words_[first / word_bits] & ~(bit(first) - 1);
        for (std::size_t i = first / word_bits;;) {
            for (; word != 0; word &= word - 1)
                if (!take(i * word_bits + static_cast<std::size_t>(std::countr_zero(word)))) return;
            if (++i == words_.size()) return;
            word = words_[i];
        }
    }

private:
    static constexpr std::size_t word_bits = 64;
    static std::uint64_t bit(std::size_t i) { return std::uint64_t{1} << (i % word_bits); }

    std::vector<std::uint64_t> words_;
};

}  // namespace kith::directory
