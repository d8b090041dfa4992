// What is remembered between two readings: how the last one was made, what it depends on, and how
// far it came. One line of text; whoever keeps it looks not inside.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/ldap/root_dse.h"
#include "connectors/ldap/strategy.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

struct State {
    Way way = Way::paged;
    std::string depends;               // As depends_on gives it.
    std::int64_t time = 0;             // The server's, or 0 where it tells none.
    std::vector<std::string> cookies;  // The server's own bytes, one for each base.
};

std::string written(const State& state);
// None where the text is no state of this version.
std::optional<State> read_state(std::string_view text);

// All that makes an increment meaningless when it changes, as one short word: the server, the
// account, bases, filters, mapping, the key's attribute and the way.
std::string depends_on(const model::LdapSettings& settings, const RootDse& server,
                       const std::string& uri, Way way);

}  // namespace kith::connectors::ldap
