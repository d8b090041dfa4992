#include "service/promise.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace kith::service {
namespace {

using policy::Capacity;
using policy::Fact;
using policy::Kind;

bool somebody_holds(const Rooms& rooms, Capacity capacity) {
    const bool office = capacity == Capacity::coordinator || capacity == Capacity::it_admin ||
                        capacity == Capacity::identity_custodian;
    if (!office) return true;
    const auto is_it = [&](const auto& one) { return one.role == policy::name(capacity); };
    return std::ranges::any_of(rooms.settings.role_holders, is_it) ||
           std::ranges::any_of(rooms.settings.scim_servers, [&](const auto& server) {
               return std::ranges::any_of(server.grants, is_it);
           });
}

}  // namespace

std::vector<PromiseLine> promise(const Rooms& rooms, const Draft& draft) {
    constexpr std::array<std::pair<Kind, std::string_view>, 4> kinds{{
        {Kind::request_state, "state"},
        {Kind::request_content, "first-text"},
        {Kind::conversation, "conversation"},
        {Kind::request_identity, "name"},
    }};
    policy::Facts given;
    given.set(Fact::erased, false);
    if (draft.named) given.set(Fact::name_consent, *draft.named);

    std::vector<PromiseLine> lines;
    for (const auto& [kind, what] : kinds) {
        auto readers = policy::readers(rooms.policy->policy, kind, given);
        std::erase_if(readers, [&](const policy::Reader& reader) {
            return !somebody_holds(rooms, reader.capacity);
        });
        lines.push_back({std::string(what), std::move(readers)});
    }
    return lines;
}

}  // namespace kith::service
