// LDIF (RFC 2849), content only: entries, read one after the other through libldap.
//
// Never opens another file: "name:< url" and "include:" are refused before libldap sees them.
// Change records are refused. An entry that breaks a rule is among the findings and is passed over.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/feed/feed_file.h"
#include "connectors/feed/finding_list.h"

namespace kith::connectors::feed {

struct LdifAttribute {
    std::string name;        // Lower case, with its options but without ";binary".
    std::string_view value;  // Bytes: not always text.
    int line = 0;
};

struct LdifEntry {
    std::string_view dn;
    int line = 0;  // Where it begins, from 1.
    std::vector<LdifAttribute> attributes;

    // The first value of an attribute that is not empty, or null.
    const LdifAttribute* find(std::string_view name) const;
};

class LdifReader {
public:
    // Both must outlive the reader.
    LdifReader(FeedFile& file, FindingList& findings) : file_(file), findings_(findings) {}

    // Goes to the next sound entry; false after the last one.
    bool next();

    // Good until the next call of next().
    const LdifEntry& entry() const { return entry_; }

private:
    bool read_record();
    bool read_line(std::string& line);
    void pass_record();
    bool take_lines();
    bool take_line(char* text);
    bool take_value(char* text, int line);
    bool take_version();
    bool take_entry();
    bool take_no_entry();
    int line_of(const char* place) const;
    bool refuse(int line, std::string what, std::string hint);

    FeedFile& file_;
    FindingList& findings_;
    LdifEntry entry_;
    std::string raw_;          // The record as it stands in the file.
    std::vector<char> lines_;  // The same for libldap, which unfolds and decodes in place.
    int next_line_ = 1;
    bool version_may_follow_ = true;
};

}  // namespace kith::connectors::feed
