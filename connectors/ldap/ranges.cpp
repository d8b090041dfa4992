#include "connectors/ldap/ranges.h"

#include <algorithm>
#include <charconv>

#include "connectors/common/entry_values.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

// One part: its values go behind `values`; gives where the next one begins, 0 behind the last.
Result<std::size_t> read_part(LDAP* handle, const std::string& dn, const std::string& attribute,
                              std::size_t begin, const Patience& patience,
                              std::vector<std::string>& values) {
    std::size_t next = 0;
    EntryValues one({attribute});
    Hearing hearing;
    hearing.entry = [&](Entry& entry) -> Result<void> {
        while (entry.next()) {
            if (!one.place(entry.name())) continue;
            for (const berval* value = entry.values(); value->bv_val != nullptr; ++value)
                values.emplace_back(view(*value));
            next = std::max(next, rest_begins(range_of(entry.name())));
        }
        return {};
    };
    const auto range = attribute + ";range=" + std::to_string(begin) + "-*";
    const auto ending =
        search(handle, {dn, LDAP_SCOPE_BASE, "(objectClass=*)", {range}}, patience, hearing);
    if (!ending) return ending.error();
    if (ending->code != LDAP_SUCCESS) return cut_short(handle, *ending, dn);
    return next;
}

}  // namespace

std::size_t rest_begins(std::string_view range) {
    const auto dash = range.find('-');
    if (dash == std::string_view::npos) return 0;
    std::size_t last = 0;
    const auto* const end = range.data() + range.size();
    const auto [stop, trouble] = std::from_chars(range.data() + dash + 1, end, last);
    return trouble == std::errc() && stop == end ? last + 1 : 0;
}

Result<std::vector<std::string>> rest_of_values(LDAP* handle, const std::string& dn,
                                                const std::string& attribute, std::size_t begin,
                                                const Patience& patience) {
    std::vector<std::string> values;
    while (begin > 0) {
        const auto next = read_part(handle, dn, attribute, begin, patience, values);
        if (!next) return next.error();
        if (*next != 0 && *next <= begin)
            return Error{ErrorCode::source_unreadable, "ldap: a range of values comes again", dn,
                         "see the server's log; the answer would never end"};
        begin = *next;
    }
    return values;
}

}  // namespace kith::connectors::ldap
