#include "connectors/ldap/syncrepl.h"

#include <algorithm>

#include "connectors/ldap/sync_refresh.h"

namespace kith::connectors::ldap {
namespace {

// Only where the manifest did not name the way.
Result<Outcome> in_pages_instead(Reading& reading) {
    reading.teller.remarks().add(
        "syncrepl met the account's size limit, or this part of the server does not offer it; "
        "everything is read in pages",
        "slapd: limits ... size=unlimited for this account, overlay syncprov for this database; or "
        "name the way \"paged\"");
    reading.teller.forget();
    auto outcome = read_everybody(reading);
    if (outcome) outcome->in_pages_instead = true;
    return outcome;
}

std::string cookie_at(const std::vector<std::string>& cookies, std::size_t i) {
    return i < cookies.size() ? cookies[i] : std::string();
}

// All bases, each from its cookie; before them what people stand in, so that what is moved
// meanwhile is seen the next time. None of them where one must be read whole but another was not:
// "who was not told is gone" is said of all together.
Result<Outcome> refresh(Reading& reading, const std::vector<std::string>& cookies) {
    Refresh refresh(reading);
    Outcome outcome{false, {}};
    std::size_t whole = 0;
    const auto& bases = reading.settings.bases;
    std::vector<std::string> container_cookies;
    for (std::size_t i = 0; i < bases.size(); ++i) {
        const auto cookie = cookie_at(cookies, bases.size() + i);
        const auto told = refresh.containers(bases[i], cookie);
        if (!told) return told.error();
        if (told->in_pages_instead) return in_pages_instead(reading);
        if (!cookie.empty() && (told->wants_whole || told->news))
            return read_by_syncrepl(reading, {});
        container_cookies.push_back(told->cookie);
    }
    for (std::size_t i = 0; i < bases.size(); ++i) {
        const auto told = refresh.base(bases[i], cookie_at(cookies, i));
        if (!told) return told.error();
        if (told->wants_whole) {
            reading.teller.remarks().add(
                "the server no longer knows what was read last; everything is read again",
                "after a restore or a long pause this is as it should be");
            return read_by_syncrepl(reading, {});
        }
        if (told->in_pages_instead) return in_pages_instead(reading);
        whole += told->everybody ? 1 : 0;
        outcome.cookies.push_back(told->cookie);
    }
    outcome.cookies.insert(outcome.cookies.end(), container_cookies.begin(),
                           container_cookies.end());
    if (whole != 0 && whole != bases.size()) return read_by_syncrepl(reading, {});
    outcome.everybody = whole == bases.size();
    if (outcome.everybody && reading.server.vendor == Vendor::ds389) {
        const auto read = read_everybody(reading);
        if (!read) return read.error();
    }
    if (const auto told = refresh.tell_rest(); !told) return told.error();
    return outcome;
}

}  // namespace

Result<Outcome> read_by_syncrepl(Reading& reading, const std::vector<std::string>& cookies) {
    reading.teller.forget();
    auto outcome = refresh(reading, cookies);
    if (!outcome) return outcome.error();
    const auto& given = outcome->cookies;
    if (std::any_of(given.begin(), given.end(), [](const auto& one) { return one.empty(); })) {
        reading.teller.remarks().add("the server gave no cookie; next time everything is read",
                                     "slapd: overlay syncprov on the database of the base");
        outcome->cookies.clear();
    }
    return outcome;
}

Result<void> follow_by_syncrepl(Reading& reading, const std::vector<std::string>& cookies,
                                const std::function<Result<void>(const Outcome&)>& settle) {
    const auto outcome = read_by_syncrepl(reading, cookies);
    if (!outcome) return outcome.error();
    if (const auto settled = settle(*outcome); !settled) return settled.error();
    if (outcome->cookies.empty())
        return Error{ErrorCode::unsupported,
                     "ldap: the server gave no cookie to follow from",
                     {},
                     "it is asked again and again instead"};
    return Refresh(reading).persist(*outcome, settle);
}

}  // namespace kith::connectors::ldap
