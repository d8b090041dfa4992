// RFC 4180: records of fields, read one after the other. Nothing here knows what a field means.
//
// Fields in quotes may hold separators, line ends and doubled quotes. Lines end with LF, CRLF or
// CR. Empty lines are passed over. A record that breaks a rule is among the findings and is passed
// over; after an open quote or an over-long field nothing more is read, because nobody can say
// where the next record begins.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "connectors/feed/feed_file.h"
#include "connectors/feed/finding_list.h"

namespace kith::connectors::feed {

class CsvReader {
public:
    // Both must outlive the reader.
    CsvReader(FeedFile& file, FindingList& findings) : file_(file), findings_(findings) {}

    // Goes to the next sound record; false after the last one.
    bool next();

    std::span<std::string> fields() { return {fields_.data(), count_}; }
    std::span<const std::string> fields() const { return {fields_.data(), count_}; }
    int line() const { return line_; }  // Where the record begins, from 1.

private:
    enum class Field { whole, broken, endless };

    bool pass_empty_lines();
    Field read_record();
    Field read_plain(std::string& field);
    Field read_quoted(std::string& field);
    bool at_line_end();
    bool end_line();
    void pass_rest_of_line();
    std::string& new_field();
    Field broken(std::string what, std::string hint);
    Field too_long();
    bool readable();

    FeedFile& file_;
    FindingList& findings_;
    std::vector<std::string> fields_;  // Kept between records, so that their memory is used again.
    std::size_t count_ = 0;
    int line_ = 0;
    int next_line_ = 1;
    bool stopped_ = false;
};

// A field as it is written: in quotes where it must be.
std::string csv_field(std::string_view text);
// Several ids in one field: what CsvTable::ids reads.
std::string csv_list(const std::vector<EmployeeId>& ids);

}  // namespace kith::connectors::feed
