#include "connectors/scim/matches.h"

#include <Poco/UTF8String.h>

#include <algorithm>

#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Op = Filter::Op;
using Poco::Dynamic::Var;
using Poco::JSON::Object;
using Values = std::vector<Var>;

bool has_something(const Var& value) {
    if (value.isEmpty()) return false;
    if (value.isString()) return !value.extract<std::string>().empty();
    if (value.type() != typeid(Object::Ptr)) return true;
    const auto object = value.extract<Object::Ptr>();
    return std::any_of(object->begin(), object->end(),
                       [](const auto& part) { return has_something(part.second); });
}

bool has_part(const Attribute& attribute, Op op, std::string whole, std::string part) {
    if (!attribute.case_exact) {
        whole = Poco::UTF8::toLower(whole);
        part = Poco::UTF8::toLower(part);
    }
    if (op == Op::sw) return whole.starts_with(part);
    if (op == Op::ew) return whole.ends_with(part);
    return whole.find(part) != std::string::npos;
}

bool fits(const Filter& filter, const Attribute& attribute, const Var& value) {
    if (value.isEmpty()) return false;
    const auto order = [&] { return order_of(attribute, value, filter.literal); };
    switch (filter.op) {
        case Op::eq:
            return order() == 0;
        case Op::gt:
            return order() > 0;
        case Op::ge:
            return order() >= 0;
        case Op::lt:
            return order() < 0;
        case Op::le:
            return order() <= 0;
        default:
            return has_part(attribute, filter.op, value.convert<std::string>(),
                            filter.literal.convert<std::string>());
    }
}

// Of the values that stand at the filter's place.
bool holds(const Filter& filter, const Attribute& attribute, const Values& values) {
    if (filter.op == Op::pr) return std::any_of(values.begin(), values.end(), has_something);
    if (filter.op == Op::ne) {
        auto equal = filter;
        equal.op = Op::eq;
        return !holds(equal, attribute, values);
    }
    if (filter.literal.isEmpty())
        return filter.op == Op::eq && std::none_of(values.begin(), values.end(), has_something);
    const auto* const by_value = attribute.sub("value");
    const auto& compared = by_value != nullptr ? *by_value : attribute;
    return std::any_of(values.begin(), values.end(), [&](const auto& value) {
        return fits(filter, compared, own_value(attribute, value));
    });
}

// A resource, or one value of a complex attribute: where a place is looked up differs, no more.
template <class Look>
bool decide(const Filter& filter, const Look& look) {
    const auto part = [&](const Filter& inner) { return decide(inner, look); };
    switch (filter.op) {
        case Op::all_of:
            return std::all_of(filter.parts.begin(), filter.parts.end(), part);
        case Op::any_of:
            return std::any_of(filter.parts.begin(), filter.parts.end(), part);
        case Op::none_of:
            return !part(filter.parts.front());
        case Op::values: {
            const auto values = look(filter.place);
            return std::any_of(values.begin(), values.end(), [&](const auto& value) {
                return matches_value(filter.parts.front(), value);
            });
        }
        default:
            break;
    }
    static const Attribute unknown{};
    const auto* const last = filter.place.last();
    return holds(filter, last != nullptr ? *last : unknown, look(filter.place));
}

}  // namespace

bool matches(const Filter& filter, const Object& resource) {
    return decide(filter, [&](const Place& place) { return values_at(resource, place); });
}

bool matches_value(const Filter& filter, const Var& value) {
    return decide(filter, [&](const Place& place) -> Values {
        if (place.attribute == nullptr || value.type() != typeid(Object::Ptr)) return {};
        return values_at(*value.extract<Object::Ptr>(), place);
    });
}

}  // namespace kith::connectors::scim
