#include "service/directory_reading.h"

#include <algorithm>

#include "store/fields.h"

namespace kith::service {
namespace {

using ports::DirectoryEntry;
using store::FieldReader;
using store::FieldWriter;

std::string packed(const DirectoryEntry& entry) {
    const auto& person = entry.person;
    FieldWriter fields;
    fields.text(entry.key)
        .text(entry.name)
        .text(entry.manager)
        .number(static_cast<std::int64_t>(entry.dotted_managers.size()));
    for (const auto& manager : entry.dotted_managers)
        fields.text(manager);
    fields.text(person.id.text())
        .text(person.user_name)
        .text(person.display_name)
        .text(person.mail)
        .text(person.title)
        .text(person.department)
        .text(person.location)
        .text(person.timezone)
        .number(person.level ? 1 : 0)
        .number(person.level.value_or(0))
        .text(person.preferred_language)
        .number(person.active ? 1 : 0);
    return fields.packed();
}

DirectoryEntry unpacked(const std::string& text) {
    FieldReader fields(text);
    DirectoryEntry entry;
    entry.key = fields.text();
    entry.name = fields.text();
    entry.manager = fields.text();
    for (auto left = fields.number(); left > 0; --left)
        entry.dotted_managers.push_back(fields.text());
    auto& person = entry.person;
    person.id = EmployeeId{fields.text()};
    person.user_name = fields.text();
    person.display_name = fields.text();
    person.mail = fields.text();
    person.title = fields.text();
    person.department = fields.text();
    person.location = fields.text();
    person.timezone = fields.text();
    const bool has_level = fields.number() != 0;
    const auto level = static_cast<int>(fields.number());
    if (has_level) person.level = level;
    person.preferred_language = fields.text();
    person.active = fields.number() != 0;
    KITH_ASSERT(fields.complete());
    return entry;
}

}  // namespace

void DirectoryReading::know(const store::EntryRow& row) {
    if (row.departed) return;  // Never as it was: it is back.
    Known known;
    known.there = others_there_.contains(row.key);
    std::copy_n(row.told.begin(), std::min(row.told.size(), known.told.size()), known.told.begin());
    known_.emplace(row.key, known);
}

void DirectoryReading::begin_anew() {
    told_ = 0;
    known_.clear();
    others_there_.clear();
    gone_.clear();
    refused_names_.clear();
    refusals_.clear();
    arrivals_.clear();
}

// Marks it as there. False where that, or what it tells, is nothing new.
bool DirectoryReading::see(const std::string& key, const std::string* told) {
    gone_.erase(key);
    const auto known = known_.find(key);
    if (known == known_.end()) return others_there_.insert(key).second;
    auto& [last, there] = known->second;
    if (there || told == nullptr) {
        there = true;
        return false;
    }
    there = true;
    return !std::equal(last.begin(), last.end(), told->begin(), told->end());
}

Result<void> DirectoryReading::found(DirectoryEntry entry) {
    auto text = packed(entry);
    const auto told = store::told_digest(database_, text);
    if (see(entry.key, &told)) arrivals_.push_back(std::move(text));
    return count();
}

Result<void> DirectoryReading::still_there(const std::string& key) {
    see(key, nullptr);
    return count();
}

Result<void> DirectoryReading::gone(const std::string& key) {
    const auto known = known_.find(key);
    const bool there = known != known_.end() ? known->second.there : others_there_.contains(key);
    if (!there) gone_.insert(key);  // Else it only went from one of several bases.
    return count();
}

Result<void> DirectoryReading::refused(const std::string& key, const std::string& name,
                                       std::string why, std::string hint) {
    if (key.empty())
        refused_names_.push_back(name);
    else
        see(key, nullptr);
    refusals_.push_back({name.empty() ? key : name, std::move(why), std::move(hint)});
    return count();
}

std::vector<std::string> DirectoryReading::missing() const {
    std::vector<std::string> keys;
    for (const auto& [key, known] : known_)
        if (!known.there) keys.push_back(key);
    return keys;
}

Result<void> DirectoryReading::count() {
    ++told_;
    if (watch_ && !watch_(told_))
        return Error{ErrorCode::cancelled,
                     "the reading of the directory was stopped",
                     {},
                     "nothing was changed"};
    return {};
}

DirectoryEntry DirectoryReading::arrival(std::size_t i) const {
    return unpacked(arrivals_[i]);
}

std::string DirectoryReading::arrival_digest(std::size_t i) const {
    return store::told_digest(database_, arrivals_[i]);
}

}  // namespace kith::service
