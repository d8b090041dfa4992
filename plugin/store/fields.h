// Several values in one text, each with its length in front: nothing in a value can end it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::store {

class FieldWriter {
public:
    FieldWriter& text(std::string_view value);
    FieldWriter& number(std::int64_t value);
    template <class Ids>
    FieldWriter& ids(const Ids& values) {
        number(static_cast<std::int64_t>(values.size()));
        for (const auto& value : values)
            text(value.text());
        return *this;
    }
    const std::string& packed() const { return packed_; }

private:
    std::string packed_;
};

// What is missing or no number reads as empty, and complete() is false from then on.
class FieldReader {
public:
    explicit FieldReader(std::string_view packed) : rest_(packed) {}

    std::string text();
    std::int64_t number();
    template <class Id>
    std::vector<Id> ids() {
        const auto count = number();
        std::vector<Id> values;
        for (std::int64_t i = 0; i < count && sound_; ++i)
            values.push_back(Id{text()});
        return values;
    }
    // Every field was there, and nothing is left.
    bool complete() const { return sound_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool sound_ = true;
};

// A list in one column: its items by lines, with a backslash in front of what would look like an
// end.
std::string to_lines(const std::vector<std::string>& items);
std::vector<std::string> from_lines(std::string_view lines);

}  // namespace kith::store
