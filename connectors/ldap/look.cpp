#include "connectors/ldap/look.h"

#include <array>

#include "connectors/ldap/owned.h"

namespace kith::connectors::ldap {
namespace {

using Cookie = Owned<berval>;  // Null before the first page.

bool has_value(LDAP* handle, LDAPMessage* entry, const std::string& attribute) {
    auto* const values = ldap_get_values_len(handle, entry, attribute.c_str());
    const bool has = ldap_count_values_len(values) > 0;
    ldap_value_free_len(values);
    return has;
}

int last_error(LDAP* handle) {
    int code = LDAP_SERVER_DOWN;
    ldap_get_option(handle, LDAP_OPT_RESULT_CODE, &code);
    return code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code;
}

// The cookie for the next page; null where this was the last.
Cookie next_page(LDAP* handle, LDAPControl** controls) {
    auto* const control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nullptr);
    ber_int_t estimate = 0;
    berval cookie{0, nullptr};
    if (control == nullptr ||
        ldap_parse_pageresponse_control(handle, control, &estimate, &cookie) != LDAP_SUCCESS)
        return nullptr;
    Cookie next(cookie.bv_len == 0 ? nullptr : ber_bvdup(&cookie));
    ber_memfree(cookie.bv_val);
    return next;
}

int send_question(LDAP* handle, const Question& question, berval* cookie, int& message) {
    LDAPControl* made = nullptr;
    if (question.page_size > 0 &&
        ldap_create_page_control(handle, question.page_size, cookie, 1, &made) != LDAP_SUCCESS)
        return LDAP_NO_MEMORY;
    const Owned<LDAPControl> paging(made);
    std::array<LDAPControl*, 2> controls{made, nullptr};
    std::string attribute = question.attribute;
    std::array<char*, 2> attributes{attribute.data(), nullptr};
    return ldap_search_ext(handle, question.base.c_str(), question.scope, question.filter.c_str(),
                           attributes.data(), 0, controls.data(), nullptr, nullptr,
                           question.size_limit, &message);
}

// One answer of the server, from its first entry to its result.
Cookie take(LDAP* handle, const Question& question, int message, Seen& seen) {
    for (;;) {
        LDAPMessage* got = nullptr;
        const int type = ldap_result(handle, message, LDAP_MSG_ONE, nullptr, &got);
        const Owned<LDAPMessage> owned(got);
        if (type <= 0) {
            seen.code = type == 0 ? LDAP_TIMEOUT : last_error(handle);
            return nullptr;
        }
        if (type == LDAP_RES_SEARCH_RESULT) {
            LDAPControl** controls = nullptr;
            const int read =
                ldap_parse_result(handle, got, &seen.code, nullptr, nullptr, nullptr, &controls, 0);
            const Owned<LDAPControl*> held(controls);
            if (read != LDAP_SUCCESS) seen.code = read;
            return next_page(handle, controls);
        }
        if (type != LDAP_RES_SEARCH_ENTRY) continue;
        ++seen.entries;
        seen.value = seen.value || has_value(handle, got, question.attribute);
        if (seen.entries < question.enough) continue;
        ldap_abandon_ext(handle, message, nullptr, nullptr);
        return nullptr;
    }
}

}  // namespace

Seen look(LDAP* handle, const Question& question) {
    Seen seen;
    Cookie cookie;
    do {
        int message = 0;
        seen.code = send_question(handle, question, cookie.get(), message);
        if (seen.code != LDAP_SUCCESS) return seen;
        cookie = take(handle, question, message, seen);
    } while (cookie && seen.code == LDAP_SUCCESS);
    return seen;
}

}  // namespace kith::connectors::ldap
