// How far the company's directory was read, and what the runs did.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace kith::store {

// How far a source was read. Times are of the wall clock, in milliseconds; 0: never.
struct SourceProgress {
    std::string state;  // What the connector left for its next question.
    std::int64_t asked_ms = 0;
    std::int64_t taken_ms = 0;  // When an answer was taken over last.
    std::int64_t whole_ms = 0;  // When everybody was told last.
    std::int64_t version = 0;   // Counted up with each change of the entries; only read.
};
Result<SourceProgress> source_progress(Transaction& tx, const std::string& source);
Result<void> set_source_progress(Transaction& tx, const std::string& source,
                                 const SourceProgress& progress);

// What a run did, as text; the newest few are kept. The newest first.
Result<void> add_sync_report(Transaction& tx, const std::string& source, const std::string& report);
Result<std::vector<std::string>> sync_reports(Transaction& tx, const std::string& source);

}  // namespace kith::store
