#include "connectors/scim/json.h"

#include <Poco/JSON/JSONException.h>
#include <Poco/JSON/Parser.h>
#include <Poco/JSON/Stringifier.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <vector>

#include "base/guard.h"
#include "base/limits.h"
#include "base/text.h"
#include "connectors/scim/schema.h"

namespace kith::connectors::scim {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

namespace {

// Poco takes the last of two members with one name; whoever looked at the first one, a gateway in
// front of us say, has seen another request.
class EachOnce : public Poco::JSON::ParseHandler {
public:
    EachOnce() : ParseHandler(true) {}

    void startObject() override {
        names_.emplace_back();
        ParseHandler::startObject();
    }
    void endObject() override {
        names_.pop_back();
        ParseHandler::endObject();
    }
    void key(const std::string& name) override {
        if (!names_.back().insert(name).second) throw Poco::JSON::JSONException("a name twice");
        ParseHandler::key(name);
    }

private:
    std::vector<std::set<std::string>> names_;  // Of the objects that are open.
};

// Poco reads a whole number beyond 64 bits as another one.
bool has_huge_integer(std::string_view text) {
    constexpr std::size_t digits_max = 18;
    bool quoted = false;
    std::size_t digits = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        const bool digit = !quoted && c >= '0' && c <= '9';
        if (!digit && digits > digits_max && c != '.' && c != 'e' && c != 'E') return true;
        digits = digit ? digits + 1 : 0;
        if (c == '"') quoted = !quoted;
        if (c == '\\' && quoted) ++at;
        // Behind a point digits are cheap.
        if (c == '.' && !quoted)
            at = std::min(text.find_first_not_of("0123456789", at + 1), text.size()) - 1;
    }
    return false;
}

Object::Ptr parsed(std::string_view text) {
    Poco::JSON::Parser parser(Poco::makeShared<EachOnce>());
    parser.setDepth(limits::json_depth_max);
    parser.setAllowNullByte(false);
    const auto value = parser.parse(std::string(text));
    if (value.type() != typeid(Object::Ptr)) throw Poco::JSON::JSONException("no object");
    return value.extract<Object::Ptr>();
}

}  // namespace

Answer<Object::Ptr> read_body(std::string_view text) {
    if (!is_utf8(text)) return invalid_syntax("the body is not UTF-8, or holds a NUL");
    if (has_huge_integer(text)) return invalid_syntax("a number has more than 18 digits");
    const auto body =
        guard(ErrorCode::invalid_input, "no JSON object", [&] { return parsed(text); });
    if (!body)
        return invalid_syntax(
            "the body is not one JSON object with each name once, nested 16 deep at most");
    return *body;
}

Object::Ptr new_object() {
    return Poco::makeShared<Object>(Poco::JSON_PRESERVE_KEY_ORDER);
}

Array::Ptr new_list() {
    return Poco::makeShared<Array>();
}

Var copy_of(const Var& value) {
    if (value.type() == typeid(Object::Ptr)) return copy_of(*value.extract<Object::Ptr>());
    if (value.type() != typeid(Array::Ptr)) return value;
    auto copy = new_list();
    for (const auto& one : *value.extract<Array::Ptr>())
        copy->add(copy_of(one));
    return copy;
}

Object::Ptr copy_of(const Object& resource) {
    auto copy = new_object();
    for (const auto& [name, value] : resource)
        copy->set(name, copy_of(value));
    return copy;
}

std::string text_or_empty(const Object& object, const std::string& name) {
    const auto value = object.get(name);
    return value.isString() ? value.extract<std::string>() : std::string{};
}

Var sent_member(const Object& object, std::string_view name) {
    for (const auto& [key, value] : object)
        if (same_name(key, name)) return value;
    return {};
}

Object& object_in(const Var& value) {
    auto object = value.extract<Object::Ptr>();
    return *object;
}

bool same(const Var& a, const Var& b) {
    if (a.isEmpty() || b.isEmpty()) return a.isEmpty() && b.isEmpty();
    if (a.type() == typeid(Object::Ptr) && b.type() == typeid(Object::Ptr)) {
        const auto& one = *a.extract<Object::Ptr>();
        const auto& other = *b.extract<Object::Ptr>();
        return one.size() == other.size() &&
               std::all_of(one.begin(), one.end(), [&](const auto& member) {
                   return other.has(member.first) && same(member.second, other.get(member.first));
               });
    }
    if (a.type() == typeid(Array::Ptr) && b.type() == typeid(Array::Ptr)) {
        const auto& one = *a.extract<Array::Ptr>();
        const auto& other = *b.extract<Array::Ptr>();
        return std::equal(one.begin(), one.end(), other.begin(), other.end(), same);
    }
    return text_of(a) == text_of(b);
}

std::string text_of(const Var& value) {
    std::ostringstream text;
    Poco::JSON::Stringifier::stringify(value, text);
    return text.str();
}

}  // namespace kith::connectors::scim
