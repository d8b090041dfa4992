// Duty to warn: a name opened without its owner's word, by two, for a time, and looked at later.
#pragma once

#include <cstdint>
#include <optional>

#include "base/ids.h"

namespace kith::model {

// The only grounds. Nothing else is ever a reason, and no words are kept beside it.
enum class DangerTo { self, others, child };

enum class ReviewOutcome { justified, not_justified };

struct DisclosureException {
    static constexpr int approval_hours = 72;  // Then what nobody approved lapses.

    ExceptionId id;
    RequestId request;
    DangerTo danger = DangerTo::self;
    std::int64_t asked_hour = 0;
    std::optional<std::int64_t> begun_hour;  // When the second custodian approved.
    std::optional<std::int64_t> until_hour;  // It ends by itself then.
    std::optional<std::int64_t> ended_hour;
    std::optional<std::int64_t> opened_hour;          // When the name was first read.
    std::optional<std::int64_t> deferred_until_hour;  // The owner is told from then on.
    std::optional<ReviewOutcome> outcome;
    std::optional<std::int64_t> reviewed_hour;

    bool live(std::int64_t hour) const {
        return begun_hour && !ended_hour && until_hour && hour < *until_hour;
    }
    // Ended, past its time, or never approved by two.
    bool over(std::int64_t hour) const {
        if (!begun_hour) return ended_hour || hour >= asked_hour + approval_hours;
        return ended_hour || hour >= *until_hour;
    }
};

}  // namespace kith::model
