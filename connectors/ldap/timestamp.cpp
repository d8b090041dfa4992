#include "connectors/ldap/timestamp.h"

#include <algorithm>
#include <cstdint>

#include "connectors/ldap/filters.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

constexpr std::int64_t overlap_s = 5 * 60;

// The latest change that was told; the time is the server's own, never ours.
Outcome latest_told(const Reading& reading, bool everybody, const std::string& before) {
    const auto& latest = std::max(reading.teller.latest(), before);
    if (seconds_of(latest) == 0) return {everybody, {}};
    return {everybody, {latest}};
}

}  // namespace

Result<Outcome> read_by_timestamp(Reading& reading, const std::vector<std::string>& cookies) {
    reading.teller.ask_times();
    const auto last = cookies.empty() ? 0 : seconds_of(cookies.front());
    if (last == 0) {
        const auto read = read_everybody(reading);
        if (!read) return read.error();
        return latest_told(reading, true, {});
    }
    const auto newer = "(modifyTimestamp>=" + generalized_time(last - overlap_s) + ")";
    Hearing hearing;
    hearing.entry = [&](Entry& entry) { return reading.teller.tell(entry); };
    for (const auto& base : reading.settings.bases) {
        auto asked = asked_below(base, reading);
        asked.filter = both(asked.filter, newer);
        const auto read = read_pages(reading.handle(), asked, reading.settings.page_size,
                                     reading.patience, hearing);
        if (!read) return read.error();
    }
    return latest_told(reading, false, cookies.front());
}

}  // namespace kith::connectors::ldap
