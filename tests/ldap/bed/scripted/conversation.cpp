#include "conversation.h"

#include <ldap.h>

#include <algorithm>
#include <optional>

namespace kith::scripted {
namespace {

using Then = Reply::Then;
using Kind = Action::Kind;

// What a web server says at an LDAP port; long enough to be read as a whole message with a wrong
// tag.
constexpr const char* garbage =
    "HTTP/1.0 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
    "The server could not understand what was asked.\r\n";
constexpr const char* endless = "\x30\x84\x7f\xff\xff\xff";  // A message of two gigabytes.
constexpr const char* cookie_mark = "at ";

bool ends_with(const std::string& text, const std::string& end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool in_scope(const Request& request, const std::string& dn) {
    const auto base = lower(request.base);
    const auto here = lower(dn);
    if (here == base) return request.scope != LDAP_SCOPE_ONELEVEL;
    if (request.scope == LDAP_SCOPE_BASE || !ends_with(here, "," + base)) return false;
    const auto above = here.substr(0, here.size() - base.size() - 1);
    return request.scope == LDAP_SCOPE_SUBTREE || above.find(',') == std::string::npos;
}

// "member;range=1500-*" asks for the values from 1500 on.
struct Wanted {
    std::string name;
    std::optional<std::size_t> from;
};

Wanted wanted(const std::string& asked) {
    const auto range = lower(asked).find(";range=");
    if (range == std::string::npos) return {lower(asked), {}};
    return {lower(asked.substr(0, range)), std::stoul(asked.substr(range + 7))};
}

// How the attribute was asked for; nothing where it was not.
std::optional<Wanted> among(const std::vector<Wanted>& asked, const std::string& name) {
    for (const auto& one : asked)
        if (one.name == lower(name)) return one;
    const bool all =
        asked.empty() || std::any_of(asked.begin(), asked.end(), [](const Wanted& one) {
            return one.name == "*" || one.name == "+";
        });
    return all ? std::optional(Wanted{name, {}}) : std::nullopt;
}

Attribute ranged(const std::string& name, const std::vector<std::string>& values, std::size_t from,
                 std::size_t most) {
    const auto begin = std::min(from, values.size());
    const auto end = std::min(begin + most, values.size());
    const auto last = end == values.size() ? "*" : std::to_string(end - 1);
    const auto at = [&](std::size_t place) {
        return values.begin() + static_cast<std::ptrdiff_t>(place);
    };
    return {name + ";range=" + std::to_string(begin) + "-" + last, {at(begin), at(end)}};
}

// Where the page begins that the cookie asks for; nothing where it is no cookie of ours.
std::optional<std::size_t> begin_of(const std::string& cookie, std::size_t entries) {
    if (cookie.empty()) return 0;
    const std::string mark = cookie_mark;
    const auto digits = cookie.size() > mark.size() ? cookie.substr(mark.size()) : "";
    if (cookie.compare(0, mark.size(), mark) != 0 || digits.empty() || digits.size() > 9 ||
        digits.find_first_not_of("0123456789") != std::string::npos)
        return {};
    const auto begin = std::stoul(digits);
    return begin < entries ? std::optional(begin) : std::nullopt;
}

std::string cookie_at(std::size_t place) {
    return cookie_mark + std::to_string(place);
}

// `next` is where the next page begins; 0: there is none.
std::string next_cookie(const std::string& asked, std::size_t next, const Action* action) {
    if (action != nullptr && action->kind == Kind::bad_cookie) return "\xff\x01";
    if (action != nullptr) return asked.empty() ? cookie_at(0) : asked;
    return next > 0 ? cookie_at(next) : "";
}

Reply plain(const Request& request, ber_tag_t kind, int code) {
    return {result_message(request.id, kind, {code, {}, "", ""}), Then::listen};
}

// Half of the message that would have been next.
std::string half(const std::string& message) {
    return message.substr(0, message.size() / 2);
}

}  // namespace

Reply Conversation::greet() {
    const auto* action = script_.action(Event::connect, ++counts_.connections);
    return action == nullptr ? Reply{} : acted({}, LDAP_RES_EXTENDED, *action);
}

Reply Conversation::answer(const std::string& message) {
    const auto request = request_of(message);
    switch (request.kind) {
        case LDAP_REQ_BIND:
            return bind(request);
        case LDAP_REQ_SEARCH:
            return search(request);
        case LDAP_REQ_ABANDON:
            return {};
        case LDAP_REQ_EXTENDED:
            return plain(request, LDAP_RES_EXTENDED, LDAP_PROTOCOL_ERROR);
        default:
            return {"", Then::hang_up};
    }
}

Reply Conversation::bind(const Request& request) {
    const auto* action = script_.action(Event::bind, ++counts_.binds);
    if (action != nullptr) return acted(request, LDAP_RES_BIND, *action);
    return plain(request, LDAP_RES_BIND, LDAP_SUCCESS);
}

Reply Conversation::acted(const Request& request, ber_tag_t kind, const Action& action) const {
    switch (action.kind) {
        case Kind::refer:
            return {result_message(request.id, kind, {LDAP_REFERRAL, {place(action.uri)}, "", ""}),
                    Then::listen};
        case Kind::silence:
            return {"", Then::silence};
        case Kind::hang_up:
            return {"", Then::hang_up};
        case Kind::cut:
            return {half(result_message(request.id, kind, {})), Then::hang_up};
        case Kind::garbage:
            return {garbage, Then::listen};
        case Kind::huge:
            return {std::string(endless, 6), Then::silence};
        default:
            return plain(request, kind, action.code);
    }
}

Reply Conversation::search(const Request& request) {
    if (request.base.empty() && request.scope == LDAP_SCOPE_BASE)
        return {entry_message(request.id, shown(script_.root, request)) +
                    result_message(request.id, LDAP_RES_SEARCH_RESULT, {}),
                Then::listen};
    const auto* action = script_.action(Event::search, ++counts_.searches);
    const bool syncs =
        request.controls.contains(sync_oid) || request.controls.contains(dirsync_oid);
    if (syncs)
        return plain(request, LDAP_RES_SEARCH_RESULT,
                     script_.sync_code.value_or(LDAP_UNAVAILABLE_CRITICAL_EXTENSION));
    const bool whole = action == nullptr || action->after || action->kind == Kind::same_cookie ||
                       action->kind == Kind::bad_cookie;
    return whole ? searched(request, action) : acted(request, LDAP_RES_SEARCH_RESULT, *action);
}

Reply Conversation::searched(const Request& request, const Action* action) const {
    const auto all = found(request);
    const auto control = request.controls.find(paged_oid);
    const bool paged = control != request.controls.end();
    const auto page = paged ? page_of(control->second) : Page{};
    const auto begin = begin_of(page.cookie, all.size());
    if (!begin) return plain(request, LDAP_RES_SEARCH_RESULT, LDAP_UNWILLING_TO_PERFORM);

    auto end = all.size();
    if (paged && page.size > 0) end = std::min(end, *begin + static_cast<std::size_t>(page.size));
    if (script_.page_max > 0)
        end = std::min(end, *begin + static_cast<std::size_t>(script_.page_max));
    if (action != nullptr && action->after) {
        const auto stop = std::min(end, *begin + static_cast<std::size_t>(*action->after));
        auto reply = acted(request, LDAP_RES_SEARCH_RESULT, *action);
        if (action->kind == Kind::cut && stop < all.size())
            reply.octets = half(entry_message(request.id, all[stop]));
        return {messages(request, all, *begin, stop) + reply.octets, reply.then};
    }

    const bool more = end < all.size();
    Outcome outcome;
    if (!paged && more) outcome.code = LDAP_SIZELIMIT_EXCEEDED;
    if (paged) {
        outcome.control = paged_oid;
        outcome.value = page_value(next_cookie(page.cookie, more ? end : 0, action));
    }
    auto octets = messages(request, all, *begin, end);
    for (const auto& uri : script_.references)
        if (!more) octets += reference_message(request.id, place(uri));
    return {octets + result_message(request.id, LDAP_RES_SEARCH_RESULT, outcome), Then::listen};
}

std::string Conversation::messages(const Request& request, const std::vector<Entry>& all,
                                   std::size_t begin, std::size_t end) const {
    std::string octets;
    for (auto i = begin; i < end; ++i)
        octets += entry_message(request.id, shown(all[i], request));
    return octets;
}

std::vector<Entry> Conversation::found(const Request& request) const {
    std::vector<Entry> all;
    std::copy_if(
        script_.entries.begin(), script_.entries.end(), std::back_inserter(all),
        [&](const Entry& entry) { return in_scope(request, entry.dn) && fits(request, entry); });
    return all;
}

Entry Conversation::shown(const Entry& entry, const Request& request) const {
    std::vector<Wanted> asked;
    for (const auto& name : request.attributes)
        asked.push_back(wanted(name));
    Entry out{entry.dn, {}};
    for (const auto& [name, values] : entry.attributes) {
        const auto how = among(asked, name);
        if (!how) continue;
        const auto most =
            script_.range_max > 0 ? static_cast<std::size_t>(script_.range_max) : values.size();
        if (how->from || values.size() > most)
            out.attributes.push_back(ranged(name, values, how->from.value_or(0), most));
        if (!how->from && values.size() <= most) out.attributes.emplace_back(name, values);
    }
    return out;
}

}  // namespace kith::scripted
