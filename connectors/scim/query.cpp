#include "connectors/scim/query.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr std::string_view search_message = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

std::optional<int> number_of(const std::string& text) {
    int number = 0;
    const auto* const end = text.data() + text.size();
    const auto [stop, trouble] = std::from_chars(text.data(), end, number);
    if (trouble == std::errc::result_out_of_range)
        return text.starts_with('-') ? 0 : std::numeric_limits<int>::max();
    if (trouble != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return number;
}

std::vector<std::string> names_of(const std::string& list) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= list.size();) {
        const auto end = std::min(list.find(',', begin), list.size());
        auto name = list.substr(begin, end - begin);
        const auto first = name.find_first_not_of(' ');
        const auto last = name.find_last_not_of(' ');
        if (first != std::string::npos) names.push_back(name.substr(first, last - first + 1));
        begin = end + 1;
    }
    return names;
}

class Reading {
public:
    explicit Reading(const ResourceType& type) : type_(type) {}

    Answer<bool> take(const std::string& name, const std::string& value) {
        const auto key = lower_ascii(name);
        if (key == "filter") return filter(value);
        if (key == "sortby") return sort_by(value);
        if (key == "sortorder") return sort_order(value);
        if (key == "startindex") return number(value, query_.start_index);
        if (key == "count") return count(value);
        if (key == "cursor") query_.cursor = value;
        if (key == "attributes") query_.wanted.only = names_of(value);
        if (key == "excludedattributes") query_.wanted.without = names_of(value);
        return true;
    }

    Answer<Query> done() {
        // RFC 7644, section 3.9: one or the other.
        if (!query_.wanted.only.empty() && !query_.wanted.without.empty())
            return invalid_value("attributes and excludedAttributes exclude each other",
                                 "attributes");
        query_.start_index = std::max(query_.start_index, 1);
        return std::move(query_);
    }

private:
    Answer<bool> filter(const std::string& text) {
        auto read = read_filter(type_, text);
        if (!read) return read.error();
        query_.filter = std::move(*read);
        query_.filter_text = text;
        return true;
    }

    // What the type does not have sorts nothing.
    Answer<bool> sort_by(const std::string& name) {
        const auto place = place_of(type_, name);
        if (place && place->attribute != nullptr) query_.sort_by = place;
        query_.sort_text = name;
        return true;
    }

    Answer<bool> sort_order(const std::string& order) {
        const auto word = lower_ascii(order);
        if (word != "ascending" && word != "descending")
            return invalid_value("sortOrder is ascending or descending", "sortOrder");
        query_.descending = word == "descending";
        return true;
    }

    Answer<bool> number(const std::string& text, int& into) {
        const auto read = number_of(text);
        if (!read) return invalid_value("a whole number is expected", "startIndex");
        into = *read;
        return true;
    }

    Answer<bool> count(const std::string& text) {
        const auto read = number_of(text);
        // RFC 9865, section 2.1.
        if (!read) return Problem{400, "invalidCount", "a whole number is expected", "count"};
        query_.count = std::clamp(*read, 0, page_size_max);
        return true;
    }

    const ResourceType& type_;
    Query query_;
};

// Lists become what a query has: names with commas between them.
Answer<std::string> query_text(const std::string& name, const Var& value) {
    if (value.type() == typeid(Array::Ptr)) {
        std::string all;
        for (const auto& one : *value.extract<Array::Ptr>()) {
            if (!one.isString()) return invalid_value("a list of names is expected", {});
            all += (all.empty() ? "" : ",") + one.extract<std::string>();
        }
        return all;
    }
    const bool number = same_name(name, "startIndex") || same_name(name, "count");
    if (number ? value.isInteger() && !value.isBoolean() : value.isString())
        return value.convert<std::string>();
    return invalid_value("a value of another type is expected", {});
}

bool is_search(const Object& body) {
    for (const auto& [name, value] : body) {
        if (!same_name(name, "schemas") || value.type() != typeid(Array::Ptr)) continue;
        for (const auto& schema : *value.extract<Array::Ptr>())
            if (schema.isString() && same_name(schema.extract<std::string>(), search_message))
                return true;
    }
    return false;
}

}  // namespace

Answer<Query> read_query(const ResourceType& type, const Parameters& parameters) {
    Reading reading(type);
    for (const auto& [name, value] : parameters)
        if (const auto taken = reading.take(name, value); !taken) return taken.error();
    return reading.done();
}

Answer<Query> read_search(const ResourceType& type, const Object& body) {
    if (!is_search(body)) return invalid_syntax("schemas must name the SearchRequest message");
    Reading reading(type);
    for (const auto& [name, value] : body) {
        if (value.isEmpty() || same_name(name, "schemas")) continue;
        const auto text = query_text(name, value);
        if (!text) return text.error();
        if (const auto taken = reading.take(name, *text); !taken) return taken.error();
    }
    return reading.done();
}

}  // namespace kith::connectors::scim
