// The filters that are sent (RFC 4515), made in one place.
#pragma once

#include <string>
#include <string_view>

#include "connectors/ldap/root_dse.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// What a base asks for: its own filter, or everybody that this kind of server calls a person; on
// Active Directory also the members of its group, nested ones too (MS-ADTS 3.1.1.3.4.4.3).
std::string filter_of(const model::LdapSettings::Base& base, const RootDse& server);

// (&(a)(b)); where one is empty, the other.
std::string both(const std::string& a, const std::string& b);

// (attribute=value), with any bytes in the value.
std::string equals(std::string_view attribute, std::string_view value);

// The entry that `key` means, where `key_attribute` (in lower case) holds it.
std::string has_key(std::string_view key_attribute, const std::string& key);

}  // namespace kith::connectors::ldap
