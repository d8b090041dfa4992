// <ldap> as settings, and the settings as <ldap>.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "manifest/writer.h"
#include "manifest/xml.h"
#include "model/settings.h"

namespace kith::manifest {

// `folder` is where relative paths count from; empty leaves them. Bases, mappings, tops and
// referrals are sorted: their order says nothing.
model::LdapSettings ldap_settings_of(const xmlNode* ldap, const std::string& folder);

void write_ldap(Writer& out, const model::LdapSettings& settings);

// The words of the schema for what the model has as an enumeration, and for its field of a person.
std::optional<model::LdapSettings::Protection> protection_named(std::string_view name);
std::string protection_name(model::LdapSettings::Protection protection);
std::string transform_name(model::LdapSettings::Transform transform);
std::string scope_name(const model::LdapSettings::Base& base);
std::string field_name(const model::LdapSettings::Mapping& mapping);

}  // namespace kith::manifest
