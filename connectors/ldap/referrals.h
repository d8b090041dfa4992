// What a server says is elsewhere (RFC 4511, sections 4.1.10 and 4.5.3).
//
// libldap's own chasing stays off: it would go anywhere a server says, and anonymously. A reference
// is a remark; only to a host that the manifest lists it is followed, with the same account, and
// what that one refers to is a remark again.
#pragma once

#include <string>
#include <vector>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

class Referrals {
public:
    // Both must outlive it.
    Referrals(Reading& reading, const Asked& asked) : reading_(reading), asked_(asked) {}

    Result<void> note(const std::vector<std::string>& uris);
    // Reads what is to be followed. After the search that it was met in.
    Result<void> follow();

private:
    struct Place {
        std::string server;  // As the manifest lists it.
        Asked asked;
    };
    Result<void> follow(const Place& place);

    Reading& reading_;
    const Asked& asked_;
    std::vector<Place> places_;
};

}  // namespace kith::connectors::ldap
