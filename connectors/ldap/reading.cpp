#include "connectors/ldap/reading.h"

#include "connectors/ldap/filters.h"
#include "connectors/ldap/group.h"
#include "connectors/ldap/referrals.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

Result<void> read_base(Reading& reading, const model::LdapSettings::Base& base) {
    const auto members = members_of(reading, base.group);
    if (!members) return members.error();
    reading.teller.limit_to(*members ? &**members : nullptr);

    const auto asked = asked_below(base, reading);
    Referrals referrals(reading, asked);
    Hearing hearing;
    hearing.entry = [&](Entry& entry) { return reading.teller.tell(entry); };
    hearing.reference = [&](const auto& uris) { return referrals.note(uris); };
    const auto read =
        read_pages(reading.handle(), asked, reading.settings.page_size, reading.patience, hearing);
    if (!read) return read.error();
    return referrals.follow();
}

}  // namespace

Asked asked_below(const model::LdapSettings::Base& base, const Reading& reading) {
    return {base.dn, base.subtree ? LDAP_SCOPE_SUBTREE : LDAP_SCOPE_ONELEVEL,
            filter_of(base, reading.server), reading.teller.attributes()};
}

Result<Outcome> read_everybody(Reading& reading) {
    for (const auto& base : reading.settings.bases)
        if (const auto read = read_base(reading, base); !read) return read.error();
    reading.teller.limit_to(nullptr);
    return Outcome{};
}

}  // namespace kith::connectors::ldap
