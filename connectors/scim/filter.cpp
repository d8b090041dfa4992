#include "connectors/scim/filter.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "connectors/common/moment.h"
#include "connectors/scim/literal.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Op = Filter::Op;

struct Operator {
    std::string_view name;
    Op op;
};
constexpr std::array operators{
    Operator{"eq", Op::eq}, Operator{"ne", Op::ne}, Operator{"co", Op::co}, Operator{"sw", Op::sw},
    Operator{"ew", Op::ew}, Operator{"gt", Op::gt}, Operator{"ge", Op::ge}, Operator{"lt", Op::lt},
    Operator{"le", Op::le}, Operator{"pr", Op::pr}};

bool is_order(Op op) {
    return op == Op::gt || op == Op::ge || op == Op::lt || op == Op::le;
}

bool is_part(Op op) {
    return op == Op::co || op == Op::sw || op == Op::ew;
}

// RFC 7643, section 2.1, and what stands between names: colons of URNs, dots.
bool in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '$' || c == ':' || c == '.';
}

class Reader {
public:
    Reader(const ResourceType& type, std::string_view text) : type_(type), rest_(text) {}

    Answer<Filter> whole() {
        auto read = any_of();
        if (!read) return read;
        skip();
        if (!rest_.empty()) return invalid_filter("something stands behind the filter's end");
        return read;
    }

    Answer<Path> path() {
        const auto name = take_name();
        const auto place = place_of(type_, name);
        if (name.empty() || !place) return invalid_path("the resource has no such attribute");
        Path read{*place, std::nullopt};
        if (rest_.empty()) return read;
        if (rest_.front() != '[' || place->attribute == nullptr || place->sub != nullptr)
            return invalid_path("behind an attribute only [filter] and .sub can stand");
        auto filter = in_brackets(*place);
        if (!filter) return filter.error();
        read.filter = std::move(*filter);
        if (rest_.empty()) return read;
        if (rest_.front() != '.') return invalid_path("something stands behind the path's end");
        read.place.sub = place->attribute->sub(rest_.substr(1));
        if (read.place.sub == nullptr) return invalid_path("there is no such sub-attribute");
        return read;
    }

private:
    void skip() {
        while (!rest_.empty() && rest_.front() == ' ')
            rest_.remove_prefix(1);
    }

    std::string_view take_name() {
        std::size_t size = 0;
        while (size < rest_.size() && in_name(rest_[size]))
            ++size;
        const auto name = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return name;
    }

    // The word, where it stands next and ends there.
    bool take_word(std::string_view word) {
        skip();
        if (rest_.size() < word.size() || !same_name(rest_.substr(0, word.size()), word))
            return false;
        if (rest_.size() > word.size() && in_name(rest_[word.size()])) return false;
        rest_.remove_prefix(word.size());
        return true;
    }

