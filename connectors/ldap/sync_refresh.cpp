#include "connectors/ldap/sync_refresh.h"

#include <optional>
#include <utility>

#include "base/text.h"
#include "connectors/common/directory_key.h"
#include "connectors/common/dn.h"
#include "connectors/common/quoted.h"
#include "connectors/ldap/changes.h"
#include "connectors/ldap/filters.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

Error not_rfc_4533() {
    return Error{ErrorCode::source_unreadable,
                 "ldap: the server's syncrepl answer cannot be read (RFC 4533)",
                 {},
                 "way \"paged\" reads such a server"};
}

// A server that has forgotten what a cookie stands for says 4096; one that cannot read it at all
// says what it likes.
bool means_another_cookie(int code) {
    return code == LDAP_SYNC_REFRESH_REQUIRED || code == LDAP_PROTOCOL_ERROR ||
           code == LDAP_UNWILLING_TO_PERFORM;
}

// A size limit counts for syncrepl as a whole, for pages one by one; and a server may offer what
// one of its databases cannot.
bool pages_may_help(int code) {
    return code == LDAP_SIZELIMIT_EXCEEDED || code == LDAP_UNAVAILABLE_CRITICAL_EXTENSION;
}

std::optional<SyncState> state_of(const Entry& entry) {
    const auto controls = entry.controls();
    const auto* const value = value_of(controls, LDAP_CONTROL_SYNC_STATE);
    return value == nullptr ? std::nullopt : sync_state(*value);
}

constexpr const char* what_people_stand_in =
    "(|(objectClass=organizationalUnit)(objectClass=organization)(objectClass=container)"
    "(objectClass=locality)(objectClass=country)(objectClass=domain))";

}  // namespace

Result<BaseTold> Refresh::base(const model::LdapSettings::Base& base, const std::string& cookie) {
    BaseTold told;
    told.everybody = cookie.empty();
    told.cookie = cookie;  // Good until the server gives another.
    return ask(asked_of(base), told, hearing(told));
}

Result<BaseTold> Refresh::containers(const model::LdapSettings::Base& base,
                                     const std::string& cookie) {
    BaseTold told;
    told.everybody = cookie.empty();
    told.cookie = cookie;
    auto hearing = this->hearing(told);
    hearing.entry = [&](Entry& entry) -> Result<void> {
        const auto state = state_of(entry);
        if (!state) return not_rfc_4533();
        if (state->cookie) told.cookie = *state->cookie;
        const bool changed = state->state == LDAP_SYNC_ADD || state->state == LDAP_SYNC_MODIFY;
        told.present_phase = told.present_phase || state->state == LDAP_SYNC_PRESENT;
        told.news = told.news || changed;
        return {};
    };
    hearing.intermediate = [&](std::string_view oid, const berval& value) -> Result<void> {
        const auto info = oid == LDAP_SYNC_INFO ? sync_info(value) : std::nullopt;
        if (info && info->cookie) told.cookie = *info->cookie;
        if (info && info->kind == SyncInfo::Kind::ids && !info->deletes) told.present_phase = true;
        return {};
    };
    return ask({context_of(base), LDAP_SCOPE_SUBTREE, what_people_stand_in, {LDAP_NO_ATTRS}}, told,
               hearing);
}

Result<BaseTold> Refresh::ask(Asked asked, BaseTold& told, const Hearing& hearing) {
    const auto cookie = told.cookie;
    const auto request = sync_request(false, cookie);
    if (!request) return request.error();
    asked.controls = {request->get()};
    const auto ending = search(reading_.handle(), asked, reading_.patience, hearing);
    if (!ending) return ending.error();
    if (!cookie.empty() && means_another_cookie(ending->code)) {
        told.wants_whole = true;
        return told;
    }
    if (pages_may_help(ending->code) && reading_.settings.way.empty()) {
        told.in_pages_instead = true;
        return told;
    }
    if (ending->code != LDAP_SUCCESS) return cut_short(reading_.handle(), *ending, asked.base);

    const auto* const value = value_of(ending->controls, LDAP_CONTROL_SYNC_DONE);
    const auto done = value == nullptr ? std::nullopt : sync_done(*value);
    if (!done) return not_rfc_4533();
    if (done->cookie) told.cookie = *done->cookie;
    conclude(*done, !cookie.empty(), told);
    return told;
}

