// Sign-on through the company's identity provider: what was said and may not be said again, and
// why somebody was not let in.
//
// Who is signed in is kept nowhere: her browser holds that, sealed (service/sign_on.h). Here are
// keyed digests of random ids alone, and times by the hour, so that the database does not tell who
// uses Kith.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace kith::store {

// What is good once.
enum class Spent : std::uint8_t { request, assertion };

// Remembered until then at least. False where it was noted before: of two processes one hears true.
Result<bool> spend(Transaction& tx, Spent what, const std::string& name, std::int64_t until_ms);

// Sessions of that name ended. Remembered until then at least, by a random mark and no time.
Result<void> end_sessions(Transaction& tx, const std::string& name, std::int64_t until_ms);
// The mark of the last end that is remembered; empty: none. Who began under another one has ended.
Result<std::string> end_of_sessions(Transaction& tx, const std::string& name);

struct SignOnRefusal {
    std::int64_t reference = 0;  // As the browser shows it and the log has it.
    std::int64_t hour = 0;
    std::string provider;  // As the manifest names it; may be empty.
    std::string rule;
    std::string section;
    std::string detail;
};
// Of the newest 200 alone.
Result<void> note_sign_on_refusal(Transaction& tx, const SignOnRefusal& refusal);
Result<std::vector<SignOnRefusal>> sign_on_refusals(Transaction& tx);  // The newest first.

// The last good copy of metadata that came by an address.
Result<void> keep_metadata(Transaction& tx, const std::string& url, const std::string& xml);
Result<std::optional<std::string>> kept_metadata(Transaction& tx, const std::string& url);

// What nobody can come back with any more, and refusals of before that hour.
Result<void> forget_sign_ons(Transaction& tx, std::int64_t this_hour, std::int64_t before_hour);

}  // namespace kith::store
