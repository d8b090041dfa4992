// What a server says of itself (RFC 4512, section 5.1), and what it can therefore do for a sync.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/ldap/operation.h"

namespace kith::connectors::ldap {

enum class Vendor { active_directory, ds389, openldap, other };

struct RootDse {
    Vendor vendor = Vendor::other;
    std::string product;  // As the server calls itself, or what it is taken for.
    std::vector<std::string> naming_contexts;
    bool pages = false;     // RFC 2696.
    bool syncrepl = false;  // RFC 4533.
    bool dirsync = false;   // MS-ADTS 3.1.1.3.4.1.3.

    // Active Directory's own; elsewhere empty.
    std::string default_context;   // The domain's root.
    std::string ds_service_name;   // The DN of this domain controller's settings.
    std::string invocation_id;     // Of its database: another one after it was restored.
    std::int64_t highest_usn = 0;  // Counts this controller's changes; 0: it says none.
    std::int64_t now = 0;          // The server's own time, seconds since 1970; 0: unknown.
    int tombstone_days = 60;       // How long a deletion can be seen. 60 where nothing is said.
    bool sees_deleted = false;     // Whether this account may see what was deleted.
};

// Two or three small questions. Fails where the server does not let itself be asked.
Result<RootDse> read_root_dse(LDAP* handle, const Patience& patience);

// The attribute that this kind of server knows an entry by for life, in lower case.
std::string key_attribute_of(const RootDse& server);

// Seconds since 1970 of a generalized time (RFC 4517, section 3.3.13), UTC; 0 where it is none.
std::int64_t seconds_of(std::string_view generalized_time);

// The same the other way round: "20261123152313Z".
std::string generalized_time(std::int64_t seconds);

}  // namespace kith::connectors::ldap
