#include "connectors/ldap/search.h"

#include <optional>
#include <utility>

#include "connectors/ldap/connection.h"

namespace kith::connectors::ldap {
namespace {

Result<Control> page_control(LDAP* handle, int page_size, const std::string& cookie) {
    berval bytes{cookie.size(), const_cast<char*>(cookie.data())};
    LDAPControl* made = nullptr;
    const int code = ldap_create_page_control(handle, page_size, &bytes, 1, &made);
    if (code != LDAP_SUCCESS) return trouble(handle, code, "the control for pages");
    return Control(made);
}

// None where the answer has no such control, or one that cannot be read.
std::optional<std::string> cookie_of(LDAP* handle, const Ending& ending) {
    if (!ending.controls) return std::nullopt;
    auto* const found =
        ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, ending.controls.get(), nullptr);
    if (found == nullptr) return std::nullopt;
    ber_int_t estimate = 0;
    berval cookie{};
    if (ldap_parse_pageresponse_control(handle, found, &estimate, &cookie) != LDAP_SUCCESS)
        return std::nullopt;
    const std::unique_ptr<char, decltype(&ber_memfree)> owned(cookie.bv_val, ber_memfree);
    return std::string(view(cookie));
}

// What one page left.
struct Page {
    std::string cookie;
    std::string first;  // The name of its first entry; empty: it had none.
};

Result<Page> read_page(LDAP* handle, const Asked& asked, const Patience& patience,
                       const Hearing& hearing) {
    Page page;
    auto noting = hearing;
    noting.entry = [&](Entry& entry) {
        if (page.first.empty()) page.first = entry.dn();
        return hearing.entry(entry);
    };
    const auto ending = search(handle, asked, patience, noting);
    if (!ending) return ending.error();
    if (ending->code != LDAP_SUCCESS) return cut_short(handle, *ending, asked.base);

    auto cookie = cookie_of(handle, *ending);
    if (!cookie)
        return Error{ErrorCode::source_unreadable,
                     "ldap: an answer without the control for pages (RFC 2696)", asked.base,
                     "nobody can tell whether that was everything"};
    page.cookie = std::move(*cookie);
    return page;
}

}  // namespace

Result<void> read_pages(LDAP* handle, const Asked& asked, int page_size, const Patience& patience,
                        const Hearing& hearing) {
    Page before;
    auto asked_page = asked;
    asked_page.controls.push_back(nullptr);
    do {
        const auto control = page_control(handle, page_size, before.cookie);
        if (!control) return control.error();
        asked_page.controls.back() = control->get();
        auto page = read_page(handle, asked_page, patience, hearing);
        if (!page) return page.error();

        // The cookie alone proves nothing: 389 DS sends the same with each page.
        if (!page->cookie.empty() && page->cookie == before.cookie && page->first == before.first)
            return Error{ErrorCode::source_unreadable, "ldap: the server sends one page again",
                         asked.base, "see the server's log; the answer would never end"};
        before = std::move(*page);
    } while (!before.cookie.empty());
    return {};
}

Result<void> read_few(LDAP* handle, const Asked& asked, const Patience& patience,
                      const Hearing& hearing) {
    const auto ending = search(handle, asked, patience, hearing);
    if (!ending) return ending.error();
    if (ending->code == LDAP_SUCCESS || ending->code == LDAP_NO_SUCH_OBJECT) return {};
    return cut_short(handle, *ending, asked.base);
}

Error cut_short(LDAP* handle, const Ending& ending, const std::string& base) {
    const auto error = [&](FixedText detail, FixedText hint) {
        return Error{ErrorCode::source_unreadable, detail, base, hint};
    };
    switch (ending.code) {
        case LDAP_REFERRAL:
            return error("ldap: another server has this base",
                         "name that server, or a base that this one has");
        case LDAP_SIZELIMIT_EXCEEDED:
            return error("ldap: the server cut the answer at the account's size limit",
                         "raise that limit for this account (slapd: limits ... size=unlimited)");
        case LDAP_TIMELIMIT_EXCEEDED:
            return error("ldap: the server cut the answer at its time limit",
                         "a narrower base, an indexed filter or a higher limit");
        case LDAP_ADMINLIMIT_EXCEEDED:
            return error("ldap: the server cut the answer at an administrative limit",
                         "389 DS: nsslapd-lookthroughlimit; index what the filter names");
        case LDAP_NO_SUCH_OBJECT:
            return error("ldap: the server has no such base, or the account may not see it",
                         "compare the base with the server's namingContexts");
        default:
            return trouble(handle, ending.code, "the search below \"" + base + "\"");
    }
}

}  // namespace kith::connectors::ldap
