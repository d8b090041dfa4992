#include "connectors/feed/csv_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "connectors/feed/spreadsheet.h"

namespace kith::connectors::feed {
namespace {

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Which column was meant: but for the case of its letters, or but for a slip of the pen.
std::string_view meant(std::string_view name, const std::vector<std::string_view>& known) {
    const auto lower = lower_ascii(name);
    for (const auto candidate : known)
        if (lower_ascii(candidate) == lower) return candidate;
    return nearest(name, known);
}

std::string fields_text(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " field" : " fields");
}

}  // namespace

CsvTable::CsvTable(FeedFile& file, std::span<const CsvColumn> columns, FindingList& findings)
    : reader_(file, findings), columns_(columns), findings_(findings), places_(columns.size()) {}

bool CsvTable::next() {
    if (!header_read_ && !read_header()) return false;
    while (reader_.next()) {
        const auto count = reader_.fields().size();
        if (count == width_) {
            take_row();
            return true;
        }
        findings_.error(line(), fields_text(count) + " where the header has " + fields_text(width_),
                        "put a field that holds a comma in quotes");
    }
    return false;
}

void CsvTable::take_row() {
    for (auto& field : reader_.fields())
        if (field.find('\'') != std::string::npos) field = with_formulas(field);
}

bool CsvTable::read_header() {
    if (!reader_.next()) {
        findings_.error(0, "there is no header", "the first line names the columns");
        return false;
    }
    const auto names = reader_.fields();
    width_ = names.size();
    const auto first = std::string_view(names.front());
    if (width_ == 1 && first.find_first_of(";\t") != std::string_view::npos) {
        findings_.error(line(), "the columns are not separated by commas",
                        "save the file with the comma as separator");
        return false;
    }
    bool sound = true;
    for (std::size_t place = 0; place < width_; ++place)
        sound = take_header_cell(place, trimmed(names[place])) && sound;
    header_read_ = nothing_missing() && sound;
    return header_read_;
}

bool CsvTable::take_header_cell(std::size_t place, std::string_view name) {
    const auto known = column_names();
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) {
        const auto candidate = meant(name, known);
        const auto list = join({known.begin(), known.end()}, ", ");
        findings_.error(line(), "unknown column " + quoted(name),
                        candidate.empty() ? "the columns are " + list
                                          : "did you mean " + quoted(candidate) + "?");
        return false;
    }
    auto& mine = places_[static_cast<std::size_t>(found - known.begin())];
    if (mine) {
        findings_.error(line(), "column " + quoted(name) + " is there twice", "keep one of them");
        return false;
    }
    mine = place;
    return true;
}

bool CsvTable::nothing_missing() {
    bool sound = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (places_[i] || !columns_[i].required) continue;
        findings_.error(line(), "column " + quoted(columns_[i].name) + " is missing",
                        "add it; its values may be empty where the format says so");
        sound = false;
    }
    return sound;
}

std::vector<std::string_view> CsvTable::column_names() const {
    std::vector<std::string_view> names;
    for (const auto& column : columns_)
        names.push_back(column.name);
    return names;
}

std::string_view CsvTable::text(std::size_t column) const {
    if (!places_[column]) return {};
    return trimmed(reader_.fields()[*places_[column]]);
}

std::vector<std::string> CsvTable::words(std::size_t column) const {
    return split_list(text(column), ';');
}

EmployeeId CsvTable::id(std::size_t column) {
    const auto value = text(column);
    return EmployeeId{fits(column, value) ? std::string(value) : std::string()};
}

std::vector<EmployeeId> CsvTable::ids(std::size_t column) {
    std::vector<EmployeeId> ids;
    for (auto& word : words(column))
        if (fits(column, word)) ids.emplace_back(std::move(word));
    return ids;
}

std::optional<Day> CsvTable::day(std::size_t column) {
    const auto value = text(column);
    if (value.empty()) return std::nullopt;
    const auto day = parse_day(value);
    if (!day) wrong(column, value, "a date as 2026-12-31, or nothing");
    return day;
}

std::optional<bool> CsvTable::yes_or_no(std::size_t column) {
    constexpr std::array<std::string_view, 3> yes{"true", "yes", "1"};
    constexpr std::array<std::string_view, 3> no{"false", "no", "0"};
    const auto value = lower_ascii(text(column));
    if (is_one_of(value, yes)) return true;
    if (is_one_of(value, no)) return false;
    wrong(column, text(column), "true or false");
    return std::nullopt;
}

std::optional<int> CsvTable::number(std::size_t column, int lowest, int highest) {
    const auto value = text(column);
    int number = 0;
    const auto* const end = value.data() + value.size();
    const auto [stop, trouble] = std::from_chars(value.data(), end, number);
    if (trouble == std::errc() && stop == end && number >= lowest && number <= highest)
        return number;
    wrong(column, value,
          "a whole number from " + std::to_string(lowest) + " to " + std::to_string(highest));
    return std::nullopt;
}

EmployeeId CsvTable::required_id(std::size_t column) {
    if (text(column).empty()) wrong(column, {}, "each row names one");
    return id(column);
}

EmployeeId CsvTable::own_id(std::size_t column) {
    auto own = required_id(column);
    if (text(column).empty()) return own;
    const auto [before, fresh] = line_of_id_.emplace(text(column), line());
    if (!fresh)
        findings_.error(line(),
                        std::string(columns_[column].name) + " " + quoted(text(column)) +
                            " is already in line " + std::to_string(before->second),
                        "each row has an id of its own");
    return own;
}

void CsvTable::wrong(std::size_t column, std::string_view value, std::string right) {
    const auto name = "column " + quoted(columns_[column].name);
    findings_.error(line(), name + (value.empty() ? " is empty" : " holds " + quoted(value)),
                    std::move(right));
}

bool CsvTable::fits(std::size_t column, std::string_view id) {
    if (id.size() <= limits::id_bytes_max) return true;
    wrong(column, id, "an id has at most " + std::to_string(limits::id_bytes_max) + " bytes");
    return false;
}

}  // namespace kith::connectors::feed
