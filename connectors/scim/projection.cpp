#include "connectors/scim/projection.h"

#include <algorithm>

#include "connectors/scim/json.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Returned = Attribute::Returned;

std::vector<Place> places(const ResourceType& type, const std::vector<std::string>& names) {
    std::vector<Place> found;
    for (const auto& name : names)
        if (const auto place = place_of(type, name)) found.push_back(*place);
    return found;
}

bool any_covers(const std::vector<Place>& outer, const Place& inner) {
    return std::any_of(outer.begin(), outer.end(),
                       [&](const auto& place) { return covers(place, inner); });
}

}  // namespace

Projection::Projection(const ResourceType& type, const Wanted& wanted)
    : type_(type),
      has_only_(!wanted.only.empty()),
      only_(places(type, wanted.only)),
      without_(places(type, wanted.without)) {}

bool Projection::shows(const Place& place) const {
    const auto& last = *place.last();
    if (last.returned == Returned::never) return false;
    if (last.returned == Returned::always) return true;
    if (!has_only_) return last.returned == Returned::by_default && !any_covers(without_, place);
    // A part that was asked for shows the attribute that it is a part of.
    return std::any_of(only_.begin(), only_.end(), [&](const auto& asked) {
        return covers(asked, place) || covers(place, asked);
    });
}

Var Projection::parts(const Place& place, const Var& value) const {
    if (value.type() == typeid(Array::Ptr)) {
        auto list = new_list();
        for (const auto& one : *value.extract<Array::Ptr>())
            if (const auto shown = parts(place, one); !shown.isEmpty()) list->add(shown);
        return list->size() == 0 ? Var() : Var(list);
    }
    if (value.type() != typeid(Object::Ptr)) return value;
    auto out = new_object();
    for (const auto& [name, part] : *value.extract<Object::Ptr>()) {
        const auto* const sub = place.attribute->sub(name);
        if (sub != nullptr && shows(Place{place.extension, place.attribute, sub}))
            out->set(name, part);
    }
    return out->size() == 0 ? Var() : Var(out);
}

void Projection::add(Object& out, const Object& from, const Schema& schema,
                     const Schema* extension) const {
    for (const auto& attribute : schema.attributes) {
        const Place place{extension, &attribute, nullptr};
        const auto value = from.get(attribute.name);
        if (value.isEmpty() || !shows(place)) continue;
        if (const auto shown = parts(place, value); !shown.isEmpty())
            out.set(attribute.name, shown);
    }
}

Object::Ptr Projection::of(const Object& resource) const {
    auto out = new_object();
    add(*out, resource, common_schema(), nullptr);
    add(*out, resource, *type_.schema, nullptr);
    for (const auto* const extension : type_.extensions) {
        const auto container = resource.getObject(extension->id);
        if (!container) continue;
        auto shown = new_object();
        add(*shown, *container, *extension, extension);
        if (shown->size() > 0) out->set(extension->id, shown);
    }
    return out;
}

}  // namespace kith::connectors::scim
