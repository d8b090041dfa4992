// Who has read what of a request, kept for its owner: written before the reading is released.
#pragma once

#include <cstdint>
#include <vector>

#include "model/permit.h"
#include "model/support_request.h"
#include "store/assignments.h"

namespace kith::store {

struct Look {
    int assignment_number = 0;  // Which of the request's supporters, from 1.
    model::Looked what = model::Looked::first_text;
    std::int64_t hour = 0;
};

// Once an hour for each assignment and thing: how often would tell more about the reader than about
// the reading.
Result<void> note_look(Transaction& tx, const Assignment& assignment, model::Looked what,
                       std::int64_t hour);
// The newest first. The permit must be for request_looks.
Result<std::vector<Look>> looks(Transaction& tx, const model::Permit& permit);

}  // namespace kith::store
