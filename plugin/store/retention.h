// What is still kept of requests, and what its owner has not read of it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/support_request.h"
#include "store/database.h"

namespace kith::store {

// How far an owner has read. Numbers without a time.
struct ReadMark {
    int message = 0;
    bool closed = false;  // She has seen that it was closed.

    bool operator==(const ReadMark&) const = default;
};
Result<ReadMark> read_mark(Transaction& tx, const RequestId& request);
Result<void> set_read_mark(Transaction& tx, const RequestId& request, const ReadMark& mark);
// What there is to read now.
Result<ReadMark> newest_mark(Transaction& tx, const RequestId& request);

struct KeptRequest {
    RequestId id;
    std::int64_t last_hour = 0;  // Of the last act in it, by whomever.
    std::optional<std::int64_t> closed_hour;
    bool unread = false;  // By its owner.
};
// Those that were not erased; one alone, where `request` is not empty.
Result<std::vector<KeptRequest>> kept_requests(Transaction& tx, const RequestId& request);

// Takes away what is left of requests that were closed and erased before this hour, what the audit
// log said before it (the tree stays) and what was refused before it.
Result<void> forget_records(Transaction& tx, std::int64_t before_hour);

}  // namespace kith::store
