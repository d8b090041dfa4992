// A group's members: told with it, kept apart from it.
#pragma once

#include <vector>

#include "connectors/scim/exchange.h"
#include "connectors/scim/patch.h"

namespace kith::connectors::scim {

// Who is in one request at most; a larger group comes in several.
inline constexpr std::size_t members_max = 20'000;

// The members that a POST or PUT names, taken out of the resource. invalidValue where one is no
// resource of this source.
Answer<std::vector<model::ResourceMember>> take_members(Exchange& exchange,
                                                        Poco::JSON::Object& group);

// What a PATCH does to them, read and checked before anything is written.
struct MemberChange {
    KeptApartChange::Kind kind;
    std::vector<model::ResourceMember> members;  // Of `add`.
    std::vector<std::string> ids;
    bool refused = false;
};
Answer<std::vector<MemberChange>> read_changes(Exchange& exchange,
                                               const std::vector<KeptApartChange>& changes);

// Whether anything changed. noTarget where somebody who must be in the group is not.
Answer<bool> apply_changes(Exchange& exchange, const std::string& group,
                           const std::vector<MemberChange>& changes);
// Those and no others.
Answer<bool> set_members(Exchange& exchange, const std::string& group,
                         const std::vector<model::ResourceMember>& members);

}  // namespace kith::connectors::scim
