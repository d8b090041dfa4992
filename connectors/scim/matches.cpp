#include "connectors/scim/matches.h"

#include <algorithm>

#include "connectors/common/moment.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Op = Filter::Op;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

// Whether `fits` holds for one of the values that stand there. None is copied: ten thousand people
// may be looked through for one filter.
template <class Fits>
bool any_value(const Var& value, const Attribute* sub, const Fits& fits) {
    if (value.isEmpty()) return false;
    if (value.type() == typeid(Array::Ptr)) {
        const auto& list = *value.extract<Array::Ptr>();
        return std::any_of(list.begin(), list.end(),
                           [&](const auto& one) { return any_value(one, sub, fits); });
    }
    if (sub == nullptr) return fits(value);
    const auto* const object = object_of(value);
    const auto* const part = object != nullptr ? member_of(*object, sub->name) : nullptr;
    return part != nullptr && any_value(*part, nullptr, fits);
}

template <class Fits>
bool any_at(const Object& resource, const Place& place, const Fits& fits) {
    if (place.attribute == nullptr) return false;
    const auto* home = &resource;
    if (place.extension != nullptr) {
        const auto* const container = member_of(resource, place.extension->id);
        home = container != nullptr ? object_of(*container) : nullptr;
    }
    const auto* const value = home != nullptr ? member_of(*home, place.attribute->name) : nullptr;
    return value != nullptr && any_value(*value, place.sub, fits);
}

bool has_something(const Var& value) {
    if (value.isEmpty()) return false;
    if (value.isString()) return !value.extract<std::string>().empty();
    const auto* const object = object_of(value);
    if (object == nullptr) return true;
    return std::any_of(object->begin(), object->end(),
                       [](const auto& part) { return has_something(part.second); });
}

bool has_part(const Filter& filter, bool exact, const std::string& value) {
    const auto& part = filter.text;
    const auto lower = exact ? std::string() : folded(value);
    const auto& whole = exact ? value : lower;
    if (filter.op == Op::sw) return whole.starts_with(part);
    if (filter.op == Op::ew) return whole.ends_with(part);
    return whole.find(part) != std::string::npos;
}

bool fits_order(Op op, int order) {
    switch (op) {
        case Op::gt:
            return order > 0;
        case Op::ge:
            return order >= 0;
        case Op::lt:
            return order < 0;
        case Op::le:
            return order <= 0;
        default:
            return order == 0;
    }
}

template <class Value>
int order(const Value& a, const Value& b) {
    return a < b ? -1 : b < a ? 1 : 0;
}

bool fits_text(const Filter& filter, const Attribute& kind, const std::string& value) {
    if (!filter.literal.isString()) return false;
    if (filter.op == Op::co || filter.op == Op::sw || filter.op == Op::ew)
        return has_part(filter, kind.case_exact, value);
    if (filter.moment_ms) {
        const auto moment = moment_of(value);
        return moment && fits_order(filter.op, order(*moment, *filter.moment_ms));
    }
    return fits_order(filter.op, kind.case_exact ? value.compare(filter.text)
                                                 : order_of_folded(value, filter.text));
}

// One plain value; what is of another type than the literal does not fit. But for a boolean, whose
// word may stand for it (Microsoft Entra ID).
bool fits(const Filter& filter, const Attribute& kind, const Var& value) {
    if (value.isString()) return fits_text(filter, kind, value.extract<std::string>());
    if (value.isBoolean()) return filter.text == (value.extract<bool>() ? "true" : "false");
    if (!value.isNumeric() || !filter.literal.isNumeric() || filter.literal.isBoolean())
        return false;
    return fits_order(filter.op, order(value.convert<double>(), filter.literal.convert<double>()));
}

// Of one of the values that stand at the filter's place, which `any` looks through.
template <class Any>
bool holds(const Filter& filter, const Any& any) {
    if (filter.op == Op::pr) return any(has_something);
    if (filter.literal.isEmpty()) {
        if (filter.op != Op::eq && filter.op != Op::ne) return false;
        return any(has_something) == (filter.op == Op::ne);
    }
    static const Attribute unknown{};
    const auto& attribute = filter.place.last() != nullptr ? *filter.place.last() : unknown;
    const auto& kind = compared(attribute);
    const auto fitting = [&](const Var& value) {
        const auto* const object = object_of(value);
        if (object == nullptr) return fits(filter, kind, value);
        const auto* const own = &kind == &attribute ? nullptr : member_of(*object, kind.name);
        return own != nullptr && fits(filter, kind, *own);
    };
    if (filter.op != Op::ne) return any(fitting);
    // Where nothing stands, nothing is equal.
    return any([&](const Var& value) { return !fitting(value); }) ||
           !any([](const Var&) { return true; });
}

// A resource, or one value of a complex attribute: both are objects with places in them.
bool decide(const Filter& filter, const Object& object) {
    const auto part = [&](const Filter& inner) { return decide(inner, object); };
    const auto any = [&](const auto& suits) { return any_at(object, filter.place, suits); };
    switch (filter.op) {
        case Op::all_of:
            return std::all_of(filter.parts.begin(), filter.parts.end(), part);
        case Op::any_of:
            return std::any_of(filter.parts.begin(), filter.parts.end(), part);
        case Op::none_of:
            return !part(filter.parts.front());
        case Op::values:
            return any(
                [&](const Var& value) { return matches_value(filter.parts.front(), value); });
        default:
            return holds(filter, any);
    }
}

}  // namespace

bool matches(const Filter& filter, const Object& resource) {
    return decide(filter, resource);
}

bool matches_value(const Filter& filter, const Var& value) {
    const auto* const object = object_of(value);
    return object != nullptr && decide(filter, *object);
}

}  // namespace kith::connectors::scim
