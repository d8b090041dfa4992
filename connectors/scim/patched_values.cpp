#include "connectors/scim/patched_values.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "connectors/scim/matches.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Kind = PatchOperation::Kind;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Values = std::vector<Var>;
using Mutability = Attribute::Mutability;

Attribute single(const Attribute& attribute) {
    auto alone = attribute;
    alone.multi_valued = false;
    return alone;
}

// What the filter's equalities say of a value that is not there; false: they say no such thing.
bool describe(const Filter& filter, Object& value) {
    if (filter.op == Filter::Op::all_of)
        return std::all_of(filter.parts.begin(), filter.parts.end(),
                           [&](const auto& part) { return describe(part, value); });
    if (filter.op != Filter::Op::eq || filter.place.attribute == nullptr) return false;
    value.set(filter.place.attribute->name, filter.literal);
    return true;
}

void merge(Object& into, const Object& from) {
    for (const auto& [name, value] : from)
        into.set(name, value);
}

// One primary value takes it from the others; of two, neither is meant: settled() refuses them.
void one_primary(const Values& among, const Values& changed) {
    if (std::count_if(changed.begin(), changed.end(), is_primary) != 1) return;
    const auto chosen = std::find_if(changed.begin(), changed.end(), is_primary);
    for (const auto& value : among) {
        if (!is_primary(value) || object_of(value) == object_of(*chosen)) continue;
        object_in(value).set("primary", false);
    }
}

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
        const bool parts = !attribute_.multi_valued && object_of(operation_.value) != nullptr;
        if (parts) return whole(*taken);
        if (taken->isEmpty()) return operation_.kind == Kind::add ? Answer<bool>(true) : clear();
        if (attribute_.multi_valued) return list(*taken);
        if (attribute_.type == Attribute::Type::complex) return whole(*taken);
        if (is_fixed(attribute_, home_, *taken)) return mutability(attribute_.name);
        home_.set(attribute_.name, *taken);
        return true;
    }