    bool take(char wanted) {
        skip();
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    Answer<Filter> any_of() { return joined(Op::any_of, "or", &Reader::all_of); }
    Answer<Filter> all_of() { return joined(Op::all_of, "and", &Reader::one); }

    Answer<Filter> joined(Op op, std::string_view word, Answer<Filter> (Reader::*part)()) {
        auto first = (this->*part)();
        if (!first || !take_word(word)) return first;
        Filter all;
        all.op = op;
        all.parts.push_back(std::move(*first));
        do {
            auto next = (this->*part)();
            if (!next) return next;
            all.parts.push_back(std::move(*next));
        } while (take_word(word));
        return all;
    }

    Answer<Filter> one() {
        if (++terms_ > filter_terms_max) return invalid_filter("the filter has too many terms");
        const auto before = rest_;
        if (take_word("not")) {
            if (take('(')) return turned();
            rest_ = before;
        }
        if (take('(')) return grouped();
        return comparison();
    }

    Answer<Filter> turned() {
        auto inner = grouped();
        if (!inner) return inner;
        Filter none;
        none.op = Op::none_of;
        none.parts.push_back(std::move(*inner));
        return none;
    }

    Answer<Filter> grouped() {
        if (++depth_ > filter_depth_max) return invalid_filter("the filter is nested too deeply");
        auto inner = any_of();
        --depth_;
        if (inner && !take(')')) return invalid_filter("a parenthesis is not closed");
        return inner;
    }

    // Behind the attribute's name.
    Answer<Filter> in_brackets(const Place& place) {
        rest_.remove_prefix(1);
        static const Attribute unknown{};  // Has no parts, so that none ever has a value.
        const bool has_parts = place.attribute == nullptr ||
                               (place.sub == nullptr && !place.attribute->sub_attributes.empty());
        if (within_ != nullptr || !has_parts)
            return invalid_filter("[ ] can only stand behind an attribute that has parts");
        within_ = place.attribute != nullptr ? place.attribute : &unknown;
        auto inner = any_of();
        within_ = nullptr;
        if (inner && !take(']')) return invalid_filter("a bracket is not closed");
        return inner;
    }

    Answer<Filter> comparison() {
        skip();
        const auto name = take_name();
        if (name.empty()) return invalid_filter("an attribute is expected");
        Filter read;
        read.place = place(name);
        if (!rest_.empty() && rest_.front() == '[') return chosen(std::move(read));
        return operation(std::move(read));
    }

    Answer<Filter> chosen(Filter read) {
        auto inner = in_brackets(read.place);
        if (!inner) return inner;
        read.op = Op::values;
        read.parts.push_back(std::move(*inner));
        return rest_.empty() || rest_.front() != '.' ? read : part_of_chosen(std::move(read));
    }

    // emails[type eq "work"].value eq "...", as Microsoft Entra ID asks and no RFC has it, is
    // emails[type eq "work" and value eq "..."].
    Answer<Filter> part_of_chosen(Filter read) {
        rest_.remove_prefix(1);
        const auto name = take_name();
        const auto* const attribute = read.place.attribute;
        Filter part;
        part.place.attribute = attribute != nullptr ? attribute->sub(name) : nullptr;
        auto compared = operation(std::move(part));
        if (!compared) return compared;
        Filter both;
        both.op = Op::all_of;
        both.parts = {std::move(read.parts.front()), std::move(*compared)};
        read.parts.front() = std::move(both);
        return read;
    }

    Answer<Filter> operation(Filter read) {
        skip();
        const auto word = lower_ascii(take_name());
        for (const auto& [known, op] : operators)
            if (word == known) return compared(std::move(read), op);
        return invalid_filter("an operator is expected: eq ne co sw ew gt ge lt le pr");
    }

    Place place(std::string_view name) const {
        if (within_ != nullptr) return {nullptr, within_->sub(name), nullptr};
        return place_of(type_, name).value_or(Place{});
    }

    Answer<Filter> compared(Filter read, Op op) {
        read.op = op;
        const auto* const attribute = read.place.last();
        if (attribute != nullptr && attribute->returned == Attribute::Returned::never)
            return Problem{403, "sensitive", "this attribute cannot be asked for", attribute->name};
        if (op == Op::pr) return read;
        skip();
        auto literal = take_literal(rest_);
        if (!literal) return invalid_filter("a JSON value is expected behind the operator");
        read.literal = std::move(*literal);
        if (attribute != nullptr && !fits(*attribute, op, read.literal))
            return invalid_filter("this attribute cannot be compared so");
        make_ready(read);
        return read;
    }

    static void make_ready(Filter& filter) {
        static const Attribute unknown{};
        const auto* const attribute = filter.place.last();
        const auto& kind = connectors::scim::compared(attribute != nullptr ? *attribute : unknown);
        if (filter.literal.isEmpty()) return;
        const auto text = filter.literal.convert<std::string>();
        filter.text = kind.case_exact ? text : folded(text);
        if (kind.type == Attribute::Type::date_time) filter.moment_ms = moment_of(text);
    }

    // Whether the operator means anything for the type (RFC 7644, table 3).
    static bool fits(const Attribute& attribute, Op op, const Poco::Dynamic::Var& literal) {
        using Type = Attribute::Type;
        const auto& last = connectors::scim::compared(attribute);
        const bool ordered =
            last.type != Type::boolean && last.type != Type::binary && last.type != Type::complex;
        const bool number = last.type == Type::integer || last.type == Type::decimal;
        const bool same_kind =
            number ? literal.isNumeric() && !literal.isBoolean() : literal.isString();
        if (is_order(op) && (!ordered || !same_kind)) return false;
        const bool has_parts = last.type == Type::string || last.type == Type::reference ||
                               last.type == Type::date_time || last.type == Type::binary;
        if (is_part(op) && (!has_parts || !literal.isString())) return false;
        if (last.type == Type::date_time && !is_part(op) && literal.isString())
            return moment_of(literal.extract<std::string>()).has_value();
        return true;
    }

    const ResourceType& type_;
    std::string_view rest_;
    const Attribute* within_ = nullptr;  // In whose brackets we are.
    int depth_ = 0;
    int terms_ = 0;
};

}  // namespace

Answer<Filter> read_filter(const ResourceType& type, std::string_view text) {
    if (text.size() > filter_bytes_max) return invalid_filter("the filter is too long");
    if (!is_utf8(text)) return invalid_filter("the filter is no UTF-8");
    return Reader(type, text).whole();
}

Answer<Path> read_path(const ResourceType& type, std::string_view text) {
    if (text.size() > filter_bytes_max) return invalid_path("the path is too long");
    if (!is_utf8(text)) return invalid_path("the path is no UTF-8");
    return Reader(type, text).path();
}

}  // namespace kith::connectors::scim
