#include "connectors/scim/user.h"

#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "connectors/common/moment.h"
#include "connectors/common/quoted.h"
#include "connectors/scim/json.h"
#include "connectors/scim/lenient.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr std::string_view enterprise =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

// One user, and the first thing that is found wrong with her on the way.
class Reader {
public:
    Reader(const Object& resource, model::ScimPersonId person_id)
        : resource_(resource),
          extension_(as_object(sent_member(resource, enterprise))),
          person_id_(person_id) {}

    User read() { return read(key()); }

    User read(std::string key) {
        User user;
        user.key = std::move(key);
        user.changed_ms = changed();
        ports::DirectoryEntry entry;
        entry.key = user.key;
        entry.name = user.key;
        entry.person = person();
        entry.manager = manager();
        user.name = user.key.empty() ? entry.person.user_name : user.key;
        if (why_.empty()) {
            user.entry = std::move(entry);
        } else {
            user.attribute = std::move(attribute_);
            user.why = std::move(why_);
            user.hint = std::move(hint_);
        }
        return user;
    }

private:
    void flaw(const std::string& attribute, std::string why, std::string hint) {
        if (!why_.empty()) return;
        attribute_ = attribute;
        why_ = std::move(why);
        hint_ = std::move(hint);
    }

    std::string text(const Object& object, const char* name,
                     std::size_t bytes_max = limits::feed_field_bytes_max) {
        const auto value = as_text(sent_member(object, name));
        const std::string attribute = name;
        if (!value) {
            flaw(attribute, "its " + attribute + " is no text", "a JSON string (RFC 7643)");
            return {};
        }
        if (!is_utf8(*value)) {
            flaw(attribute, "its " + attribute + " holds a NUL", "a text without one");
            return {};
        }
        if (value->size() <= bytes_max) return *value;
        flaw(attribute, "its " + attribute + " is too long",
             "at most " + std::to_string(bytes_max) + " bytes");
        return {};
    }

    std::string of_enterprise(const char* name) {
        return extension_ ? text(*extension_, name) : std::string();
    }

    std::string key() {
        auto id = text(resource_, "id", limits::id_bytes_max);
        if (id.empty())
            flaw("id", "it has no id that can be read", "a text (RFC 7643, section 3.1)");
        return id;
    }

    std::optional<std::int64_t> changed() const {
        const auto meta = as_object(sent_member(resource_, "meta"));
        return meta ? moment_of(as_text(sent_member(*meta, "lastModified")).value_or(""))
                    : std::nullopt;
    }

    std::string display_name() {
        if (auto shown = text(resource_, "displayName"); !shown.empty()) return shown;
        const auto name = as_object(sent_member(resource_, "name"));
        if (!name) return {};
        if (auto formatted = text(*name, "formatted"); !formatted.empty()) return formatted;
        const auto given = text(*name, "givenName");
        const auto family = text(*name, "familyName");
        return std::string(trimmed(given + " " + family));
    }

    // Of a list of complex values: the one that is called so, or is the primary one.
    static Object::Ptr primary(const Array& list) {
        for (const auto& one : list)
            if (const auto value = as_object(one);
                value && as_truth(sent_member(*value, "primary")).value_or(false))
                return value;
        return {};
    }
    static Object::Ptr of_type(const Array& list, std::string_view type) {
        for (const auto& one : list)
            if (const auto value = as_object(one);
                value && lower_ascii(as_text(sent_member(*value, "type")).value_or("")) == type)
                return value;
        return {};
    }

    std::string mail() {
        const auto mails = as_list(sent_member(resource_, "emails"));
        if (!mails || mails->empty()) return {};
        auto chosen = primary(*mails);
        if (!chosen) chosen = of_type(*mails, "work");
        if (!chosen) chosen = as_object(*mails->begin());
        return chosen ? text(*chosen, "value") : std::string();
    }

    std::string location() {
        const auto addresses = as_list(sent_member(resource_, "addresses"));
        if (!addresses) return {};
        auto chosen = of_type(*addresses, "work");
        if (!chosen) chosen = primary(*addresses);
        return chosen ? text(*chosen, "locality") : std::string();
    }

    bool active() {
        const auto said = sent_member(resource_, "active");
        if (said.isEmpty()) return true;
        const auto active = as_truth(said);
        if (!active) flaw("active", "its active is neither true nor false", "a JSON boolean");
        return active.value_or(false);
    }

    EmployeeId person_id() {
        switch (person_id_) {
            case model::ScimPersonId::id:
                return {};  // Her key.
            case model::ScimPersonId::user_name:
                return mapped_id(text(resource_, "userName", limits::id_bytes_max), "userName");
            case model::ScimPersonId::external_id:
                return mapped_id(text(resource_, "externalId", limits::id_bytes_max), "externalId");
            case model::ScimPersonId::employee_number:
                return mapped_id(of_enterprise("employeeNumber"), "employeeNumber");
        }
        return {};
    }

    EmployeeId mapped_id(std::string id, const std::string& attribute) {
        if (id.empty())
            flaw(attribute, "it has no " + attribute + ", by which Kith is to know her",
                 "give it one, or choose another personId in the manifest");
        else if (id.size() > limits::id_bytes_max)
            flaw(attribute, "its " + attribute + " is too long for an id",
                 "at most " + std::to_string(limits::id_bytes_max) + " bytes");
        return EmployeeId{std::move(id)};
    }

    model::Person person() {
        model::Person person;
        person.id = person_id();
        person.user_name = text(resource_, "userName");
        person.display_name = display_name();
        person.mail = mail();
        person.title = text(resource_, "title");
        person.department = of_enterprise("department");
        person.location = location();
        person.timezone = text(resource_, "timezone");
        person.preferred_language = text(resource_, "preferredLanguage");
        person.active = active();
        return person;
    }

    std::string manager() {
        const auto said = extension_ ? sent_member(*extension_, "manager") : Var();
        if (said.isEmpty()) return {};
        if (const auto id = as_text(said)) return known_by(*id);
        const auto told = as_object(said);
        if (!told) {
            flaw("manager", "its manager is neither an object nor a text",
                 "an object with the manager's id as value (RFC 7643, section 4.3)");
            return {};
        }
        if (const auto id = text(*told, "value"); !id.empty()) return known_by(id);
        // RFC 7643, section 2.3.7: the URI of a resource ends with its id.
        const auto reference = text(*told, "$ref");
        if (const auto id = reference.substr(reference.rfind('/') + 1); !id.empty())
            return known_by(id);
        const auto name = text(*told, "displayName");
        return name.empty() ? name : quoted(name);
    }

    static std::string known_by(const std::string& id) {
        return id.size() <= limits::id_bytes_max && is_utf8(id) ? id : quoted(id);
    }

    const Object& resource_;
    const Object::Ptr extension_;
    const model::ScimPersonId person_id_;
    std::string attribute_;
    std::string why_;
    std::string hint_;
};

}  // namespace

User user_of(const Object& resource, model::ScimPersonId person_id) {
    return Reader(resource, person_id).read();
}

User user_of(const Object& resource, model::ScimPersonId person_id, const std::string& id) {
    return Reader(resource, person_id).read(id);
}

}  // namespace kith::connectors::scim
