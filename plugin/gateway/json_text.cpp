#include "gateway/json_text.h"

#include <cmath>

#include "base/fault.h"
#include "gateway/json.h"

namespace kith::gateway {
namespace {

using Poco::Dynamic::Var;

// What RFC 8259 section 7 asks to be escaped; everything else stands as it is, in UTF-8.
bool is_escaped(char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

void append_escaped(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto short_form = std::string_view("\"\"\\\\\bb\ff\nn\rr\tt");
    for (std::size_t i = 0; i < short_form.size(); i += 2)
        if (short_form[i] == c) {
            out += '\\';
            out += short_form[i + 1];
            return;
        }
    out += "\\u00";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 0xF];
}

void append_object(std::string& out, const Object& object) {
    out += '{';
    bool first = true;
    for (const auto& name : object.getNames()) {
        if (!first) out += ',';
        first = false;
        append_json(out, std::string_view(name));
        out += ':';
        append_json(out, object.get(name));
    }
    out += '}';
}

void append_array(std::string& out, const Array& array) {
    out += '[';
    bool first = true;
    for (const auto& value : array) {
        if (!first) out += ',';
        first = false;
        append_json(out, value);
    }
    out += ']';
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_escaped(text[i])) continue;
        out += text.substr(plain, i - plain);
        append_escaped(out, text[i]);
        plain = i + 1;
    }
    out += text.substr(plain);
    out += '"';
}

void append_json(std::string& out, const Var& value) {
    if (value.isEmpty()) {
        out += "null";
    } else if (value.type() == typeid(std::string)) {
        append_json(out, std::string_view(value.extract<std::string>()));
    } else if (value.type() == typeid(Object::Ptr)) {
        append_object(out, *value.extract<Object::Ptr>());
    } else if (value.type() == typeid(Array::Ptr)) {
        append_array(out, *value.extract<Array::Ptr>());
    } else if (value.type() == typeid(WrittenJson)) {
        out += value.extract<WrittenJson>().text;
    } else if (value.isBoolean()) {
        out += value.convert<bool>() ? "true" : "false";
    } else {
        KITH_ASSERT(value.isNumeric());
        out += value.convert<std::string>();
    }
}

void ListText::begin() {
    text_ += text_.size() == 1 ? "{" : "},{";
    first_field_ = true;
}

void ListText::name(std::string_view name) {
    if (!first_field_) text_ += ',';
    first_field_ = false;
    append_json(text_, name);
    text_ += ':';
}

void ListText::field(std::string_view field, std::string_view value) {
    name(field);
    append_json(text_, value);
}

void ListText::field(std::string_view field, bool value) {
    name(field);
    text_ += value ? "true" : "false";
}

void ListText::field(std::string_view field, const std::vector<std::string>& values) {
    name(field);
    text_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) text_ += ',';
        append_json(text_, std::string_view(values[i]));
    }
    text_ += ']';
}

Var ListText::done() {
    text_ += text_.size() == 1 ? "]" : "}]";
    return WrittenJson{std::move(text_)};
}

}  // namespace kith::gateway
