#include "connectors/common/directory_entry.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "connectors/common/dn.h"
#include "connectors/common/quoted.h"

namespace kith::connectors {
namespace {

using Transform = model::LdapSettings::Transform;

constexpr unsigned account_disabled = 0x2;  // Active Directory: ADS_UF_ACCOUNTDISABLE.
constexpr std::string_view locked_for_good = "000001010000Z";  // OpenLDAP's password policy.
constexpr int level_max = 1000;  // Either way: some companies count from the bottom.

struct TextField {
    std::string_view name;  // As in people.csv.
    std::string model::Person::*field;
    std::vector<std::string_view> by_default;
};

const std::vector<TextField>& text_fields() {
    static const std::vector<TextField> fields{
        {"userName", &model::Person::user_name, {"uid", "samaccountname"}},
        {"displayName", &model::Person::display_name, {"displayname", "cn"}},
        {"mail", &model::Person::mail, {"mail"}},
        {"title", &model::Person::title, {"title"}},
        {"department", &model::Person::department, {"departmentnumber", "department", "ou"}},
        {"location", &model::Person::location, {"l"}},
        {"timezone", &model::Person::timezone, {}},
        {"preferredLanguage", &model::Person::preferred_language, {"preferredlanguage"}},
    };
    return fields;
}

std::string upper_ascii(std::string_view text) {
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return upper;
}

std::string_view last_word(std::string_view text) {
    const auto space = text.find_last_of(" \t");
    return space == std::string_view::npos ? text : text.substr(space + 1);
}

// None only where a name (RFC 4514) is wanted and the value is none.
std::optional<std::string> transformed(std::string_view value, Transform transform) {
    switch (transform) {
        case Transform::lower:
            return lower_ascii(value);
        case Transform::upper:
            return upper_ascii(value);
        case Transform::first_rdn:
            return first_rdn_value(std::string(value));
        case Transform::before_at:
            return std::string(value.substr(0, value.find('@')));
        case Transform::last_word:
            return std::string(last_word(value));
        case Transform::none:
            break;
    }
    return std::string(value);
}

std::optional<bool> yes_or_no(std::string_view value) {
    const auto word = lower_ascii(value);
    if (word == "true" || word == "yes" || word == "1") return true;
    if (word == "false" || word == "no" || word == "0") return false;
    return std::nullopt;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto* const end = text.data() + text.size();
    const auto [stop, trouble] = std::from_chars(text.data(), end, value);
    return trouble == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace

// One entry, and what is found wrong with it on the way.
class EntryMapping::Reading {
public:
    Reading(const EntryMapping& mapping, const EntryValues& values)
        : mapping_(mapping), values_(values) {}

    MappedEntry take() {
        auto& person = mapped_.person;
        for (std::size_t i = 0; i < text_fields().size(); ++i)
            person.*text_fields()[i].field = text(mapping_.texts_[i]);
        person.id = EmployeeId{id()};
        person.level = level();
        person.active = active();
        mapped_.dotted_managers = names(mapping_.dotted_);
        mapped_.manager = manager();
        return std::move(mapped_);
    }

private:
    void flaw(Severity severity, int line, std::string what, std::string hint) {
        mapped_.flaws.push_back({severity, line, std::move(what), std::move(hint)});
    }

    const std::string& name(std::size_t place) const { return values_.names()[place]; }

    // The first value that says something.
    std::optional<EntryValue> first(std::size_t place) {
        for (const auto& value : values_.of(place)) {
            const auto bytes = trimmed(value.bytes);
            if (bytes.empty()) continue;
            if (bytes.size() > limits::feed_field_bytes_max)
                flaw(Severity::error, value.line, name(place) + " is too long",
                     "at most " + std::to_string(limits::feed_field_bytes_max) + " bytes");
            else if (!is_utf8(bytes))
                flaw(Severity::error, value.line, name(place) + " is not UTF-8",
                     "LDAP and LDIF are UTF-8 (RFC 4517, RFC 2849)");
            else
                return EntryValue{bytes, value.line};
            return std::nullopt;
        }
        return std::nullopt;
    }

    std::string text(const Source& source) {
        for (const auto place : source.places) {
            const auto value = first(place);
            if (!value) continue;
            auto changed = transformed(value->bytes, source.transform);
            if (!changed)
                flaw(Severity::error, value->line,
                     name(place) + " is not a distinguished name: " + quoted(value->bytes),
                     "its first part is wanted (RFC 4514)");
            return changed && !changed->empty() ? std::move(*changed) : source.otherwise;
        }
        return source.otherwise;
    }

    std::string id() {
        auto id = text(mapping_.id_);
        if (id.size() <= limits::id_bytes_max) return id;
        flaw(Severity::error, 0, "the id is too long: " + quoted(id),
             "at most " + std::to_string(limits::id_bytes_max) + " bytes");
        return {};
    }

    std::optional<int> level() {
        const auto said = text(mapping_.level_);
        if (said.empty()) return std::nullopt;
        const auto level = number<int>(said);
        if (level && *level >= -level_max && *level <= level_max) return level;
        flaw(Severity::error, 0, "the level is " + quoted(said),
             "a whole number from -1000 to 1000");
        return std::nullopt;
    }

    bool active() {
        if (mapping_.active_.mapped) return mapped_active();
        const auto lock = first(mapping_.account_lock_);
        if (lock && lower_ascii(lock->bytes) == "true") return false;
        const auto locked = first(mapping_.locked_time_);
        if (locked && locked->bytes == locked_for_good) return false;

        const auto control = first(mapping_.account_control_);
        if (!control) return true;
        // Active Directory keeps 32 bits and shows them with a sign.
        const auto flags = number<std::int64_t>(control->bytes);
        if (flags) return (static_cast<std::uint64_t>(*flags) & account_disabled) == 0;
        flaw(Severity::error, control->line, "userAccountControl holds " + quoted(control->bytes),
             "a number");
        return false;
    }

    bool mapped_active() {
        const auto said = text(mapping_.active_);
        const auto active = yes_or_no(said);
        if (!active)
            flaw(Severity::error, 0, "active is " + quoted(said), "true, false, yes, no, 1 or 0");
        return active.value_or(false);
    }

    std::vector<std::string> names(const Source& source) {
        std::vector<std::string> names;
        for (const auto place : source.places) {
            for (const auto& value : values_.of(place))
                if (!trimmed(value.bytes).empty()) names.push_back(manager_name(place, value));
            if (!names.empty()) break;
        }
        return names;
    }

    std::string manager_name(std::size_t place, const EntryValue& value) {
        auto dn = normalised_dn(std::string(trimmed(value.bytes)));
        if (dn && !dn->empty()) return std::move(*dn);
        flaw(Severity::warning, value.line,
             name(place) + " is not a distinguished name: " + quoted(value.bytes),
             "the dn of the manager's entry");
        return quoted(value.bytes);
    }

    std::string manager() {
        auto managers = names(mapping_.manager_);
        if (managers.size() > 1)
            flaw(Severity::warning, 0, "more than one manager; the first is taken",
                 "the others belong into kithDottedManager");
        return managers.empty() ? std::string() : std::move(managers.front());
    }

    const EntryMapping& mapping_;
    const EntryValues& values_;
    MappedEntry mapped_;
};

EntryMapping::EntryMapping(const std::vector<model::LdapSettings::Mapping>& over) {
    for (const auto& field : text_fields())
        texts_.push_back(source(field.name, field.by_default, over));
    id_ = source("id", {}, over);
    level_ = source("level", {}, over);
    active_ = source("active", {}, over);
    manager_ = source("managerId", {"manager"}, over);
    dotted_ = source("dottedManagerIds", {"kithdottedmanager"}, over);
    account_control_ = place("useraccountcontrol");
    account_lock_ = place("nsaccountlock");
    locked_time_ = place("pwdaccountlockedtime");
}

EntryMapping::Source EntryMapping::source(std::string_view field,
                                          const std::vector<std::string_view>& by_default,
                                          const std::vector<model::LdapSettings::Mapping>& over) {
    Source source;
    const auto mapped = std::find_if(over.begin(), over.end(),
                                     [&](const auto& mapping) { return mapping.to == field; });
    if (mapped == over.end()) {
        for (const auto attribute : by_default)
            source.places.push_back(place(attribute));
        return source;
    }
    for (const auto& attribute : mapped->attributes)
        source.places.push_back(place(attribute));
    source.transform = mapped->transform;
    source.otherwise = mapped->otherwise;
    source.mapped = true;
    return source;
}

std::size_t EntryMapping::place(std::string_view attribute) {
    auto name = lower_ascii(attribute);
    const auto known = std::find(attributes_.begin(), attributes_.end(), name);
    if (known != attributes_.end()) return static_cast<std::size_t>(known - attributes_.begin());
    attributes_.push_back(std::move(name));
    return attributes_.size() - 1;
}

MappedEntry EntryMapping::person_of(const EntryValues& values) const {
    return Reading(*this, values).take();
}

}  // namespace kith::connectors
