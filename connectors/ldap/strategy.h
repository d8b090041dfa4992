// Which way a directory is read: the best that the server offers and that can be trusted here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "connectors/ldap/root_dse.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

// From the best to the one that always works.
enum class Way { dirsync, usn, syncrepl, timestamp, paged };

std::string_view name_of(Way way);
std::optional<Way> way_named(std::string_view name);

struct Choice {
    Way way = Way::paged;
    std::string reason;  // In words, for an administrator.
};

// Only computes. settings.way forces one: an error where the server does not offer it, or where
// what is asked makes it blind.
Result<Choice> choose_way(const model::LdapSettings& settings, const RootDse& server);

}  // namespace kith::connectors::ldap
