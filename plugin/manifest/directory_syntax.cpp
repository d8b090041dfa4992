#include "manifest/directory_syntax.h"

#include <algorithm>

#include "base/text.h"
#include "manifest/characters.h"

namespace kith::manifest {
namespace {

bool is_hex_pair(std::string_view text) {
    return text.size() >= 2 && is_hex(text[0]) && is_hex(text[1]);
}

bool is_key_sign(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

// Reads a name sign by sign: attribute, =, value, and what divides it from the next.
class NameReader {
public:
    explicit NameReader(std::string_view text) : text_(lower_ascii(trimmed(text))) {}

    std::optional<std::vector<std::string>> read() {
        std::string part;
        while (true) {
            if (!key(part) || !value(part)) return std::nullopt;
            const char divider = at_ < text_.size() ? text_[at_++] : '\0';
            if (divider == '+') {
                part += '+';  // One more value of the same part.
                continue;
            }
            parts_.push_back(std::move(part));
            part.clear();
            if (divider == '\0') return std::move(parts_);
        }
    }

private:
    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }

    bool key(std::string& part) {
        skip_blanks();
        const auto begin = at_;
        while (at_ < text_.size() && is_key_sign(text_[at_]))
            ++at_;
        if (at_ == begin) return false;
        part += text_.substr(begin, at_ - begin) + "=";
        skip_blanks();
        return at_ < text_.size() && text_[at_++] == '=';
    }

    // Up to a divider that is neither escaped nor in quotes.
    bool value(std::string& part) {
        skip_blanks();
        const auto begin = at_;
        bool quoted = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '\\' && !escape()) return false;
            if (c == '"') quoted = !quoted;
            if (!quoted && (c == ',' || c == ';' || c == '+')) break;
        }
        const auto found = trimmed(std::string_view(text_).substr(begin, at_ - begin));
        part += found;
        return !quoted && !found.empty();
    }

    // On its last sign afterwards.
    bool escape() {
        const auto rest = std::string_view(text_).substr(at_ + 1);
        if (is_hex_pair(rest)) {
            at_ += 2;
            return true;
        }
        constexpr std::string_view special = " \"#+,;<=>\\";
        if (rest.empty() || special.find(rest.front()) == std::string_view::npos) return false;
        ++at_;
        return true;
    }

    std::string text_;
    std::size_t at_ = 0;
    std::vector<std::string> parts_;
};

// Whether the bracket that opens the filter is closed by its last sign and not before.
bool is_one(std::string_view filter) {
    int depth = 0;
    for (std::size_t i = 0; i < filter.size(); ++i) {
        if (filter[i] == '(') ++depth;
        if (filter[i] == ')' && --depth == 0) return i + 1 == filter.size();
    }
    return false;
}

bool is_escaped_well(std::string_view filter) {
    for (std::size_t i = 0; i < filter.size(); ++i)
        if (filter[i] == '\\' && !is_hex_pair(filter.substr(i + 1))) return false;
    return true;
}

}  // namespace

std::optional<std::vector<std::string>> name_parts(std::string_view name) {
    return NameReader(name).read();
}

bool is_below(const std::vector<std::string>& name, const std::vector<std::string>& base) {
    return name.size() >= base.size() && std::equal(base.rbegin(), base.rend(), name.rbegin());
}

std::optional<Flaw> filter_flaw(std::string_view filter) {
    if (filter.empty()) return std::nullopt;
    const auto opened = std::count(filter.begin(), filter.end(), '(');
    const auto closed = std::count(filter.begin(), filter.end(), ')');
    constexpr auto each = "Each ( needs its ); a bracket within a value is written \\28 or \\29.";
    if (opened > closed) return Flaw{"lacks a closing bracket", each};
    if (opened < closed) return Flaw{"has a closing bracket too many", each};
    if (opened == 0) return Flaw{"stands in no brackets", "Write (" + std::string(filter) + ")."};
    if (!is_one(filter))
        return Flaw{"is more than one, or has its brackets in the wrong places",
                    "One pair of brackets holds all of it: (&(objectClass=person)(mail=*))."};
    if (filter.find("()") != std::string_view::npos)
        return Flaw{"has brackets with nothing in them", "Take them out."};
    if (is_escaped_well(filter)) return std::nullopt;
    return Flaw{"has a \\ that is not followed by two hex digits",
                "A \\ within a value is written \\5c."};
}

}  // namespace kith::manifest
