#include "connectors/scim/patch.h"

#include <algorithm>
#include <utility>

#include "connectors/scim/patched_values.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Kind = PatchOperation::Kind;
using Mutability = Attribute::Mutability;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

bool is_fixed(const Place& place) {
    return place.attribute != nullptr &&
           (place.attribute->mutability == Mutability::read_only ||
            (place.sub != nullptr && place.sub->mutability == Mutability::read_only));
}

class Patching {
public:
    Patching(const ResourceType& type, const Object& resource, Habits habits)
        : type_(type), habits_(habits), former_(resource), resource_(copy_of(resource)) {}

    Answer<Patched> run(const std::vector<PatchOperation>& operations) {
        for (const auto& operation : operations) {
            const auto done =
                operation.path ? at_path(operation, *operation.path) : each_of(operation, nullptr);
            if (!done) return done.error();
        }
        const auto whole = settled(type_, *resource_);
        if (!whole) return whole.error();
        return Patched{resource_, std::move(kept_apart_), is_changed()};
    }

private:
    // `schemas` follows from the rest, however it was written before.
    bool is_changed() const {
        const auto counts = [](const auto& member) { return member.first != "schemas"; };
        const auto size = [&](const Object& of) {
            return std::count_if(of.begin(), of.end(), counts);
        };
        return size(former_) != size(*resource_) ||
               std::any_of(resource_->begin(), resource_->end(), [&](const auto& member) {
                   return counts(member) && !same(member.second, former_.get(member.first));
               });
    }

    // Without a path, or with an extension's: the value's members are paths. What is not the
    // client's to change is passed over there where it is as it was, and by the habits always:
    // clients send whole resources so (Okta).
    Answer<bool> each_of(const PatchOperation& operation, const Schema* extension) {
        if (operation.value.type() != typeid(Object::Ptr))
            return invalid_value("without a path, the value is an object", {});
        for (const auto& [name, value] : *operation.value.extract<Object::Ptr>()) {
            const auto path =
                read_path(type_, extension != nullptr ? extension->id + ":" + name : name);
            if (!path && habits_ == Habits::strict) return path.error();
            if (!path || may_pass(path->place, value)) continue;
            const auto done = at_path({operation.kind, *path, value}, *path);
            if (!done) return done;
        }
        return true;
    }

    bool may_pass(const Place& place, const Var& value) const {
        if (!is_fixed(place)) return false;
        if (habits_ != Habits::strict) return true;
        const auto now = values_at(*resource_, {place.extension, place.attribute, nullptr});
        return place.sub == nullptr && now.size() == 1 && same(now.front(), value);
    }

    Answer<bool> at_path(const PatchOperation& operation, const Path& path) {
        const auto& place = path.place;
        if (place.attribute == nullptr) return at_container(operation, *place.extension);
        const auto& attribute = *place.attribute;
        if (attribute.kept_apart) return apart(operation, path);
        if (is_fixed(place)) return mutability(attribute.name);
        // They follow by themselves, and are never missing.
        if (&attribute == common_schema().attribute("schemas"))
            return operation.kind == Kind::remove ? Answer<bool>(mutability(attribute.name)) : true;
        if (attribute.mutability == Mutability::write_only) return true;
        auto home = home_of(place, operation.kind != Kind::remove);
        if (!home) return true;  // Nothing to remove.
        return change_value(*home, operation, path, habits_);
    }

    Answer<bool> at_container(const PatchOperation& operation, const Schema& extension) {
        if (operation.kind == Kind::replace && operation.value.isEmpty()) return emptied(extension);
        if (operation.kind != Kind::remove) return each_of(operation, &extension);
        return emptied(extension);
    }

    // But for what is not the client's.
    Answer<bool> emptied(const Schema& extension) {
        auto container = resource_->getObject(extension.id);
        if (!container) return true;
        for (const auto& attribute : extension.attributes) {
            if (attribute.mutability == Mutability::read_only) continue;
            if (attribute.required) return mutability(attribute.name);
            container->remove(attribute.name);
        }
        return true;
    }

    Object::Ptr home_of(const Place& place, bool make) {
        if (place.extension == nullptr) return resource_;
        auto container = resource_->getObject(place.extension->id);
        if (!container && make) {
            container = new_object();
            resource_->set(place.extension->id, container);
        }
        return container;
    }

    using Change = KeptApartChange;

    Answer<bool> apart(const PatchOperation& operation, const Path& path) {
        const auto& attribute = *path.place.attribute;
        if (path.place.sub != nullptr) return mutability(attribute.name);
        if (path.filter) return chosen(operation, path);
        if (operation.kind == Kind::remove && operation.value.isEmpty()) {
            kept_apart_.push_back({Change::Kind::remove_all, {}, {}, false});
            return true;
        }
        auto taken = taken_value(attribute, operation.value, habits_);
        if (!taken) return taken.error();
        Change named;
        if (!taken->isEmpty()) {
            const auto list = taken->extract<Array::Ptr>();
            for (const auto& value : *list)
                named.values.push_back(value.extract<Object::Ptr>());
        }
        if (operation.kind == Kind::remove) {
            named.kind = Change::Kind::remove;
            for (const auto& value : named.values)
                named.ids.push_back(text(own_value(attribute, value)));
            named.values.clear();
            if (!named.ids.empty()) kept_apart_.push_back(std::move(named));
            return true;
        }
        if (operation.kind == Kind::replace)
            kept_apart_.push_back({Change::Kind::remove_all, {}, {}, false});
        if (!named.values.empty()) kept_apart_.push_back(std::move(named));
        return true;
    }

    static std::string text(const Var& value) {
        return value.isString() ? value.extract<std::string>() : std::string();
    }

    // members[value eq "..."]: what is there by its id, without loading anything.
    Answer<bool> chosen(const PatchOperation& operation, const Path& path) {
        Change change;
        if (!ids_of(*path.filter, change.ids))
            return invalid_filter("these values can only be chosen by value eq \"...\"");
        change.kind =
            operation.kind == Kind::remove ? Change::Kind::remove : Change::Kind::must_be_there;
        // A member is who it is: only what says the same of it can be done.
        if (operation.kind != Kind::remove) {
            const auto said = own_value(*path.place.attribute, operation.value);
            change.refused = change.ids.size() != 1 || text(said) != change.ids.front();
        }
        kept_apart_.push_back(std::move(change));
        return true;
    }

    static bool ids_of(const Filter& filter, std::vector<std::string>& ids) {
        if (filter.op == Filter::Op::any_of) {
            for (const auto& part : filter.parts)
                if (!ids_of(part, ids)) return false;
            return true;
        }
        if (filter.op != Filter::Op::eq || filter.place.attribute == nullptr ||
            filter.place.attribute->name != "value" || !filter.literal.isString())
            return false;
        ids.push_back(filter.literal.extract<std::string>());
        return true;
    }

    const ResourceType& type_;
    Habits habits_;
    const Object& former_;
    Object::Ptr resource_;
    std::vector<Change> kept_apart_;
};

}  // namespace

Answer<Patched> apply_patch(const ResourceType& type, const Object& resource,
                            const std::vector<PatchOperation>& operations, Habits habits) {
    return Patching(type, resource, habits).run(operations);
}

}  // namespace kith::connectors::scim
