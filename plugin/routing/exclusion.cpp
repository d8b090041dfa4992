#include "routing/exclusion.h"

#include "base/fault.h"

namespace kith::routing {

std::string_view code(Exclusion exclusion) {
    switch (exclusion) {
        case Exclusion::not_listed:
            return "not_listed";
        case Exclusion::inactive:
            return "inactive";
        case Exclusion::on_leave:
            return "on_leave";
        case Exclusion::accreditation_expired:
            return "accreditation_expired";
        case Exclusion::at_capacity:
            return "at_capacity";
        case Exclusion::language:
            return "language";
        case Exclusion::topic:
            return "topic";
        case Exclusion::excluded_by_requester:
            return "excluded_by_requester";
        case Exclusion::party:
            return "party";
        case Exclusion::declared_conflict:
            return "declared_conflict";
        case Exclusion::chain_of_command:
            return "chain_of_command";
        case Exclusion::same_team:
            return "same_team";
        case Exclusion::concerned_department:
            return "concerned_department";
        case Exclusion::level_distance:
            return "level_distance";
        case Exclusion::unknown_chain:
            return "unknown_chain";
        case Exclusion::yearly_limit:
            return "yearly_limit";
        case Exclusion::cool_down:
            return "cool_down";
        case Exclusion::other_side:
            return "other_side";
        case Exclusion::former_manager:
            return "former_manager";
        case Exclusion::asked_before:
            return "asked_before";
    }
    throw Fault("a rule without a code");
}

}  // namespace kith::routing
