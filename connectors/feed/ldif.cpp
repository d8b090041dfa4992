#include "connectors/feed/ldif.h"

#include <ldap.h>
#include <ldif.h>

#include <algorithm>
#include <utility>

#include "base/fault.h"
#include "base/text.h"

namespace kith::connectors::feed {
namespace {

// An entry with photos and certificates: a directory that keeps more than this in one is rare.
constexpr std::size_t record_bytes_max = 16 * 1024 * 1024;

// What libldap leaves in the place of a line end when it unfolds, and drops when it parses.
constexpr char fold_mark = '\r';

// libldap writes to the host's standard error when it meets anything else, so it never does.
bool is_base64(std::string_view text) {
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == fold_mark) continue;
        const bool digit = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           (c >= '0' && c <= '9') || c == '+' || c == '/';
        if (c != '=' && (!digit || padding > 0)) return false;
        ++(c == '=' ? padding : digits);
    }
    return padding <= 2 && (digits + padding) % 4 == 0;
}

std::string attribute_name(std::string_view type) {
    constexpr std::string_view binary = ";binary";
    auto name = lower_ascii(type);
    if (name.ends_with(binary)) name.resize(name.size() - binary.size());
    return name;
}

std::string_view view(const berval& value) {
    return {value.bv_val, value.bv_len};
}

}  // namespace

const LdifAttribute* LdifEntry::find(std::string_view name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& one) {
        return one.name == name && !one.value.empty();
    });
    return found == attributes.end() ? nullptr : &*found;
}

bool LdifReader::next() {
    while (read_record())
        if (take_lines() && take_version() && take_entry()) return true;
    return false;
}

// Lines up to an empty one; false after the last record.
bool LdifReader::read_record() {
    std::string line;
    raw_.clear();
    do {
        if (!read_line(line)) return false;
    } while (line.empty());

    entry_.line = next_line_ - 1;
    do {
        raw_ += line;
        raw_ += '\n';
        if (raw_.size() > record_bytes_max) {
            refuse(entry_.line, "the entry is longer than 16 MiB", "export fewer attributes");
            pass_record();
            return true;
        }
    } while (read_line(line) && !line.empty());
    return true;
}

bool LdifReader::read_line(std::string& line) {
    line.clear();
    if (file_.peek() == FeedFile::end) return false;
    for (int c = file_.get(); c != FeedFile::end && c != '\n'; c = file_.get())
        if (line.size() <= record_bytes_max) line += static_cast<char>(c);
    if (line.ends_with('\r')) line.pop_back();
    ++next_line_;
    return true;
}

void LdifReader::pass_record() {
    std::string line;
    while (read_line(line) && !line.empty())
        continue;
    raw_.clear();
}

bool LdifReader::take_lines() {
    entry_.dn = {};
    entry_.attributes.clear();
    const auto nul = raw_.find('\0');
    if (nul != std::string::npos) {
        const auto before = std::count(raw_.begin(), raw_.begin() + static_cast<long>(nul), '\n');
        return refuse(entry_.line + static_cast<int>(before), "a NUL byte", "save it as UTF-8");
    }
    lines_.assign(raw_.c_str(), raw_.c_str() + raw_.size() + 1);
    char* rest = lines_.data();
    while (char* line = ldif_getline(&rest))
        if (!take_line(line)) return false;
    return true;
}

bool LdifReader::take_line(char* text) {
    const std::string_view whole(text);
    const int line = line_of(text);
    const auto colon = whole.find(':');
    if (colon == std::string_view::npos || trimmed(whole.substr(0, colon)).empty())
        return refuse(line, "this line is not \"name: value\"",
                      "a line that goes on begins with a space");

    const auto after = std::min(whole.find_first_not_of(fold_mark, colon + 1), whole.size());
    const auto sign = whole.substr(after, 1);
    if (sign == "<")
        return refuse(line, "a value that stands in another file: a feed opens no other file",
                      "put the value itself here, in base64 if it must be");
    if (sign != ":") return take_value(text, line);

    const auto coded = trimmed(whole.substr(after + 1));
    if (!is_base64(coded))
        return refuse(line, "the value after \"::\" is not base64", "use \":\" for plain text");
    if (!coded.empty()) return take_value(text, line);
    entry_.attributes.push_back({attribute_name(trimmed(whole.substr(0, colon))), {}, line});
    return true;
}

bool LdifReader::take_value(char* text, int line) {
    berval type{};
    berval value{};
    int copied = 0;
    if (ldif_parse_line2(text, &type, &value, &copied) != 0)
        return refuse(line, "this line cannot be read", "see RFC 2849");
    KITH_ASSERT(copied == 0);  // Only a value from another file would be a copy.
    entry_.attributes.push_back({attribute_name(view(type)), view(value), line});
    return true;
}

// "version: 1" at the beginning of the file, with or without an empty line after it.
bool LdifReader::take_version() {
    auto& attributes = entry_.attributes;
    const bool may = std::exchange(version_may_follow_, attributes.empty() && version_may_follow_);
    if (attributes.empty()) return false;
    if (!may || attributes.front().name != "version") return true;
    if (attributes.front().value != "1")
        return refuse(attributes.front().line, "LDIF of another version", "version: 1");
    attributes.erase(attributes.begin());
    return !attributes.empty();
}

bool LdifReader::take_entry() {
    auto& attributes = entry_.attributes;
    if (attributes.front().name != "dn") return take_no_entry();

    entry_.dn = attributes.front().value;
    entry_.line = attributes.front().line;
    attributes.erase(attributes.begin());
    for (const auto& attribute : attributes) {
        if (attribute.name == "changetype" || attribute.name == "control")
            return refuse(attribute.line, "a change record, where a feed holds entries",
                          "export entries, for example with ldapsearch -LLL");
        if (attribute.name == "dn")
            return refuse(attribute.line, "a second dn in one entry",
                          "put an empty line between entries");
    }
    return true;
}

// What ldapsearch writes besides entries; everything else is a mistake.
bool LdifReader::take_no_entry() {
    const auto& first = entry_.attributes.front();
    if (first.name == "ref") {
        findings_.warning(first.line, "a reference to another server is not followed",
                          "export from that server as well");
        return false;
    }
    const auto* const result = entry_.find("result");
    if (first.name == "search" && result != nullptr) {
        if (result->value.starts_with("0 ")) return false;
        return refuse(result->line, "the export broke off: result " + quoted(result->value),
                      "export with paged results (ldapsearch -E pr=500/noprompt)");
    }
    return refuse(first.line, "an entry begins with \"dn:\", not with " + quoted(first.name),
                  "is there an empty line too many?");
}

// libldap keeps each byte in its place, so a place in its copy is one in the record.
int LdifReader::line_of(const char* place) const {
    const auto offset = place - lines_.data();
    return entry_.line + static_cast<int>(std::count(raw_.begin(), raw_.begin() + offset, '\n'));
}

bool LdifReader::refuse(int line, std::string what, std::string hint) {
    findings_.error(line, std::move(what), std::move(hint));
    return false;
}

}  // namespace kith::connectors::feed
