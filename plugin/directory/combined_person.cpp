#include "directory/combined_person.h"

#include <algorithm>

#include "base/fault.h"
#include "base/text.h"

namespace kith::directory {
namespace {

using model::Person;
using model::SourceView;

using Views = std::vector<const SourceView*>;

// Those that have her now, then those from which she vanished.
Views by_weight(const std::vector<SourceView>& views) {
    Views sorted;
    for (const auto& view : views)
        sorted.push_back(&view);
    std::stable_partition(sorted.begin(), sorted.end(),
                          [](const SourceView* view) { return !view->person.departed; });
    return sorted;
}

void fill(Person& person, const Views& views) {
    for (auto text :
         {&Person::user_name, &Person::display_name, &Person::mail, &Person::title,
          &Person::department, &Person::location, &Person::timezone, &Person::preferred_language}) {
        for (const auto* view : views)
            if ((person.*text).empty()) person.*text = view->person.*text;
    }
    for (const auto* view : views)
        if (!person.level) person.level = view->person.level;
}

const SourceView* who_knows_her_manager(const Views& views) {
    for (const auto* view : views)
        if (!view->person.manager_id.empty() && !view->person.manager_unsure) return view;
    for (const auto* view : views)
        if (!view->person.manager_id.empty()) return view;
    return nullptr;
}

void add_line(Person& person, const EmployeeId& manager) {
    auto& lines = person.dotted_manager_ids;
    if (manager.empty() || manager == person.manager_id) return;
    if (std::find(lines.begin(), lines.end(), manager) == lines.end()) lines.push_back(manager);
}

void lead(Person& person, const Views& views) {
    if (const auto* told = who_knows_her_manager(views)) {
        person.manager_id = told->person.manager_id;
        person.manager_unsure = told->person.manager_unsure;
    } else {
        person.manager_unsure = std::all_of(views.begin(), views.end(), [](const auto* view) {
            return view->person.manager_unsure;
        });
    }
    for (const auto* view : views)
        for (const auto& manager : view->person.dotted_manager_ids)
            add_line(person, manager);
    for (const auto* view : views)
        add_line(person, view->person.manager_id);
}

// One attribute by which people are told apart or kept apart.
struct Told {
    const char* attribute;
    std::string (*value)(const Person&);
    bool shown = true;
    bool folded = false;  // Upper and lower case are one.
};

constexpr Told compared[] = {
    {"userName", [](const Person& person) { return person.user_name; }, true, true},
    {"mail", [](const Person& person) { return person.mail; }, false, true},
    {"department", [](const Person& person) { return person.department; }},
    {"title", [](const Person& person) { return person.title; }},
    {"managerId", [](const Person& person) { return person.manager_id.text(); }},
};

void compare(const Told& told, const Views& views, const SourceView* holds,
             std::vector<Clash>& clashes) {
    const auto differ = [&](const std::string& a, const std::string& b) {
        return told.folded ? lower_ascii(a) != lower_ascii(b) : a != b;
    };
    if (holds != nullptr && holds->person.departed) return;
    for (const auto* view : views) {
        if (view->person.departed) continue;
        const auto value = told.value(view->person);
        if (value.empty()) continue;
        if (holds == nullptr) holds = view;
        const auto held = told.value(holds->person);
        if (!differ(held, value)) continue;
        clashes.push_back({told.attribute, holds->source, view->source,
                           told.shown ? held : std::string{}, told.shown ? value : std::string{}});
    }
}

}  // namespace

CombinedPerson combined_person(const std::vector<SourceView>& views) {
    KITH_ASSERT(!views.empty());
    const auto sorted = by_weight(views);

    CombinedPerson combined;
    auto& person = combined.person;
    person.id = views.front().person.id;
    fill(person, sorted);
    lead(person, sorted);
    person.active = std::all_of(views.begin(), views.end(),
                                [](const SourceView& view) { return view.person.active; });
    person.departed = std::all_of(views.begin(), views.end(),
                                  [](const SourceView& view) { return view.person.departed; });
    for (const auto& told : compared) {
        const bool led = told.attribute == std::string_view("managerId");
        compare(told, sorted, led ? who_knows_her_manager(sorted) : nullptr, combined.clashes);
    }
    return combined;
}

}  // namespace kith::directory
