#include "connectors/scim/resource.h"

#include <algorithm>

#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Mutability = Attribute::Mutability;

class TakingIn {
public:
    TakingIn(const ResourceType& type, Habits habits, const Object* former)
        : type_(type), habits_(habits), former_(former) {}

    Answer<Object::Ptr> from(const Object& given) {
        for (const auto& [name, value] : given) {
            const auto place = place_of(type_, name);
            if (!place && habits_ == Habits::strict && !is_schemas(name))
                return invalid_syntax("an attribute that no schema has");
            if (!place) continue;
            const auto taken =
                place->attribute == nullptr ? container(*place, value) : take(*place, value);
            if (!taken) return taken.error();
        }
        const auto kept = keep_immutable();
        if (!kept) return kept.error();
        const auto whole = settled(type_, *made_);
        if (!whole) return whole.error();
        return made_;
    }

private:
    static bool is_schemas(const std::string& name) { return same_name(name, "schemas"); }

    Answer<bool> container(const Place& place, const Var& value) {
        if (value.isEmpty()) return true;
        if (value.type() != typeid(Object::Ptr))
            return invalid_value("an extension is an object", place.extension->name);
        for (const auto& [name, part] : *value.extract<Object::Ptr>()) {
            const auto inner = place_of(type_, place.extension->id + ":" + name);
            if (!inner && habits_ == Habits::strict)
                return invalid_syntax("an attribute that no schema has");
            if (!inner) continue;
            const auto taken = take(*inner, part);
            if (!taken) return taken;
        }
        return true;
    }

    Answer<bool> take(const Place& place, const Var& value) {
        // In another case or with its URN, too: which of the two were to hold?
        if (std::find(seen_.begin(), seen_.end(), place) != seen_.end())
            return invalid_syntax("an attribute stands twice");
        seen_.push_back(place);
        if (place.sub != nullptr) return part(place, value);
        const auto& attribute = *place.attribute;
        if (!is_clients(attribute)) return true;
        auto read = taken_value(attribute, value, habits_);
        if (!read) return read.error();
        if (!read->isEmpty()) keep(attribute, *read, *home(place));
        return true;
    }

    // Beside parts that came by themselves.
    static void keep(const Attribute& attribute, const Var& value, Object& home) {
        auto parts = home.getObject(attribute.name);
        const auto* const more = object_of(value);
        if (!parts || more == nullptr) {
            home.set(attribute.name, value);
            return;
        }
        for (const auto& [name, part] : *more)
            parts->set(name, part);
    }

    // "name.givenName" as a key.
    Answer<bool> part(const Place& place, const Var& value) {
        if (place.attribute->multi_valued)
            return invalid_value("a part of several values at once", place.attribute->name);
        if (!is_clients(*place.attribute) || !is_clients(*place.sub)) return true;
        auto read = taken_value(*place.sub, value, habits_);
        if (!read) return read.error();
        if (read->isEmpty()) return true;
        auto at = home(place);
        auto whole = at->getObject(place.attribute->name);
        if (!whole) {
            whole = new_object();
            at->set(place.attribute->name, whole);
        }
        whole->set(place.sub->name, *read);
        return true;
    }

    // What is written and never read is not kept at all: Kith signs nobody in.
    static bool is_clients(const Attribute& attribute) {
        return attribute.mutability != Mutability::read_only &&
               attribute.mutability != Mutability::write_only &&
               !same_name(attribute.name, "schemas");
    }

    Object::Ptr home(const Place& place) {
        if (place.extension == nullptr) return made_;
        auto container = made_->getObject(place.extension->id);
        if (!container) {
            container = new_object();
            made_->set(place.extension->id, container);
        }
        return container;
    }

    Answer<bool> keep_immutable() {
        if (former_ == nullptr) return true;
        for (const auto& attribute : type_.schema->attributes) {
            if (attribute.mutability != Mutability::immutable) continue;
            const auto before = former_->get(attribute.name);
            const auto now = made_->get(attribute.name);
            if (before.isEmpty()) continue;
            if (now.isEmpty()) made_->set(attribute.name, copy_of(before));
            if (!now.isEmpty() && !same(now, before)) return mutability(attribute.name);
        }
        return true;
    }

    const ResourceType& type_;
    Habits habits_;
    const Object* former_;
    Object::Ptr made_ = new_object();
    std::vector<Place> seen_;
};

Answer<bool> check_values(const Attribute& attribute, const Object& holder) {
    const auto value = holder.get(attribute.name);
    if (attribute.required) {
        const bool blank = value.isString() && value.extract<std::string>().find_first_not_of(
                                                   " \t\r\n") == std::string::npos;
        if (value.isEmpty() || blank)
            return invalid_value("a required attribute has no value", attribute.name);
    }
    if (value.type() != typeid(Array::Ptr)) return true;
    const auto& list = *value.extract<Array::Ptr>();
    if (!attribute.kept_apart && list.size() > values_max)
        return invalid_value("the attribute has too many values", attribute.name);
    if (std::count_if(list.begin(), list.end(), is_primary) > 1)
        return invalid_value("only one value can be the primary one", attribute.name);
    return true;
}

}  // namespace

Answer<Object::Ptr> take_in(const ResourceType& type, const Object& given, Habits habits,
                            const Object* former) {
    return TakingIn(type, habits, former).from(given);
}

Answer<bool> settled(const ResourceType& type, Object& resource) {
    for (const auto& attribute : type.schema->attributes)
        if (const auto fine = check_values(attribute, resource); !fine) return fine;
    auto schemas = new_list();
    schemas->add(type.schema->id);
    for (const auto* const extension : type.extensions) {
        const auto container = resource.getObject(extension->id);
        if (!container) continue;
        if (container->size() == 0) {
            resource.remove(extension->id);
            continue;
        }
        for (const auto& attribute : extension->attributes)
            if (const auto fine = check_values(attribute, *container); !fine) return fine;
        schemas->add(extension->id);
    }
    resource.set("schemas", schemas);
    return true;
}

}  // namespace kith::connectors::scim
