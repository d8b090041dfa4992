#include "connectors/feed/csv.h"

#include <utility>

#include "base/limits.h"
#include "base/text.h"

namespace kith::connectors::feed {

bool CsvReader::next() {
    while (!stopped_ && pass_empty_lines()) {
        line_ = next_line_;
        count_ = 0;
        const Field read = read_record();
        if (read == Field::endless) stopped_ = true;
        if (read == Field::whole && readable()) return true;
    }
    return false;
}

bool CsvReader::pass_empty_lines() {
    while (at_line_end()) {
        if (file_.peek() == FeedFile::end) return false;
        end_line();
    }
    return true;
}

CsvReader::Field CsvReader::read_record() {
    for (;;) {
        auto& field = new_field();
        const Field read = file_.peek() == '"' ? read_quoted(field) : read_plain(field);
        if (read == Field::broken) pass_rest_of_line();
        if (read != Field::whole) return read;
        if (file_.peek() != ',') break;
        file_.get();
    }
    if (end_line()) return Field::whole;
    pass_rest_of_line();
    return broken("text after the closing quote of a field",
                  "double the quotes inside a field in quotes");
}

CsvReader::Field CsvReader::read_plain(std::string& field) {
    for (;;) {
        const int c = file_.peek();
        if (c == FeedFile::end || c == ',' || c == '\n' || c == '\r') return Field::whole;
        if (c == '"')
            return broken("a quote inside a field that does not begin with one",
                          "put the whole field in quotes and double the quotes inside");
        if (field.size() == limits::feed_field_bytes_max) return too_long();
        field += static_cast<char>(file_.get());
    }
}

CsvReader::Field CsvReader::read_quoted(std::string& field) {
    const int opened = next_line_;
    file_.get();
    for (;;) {
        const int c = file_.get();
        if (c == FeedFile::end) {
            findings_.error(opened, "the quote that opens here is never closed",
                            "close it; quotes inside a field are doubled");
            return Field::endless;
        }
        if (c == '"' && file_.peek() != '"') return Field::whole;
        if (c == '"') file_.get();
        if (c == '\n') ++next_line_;
        if (field.size() == limits::feed_field_bytes_max) return too_long();
        field += static_cast<char>(c);
    }
}

bool CsvReader::at_line_end() {
    const int c = file_.peek();
    return c == FeedFile::end || c == '\n' || c == '\r';
}

// Goes to the next line; false where this one has not ended.
bool CsvReader::end_line() {
    if (!at_line_end()) return false;
    const int c = file_.get();
    if (c == FeedFile::end) return true;
    if (c == '\r' && file_.peek() == '\n') file_.get();
    ++next_line_;
    return true;
}

void CsvReader::pass_rest_of_line() {
    while (!at_line_end())
        file_.get();
    end_line();
}

std::string& CsvReader::new_field() {
    if (count_ == fields_.size()) fields_.emplace_back();
    auto& field = fields_[count_++];
    field.clear();
    return field;
}

CsvReader::Field CsvReader::broken(std::string what, std::string hint) {
    findings_.error(line_, std::move(what), std::move(hint));
    return Field::broken;
}

CsvReader::Field CsvReader::too_long() {
    findings_.error(
        line_, "a field is longer than " + std::to_string(limits::feed_field_bytes_max) + " bytes",
        "is a closing quote missing?");
    return Field::endless;
}

bool CsvReader::readable() {
    for (std::size_t i = 0; i < count_; ++i) {
        if (is_utf8(fields_[i])) continue;
        const bool nul = fields_[i].find('\0') != std::string::npos;
        findings_.error(
            line_, "field " + std::to_string(i + 1) + (nul ? " holds a NUL byte" : " is not UTF-8"),
            "save the file as UTF-8 (\"CSV UTF-8\" in a spreadsheet)");
        return false;
    }
    return true;
}

std::string csv_field(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && trimmed(text) == text)
        return std::string(text);
    std::string field = "\"";
    for (const char c : text) {
        if (c == '"') field += '"';
        field += c;
    }
    return field + '"';
}

std::string csv_list(const std::vector<EmployeeId>& ids) {
    std::vector<std::string> texts;
    for (const auto& id : ids)
        texts.push_back(id.text());
    return join(texts, ";");
}

}  // namespace kith::connectors::feed
