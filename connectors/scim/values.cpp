#include "connectors/scim/values.h"

#include <Poco/UTF8String.h>

#include <algorithm>

#include "base/text.h"
#include "connectors/common/moment.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Type = Attribute::Type;

void add(std::vector<Var>& values, const Var& value, const Attribute* sub) {
    if (value.isEmpty()) return;
    if (value.type() == typeid(Array::Ptr)) {
        for (const auto& one : *value.extract<Array::Ptr>())
            add(values, one, sub);
        return;
    }
    if (sub == nullptr) {
        values.push_back(value);
        return;
    }
    const auto* const object = object_of(value);
    const auto* const part = object != nullptr ? member_of(*object, sub->name) : nullptr;
    if (part != nullptr) add(values, *part, nullptr);
}

// Booleans that came as words (Microsoft Entra ID) compare as what they mean.
std::string plain_text(const Var& value) {
    if (value.isBoolean()) return value.extract<bool>() ? "true" : "false";
    return value.isEmpty() ? "" : value.convert<std::string>();
}

int sign(double difference) {
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string comparable(const Attribute& attribute, const Var& value) {
    auto text = plain_text(value);
    return attribute.case_exact ? text : folded(text);
}

}  // namespace

const Var* member_of(const Object& object, std::string_view name) {
    const auto found = std::find_if(object.begin(), object.end(),
                                    [&](const auto& member) { return member.first == name; });
    return found == object.end() ? nullptr : &found->second;
}

const Object* object_of(const Var& value) {
    return value.type() == typeid(Object::Ptr) ? value.extract<Object::Ptr>().get() : nullptr;
}

std::vector<Var> values_at(const Object& resource, const Place& place) {
    std::vector<Var> values;
    if (place.attribute == nullptr) return values;
    const auto* home = &resource;
    if (place.extension != nullptr) {
        const auto* const container = member_of(resource, place.extension->id);
        home = container != nullptr ? object_of(*container) : nullptr;
    }
    const auto* const value = home != nullptr ? member_of(*home, place.attribute->name) : nullptr;
    if (value != nullptr) add(values, *value, place.sub);
    return values;
}

const Attribute& compared(const Attribute& attribute) {
    if (attribute.type != Type::complex) return attribute;
    const auto* const value = attribute.sub("value");
    return value != nullptr ? *value : attribute;
}

Var own_value(const Attribute& attribute, const Var& value) {
    const auto* const object = object_of(value);
    if (object == nullptr) return value;
    const auto* const sub = attribute.sub("value");
    return sub != nullptr ? object->get(sub->name) : Var();
}

std::string folded(std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_ascii))
        return Poco::UTF8::toLower(std::string(text));
    return lower_ascii(text);
}

int order_of_folded(std::string_view text, std::string_view folded_text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_ascii(text[at])) return folded(text.substr(at)).compare(folded_text.substr(at));
        if (at == folded_text.size()) return 1;
        const auto one = static_cast<unsigned char>(lower(text[at]));
        const auto other = static_cast<unsigned char>(folded_text[at]);
        if (one != other) return one < other ? -1 : 1;
    }
    return text.size() < folded_text.size() ? -1 : 0;
}

int order_of(const Attribute& attribute, const Var& a, const Var& b) {
    const auto& kind = compared(attribute);
    if (a.isNumeric() && b.isNumeric() && !a.isBoolean() && !b.isBoolean())
        return sign(a.convert<double>() - b.convert<double>());
    if (kind.type == Type::date_time) {
        const auto one = moment_of(plain_text(a));
        const auto other = moment_of(plain_text(b));
        if (one && other) return *one < *other ? -1 : *one > *other ? 1 : 0;
    }
    return sign(comparable(kind, a).compare(comparable(kind, b)));
}

bool same_value(const Attribute& attribute, const Var& a, const Var& b) {
    return order_of(attribute, a, b) == 0;
}

Identity identity_of(const Attribute& attribute, const Var& value) {
    const auto* const object = object_of(value);
    if (object == nullptr) return {comparable(attribute, value), {}};
    const auto part = [&](const Attribute* sub) {
        const auto* const found = sub != nullptr ? member_of(*object, sub->name) : nullptr;
        return found != nullptr ? comparable(*sub, *found) : std::string();
    };
    const auto* const own = attribute.sub("value");
    if (own != nullptr && member_of(*object, own->name) != nullptr)
        return {part(own), part(attribute.sub("type"))};
    Identity all;
    for (const auto& sub : attribute.sub_attributes)
        if (sub.name != "primary") all.value += part(&sub) + '\n';
    return all;
}

bool is_primary(const Var& value) {
    const auto* const object = object_of(value);
    const auto* const primary = object != nullptr ? member_of(*object, "primary") : nullptr;
    return primary != nullptr && primary->isBoolean() && primary->extract<bool>();
}

void add_missing(const Var& to, const Var& from) {
    const auto* const object = object_of(from);
    if (object == nullptr) return;
    auto& into = object_in(to);
    for (const auto& [name, part] : *object)
        if (!into.has(name)) into.set(name, part);
    if (is_primary(from)) into.set("primary", true);
}

}  // namespace kith::connectors::scim
