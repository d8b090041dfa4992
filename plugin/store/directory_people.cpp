#include <algorithm>
#include <map>
#include <unordered_map>

#include "store/directory_state.h"
#include "store/directory_tables.h"
#include "store/people_rows.h"

namespace kith::store {
namespace {

using model::FormerManager;
using model::Person;

// The longest month: a former manager is never forgotten before routing may forget her.
constexpr std::int32_t month_days = 31;

using ByLine = std::map<std::pair<EmployeeId, EmployeeId>, Day>;

ByLine by_line(const std::vector<FormerManager>& former) {
    ByLine lines;
    for (const auto& line : former)
        lines.emplace(std::pair(line.employee, line.manager), line.until);
    return lines;
}

std::vector<FormerManager> sorted(const ByLine& lines) {
    std::vector<FormerManager> former;
    for (const auto& [line, until] : lines)
        former.push_back({line.first, line.second, until});
    return former;
}

struct Difference {
    std::vector<const Person*> written;  // Added or changed.
    std::vector<EmployeeId> cleared;     // Removed or changed.
    ByLine left;                         // Solid lines that ended today.
    PeopleChange count;
};

Difference difference(const std::vector<Person>& before, const std::vector<Person>& after,
                      Day today) {
    std::unordered_map<std::string_view, const Person*> old;
    for (const auto& person : before)
        old.emplace(person.id.text(), &person);

    Difference found;
    std::size_t stayed = 0;
    for (const auto& person : after) {
        const auto was = old.find(person.id.text());
        if (was == old.end()) {
            ++found.count.added;
            found.written.push_back(&person);
            continue;
        }
        ++stayed;
        if (row_of(*was->second) == row_of(person)) continue;
        ++found.count.changed;
        found.written.push_back(&person);
        found.cleared.push_back(person.id);
        const auto& led_by = was->second->manager_id;
        if (led_by.empty() || led_by == person.manager_id) continue;
        ++found.count.managers_changed;
        found.left.insert_or_assign({person.id, led_by}, today);
    }
    if (stayed == before.size()) return found;

    std::unordered_map<std::string_view, bool> stays;
    for (const auto& person : after)
        stays.emplace(person.id.text(), true);
    for (const auto& person : before) {
        if (stays.contains(person.id.text())) continue;
        ++found.count.removed;
        found.cleared.push_back(person.id);
    }
    return found;
}

Result<void> write(Transaction& tx, const Difference& found) {
    for (const auto& id : found.cleared) {
        const auto cleared = delete_person(tx, id);
        if (!cleared) return cleared;
    }
    return insert_people(tx, found.written);
}

}  // namespace

Result<std::vector<Person>> people(Transaction& tx) {
    const auto state = directory_state(tx);
    if (!state) return state.error();
    auto found = stored_people(tx);
    if (!found) return found;
    if (differs(tx, digest_of(tx, *found, state->people_version), state->people_digest))
        return changed_behind_us();
    return found;
}

Result<std::vector<FormerManager>> former_managers(Transaction& tx) {
    const auto state = directory_state(tx);
    if (!state) return state.error();
    auto found = stored_former_managers(tx);
    if (!found) return found;
    if (differs(tx, digest_of(tx, *found, state->people_version), state->former_managers_digest))
        return changed_behind_us();
    return found;
}

Result<PeopleChange> replace_people(Transaction& tx, const std::vector<Person>& people, Day today,
                                    int former_months) {
    auto state = directory_state(tx);
    if (!state) return state.error();
    const auto before = store::people(tx);
    if (!before) return before.error();
    const auto former = store::former_managers(tx);
    if (!former) return former.error();

    const auto found = difference(*before, people, today);
    auto lines = by_line(*former);
    for (const auto& [line, until] : found.left)
        lines.insert_or_assign(line, until);
    const Day oldest = today.plus(-former_months * month_days);
    const auto forgotten =
        std::erase_if(lines, [&](const auto& line) { return line.second < oldest; });
    if (found.written.empty() && found.cleared.empty() && forgotten == 0) return found.count;

    const auto written = write(tx, found);
    if (!written) return written.error();
    const auto kept = sorted(lines);
    const auto replaced = replace_former_managers(tx, kept);
    if (!replaced) return replaced.error();

    auto after = people;
    std::sort(after.begin(), after.end(),
              [](const Person& a, const Person& b) { return a.id < b.id; });
    ++state->people_version;
    state->people_digest = digest_of(tx, after, state->people_version);
    state->former_managers_digest = digest_of(tx, kept, state->people_version);
    const auto stated = set_directory_state(tx, *state);
    if (!stated) return stated.error();
    return found.count;
}

}  // namespace kith::store
