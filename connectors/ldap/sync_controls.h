// The controls of RFC 4533, as bytes: what is asked, and what a server answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/ldap/operation.h"

namespace kith::connectors::ldap {

// Section 2.2. Without a cookie the whole content is asked for.
Result<Control> sync_request(bool persist, const std::string& cookie);

// Section 2.3, with each entry.
struct SyncState {
    int state = LDAP_SYNC_PRESENT;  // LDAP_SYNC_PRESENT, _ADD, _MODIFY or _DELETE.
    std::string id;                 // 16 bytes.
    std::optional<std::string> cookie;
};

// Section 2.4, with the result.
struct SyncDone {
    std::optional<std::string> cookie;
    bool refresh_deletes = false;  // False: who was not told is gone.
};

// Section 2.5, between entries.
struct SyncInfo {
    enum class Kind { new_cookie, refresh_delete, refresh_present, ids };
    Kind kind = Kind::new_cookie;
    std::optional<std::string> cookie;
    bool refresh_done = true;  // Of refresh_delete and refresh_present: what follows is news.
    bool deletes = false;      // Of ids: they are gone; else still there.
    std::vector<std::string> ids;
};

// None where the bytes are no such thing.
std::optional<SyncState> sync_state(const berval& value);
std::optional<SyncDone> sync_done(const berval& value);
std::optional<SyncInfo> sync_info(const berval& value);

}  // namespace kith::connectors::ldap
