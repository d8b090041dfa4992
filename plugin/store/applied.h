// The manifest that this database was last applied with.
#pragma once

#include <optional>
#include <string>

#include "base/day.h"
#include "base/result.h"
#include "store/database.h"

namespace kith::store {

struct Applied {
    std::string canonical;
    Day day;
};

Result<std::optional<Applied>> applied(Transaction& tx);
Result<void> set_applied(Transaction& tx, const Applied& manifest);

}  // namespace kith::store
