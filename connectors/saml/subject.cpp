#include "connectors/saml/subject.h"

#include <algorithm>
#include <set>

#include "connectors/common/quoted.h"

namespace kith::connectors::saml {
namespace {

constexpr std::size_t id_bytes_max = 256;
constexpr const char* transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

Refusal no_person(std::string detail) {
    return {"person", "manifest", std::move(detail)};
}

// By its Name alone, whatever its NameFormat: of one Name two are one here.
std::set<std::string> values_of(const SignedIn& signed_in, const std::string& name) {
    std::set<std::string> values;
    for (const auto& attribute : signed_in.attributes)
        if (attribute.name == name) values.insert(attribute.values.begin(), attribute.values.end());
    return values;
}

Checked<std::string> id_of(const SignedIn& signed_in, const std::string& attribute) {
    if (attribute.empty()) {
        if (signed_in.name_id.value.empty())
            return no_person("the provider sent no NameID, and the manifest names no attribute");
        if (signed_in.name_id.format == transient)
            return no_person(
                "the NameID is another one each time; let personAttribute name an "
                "attribute that stays");
        return signed_in.name_id.value;
    }
    const auto values = values_of(signed_in, attribute);
    if (values.size() == 1) return *values.begin();
    return no_person("the attribute " + quoted(attribute) + " has " +
                     std::to_string(values.size()) + " values; one is a person's id");
}

}  // namespace

Checked<Subject> subject_of(const SignedIn& signed_in,
                            const model::SamlSettings::Provider& settings) {
    const auto id = id_of(signed_in, settings.person_attribute);
    if (!id) return id.error();
    const bool plain =
        std::ranges::all_of(*id, [](char c) { return static_cast<unsigned char>(c) >= ' '; });
    if (id->empty() || id->size() > id_bytes_max || !plain)
        return no_person(
            "what is a person's id has no or more than 256 bytes, or a control "
            "character");
    std::set<std::string> roles;
    for (const auto& grant : settings.grants)
        if (values_of(signed_in, grant.attribute).contains(grant.value)) roles.insert(grant.role);
    return Subject{EmployeeId{*id}, {roles.begin(), roles.end()}};
}

}  // namespace kith::connectors::saml
