#include "connectors/scim/moment.h"

#include <Poco/DateTime.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/DateTimeParser.h>
#include <Poco/Exception.h>

#include <algorithm>

namespace kith::connectors::scim {
namespace {

constexpr const char* format = "%Y-%m-%dT%H:%M:%s%z";

// What Poco would read leniently is looked at first: digits and signs stand where they must.
bool has_shape(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < shape.size() || text.size() > 40) return false;
    for (std::size_t at = 0; at < shape.size(); ++at) {
        const bool digit = text[at] >= '0' && text[at] <= '9';
        if (shape[at] == 'd' ? !digit : text[at] != shape[at]) return false;
    }
    const auto rest = text.substr(shape.size());
    return std::all_of(rest.begin(), rest.end(), [](char c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-' || c == ':' || c == 'Z';
    });
}

}  // namespace

std::optional<std::int64_t> moment_of(std::string_view text) {
    if (!has_shape(text)) return std::nullopt;
    try {
        int zone_s = 0;
        auto time = Poco::DateTimeParser::parse(format, std::string(text), zone_s);
        time.makeUTC(zone_s);
        return time.timestamp().epochMicroseconds() / 1000;
    } catch (const Poco::Exception&) {
        return std::nullopt;
    }
}

std::string moment_text(std::int64_t ms) {
    return Poco::DateTimeFormatter::format(Poco::Timestamp(ms * 1000), "%Y-%m-%dT%H:%M:%S.%iZ");
}

}  // namespace kith::connectors::scim
