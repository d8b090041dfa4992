#include "connectors/ldap/usn.h"

#include <charconv>
#include <cstdint>
#include <functional>
#include <utility>

#include "connectors/common/directory_key.h"
#include "connectors/common/entry_values.h"
#include "connectors/ldap/changes.h"
#include "connectors/ldap/filters.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

// 0 where it is no number: no controller counts from there.
std::int64_t usn_of(const std::string& text) {
    std::int64_t usn = 0;
    const auto [stop, trouble] = std::from_chars(text.data(), text.data() + text.size(), usn);
    return trouble == std::errc() && stop == text.data() + text.size() ? usn : 0;
}

// The number was read before anything else: what changes meanwhile is told again the next time.
Outcome highest_read(const Reading& reading, bool everybody) {
    return {everybody, {std::to_string(reading.server.highest_usn)}};
}

Result<Outcome> whole_by_usn(Reading& reading) {
    const auto read = read_everybody(reading);
    if (!read) return read.error();
    return highest_read(reading, true);
}

class Since {
public:
    Since(const Reading& reading, std::int64_t usn)
        : reading_(reading), newer_("(uSNChanged>=" + std::to_string(usn + 1) + ")") {}

    // The keys of what fits `filter` and has changed.
    Result<std::vector<std::string>> keys(const std::string& filter,
                                          std::vector<LDAPControl*> controls) const {
        std::vector<std::string> keys;
        EntryValues guid({"objectguid"});
        Hearing hearing;
        hearing.entry = [&](Entry& entry) -> Result<void> {
            while (entry.next()) {
                if (!guid.place(entry.name())) continue;
                if (auto key = key_text("objectguid", view(*entry.values())))
                    keys.push_back(std::move(*key));
            }
            return {};
        };
        const Asked asked{reading_.server.default_context,
                          LDAP_SCOPE_SUBTREE,
                          both(filter, newer_),
                          {"objectGUID"},
                          std::move(controls)};
        const auto read = read_pages(reading_.handle(), asked, reading_.settings.page_size,
                                     reading_.patience, hearing);
        if (!read) return read.error();
        return keys;
    }

private:
    const Reading& reading_;
    std::string newer_;
};

Result<void> note_deleted(const Reading& reading, const Since& since, Changes& changes) {
    if (!reading.server.sees_deleted) return {};
    const auto show = control(LDAP_CONTROL_X_SHOW_DELETED, {});
    if (!show) return show.error();
    auto keys = since.keys("(isDeleted=TRUE)", {show->get()});
    if (!keys) return keys.error();
    for (auto& key : *keys)
        changes.gone(std::move(key));
    return {};
}

}  // namespace

Result<Outcome> read_by_usn(Reading& reading, const std::vector<std::string>& cookies) {
    const auto last = cookies.empty() ? 0 : usn_of(cookies.front());
    if (last == 0) return whole_by_usn(reading);
    if (reading.server.highest_usn < last) {
        reading.teller.remarks().add(
            "the domain controller counts from further back than last "
            "time; everything is read",
            "it was restored: check that its replication is sound");
        return whole_by_usn(reading);
    }
    const Since since(reading, last);
    const auto moved = since.keys(containers, {});
    if (!moved) return moved.error();
    if (!moved->empty()) return whole_by_usn(reading);

    Changes changes(reading);
    auto people = since.keys("(objectClass=person)", {});
    if (!people) return people.error();
    for (auto& key : *people)
        changes.changed(std::move(key));
    if (const auto noted = note_deleted(reading, since, changes); !noted) return noted.error();
    if (const auto told = changes.tell(); !told) return told.error();
    return highest_read(reading, false);
}

}  // namespace kith::connectors::ldap
