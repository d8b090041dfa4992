#include "connectors/scim/patched_values.h"

#include <algorithm>
#include <utility>

#include "connectors/scim/matches.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Kind = PatchOperation::Kind;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

class Changing {
public:
    Changing(Object& home, const PatchOperation& operation, const Path& path, Habits habits)
        : home_(home),
          operation_(operation),
          path_(path),
          attribute_(*path.place.attribute),
          sub_(path.place.sub),
          habits_(habits) {}

    Answer<bool> run() {
        if (path_.filter) return some();
        if (sub_ != nullptr) return part_of_each();
        if (operation_.kind == Kind::remove) return remove();
        auto taken = taken_value(attribute_, operation_.value, habits_);
        if (!taken) return taken.error();
        if (taken->isEmpty()) return operation_.kind == Kind::add ? Answer<bool>(true) : clear();
        if (attribute_.multi_valued) return list(*taken);
        auto whole = home_.getObject(attribute_.name);
        if (attribute_.type == Attribute::Type::complex && whole) {
            merge(*whole, *taken->extract<Object::Ptr>());
            return true;
        }
        if (is_new_immutable(home_.get(attribute_.name), *taken))
            return mutability(attribute_.name);
        home_.set(attribute_.name, *taken);
        return true;
    }

private:
    bool is_new_immutable(const Var& before, const Var& now) const {
        return attribute_.mutability == Attribute::Mutability::immutable && !before.isEmpty() &&
               text_of(before) != text_of(now);
    }

    Answer<bool> clear() {
        if (attribute_.required) return mutability(attribute_.name);
        home_.remove(attribute_.name);
        return true;
    }

    // All of it; or of several values those that are named (Microsoft Entra ID).
    Answer<bool> remove() {
        if (!attribute_.multi_valued || operation_.value.isEmpty()) return clear();
        const auto taken = taken_value(attribute_, operation_.value, habits_);
        if (!taken) return taken.error();
        if (taken->isEmpty()) return true;
        auto kept = values();
        for (const auto& named : *taken->extract<Array::Ptr>())
            std::erase_if(kept, [&](const auto& value) { return is_same(value, named); });
        return store(kept);
    }

    Answer<bool> list(const Var& taken) {
        auto kept = operation_.kind == Kind::add ? values() : std::vector<Var>();
        for (const auto& value : *taken.extract<Array::Ptr>()) {
            const bool known = std::any_of(kept.begin(), kept.end(),
                                           [&](const auto& one) { return is_same(one, value); });
            if (known) continue;
            if (is_primary(value)) only_primary(kept, value);
            kept.push_back(value);
        }
        return store(kept);
    }

    // The values that the filter chooses, or a new one that it describes.
    Answer<bool> some() {
        if (!attribute_.multi_valued) return invalid_path("[ ] chooses among several values");
        auto all = values();
        const auto chosen = [&](const Var& value) { return matches_value(*path_.filter, value); };
        if (operation_.kind == Kind::remove && sub_ == nullptr) {
            std::erase_if(all, chosen);
            return store(all);
        }
        std::vector<Var> changed;
        for (const auto& value : all)
            if (chosen(value)) changed.push_back(value);
        if (changed.empty() && operation_.kind == Kind::remove) return true;
        if (changed.empty()) {
            auto made = described();
            if (!made) return made.error();
            all.push_back(*made);
            changed.push_back(*made);
        }
        for (const auto& value : changed) {
            const auto done = change(object_in(value));
            if (!done) return done;
            if (is_primary(value)) only_primary(all, value);
        }
        std::erase_if(all, [](const auto& value) {
            return value.type() == typeid(Object::Ptr) && object_in(value).size() == 0;
        });
        return store(all);
    }

    // What the filter's equalities say of a value that is not there (Microsoft Entra ID adds a mail
    // address so); RFC 7644, section 3.5.2.3, knows only noTarget.
    Answer<Var> described() const {
        auto made = new_object();
        if (habits_ == Habits::strict || !describe(*path_.filter, *made))
            return no_target("no value is chosen by the filter");
        return Var(made);
    }