// The part of the server that the base stands in: what leaves the base is still seen there.
std::string Refresh::context_of(const model::LdapSettings::Base& base) const {
    const auto below = normalised_dn(base.dn);
    for (const auto& context : reading_.server.naming_contexts) {
        const auto name = normalised_dn(context);
        if (below && name && is_below(*below, *name)) return context;
    }
    return base.dn;
}

// 389 DS does not tell who has left a base or a filter. So there it is asked for every person that
// it has, and whoever changed is looked for in the bases.
Asked Refresh::asked_of(const model::LdapSettings::Base& base) const {
    if (reading_.server.vendor != Vendor::ds389) return asked_below(base, reading_);
    return {context_of(base), LDAP_SCOPE_SUBTREE, "(objectClass=person)", {LDAP_NO_ATTRS}};
}

Hearing Refresh::hearing(BaseTold& told) {
    Hearing hearing;
    hearing.entry = [&](Entry& entry) { return this->entry(entry, told); };
    hearing.intermediate = [&](std::string_view oid, const berval& value) {
        return oid == LDAP_SYNC_INFO ? info(value, told) : Result<void>();
    };
    hearing.reference = [&](const auto& uris) -> Result<void> {
        reading_.teller.remarks().add("a part is on another server: " + quoted(join(uris, " ")),
                                      "whom that server has is not among the people");
        return {};
    };
    return hearing;
}

Result<void> Refresh::persist(const Outcome& from, const Settle& settle) {
    BaseTold told;
    told.cookie = from.cookies.front();
    const auto request = sync_request(true, told.cookie);
    if (!request) return request.error();
    auto hearing = this->hearing(told);
    hearing.silence = [&] {
        return quiet(told, [&](Outcome outcome) {
            // Containers are looked at by the next question.
            outcome.cookies.push_back(from.cookies.back());
            return settle(outcome);
        });
    };
    auto asked = asked_of(reading_.settings.bases.front());
    asked.controls = {request->get()};
    last_word_ = std::chrono::steady_clock::now();
    const auto ending = search(reading_.handle(), asked, reading_.patience, hearing);
    if (!ending) return ending.error();
    if (ending->code != LDAP_SUCCESS) return cut_short(reading_.handle(), *ending, asked.base);
    return Error{ErrorCode::source_unreadable, "ldap: the server tells no more of what changes",
                 asked.base, "ask again, and follow from there"};
}

// A burst is over: what it told is settled. While nothing happens at all, the server is asked for a
// word now and then: a connection that was cut without a sound would stay quiet for ever.
Result<bool> Refresh::quiet(BaseTold& told, const Settle& settle) {
    const auto now = std::chrono::steady_clock::now();
    if (!told.refreshed) return false;
    if (told.news) {
        reading_.teller.forget();
        if (const auto rest = tell_rest(); !rest) return rest.error();
        if (const auto settled = settle({told.everybody, {told.cookie}}); !settled)
            return settled.error();
        told.news = told.everybody = false;
        last_word_ = now;
    }
    if (now - last_word_ < std::chrono::seconds(reading_.patience.answer_seconds)) return true;
    Hearing hearing;
    hearing.entry = [](Entry&) { return Result<void>(); };
    const Asked word{"", LDAP_SCOPE_BASE, "(objectClass=*)", {LDAP_NO_ATTRS}};
    const auto said = read_few(reading_.handle(), word, reading_.patience, hearing);
    if (!said) return said.error();
    last_word_ = now;
    return true;
}

