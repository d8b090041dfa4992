// The people and the supporters of a tenant, as last taken over.
//
// Every row set carries a keyed digest: a manager link that was changed behind Kith's back, by a
// fault or by a hand, gives store_corrupt and never a wrong route.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/person.h"
#include "model/supporter.h"
#include "store/database.h"

namespace kith::store {

// Counted up with each change, so that a reader knows when its snapshot is old.
struct DirectoryVersion {
    std::int64_t people = 0;
    std::int64_t supporters = 0;
    std::int64_t loads = 0;  // See caseloads.h.
    bool operator==(const DirectoryVersion&) const = default;
};
Result<DirectoryVersion> directory_version(Transaction& tx);

Result<std::vector<model::Person>> people(Transaction& tx);
Result<std::vector<model::FormerManager>> former_managers(Transaction& tx);  // Sorted by employee.

struct PeopleChange {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::size_t managers_changed =
        0;  // Of those, whose solid line moved: each leaves a FormerManager.
};
// One of them, as she stands: only all together can be held against the digest.
Result<std::optional<model::Person>> person(Transaction& tx, const EmployeeId& id);
// A person as she stands and as she is to be. Nothing before: she is new; nothing after: she goes.
struct PersonChange {
    std::optional<model::Person> before;
    std::optional<model::Person> after;
    // Who led her by the word of one of several sources until now, beside her solid line.
    std::vector<EmployeeId> led_beside{};
};
// Each person at most once. Costs what the changes cost, not what everybody does.
Result<PeopleChange> change_people(Transaction& tx, const std::vector<PersonChange>& changes,
                                   Day today, int former_months);
// Takes over a whole feed. Former managers older than `former_months` are forgotten.
Result<PeopleChange> replace_people(Transaction& tx, const std::vector<model::Person>& people,
                                    Day today, int former_months);

// `open_cases` of what comes out counts only cases that Kith does not know of.
Result<std::vector<model::PeerSupporter>> supporters(Transaction& tx);
// Of one, without a look at the others, and so without the digest over all of them.
Result<bool> is_listed(Transaction& tx, const EmployeeId& supporter);
Result<void> put_supporter(Transaction& tx, const model::PeerSupporter& supporter);
Result<void> remove_supporter(Transaction& tx, const EmployeeId& supporter);
Result<void> replace_supporters(Transaction& tx,
                                const std::vector<model::PeerSupporter>& supporters);

}  // namespace kith::store
