#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "store/directory_state.h"
#include "store/directory_tables.h"
#include "store/directory_tops.h"
#include "store/people_rows.h"

namespace kith::store {
namespace {

using model::FormerManager;
using model::Person;

// The longest month: a former manager is never forgotten before routing may forget her.
constexpr std::int32_t month_days = 31;

RowsDigest digest_of_people(const Transaction& tx) {
    return {tx.tenant_keys(), "people"};
}
RowsDigest digest_of_former_managers(const Transaction& tx) {
    return {tx.tenant_keys(), "former managers"};
}

template <class Row>
RowsDigest filled(RowsDigest digest, const std::vector<Row>& rows) {
    for (const auto& row : rows)
        digest.add(row_of(row));
    return digest;
}

// One person's row as it was and as it is to be; one of the two may be missing, never both.
struct RowChange {
    const Person* before = nullptr;
    const Person* after = nullptr;
    std::vector<EmployeeId> led_beside{};
};

// Takes changes into the tables and into both digests, which go on from what was stated: what was
// changed behind Kith's back stays seen, and the cost is that of the changes alone.
class Change {
public:
    static Result<Change> begin(Transaction& tx) {
        const auto state = directory_state(tx);
        if (!state) return state.error();
        Change change(tx, *state);
        if (!tx.database().has_key()) return change;
        const auto people = change.people_.resume(state->people_version, state->people_digest);
        if (!people) return people.error();
        const auto former =
            change.former_.resume(state->people_version, state->former_managers_digest);
        if (!former) return former.error();
        return change;
    }

    Result<void> take(const std::vector<RowChange>& rows, Day today) {
        std::vector<const Person*> written;
        for (const auto& row : rows) {
            if (row.before != nullptr) {
                const auto cleared = delete_person(tx_, row.before->id);
                if (!cleared) return cleared;
                people_.take_out(row_of(*row.before));
            }
            if (row.after != nullptr) {
                written.push_back(row.after);
                people_.add(row_of(*row.after));
            }
            touch(row);
            const auto left = count(row, today);
            if (!left) return left;
        }
        changed_ = changed_ || !rows.empty();
        return insert_people(tx_, written);
    }

    Result<PeopleChange> end(Day today, int former_months) {
        const Day oldest = today.plus(-former_months * month_days);
        const auto old = former_managers_before(tx_, oldest);
        if (!old) return old.error();
        if (!changed_ && old->empty()) return counted_;
        for (const auto& line : *old)
            former_.take_out(row_of(line));
        const auto forgotten = forget_former_managers_before(tx_, oldest);
        if (!forgotten) return forgotten.error();

        const auto led =
            update_tops(tx_, {touched_, state_.people_version, state_.people_version + 1});
        if (!led) return led.error();
        ++state_.people_version;
        auto people = people_.stated(state_.people_version);
        if (!people) return people.error();
        auto former = former_.stated(state_.people_version);
        if (!former) return former.error();
        state_.people_digest = std::move(*people);
        state_.former_managers_digest = std::move(*former);
        const auto stated = set_directory_state(tx_, state_);
        if (!stated) return stated.error();
        return counted_;
    }

private:
    Change(Transaction& tx, DirectoryState state)
        : tx_(tx),
          state_(std::move(state)),
          people_(digest_of_people(tx)),
          former_(digest_of_former_managers(tx)) {}

    Result<void> count(const RowChange& row, Day today) {
        if (row.before == nullptr) {
            ++counted_.added;
            return {};
        }
        if (row.after == nullptr) {
            ++counted_.removed;
            return {};
        }
        ++counted_.changed;
        for (const auto& manager : row.led_beside) {
            const auto left = leave({row.before->id, manager, today});
            if (!left) return left;
        }
        const auto& led_by = row.before->manager_id;
        if (led_by.empty() || led_by == row.after->manager_id) return {};
        ++counted_.managers_changed;
        return leave({row.before->id, led_by, today});
    }

    // Those who may now be at the top, or not any more.
    void touch(const RowChange& row) {
        const auto manager_of = [](const Person* person) {
            return person == nullptr ? EmployeeId{} : person->manager_id;
        };
        const auto before = manager_of(row.before);
        const auto after = manager_of(row.after);
        if (before.empty() || after.empty())
            touched_.insert((row.after != nullptr ? row.after : row.before)->id);
        if (before == after && row.before != nullptr && row.after != nullptr) return;
        if (!before.empty()) touched_.insert(before);
        if (!after.empty()) touched_.insert(after);
    }

    // A solid line ended.
    Result<void> leave(const FormerManager& line) {
        const auto known = stored_former_manager(tx_, line.employee, line.manager);
        if (!known) return known.error();
        if (*known) former_.take_out(row_of(**known));
        former_.add(row_of(line));
        return put_former_manager(tx_, line);
    }

    Transaction& tx_;
    DirectoryState state_;
    RowsDigest people_;
    RowsDigest former_;
    PeopleChange counted_;
    std::unordered_set<EmployeeId> touched_;
    bool changed_ = false;
};

std::vector<RowChange> difference(const std::vector<Person>& before,
                                  const std::vector<Person>& after) {
    std::unordered_map<std::string_view, const Person*> old;
    for (const auto& person : before)
        old.emplace(person.id.text(), &person);

    std::vector<RowChange> found;
    for (const auto& person : after) {
        const auto was = old.find(person.id.text());
        if (was == old.end()) {
            found.push_back({nullptr, &person, {}});
            continue;
        }
        if (row_of(*was->second) != row_of(person)) found.push_back({was->second, &person, {}});
        old.erase(was);
    }
    for (const auto& [id, person] : old)
        found.push_back({person, nullptr, {}});
    return found;
}

}  // namespace

Result<std::vector<Person>> people(Transaction& tx) {
    const auto state = directory_state(tx);
    if (!state) return state.error();
    auto found = stored_people(tx);
    if (!found) return found;
    if (differs(tx, filled(digest_of_people(tx), *found), state->people_version,
                state->people_digest))
        return changed_behind_us();
    return found;
}

Result<std::vector<FormerManager>> former_managers(Transaction& tx) {
    const auto state = directory_state(tx);
    if (!state) return state.error();
    auto found = stored_former_managers(tx);
    if (!found) return found;
    if (differs(tx, filled(digest_of_former_managers(tx), *found), state->people_version,
                state->former_managers_digest))
        return changed_behind_us();
    return found;
}

Result<std::optional<Person>> person(Transaction& tx, const EmployeeId& id) {
    return stored_person(tx, id);
}

Result<PeopleChange> replace_people(Transaction& tx, const std::vector<Person>& people, Day today,
                                    int former_months) {
    const auto before = store::people(tx);
    if (!before) return before.error();
    const auto former = store::former_managers(tx);
    if (!former) return former.error();
    auto change = Change::begin(tx);
    if (!change) return change.error();
    const auto taken = change->take(difference(*before, people), today);
    if (!taken) return taken.error();
    return change->end(today, former_months);
}

Result<PeopleChange> change_people(Transaction& tx, const std::vector<PersonChange>& changes,
                                   Day today, int former_months) {
    std::vector<RowChange> rows;
    for (const auto& [before, after, led_beside] : changes)
        if (before != after)
            rows.push_back({before ? &*before : nullptr, after ? &*after : nullptr, led_beside});
    auto change = Change::begin(tx);
    if (!change) return change.error();
    const auto taken = change->take(rows, today);
    if (!taken) return taken.error();
    return change->end(today, former_months);
}

}  // namespace kith::store
