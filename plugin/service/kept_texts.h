// Many short texts, one behind another in large blocks: a string of its own for each would cost as
// much again. They live as long as the object and are never moved.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace kith::service {

class KeptTexts {
public:
    std::string_view keep(std::string_view text) {
        if (text.size() > left_) grow(text.size());
        char* const place = next_;
        std::memcpy(place, text.data(), text.size());
        next_ += text.size();
        left_ -= text.size();
        return {place, text.size()};
    }
    void clear() { *this = KeptTexts(); }

private:
    // One person's news needs little, a company's much.
    static constexpr std::size_t first_block_bytes = 1 << 12;
    static constexpr std::size_t block_bytes_max = 1 << 20;

    void grow(std::size_t at_least) {
        left_ = std::max(at_least, next_block_bytes_);
        next_block_bytes_ = std::min(2 * next_block_bytes_, block_bytes_max);
        blocks_.push_back(std::make_unique<char[]>(left_));
        next_ = blocks_.back().get();
    }

    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t left_ = 0;
    std::size_t next_block_bytes_ = first_block_bytes;
};

}  // namespace kith::service
