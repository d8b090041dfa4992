// That a support request is not to be erased by time or by an office. Its owner stays free.
#pragma once

#include <cstdint>
#include <optional>

#include "base/day.h"
#include "base/ids.h"

namespace kith::model {

enum class HoldReason { legal_claim, investigation, asked_by_owner };

struct LegalHold {
    static constexpr int days_max = 365;  // Then it has to be placed anew.

    HoldId id;
    RequestId request;
    HoldReason reason = HoldReason::legal_claim;
    std::int64_t asked_hour = 0;
    std::optional<std::int64_t> begun_hour;  // When the second custodian agreed.
    Day until;                               // Its last day.
    std::optional<std::int64_t> ended_hour;  // Ended early, by two.

    bool stands(Day today) const { return begun_hour && !ended_hour && today <= until; }
    bool over(Day today) const { return ended_hour || today > until; }
};

}  // namespace kith::model
