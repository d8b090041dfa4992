// A search that is only to tell how much of a directory is to be seen.
#pragma once

#include <ldap.h>

#include <string>

namespace kith::connectors::ldap {

struct Question {
    std::string base;
    int scope = LDAP_SCOPE_BASE;
    std::string filter = "(objectClass=*)";
    std::string attribute = LDAP_NO_ATTRS;
    int size_limit = LDAP_NO_LIMIT;
    int page_size = 0;   // RFC 2696; 0: without paging.
    int enough = 1'000;  // After so many entries the search is given up.
};

struct Seen {
    int code = LDAP_SUCCESS;
    int entries = 0;
    bool value = false;  // One of them has a value of the attribute.
};

// A result code of LDAP_SUCCESS also where there was enough.
Seen look(LDAP* handle, const Question& question);

}  // namespace kith::connectors::ldap
