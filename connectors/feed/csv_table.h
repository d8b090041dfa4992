// A CSV file whose first record names its columns, in any order.
//
// A value is trimmed of white space at both ends, and of the apostrophes of spreadsheet.h. What
// cannot be read as what the column holds is among the findings, with its line and column, and
// reads as empty.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "connectors/feed/csv.h"

namespace kith::connectors::feed {

struct CsvColumn {
    std::string_view name;
    bool required = true;  // It must be in the header; its values may be empty all the same.
};

class CsvTable {
public:
    // Columns are asked for by their place in `columns`. All three must outlive the table.
    CsvTable(FeedFile& file, std::span<const CsvColumn> columns, FindingList& findings);

    // Goes to the next row that has as many fields as the header; false after the last one, and at
    // once where the header is not as it must be.
    bool next();
    int line() const { return reader_.line(); }

    std::string_view text(std::size_t column) const;
    std::vector<std::string> words(std::size_t column) const;  // Separated by ";".
    EmployeeId id(std::size_t column);
    EmployeeId required_id(std::size_t column);
    std::vector<EmployeeId> ids(std::size_t column);
    std::optional<Day> day(std::size_t column);
    std::optional<bool> yes_or_no(std::size_t column);
    std::optional<int> number(std::size_t column, int lowest, int highest);

    // The id of this row: not empty, and not that of a row before.
    EmployeeId own_id(std::size_t column);

private:
    bool read_header();
    void take_row();
    bool take_header_cell(std::size_t place, std::string_view name);
    bool nothing_missing();
    std::vector<std::string_view> column_names() const;
    void wrong(std::size_t column, std::string_view value, std::string right);
    bool fits(std::size_t column, std::string_view id);

    CsvReader reader_;
    std::span<const CsvColumn> columns_;
    FindingList& findings_;
    std::vector<std::optional<std::size_t>> places_;  // Of each column, among the fields.
    std::size_t width_ = 0;
    bool header_read_ = false;
    std::unordered_map<std::string, int> line_of_id_;
};

}  // namespace kith::connectors::feed
