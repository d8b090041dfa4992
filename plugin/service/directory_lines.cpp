// The part of DirectoryMerge that decides who leads whom.
#include <algorithm>

#include "service/directory_merge.h"

namespace kith::service {

Result<void> DirectoryMerge::set_manager(model::Person& person, const std::string& name,
                                         bool named_before) {
    directory::NamedManager named;
    named.name = name;
    named.last = person.manager_id;
    // Who leads the house keeps doing so until the directory says otherwise.
    named.top = is_top(person.id) || (person.manager_id.empty() && !person.manager_unsure);
    if (!name.empty()) {
        const auto holder = holders_.of(name);
        if (!holder) return holder.error();
        named.holder = holder->now;
        named.former_holder = holder->formerly;
    }
    // A link names who has the name now, whoever had it when it was told before.
    named.named_before = named_before && (!names_are_links_ || named.holder.empty());
    if (!named.last.empty()) {
        const auto there = holders_.is_there(named.last);
        if (!there) return there.error();
        named.last_is_there = *there;
    }
    const auto line = directory::manager_line(named);
    person.manager_id = line.manager;
    person.manager_unsure = line.unsure;
    return {};
}

// Somebody has this name now: those who named it while nobody had it are led by her; and, unless
// names are links, those who named it while it was of one who has vanished since.
Result<void> DirectoryMerge::look_again(const std::string& name) {
    const auto nobody = directory::nobody_by_name(name);
    std::vector<EmployeeId> before{nobody};
    if (!names_are_links_) {
        const auto departed = store::departed_with(tx_, source_.name, name);
        if (!departed) return departed.error();
        before.insert(before.end(), departed->begin(), departed->end());
    }
    for (const auto& manager : before) {
        const auto led = store::led_by(tx_, manager);
        if (!led) return led.error();
        for (const auto& id : *led) {
            const auto led_anew = decide_again(id, name, nobody);
            if (!led_anew) return led_anew;
        }
    }
    return {};
}

Result<void> DirectoryMerge::decide_again(const EmployeeId& id, const std::string& name,
                                          const EmployeeId& nobody) {
    const auto entry = store::entry_of(tx_, source_.name, id);
    if (!entry) return entry.error();
    const auto holder = holders_.of(name);
    if (!holder) return holder.error();
    if (!*entry || (*entry)->departed || holder->now.empty()) return {};
    const auto known = views_.known(id, true);
    if (!known) return known.error();
    if (!known->own) return {};
    auto person = *known->own;
    if ((*entry)->manager_name == name) {
        const auto led = set_manager(person, name, true);
        if (!led) return led;
    }
    std::replace(person.dotted_manager_ids.begin(), person.dotted_manager_ids.end(), nobody,
                 holder->now);
    if (person == *known->own) return {};
    auto change = views_.take(*known, std::move(person));
    if (!change) return change.error();
    // At once: she may have named another of these, too.
    const auto written = write(std::move(*change));
    return written ? flush() : written;
}

bool DirectoryMerge::is_top(const EmployeeId& person) const {
    return std::find(tops_.begin(), tops_.end(), person) != tops_.end();
}

}  // namespace kith::service