Result<void> Refresh::entry(Entry& entry, BaseTold& told) {
    const auto state = state_of(entry);
    if (!state) return not_rfc_4533();
    if (state->cookie) told.cookie = *state->cookie;
    told.news = true;
    switch (state->state) {
        case LDAP_SYNC_ADD:
        case LDAP_SYNC_MODIFY:
            return changed(entry, key(state->id), told);
        case LDAP_SYNC_PRESENT:
            told.present_phase = true;
            return reading_.teller.still_there(key(state->id));
        case LDAP_SYNC_DELETE:
            gone_.insert(key(state->id));
            return {};
        default:
            return not_rfc_4533();
    }
}

Result<void> Refresh::info(const berval& value, BaseTold& told) {
    const auto info = sync_info(value);
    if (!info) return not_rfc_4533();
    if (info->cookie) told.cookie = *info->cookie;
    switch (info->kind) {
        case SyncInfo::Kind::new_cookie:
            return {};
        case SyncInfo::Kind::ids:
            told.present_phase = told.present_phase || !info->deletes;
            told.news = true;
            return ids(*info);
        case SyncInfo::Kind::refresh_present:
            // Section 3.3.1: behind a present phase, who was not told is gone, even if deletes
            // follow. 389 DS has none, whatever it says.
            told.everybody = told.everybody || reading_.server.vendor != Vendor::ds389;
            break;
        case SyncInfo::Kind::refresh_delete:
            break;
    }
    told.refreshed = told.refreshed || info->refresh_done;
    return {};
}

// Section 2.4: without refreshDeletes, who was not told is gone. But 389 DS never sets it, not even
// where nothing at all has changed, and it has no present phase; to believe it would be to lose
// everybody. Another server that says so without having told who is present is asked again.
void Refresh::conclude(const SyncDone& done, bool from_cookie, BaseTold& told) const {
    if (!from_cookie || done.refresh_deletes || reading_.server.vendor == Vendor::ds389) return;
    told.wants_whole = !told.present_phase;
    told.everybody = true;
}

// What 389 DS tells of a change leaves out its operational attributes: the lock of an account would
// seem to be gone. So there it is read again; the first time everybody is, in pages.
Result<void> Refresh::changed(Entry& entry, const std::string& key, const BaseTold& told) {
    gone_.erase(key);  // Of one that persists: she went, and came back.
    if (reading_.server.vendor != Vendor::ds389) return reading_.teller.tell(entry);
    if (!told.everybody) changed_.insert(key);
    return {};
}

Result<void> Refresh::ids(const SyncInfo& info) {
    for (const auto& id : info.ids) {
        if (info.deletes) {
            gone_.insert(key(id));
            continue;
        }
        if (const auto told = reading_.teller.still_there(key(id)); !told) return told.error();
    }
    return {};
}

// 389 DS sends its nsUniqueId where RFC 4533 wants the entryUUID.
std::string Refresh::key(const std::string& id) const {
    return reading_.server.vendor == Vendor::ds389 ? ns_unique_id_text(id) : uuid_text(id);
}

Result<void> Refresh::tell_rest() {
    if (!changed_.empty()) {
        Changes changes(reading_);
        for (const auto& key : changed_)
            changes.changed(key);
        if (const auto told = changes.tell(); !told) return told.error();
        changed_.clear();
    }
    for (const auto& key : gone_) {
        const auto there = is_in_some_base(key);
        if (!there) return there.error();
        if (*there) continue;
        if (const auto told = reading_.listener.gone(key); !told) return told.error();
    }
    gone_.clear();
    return {};
}

// With one base its word is enough. With several, what one lost another may have all along.
Result<bool> Refresh::is_in_some_base(const std::string& key) {
    const auto& bases = reading_.settings.bases;
    if (bases.size() == 1) return false;
    bool there = reading_.teller.was_told(key);
    Hearing hearing;
    hearing.entry = [&](Entry&) -> Result<void> {
        there = true;
        return {};
    };
    for (const auto& base : bases) {
        if (there) break;
        auto asked = asked_below(base, reading_);
        asked.filter = both(asked.filter, has_key(reading_.teller.key_attribute(), key));
        asked.attributes = {LDAP_NO_ATTRS};
        const auto read = read_few(reading_.handle(), asked, reading_.patience, hearing);
        if (!read) return read.error();
    }
    return there;
}

}  // namespace kith::connectors::ldap
