#include "connectors/ldap/strategy.h"

#include <algorithm>
#include <array>

#include "base/fault.h"
#include "base/text.h"
#include "connectors/common/dn.h"

namespace kith::connectors::ldap {
namespace {

constexpr std::array<std::string_view, 5> names{"dirsync", "usn", "syncrepl", "timestamp", "paged"};
constexpr std::array<Way, 5> ways{Way::dirsync, Way::usn, Way::syncrepl, Way::timestamp,
                                  Way::paged};

// Why no increment can be trusted with these settings, or empty: who joins a group, and what
// another server holds, changes nothing in the entries that are asked for.
std::string_view blind_to_changes(const model::LdapSettings& settings) {
    for (const auto& base : settings.bases)
        if (!base.group.empty() || lower_ascii(base.filter).find("memberof") != std::string::npos)
            return "who joins or leaves a group is seen in no person's entry";
    if (!settings.referral_uris.empty()) return "what other servers hold is read whole";
    return {};
}

bool has_own_key(const model::LdapSettings& settings, const RootDse& server) {
    return settings.key_attribute.empty() ||
           lower_ascii(settings.key_attribute) == key_attribute_of(server);
}

// What Active Directory tells of changes is of one domain; a base elsewhere would never change.
bool in_one_domain(const model::LdapSettings& settings, const RootDse& server) {
    const auto domain = normalised_dn(server.default_context);
    if (!domain || domain->empty()) return false;
    return std::all_of(settings.bases.begin(), settings.bases.end(), [&](const auto& base) {
        const auto dn = normalised_dn(base.dn);
        return dn && is_below(*dn, *domain);
    });
}

// Why a way cannot be gone, or empty.
std::string_view obstacle(Way way, const model::LdapSettings& settings, const RootDse& server) {
    if (way == Way::paged) return {};
    if (const auto blind = blind_to_changes(settings); !blind.empty()) return blind;
    const bool ad = server.vendor == Vendor::active_directory;
    if (way == Way::timestamp) return {};
    if (!has_own_key(settings, server)) return "it tells of entries by a key that is not ours";
    if (way == Way::syncrepl) return server.syncrepl ? "" : "the server offers no syncrepl";
    if (!ad) return "the server is no Active Directory";
    if (!in_one_domain(settings, server)) return "a base lies outside the server's domain";
    if (way == Way::dirsync) return server.dirsync ? "" : "the server offers no DirSync";
    if (server.highest_usn == 0) return "the server tells no highestCommittedUSN";
    return server.invocation_id.empty() ? "the account cannot read the server's invocationId" : "";
}

constexpr std::string_view blind_to_deleted =
    "; this account cannot see deleted objects, so that only a whole reading finds out who is gone";

std::string promise(Way way, const RootDse& server) {
    const auto deleted = [&](std::string_view seen) {
        return std::string(server.sees_deleted ? seen : blind_to_deleted);
    };
    switch (way) {
        case Way::dirsync:
            return "DirSync tells what changed" + deleted(" and what was deleted");
        case Way::usn:
            return "uSNChanged tells what changed" + deleted(", deleted objects who is gone");
        case Way::syncrepl:
            return "syncrepl tells what changed and what was deleted (RFC 4533)";
        case Way::timestamp:
            return "modifyTimestamp tells what changed; only a whole reading finds out who is gone";
        case Way::paged:
            break;
    }
    return "everything is read each time";
}

}  // namespace

std::string_view name_of(Way way) {
    return names[static_cast<std::size_t>(way)];
}

std::optional<Way> way_named(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return ways[static_cast<std::size_t>(found - names.begin())];
}

Result<Choice> choose_way(const model::LdapSettings& settings, const RootDse& server) {
    if (!settings.way.empty()) {
        const auto forced = way_named(settings.way);
        if (!forced || !obstacle(*forced, settings, server).empty())
            return Error{
                ErrorCode::source_unreadable,
                "ldap: the way that the manifest names cannot be gone here",
                settings.way +
                    (forced ? ": " + std::string(obstacle(*forced, settings, server)) : ""),
                "leave it out: the best that the server offers is taken"};
        return Choice{*forced,
                      server.product + ": the manifest says so; " + promise(*forced, server)};
    }
    if (const auto blind = blind_to_changes(settings); !blind.empty())
        return Choice{Way::paged, server.product + ": " + promise(Way::paged, server) + ": " +
                                      std::string(blind)};
    std::string passed_over;
    for (const auto way : ways) {
        const auto why_not = obstacle(way, settings, server);
        if (why_not.empty())
            return Choice{way, server.product + ": " + promise(way, server) + passed_over};
        passed_over += "; not " + std::string(name_of(way)) + ": " + std::string(why_not);
    }
    KITH_ASSERT(false);  // Nothing stands in the way of the last one.
    return Choice{};
}

}  // namespace kith::connectors::ldap
