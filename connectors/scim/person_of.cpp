#include "connectors/scim/person_of.h"

#include <algorithm>

#include "base/limits.h"

namespace kith::connectors::scim {
namespace {

using model::ScimPersonId;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr const char* enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

bool truth(const Object& from, const std::string& name, bool otherwise) {
    const auto value = from.get(name);
    return value.isBoolean() ? value.extract<bool>() : otherwise;
}

// Of several values the primary one or that of work, whichever is wanted first, else the other.
enum class First { primary, work };

Object::Ptr best_of(const Object& user, const std::string& name, First first) {
    const auto list = user.getArray(name);
    Object::Ptr best;
    int rank = 0;
    for (unsigned i = 0; list && i < list->size(); ++i) {
        const auto one = list->getObject(i);
        if (!one) continue;
        const bool primary = truth(*one, "primary", false);
        const bool work = same_name(text_or_empty(one, "type"), "work");
        const bool wanted = first == First::primary ? primary : work;
        const int its = wanted ? 2 : primary || work ? 1 : 0;
        if (best && its <= rank) continue;
        rank = its;
        best = one;
    }
    return best;
}

std::string display_name(const Object& user) {
    if (auto shown = text_or_empty(user, "displayName"); !shown.empty()) return shown;
    const auto name = user.getObject("name");
    if (const auto formatted = text_or_empty(name, "formatted"); !formatted.empty())
        return formatted;
    const auto given = text_or_empty(name, "givenName");
    const auto family = text_or_empty(name, "familyName");
    return given + (given.empty() || family.empty() ? "" : " ") + family;
}

struct IdAttribute {
    const char* name;
    std::string value;
};

IdAttribute id_of(ScimPersonId which, const std::string& id, const Object& user) {
    switch (which) {
        case ScimPersonId::id:
            return {"id", id};
        case ScimPersonId::user_name:
            return {"userName", text_or_empty(user, "userName")};
        case ScimPersonId::external_id:
            return {"externalId", text_or_empty(user, "externalId")};
        case ScimPersonId::employee_number:
            return {"employeeNumber", text_or_empty(user.getObject(enterprise), "employeeNumber")};
    }
    return {"id", id};
}

}  // namespace

Answer<ports::DirectoryEntry> person_of(const model::ScimServerSettings& settings,
                                        const std::string& id, const Object& user) {
    const auto [attribute, value] = id_of(settings.person_id, id, user);
    if (value.empty() || value.size() > limits::id_bytes_max)
        return invalid_value("the manifest takes this for a person's id: 1 to 256 bytes",
                             attribute);
    const auto work = user.getObject(enterprise);
    ports::DirectoryEntry entry;
    entry.key = id;
    entry.name = id;
    entry.manager = work ? text_or_empty(work->getObject("manager"), "value") : std::string{};
    auto& person = entry.person;
    person.id = EmployeeId{value};
    person.user_name = text_or_empty(user, "userName");
    person.display_name = display_name(user);
    person.mail = text_or_empty(best_of(user, "emails", First::primary), "value");
    person.title = text_or_empty(user, "title");
    person.department = text_or_empty(work, "department");
    person.location = text_or_empty(best_of(user, "addresses", First::work), "locality");
    person.timezone = text_or_empty(user, "timezone");
    person.preferred_language = text_or_empty(user, "preferredLanguage");
    person.active = truth(user, "active", true);
    return entry;
}

}  // namespace kith::connectors::scim
