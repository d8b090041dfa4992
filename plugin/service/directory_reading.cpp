#include "service/directory_reading.h"

#include <algorithm>

#include "store/fields.h"

namespace kith::service {
namespace {

using ports::DirectoryEntry;
using store::FieldReader;
using store::FieldWriter;

std::string packed_entry(const DirectoryEntry& entry) {
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

DirectoryEntry unpacked_entry(std::string_view text) {
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
    const auto told = others_there_.find(row.key);
    if (told != others_there_.end()) known = told->second;
    std::copy_n(row.told.begin(), std::min(row.told.size(), known.told.size()), known.told.begin());
    known_.emplace(row.key, known);
}

void DirectoryReading::end() {
    decltype(others_there_)().swap(others_there_);
}

void DirectoryReading::begin_anew() {
    told_ = 0;
    known_.clear();
    others_there_.clear();
    gone_.clear();
    refused_names_.clear();
    refusals_.clear();
    arrivals_.clear();
    texts_.clear();
}

DirectoryReading::Known& DirectoryReading::see(const std::string& key) {
    gone_.erase(key);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    const auto other = others_there_.find(key);
    if (other != others_there_.end()) return other->second;
    return others_there_.emplace(texts_.keep(key), Known{}).first->second;
}

// Of two that are told of one entry the later holds.
Result<void> DirectoryReading::found(DirectoryEntry entry) {
    const auto text = packed_entry(entry);
    const auto digest = store::told_digest(database_, text);
    auto& seen = see(entry.key);
    const bool another = !seen.there;
    seen.there = true;
    const bool as_last =
        std::equal(seen.told.begin(), seen.told.end(), digest.begin(), digest.end());
    if (!as_last) {
        const auto kept = texts_.keep(digest + text);
        if (seen.arrival == no_arrival) {
            seen.arrival = arrivals_.size();
            arrivals_.push_back(kept);
        } else {
            arrivals_[seen.arrival] = kept;
        }
        std::copy_n(digest.begin(), seen.told.size(), seen.told.begin());
    }
    return count(another);
}

Result<void> DirectoryReading::still_there(const std::string& key) {
    auto& seen = see(key);
    const bool another = !seen.there;
    seen.there = true;
    return count(another);
}

Result<void> DirectoryReading::gone(const std::string& key) {
    const auto known = known_.find(key);
    const auto other = others_there_.find(key);
    const bool there = (known != known_.end() && known->second.there) ||
                       (other != others_there_.end() && other->second.there);
    if (there) return count(false);  // It only went from one of several bases.
    return count(gone_.insert(key).second);
}

Result<void> DirectoryReading::refused(const std::string& key, const std::string& name,
                                       std::string why, std::string hint) {
    bool another = true;
    if (key.empty()) {
        refused_names_.push_back(name);
    } else {
        auto& seen = see(key);
        another = !seen.there;
        seen.there = true;
    }
    refusals_.push_back({name.empty() ? key : name, std::move(why), std::move(hint)});
    return count(another);
}

std::vector<std::string> DirectoryReading::missing() const {
    std::vector<std::string> keys;
    for (const auto& [key, known] : known_)
        if (!known.there) keys.push_back(key);
    return keys;
}

Result<void> DirectoryReading::count(bool another) {
    told_ += another ? 1 : 0;
    if (watch_ && !watch_(told_))
        return Error{ErrorCode::cancelled,
                     "the reading of the directory was stopped",
                     {},
                     "nothing was changed"};
    return {};
}

DirectoryEntry DirectoryReading::arrival(std::size_t i) const {
    return unpacked_entry(arrivals_[i].substr(store::told_digits));
}

std::string DirectoryReading::arrival_digest(std::size_t i) const {
    return std::string(arrivals_[i].substr(0, store::told_digits));
}

}  // namespace kith::service