private:
    static bool is_fixed(const Attribute& attribute, const Object& at, const Var& now) {
        return attribute.mutability == Mutability::immutable && at.has(attribute.name) &&
               !same(at.get(attribute.name), now);
    }

    Answer<bool> clear() {
        if (attribute_.required) return mutability(attribute_.name);
        home_.remove(attribute_.name);
        return true;
    }

    // A complex attribute: parts that are not named stay (RFC 7644, section 3.5.2.3), one that is
    // named without a value goes.
    Answer<bool> whole(const Var& taken) {
        auto object = home_.getObject(attribute_.name);
        if (!object) object = new_object();
        static const Object nothing;
        const auto& now = object_of(taken) != nullptr ? *object_of(taken) : nothing;
        const auto former = own_value(attribute_, Var(object));
        if (const auto* const named = object_of(operation_.value);
            named != nullptr && operation_.kind == Kind::replace)
            for (const auto& [name, part] : *named)
                if (const auto* const sub = attribute_.sub(name);
                    sub != nullptr && sub->mutability != Mutability::read_only)
                    object->remove(sub->name);
        merge(*object, now);
        forget(former, *object, now);
        if (object->size() == 0) return clear();
        home_.set(attribute_.name, object);
        return true;
    }

    // What stands beside a value, its reference and its name, is not said of another one.
    void forget(const Var& former, Object& object, const Object& said) const {
        const auto* const own = attribute_.sub("value");
        if (former.isEmpty() || own == nullptr || same(former, object.get(own->name))) return;
        for (const auto& sub : attribute_.sub_attributes) {
            const bool follows =
                sub.mutability == Mutability::read_only || sub.type == Attribute::Type::reference;
            if (&sub != own && follows && !said.has(sub.name)) object.remove(sub.name);
        }
    }

    // All of it; or of several values those that are named (Microsoft Entra ID). Named by nothing,
    // none is meant.
    Answer<bool> remove() {
        if (!attribute_.multi_valued || operation_.value.isEmpty()) return clear();
        const auto taken = taken_value(attribute_, operation_.value, habits_);
        if (!taken) return taken.error();
        if (taken->isEmpty()) return true;
        std::set<Identity> named;
        for (const auto& value : *taken->extract<Array::Ptr>())
            named.insert(identity_of(attribute_, value));
        auto kept = values();
        std::erase_if(kept, [&](const auto& value) {
            auto identity = identity_of(attribute_, value);
            if (named.contains(identity)) return true;
            identity.type.clear();  // Named without a type: of any.
            return named.contains(identity);
        });
        return store(kept);
    }

    Answer<bool> list(const Var& taken) {
        auto kept = operation_.kind == Kind::add ? values() : Values();
        std::map<Identity, std::size_t> known;
        for (std::size_t at = 0; at < kept.size(); ++at) {
            auto identity = identity_of(attribute_, kept[at]);
            known.emplace(identity, at);
            identity.type.clear();  // Named without a type, it is the first of that value.
            known.emplace(identity, at);
        }
        Values changed;
        for (const auto& value : *taken.extract<Array::Ptr>()) {
            const auto before = known.find(identity_of(attribute_, value));
            if (before == known.end()) {
                kept.push_back(value);
            } else if (object_of(value) != nullptr) {
                add_parts(object_in(kept[before->second]), *object_of(value));
            }
            changed.push_back(before == known.end() ? value : kept[before->second]);
        }
        one_primary(kept, changed);
        return store(kept);
    }

    // To a value that is there; what is the same in another case stays as it was written.
    void add_parts(Object& into, const Object& from) const {
        for (const auto& [name, part] : from) {
            const auto* const sub = attribute_.sub(name);
            if (sub == nullptr || !into.has(name) || !same_value(*sub, into.get(name), part))
                into.set(name, part);
        }
    }

    // The values that the filter chooses, or a new one that it describes.
    Answer<bool> some() {
        if (!attribute_.multi_valued) return invalid_path("[ ] chooses among several values");
        auto taken = taken_here();
        if (!taken) return taken.error();
        auto all = values();
        Values chosen;
        for (const auto& value : all)
            if (matches_value(*path_.filter, value)) chosen.push_back(value);
        if (chosen.empty()) {
            if (operation_.kind == Kind::remove) return true;
            auto made = described();
            if (!made) return made.error();
            if (taken->isEmpty()) return true;  // Of one that is not there, nothing is taken away.
            all.push_back(*made);
            chosen.push_back(*made);
            if (sub_ == nullptr) merge(object_in(*made), *taken->extract<Object::Ptr>());
            if (sub_ == nullptr) return stored(all, chosen);
        }
        for (const auto& value : chosen) {
            const auto done = change(object_in(value), *taken);
            if (!done) return done;
        }
        return stored(all, chosen);
    }

    Answer<bool> part_of_each() {
        auto taken = taken_here();
        if (!taken) return taken.error();
        if (!attribute_.multi_valued) return part_of_one(*taken);
        const auto all = values();
        if (all.empty() && operation_.kind != Kind::remove)
            return no_target("the attribute has no value to change a part of");
        for (const auto& value : all) {
            const auto done = change(object_in(value), *taken);
            if (!done) return done;
        }
        return stored(all, all);
    }

    Answer<bool> part_of_one(const Var& taken) {
        auto object = home_.getObject(attribute_.name);
        if (!object && operation_.kind == Kind::remove) return true;
        if (!object) object = new_object();
        const auto done = change(*object, taken);
        if (!done) return done;
        if (object->size() == 0) return clear();
        home_.set(attribute_.name, object);
        return true;
    }

    // For the part, or for one of several values; empty: it goes.
    Answer<Var> taken_here() const {
        if (operation_.kind == Kind::remove) return Var();
        if (sub_ == nullptr) return taken_value(single(attribute_), operation_.value, habits_);
        auto taken = taken_value(*sub_, operation_.value, habits_);
        const bool blank = taken && taken->isString() && taken->extract<std::string>().empty();
        // A manager without an id is none (Microsoft Entra ID).
        if (blank && habits_ != Habits::strict && sub_ == attribute_.sub("value")) return Var();
        return taken;
    }

    // What Microsoft Entra ID adds a mail address by; RFC 7644, section 3.5.2.3, knows only
    // noTarget.
    Answer<Var> described() const {
        const auto none = no_target("no value is chosen by the filter");
        auto said = new_object();
        if (habits_ == Habits::strict || !describe(*path_.filter, *said)) return none;
        auto made = taken_value(single(attribute_), Var(said), habits_);
        if (!made || !matches_value(*path_.filter, *made)) return none;
        return made;
    }

    Answer<bool> change(Object& value, const Var& taken) {
        if (sub_ == nullptr) {
            // RFC 7644, section 3.5.2.3: the values that are chosen are replaced.
            if (operation_.kind != Kind::add) value.clear();
            if (object_of(taken) != nullptr) merge(value, *object_of(taken));
            return true;
        }
        if (taken.isEmpty() && sub_->required) return mutability(sub_->name);
        if (is_fixed(*sub_, value, taken)) return mutability(sub_->name);
        const auto former = own_value(attribute_, Var(copy_of(value)));
        if (taken.isEmpty())
            value.remove(sub_->name);
        else
            value.set(sub_->name, taken);
        forget(former, value, *new_object());
        return true;
    }

    Values values() const {
        const auto list = home_.getArray(attribute_.name);
        return list ? Values(list->begin(), list->end()) : Values();
    }

    Answer<bool> stored(const Values& all, const Values& changed) {
        one_primary(all, changed);
        return store(all);
    }

    // Each once, and none that is empty. Of two that have become one nothing is lost.
    Answer<bool> store(const Values& values) {
        auto list = new_list();
        std::map<Identity, Var> known;
        for (const auto& value : values) {
            if (object_of(value) != nullptr && object_of(value)->size() == 0) continue;
            const auto [before, is_new] = known.emplace(identity_of(attribute_, value), value);
            if (is_new) list->add(value);
            if (!is_new) add_missing(before->second, value);
        }
        if (list->size() == 0) return clear();
        home_.set(attribute_.name, list);
        return true;
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
