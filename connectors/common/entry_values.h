// The values of one directory entry, as views, by the attributes that somebody asked for.
//
// RFC 4512, section 2.5: a name is the same in any case, and may carry options. ";binary" says how
// a value travels and is passed over; a value in a language (";lang-de", RFC 3866) stands in for
// the plain attribute only where that has no value; of "name;range=0-1499" the name counts (Active
// Directory); any other option makes another attribute.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::connectors {

struct EntryValue {
    std::string_view bytes;  // Not always text. Lives as long as the reader's entry.
    int line = 0;            // Where it stands in a file; 0: in none.
};

class EntryValues {
public:
    // A place among the names, and whether the attribute was asked for by exactly that name.
    struct Place {
        std::size_t index = 0;
        bool exact = true;
    };

    // `names` in lower case, each once.
    explicit EntryValues(std::vector<std::string> names);

    void clear();
    // Where an attribute's values belong; none where nobody asked for it. Allocates nothing.
    std::optional<Place> place(std::string_view description) const;
    void add(Place place, EntryValue value);

    std::span<const EntryValue> of(std::size_t index) const { return kept_[index].values; }
    const std::vector<std::string>& names() const { return names_; }

private:
    struct Kept {
        std::vector<EntryValue> values;
        bool exact = false;
    };

    std::vector<std::string> names_;
    std::vector<Kept> kept_;
};

// What follows ";range=" in an attribute description ("0-1499", "1500-*"); empty: no range.
std::string_view range_of(std::string_view description);

}  // namespace kith::connectors
