#include "connectors/scim/values.h"

#include <Poco/UTF8String.h>

#include <algorithm>

#include "connectors/scim/moment.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Type = Attribute::Type;

Object::Ptr object_of(const Var& value) {
    return value.type() == typeid(Object::Ptr) ? value.extract<Object::Ptr>() : Object::Ptr();
}

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
    if (const auto object = object_of(value)) add(values, object->get(sub->name), nullptr);
}

const Attribute& compared(const Attribute& attribute) {
    if (attribute.type != Type::complex) return attribute;
    const auto* const value = attribute.sub("value");
    return value != nullptr ? *value : attribute;
}

// Booleans that came as words (Microsoft Entra ID) compare as what they mean.
std::string text_of(const Var& value) {
    if (value.isBoolean()) return value.extract<bool>() ? "true" : "false";
    return value.isEmpty() ? "" : value.convert<std::string>();
}

int sign(double difference) {
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

}  // namespace

std::vector<Var> values_at(const Object& resource, const Place& place) {
    std::vector<Var> values;
    if (place.attribute == nullptr) return values;
    if (place.extension == nullptr) {
        add(values, resource.get(place.attribute->name), place.sub);
        return values;
    }
    const auto container = resource.getObject(place.extension->id);
    if (container) add(values, container->get(place.attribute->name), place.sub);
    return values;
}

Var own_value(const Attribute& attribute, const Var& value) {
    const auto object = object_of(value);
    if (!object) return value;
    const auto* const sub = attribute.sub("value");
    return sub != nullptr ? object->get(sub->name) : Var();
}

int order_of(const Attribute& attribute, const Var& a, const Var& b) {
    const auto& kind = compared(attribute);
    if (a.isNumeric() && b.isNumeric() && !a.isBoolean() && !b.isBoolean())
        return sign(a.convert<double>() - b.convert<double>());
    const auto first = text_of(a);
    const auto second = text_of(b);
    if (kind.type == Type::date_time) {
        const auto one = moment_of(first);
        const auto other = moment_of(second);
        if (one && other) return *one < *other ? -1 : *one > *other ? 1 : 0;
    }
    const bool exact = kind.case_exact && kind.type != Type::boolean;
    const int order = exact ? first.compare(second) : Poco::UTF8::icompare(first, second);
    return sign(order);
}

bool same_value(const Attribute& attribute, const Var& a, const Var& b) {
    return order_of(attribute, a, b) == 0;
}

}  // namespace kith::connectors::scim
