#include "connectors/ldap/dirsync.h"

#include <memory>
#include <optional>
#include <utility>

#include "base/text.h"
#include "connectors/common/directory_key.h"
#include "connectors/common/entry_values.h"
#include "connectors/ldap/changes.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

constexpr int answer_bytes_max = 1'048'576;  // Of one answer; more follows with the next cookie.

// Without `name` and `parentGUID` among them a renamed entry is not told of at all.
enum Place : std::size_t { guid, is_deleted, name };
std::vector<std::string> names_read() {
    return {"objectguid", "isdeleted", "name"};
}

// A change to anything that is mapped must be told, so all of it is asked for.
std::vector<std::string> attributes_asked(const Teller& teller) {
    auto names = teller.attributes();
    names.insert(names.end(), {"isdeleted", "name", "parentguid"});
    return names;
}

// People, and what people stand in.
constexpr const char* people_and_containers =
    "(|(objectClass=person)(objectClass=organizationalUnit)(objectClass=container))";

struct Answer {
    std::string cookie;
    bool more = false;
};

Result<Control> request(LDAP* handle, const std::string& cookie) {
    berval bytes{cookie.size(), const_cast<char*>(cookie.data())};
    berval value{};
    if (ldap_create_dirsync_value(handle, LDAP_CONTROL_X_DIRSYNC_OBJECT_SECURITY, answer_bytes_max,
                                  &bytes, &value) != LDAP_SUCCESS)
        return Error{ErrorCode::source_unreadable, "ldap: no memory for a control", {}, {}};
    const std::unique_ptr<char, decltype(&ber_memfree)> owned(value.bv_val, ber_memfree);
    return control(LDAP_CONTROL_X_DIRSYNC, view(value));
}

std::optional<Answer> answer(LDAP* handle, const Ending& ending) {
    auto* const found =
        ending.controls ? ldap_control_find(LDAP_CONTROL_X_DIRSYNC, ending.controls.get(), nullptr)
                        : nullptr;
    if (found == nullptr) return std::nullopt;
    int more = 0;
    berval cookie{};
    if (ldap_parse_dirsync_control(handle, found, &more, &cookie) != LDAP_SUCCESS)
        return std::nullopt;
    const std::unique_ptr<char, decltype(&ber_memfree)> owned(cookie.bv_val, ber_memfree);
    return Answer{std::string(view(cookie)), more != 0};
}

using Hear = std::function<Result<void>(Entry&)>;

// To the end of what there is; gives the cookie for the next time.
Result<std::string> follow(const Reading& reading, std::string cookie, const Hear& hear) {
    const auto attributes = attributes_asked(reading.teller);
    Hearing hearing;
    hearing.entry = hear;
    for (;;) {
        const auto control = request(reading.handle(), cookie);
        if (!control) return control.error();
        const Asked asked{reading.server.default_context,
                          LDAP_SCOPE_SUBTREE,
                          people_and_containers,
                          attributes,
                          {control->get()}};
        const auto ending = search(reading.handle(), asked, reading.patience, hearing);
        if (!ending) return ending.error();
        if (ending->code != LDAP_SUCCESS) return cut_short(reading.handle(), *ending, asked.base);
        auto next = answer(reading.handle(), *ending);
        if (!next || next->cookie.empty() || (next->more && next->cookie == cookie))
            return Error{ErrorCode::source_unreadable,
                         "ldap: the server's DirSync answer has no cookie to go on with",
                         {},
                         "way \"usn\" or \"paged\" reads such a server"};
        cookie = std::move(next->cookie);
        if (!next->more) return cookie;
    }
}

Result<Outcome> everybody_from(Reading& reading, std::string cookie) {
    auto outcome = read_everybody(reading);
    if (outcome) outcome->cookies = {std::move(cookie)};
    return outcome;
}

// The cookie first: what changes while everybody is read is told again the next time.
Result<Outcome> whole_by_dirsync(Reading& reading) {
    auto cookie = follow(reading, {}, [](Entry&) { return Result<void>(); });
    if (!cookie) return cookie.error();
    return everybody_from(reading, std::move(*cookie));
}

class Told {
public:
    explicit Told(Changes& changes) : changes_(changes), values_(names_read()) {}

    void hear(Entry& entry) {
        values_.clear();
        while (entry.next()) {
            const auto place = values_.place(entry.name());
            if (!place) continue;
            for (const berval* value = entry.values(); value->bv_val != nullptr; ++value)
                values_.add(*place, {view(*value), 0});
        }
        const auto key = key_text("objectguid", first(guid));
        if (!key) return;
        if (lower_ascii(first(is_deleted)) == "true") return changes_.gone(*key);
        changes_.changed(*key);
        if (!first(name).empty()) changes_.renamed(*key);
    }

private:
    std::string_view first(Place place) const {
        const auto values = values_.of(place);
        return values.empty() ? std::string_view() : values.front().bytes;
    }

    Changes& changes_;
    EntryValues values_;
};

}  // namespace

Result<Outcome> read_by_dirsync(Reading& reading, const std::vector<std::string>& cookies) {
    if (cookies.empty()) return whole_by_dirsync(reading);
    Changes changes(reading);
    Told told(changes);
    auto cookie = follow(reading, cookies.front(), [&](Entry& entry) {
        told.hear(entry);
        return Result<void>();
    });
    if (!cookie) return cookie.error();
    const auto moved = changes.moved_containers();
    if (!moved) return moved.error();
    if (*moved) return everybody_from(reading, std::move(*cookie));
    if (const auto heard = changes.tell(); !heard) return heard.error();
    return Outcome{false, {std::move(*cookie)}};
}

}  // namespace kith::connectors::ldap
