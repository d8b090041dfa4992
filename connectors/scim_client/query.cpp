#include "connectors/scim_client/query.h"

#include "connectors/common/percent.h"

namespace kith::connectors::scim_client {
namespace {

constexpr std::string_view digits = "0123456789ABCDEF";

std::string json_string(std::string_view value) {
    std::string text = "\"";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20) {
            text += "\\u00";
            text += digits[byte >> 4];
            text += digits[byte & 15];
            continue;
        }
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

}  // namespace

Query& Query::with(std::string_view name, std::string_view value) {
    text_ += separator_;
    text_ += name;
    text_ += '=';
    text_ += percent_encoded(value);
    separator_ = '&';
    return *this;
}

std::string equals(std::string_view attribute, std::string_view value) {
    return std::string(attribute) + " eq " + json_string(value);
}

std::string changed_since(std::string_view moment) {
    return "meta.lastModified ge " + json_string(moment);
}

std::string both(const std::string& one, const std::string& other) {
    if (one.empty()) return other;
    if (other.empty()) return one;
    return "(" + one + ") and " + other;
}

}  // namespace kith::connectors::scim_client
