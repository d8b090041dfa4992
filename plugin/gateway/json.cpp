#include "gateway/json.h"

#include <Poco/Environment.h>
#include <Poco/JSON/JSONException.h>
#include <Poco/JSON/Parser.h>

#include <chrono>

#include "base/day.h"
#include "base/guard.h"
#include "base/limits.h"
#include "base/text.h"
#include "gateway/json_text.h"

namespace kith::gateway {
namespace {

Object::Ptr parsed(std::string_view text) {
    Poco::JSON::Parser parser;
    parser.setDepth(limits::json_depth_max);
    parser.setAllowNullByte(false);
    const auto value = parser.parse(std::string(text));
    if (value.type() != typeid(Object::Ptr)) throw Poco::JSON::JSONException("no object");
    return value.extract<Object::Ptr>();
}

}  // namespace

Object::Ptr object() {
    return new Object(Poco::JSON_PRESERVE_KEY_ORDER);
}  // NOLINT: Poco's AutoPtr.

Array::Ptr array() {
    return new Array();
}  // NOLINT: Poco's AutoPtr takes it.

Array::Ptr array(const std::vector<std::string>& texts) {
    auto values = array();
    for (const auto& text : texts)
        values->add(text);
    return values;
}

Result<Object::Ptr> parse(std::string_view text) {
    if (text.size() > limits::call_bytes_max)
        return Error{
            ErrorCode::too_large, "the input is longer than 256 KiB", {}, "send less at once"};
    if (!is_utf8(text))
        return Error{ErrorCode::encoding,
                     "the input is not UTF-8, or holds a NUL",
                     {},
                     "send UTF-8 without a byte order mark"};
    // Poco reads the first value and stops; what follows it must be nothing.
    const auto trimmed_text = trimmed(text);
    if (trimmed_text.empty() || trimmed_text.front() != '{' || trimmed_text.back() != '}')
        return Error{ErrorCode::invalid_input,
                     "the input is not one JSON object",
                     {},
                     "send one object, {} where nothing is to be said"};
    return guard(ErrorCode::invalid_input,
                 "the input is not one well-formed JSON object, or nests deeper than 16",
                 [&] { return parsed(trimmed_text); });
}

std::string to_text(const Object::Ptr& value) {
    std::string out;
    append_json(out, Poco::Dynamic::Var(value));
    return out;
}

namespace {

// Poco's own optValue takes any trouble for an absent field, also that memory ran out: what
// somebody wrote would be stored as nothing.
template <class Value>
Value value_or(const Object& in, const char* field, Value otherwise) {
    if (!in.has(field)) return otherwise;
    try {
        return in.getValue<Value>(field);
    } catch (const Poco::Exception&) {
        return otherwise;
    }
}

}  // namespace

std::string text(const Object& in, const char* field) {
    return value_or(in, field, std::string{});
}

std::string lower(const Object& in, const char* field) {
    return lower_ascii(text(in, field));
}

bool flag(const Object& in, const char* field, bool otherwise) {
    return value_or(in, field, otherwise);
}

int number(const Object& in, const char* field, int otherwise) {
    return value_or(in, field, otherwise);
}

std::vector<std::string> texts(const Object& in, const char* field) {
    std::vector<std::string> found;
    const auto values = in.getArray(field);
    if (!values) return found;
    for (unsigned i = 0; i < values->size(); ++i)
        found.push_back(values->getElement<std::string>(i));
    return found;
}

std::vector<EmployeeId> people(const Object& in, const char* field) {
    std::vector<EmployeeId> found;
    for (auto& id : texts(in, field))
        found.emplace_back(std::move(id));
    return found;
}

RequestId request_of(const Object& in) {
    return RequestId{text(in, "request")};
}

std::string poco_version() {
    const auto version = Poco::Environment::libraryVersion();  // 0xMMmmPPpp
    return std::to_string(version >> 24) + '.' + std::to_string((version >> 16) & 0xFF);
}

std::string hour_text(std::int64_t hours_since_1970) {
    const auto day = Day{static_cast<std::int32_t>(hours_since_1970 / 24)};
    const auto hour = hours_since_1970 % 24;
    return kith::to_text(day) + (hour < 10 ? "T0" : "T") + std::to_string(hour) + ":00:00Z";
}

std::string label(const std::vector<model::Label>& labels, std::string_view language,
                  std::string_view fallback) {
    const auto in = [&](std::string_view wanted) -> const std::string* {
        for (const auto& known : labels)
            if (lower_ascii(known.language) == lower_ascii(wanted)) return &known.text;
        return nullptr;
    };
    if (const auto* exact = in(language)) return *exact;
    if (const auto* family = in(language.substr(0, language.find('-')))) return *family;
    if (const auto* other = in(fallback)) return *other;
    return labels.empty() ? std::string{} : labels.front().text;
}

}  // namespace kith::gateway
