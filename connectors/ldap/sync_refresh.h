// One conversation of RFC 4533 with a server, base by base, and what it leaves to be told.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <unordered_set>

#include "connectors/ldap/reading.h"
#include "connectors/ldap/sync_controls.h"

namespace kith::connectors::ldap {

// What one base told.
struct BaseTold {
    bool everybody = false;
    std::string cookie;
    bool wants_whole = false;  // The cookie is worth nothing any more.
    bool present_phase = false;
    bool in_pages_instead = false;
    bool refreshed = false;  // Of one that persists: what comes now is news.
    bool news = false;
};

using Settle = std::function<Result<void>(const Outcome&)>;

class Refresh {
public:
    explicit Refresh(Reading& reading) : reading_(reading) {}

    Result<BaseTold> base(const model::LdapSettings::Base& base, const std::string& cookie);
    // Whether anything that people stand in was renamed, moved or made: `news`. Everybody in it
    // goes along, and not one of them is told.
    Result<BaseTold> containers(const model::LdapSettings::Base& base, const std::string& cookie);
    // Tells what is left, who is gone last: somebody may have moved from one base to another.
    Result<void> tell_rest();
    // Stays with the one base until go_on says no.
    Result<void> persist(const Outcome& from, const Settle& settle);

private:
    std::string context_of(const model::LdapSettings::Base& base) const;
    Asked asked_of(const model::LdapSettings::Base& base) const;
    Result<BaseTold> ask(Asked asked, BaseTold& told, const Hearing& hearing);
    Hearing hearing(BaseTold& told);
    Result<bool> quiet(BaseTold& told, const Settle& settle);
    void conclude(const SyncDone& done, bool from_cookie, BaseTold& told) const;
    Result<void> changed(Entry& entry, const std::string& key, const BaseTold& told);
    Result<void> entry(Entry& entry, BaseTold& told);
    Result<void> info(const berval& value, BaseTold& told);
    Result<void> ids(const SyncInfo& info);
    std::string key(const std::string& id) const;
    Result<bool> is_in_some_base(const std::string& key);

    Reading& reading_;
    std::chrono::steady_clock::time_point last_word_;
    std::unordered_set<std::string> changed_;  // To be read again.
    std::unordered_set<std::string> gone_;
};

}  // namespace kith::connectors::ldap
