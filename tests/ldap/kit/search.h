// A search over a bare handle, and what an opened connection said.
#pragma once

#include <ldap.h>

#include <memory>
#include <string>

#include "connectors/ldap/connection.h"
#include "kit/words.h"

namespace kith::tests {

struct Found {
    int code = LDAP_OTHER;
    int entries = 0;
};

inline Found search(LDAP* handle, const std::string& base, int scope, const std::string& filter) {
    constexpr int limit_of_the_handle = -1;
    LDAPMessage* answer = nullptr;
    Found found;
    found.code = ldap_search_ext_s(handle, base.c_str(), scope, filter.c_str(), nullptr, 0, nullptr,
                                   nullptr, nullptr, limit_of_the_handle, &answer);
    if (answer != nullptr) found.entries = ldap_count_entries(handle, answer);
    ldap_msgfree(answer);
    return found;
}

inline std::string said(const Error& error) {
    return std::string(error.detail.view()) + " | " + error.field + " | " +
           std::string(error.hint.view());
}

inline std::string said(const Result<std::unique_ptr<connectors::ldap::Connection>>& opened) {
    return opened ? "opened " + (*opened)->uri() : said(opened.error());
}

using kit::has;

}  // namespace kith::tests