    static bool describe(const Filter& filter, Object& value) {
        if (filter.op == Filter::Op::all_of)
            return std::all_of(filter.parts.begin(), filter.parts.end(),
                               [&](const auto& part) { return describe(part, value); });
        if (filter.op != Filter::Op::eq || filter.place.attribute == nullptr) return false;
        value.set(filter.place.attribute->name, filter.literal);
        return true;
    }

    Answer<bool> change(Object& value) {
        if (sub_ != nullptr) return change_part(value);
        auto alone = attribute_;
        alone.multi_valued = false;
        auto taken = taken_value(alone, operation_.value, habits_);
        if (!taken) return taken.error();
        if (taken->type() != typeid(Object::Ptr)) return true;
        merge(value, *taken->extract<Object::Ptr>());
        return true;
    }

    Answer<bool> change_part(Object& value) {
        Var taken;
        if (operation_.kind != Kind::remove) {
            auto read = taken_value(*sub_, operation_.value, habits_);
            if (!read) return read.error();
            taken = *read;
        }
        if (taken.isEmpty() && sub_->required) return mutability(sub_->name);
        if (taken.isEmpty())
            value.remove(sub_->name);
        else
            value.set(sub_->name, taken);
        return true;
    }

    Answer<bool> part_of_each() {
        if (!attribute_.multi_valued) return part_of_one();
        auto all = values();
        if (all.empty() && operation_.kind != Kind::remove)
            return no_target("the attribute has no value to change a part of");
        for (const auto& value : all) {
            const auto done = change_part(object_in(value));
            if (!done) return done;
        }
        return store(all);
    }

    Answer<bool> part_of_one() {
        auto whole = home_.getObject(attribute_.name);
        if (!whole && operation_.kind == Kind::remove) return true;
        if (!whole) whole = new_object();
        const auto done = change_part(*whole);
        if (!done) return done;
        if (whole->size() == 0) return clear();
        home_.set(attribute_.name, whole);
        return true;
    }

    std::vector<Var> values() const {
        const auto list = home_.getArray(attribute_.name);
        return list ? std::vector<Var>(list->begin(), list->end()) : std::vector<Var>();
    }

    Answer<bool> store(const std::vector<Var>& values) {
        if (values.empty()) return clear();
        auto list = new_list();
        for (const auto& value : values)
            list->add(value);
        home_.set(attribute_.name, list);
        return true;
    }

    static bool is_primary(const Var& value) {
        return value.type() == typeid(Object::Ptr) &&
               value.extract<Object::Ptr>()->optValue("primary", false);
    }

    static void only_primary(const std::vector<Var>& among, const Var& chosen) {
        for (const auto& value : among) {
            auto& object = object_in(value);
            if (&object != &object_in(chosen) && is_primary(value)) object.set("primary", false);
        }
    }

    // Two of one value and one type are the same (RFC 7643, section 2.4).
    bool is_same(const Var& a, const Var& b) const {
        if (attribute_.type != Attribute::Type::complex) return same_value(attribute_, a, b);
        const auto first = own_value(attribute_, a);
        if (first.isEmpty()) return text_of(a) == text_of(b);
        const auto second = own_value(attribute_, b);
        if (second.isEmpty() || !same_value(attribute_, first, second)) return false;
        const auto kind = [](const Var& value) {
            return value.extract<Object::Ptr>()->get("type");
        };
        return kind(b).isEmpty() || text_of(kind(a)) == text_of(kind(b));
    }

    static void merge(Object& into, const Object& from) {
        for (const auto& [name, value] : from)
            into.set(name, value);
    }

    Object& home_;
    const PatchOperation& operation_;
    const Path& path_;
    const Attribute& attribute_;
    const Attribute* sub_;
    Habits habits_;
};

}  // namespace

Answer<bool> change_value(Object& home, const PatchOperation& operation, const Path& path,
                          Habits habits) {
    return Changing(home, operation, path, habits).run();
}

}  // namespace kith::connectors::scim
