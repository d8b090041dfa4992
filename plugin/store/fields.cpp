#include "store/fields.h"

#include <charconv>

namespace kith::store {

FieldWriter& FieldWriter::text(std::string_view value) {
    packed_ += std::to_string(value.size());
    packed_ += ':';
    packed_ += value;
    return *this;
}

FieldWriter& FieldWriter::number(std::int64_t value) {
    return text(std::to_string(value));
}

std::string FieldReader::text() {
    std::size_t size = 0;
    const auto* const end = rest_.data() + rest_.size();
    const auto [after, error] = std::from_chars(rest_.data(), end, size);
    const auto left = static_cast<std::size_t>(end - after);
    if (error != std::errc{} || left == 0 || *after != ':' || left - 1 < size) {
        sound_ = false;
        return {};
    }
    std::string value(after + 1, size);
    rest_ = std::string_view(after + 1 + size, left - 1 - size);
    return value;
}

std::int64_t FieldReader::number() {
    const auto digits = text();
    std::int64_t value = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [after, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || after != end) sound_ = false;
    return value;
}

std::string to_lines(const std::vector<std::string>& items) {
    std::string lines;
    for (const auto& item : items) {
        for (const char c : item) {
            if (c == '\n' || c == '\\') lines += '\\';
            lines += c;
        }
        lines += '\n';
    }
    return lines;
}

std::vector<std::string> from_lines(std::string_view lines) {
    std::vector<std::string> items;
    std::string item;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i] == '\n') {
            items.push_back(std::move(item));
            item.clear();
            continue;
        }
        if (lines[i] == '\\' && i + 1 < lines.size()) ++i;
        item += lines[i];
    }
    return items;
}

}  // namespace kith::store
