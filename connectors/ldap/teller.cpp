#include "connectors/ldap/teller.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "connectors/common/directory_key.h"
#include "connectors/common/dn.h"
#include "connectors/common/quoted.h"
#include "connectors/ldap/ranges.h"

namespace kith::connectors::ldap {
namespace {

constexpr std::string_view change_time = "modifytimestamp";

std::vector<std::string> with(std::vector<std::string> names, std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    return names;
}

}  // namespace

void Remarks::add(std::string what, std::string hint) {
    if (remarks_.size() == limits::findings_max) return;
    remarks_.push_back({Severity::warning, source_, 0, std::move(what), std::move(hint)});
}

Teller::Teller(LDAP* handle, const model::LdapSettings& settings, const RootDse& server,
               const Patience& patience, ports::DirectoryListener& listener)
    : handle_(handle),
      patience_(patience),
      listener_(listener),
      mapping_(settings.mappings),
      key_attribute_(settings.key_attribute.empty() ? key_attribute_of(server)
                                                    : lower_ascii(settings.key_attribute)),
      values_(with(mapping_.attributes(), key_attribute_)),
      remembers_(settings.bases.size() > 1 || !settings.referral_uris.empty()),
      remarks_(settings.name) {}

void Teller::ask_times() {
    values_ = EntryValues(with(values_.names(), change_time));
}

Result<void> Teller::tell(Entry& entry) {
    auto name = normalised_dn(std::string(entry.dn()));
    if (name && members_ != nullptr && !members_->contains(*name)) return {};
    const auto read_whole = read(entry);
    auto known = key();
    if (first_of(change_time) > latest_) latest_ = first_of(change_time);
    if (!is_new(known)) return {};
    if (known.empty()) {
        met_nobody_known_ = true;
        return refuse({}, name.value_or(quoted(entry.dn())),
                      {Severity::error, 0, key_attribute_ + " has no value that can be a key",
                       "may the account read it? Without it a person has no identity"});
    }
    if (!name)
        return refuse(known, quoted(entry.dn()),
                      {Severity::error, 0, "the name is not a distinguished name", "see RFC 4514"});
    if (!read_whole) {
        if (read_whole.error().code == ErrorCode::cancelled) return read_whole.error();
        return refuse(known, *name,
                      {Severity::error, 0, "not all values of the entry could be read",
                       "the server told a range of them and no more"});
    }
    return tell_person(std::move(known), std::move(*name));
}

Result<void> Teller::read(Entry& entry) {
    values_.clear();
    rest_.clear();
    Result<void> whole;
    while (entry.next()) {
        const auto place = values_.place(entry.name());
        if (!place) continue;
        for (const berval* value = entry.values(); value->bv_val != nullptr; ++value)
            values_.add(*place, {view(*value), 0});
        const auto begin = rest_begins(range_of(entry.name()));
        if (begin == 0) continue;
        const auto rest = read_rest(std::string(entry.dn()), *place, begin);
        if (!rest) whole = rest.error();
    }
    return whole;
}

Result<void> Teller::read_rest(const std::string& dn, EntryValues::Place place, std::size_t begin) {
    auto rest = rest_of_values(handle_, dn, values_.names()[place.index], begin, patience_);
    if (!rest) return rest.error();
    for (auto& value : *rest) {
        rest_.push_back(std::move(value));
        values_.add(place, {rest_.back(), 0});
    }
    return {};
}

std::string_view Teller::first_of(std::string_view attribute) const {
    const auto& names = values_.names();
    const auto found = std::find(names.begin(), names.end(), attribute);
    if (found == names.end()) return {};
    const auto values = values_.of(static_cast<std::size_t>(found - names.begin()));
    return values.empty() ? std::string_view() : values.front().bytes;
}

std::string Teller::key() const {
    return key_text(key_attribute_, first_of(key_attribute_)).value_or("");
}

bool Teller::is_new(const std::string& key) {
    return !remembers_ || key.empty() || told_.insert(key).second;
}

Result<void> Teller::still_there(const std::string& key) {
    return is_new(key) ? listener_.still_there(key) : Result<void>();
}

Result<void> Teller::refuse(const std::string& key, const std::string& name, const Flaw& flaw) {
    return listener_.refused(key, name, flaw.what, flaw.hint);
}

Result<void> Teller::tell_person(std::string key, std::string name) {
    auto mapped = mapping_.person_of(values_);
    for (const auto& flaw : mapped.flaws) {
        if (flaw.severity == Severity::error) return refuse(key, name, flaw);
        remarks_.add(name + ": " + flaw.what, flaw.hint);
    }
    return listener_.found({std::move(key), std::move(name), std::move(mapped.person),
                            std::move(mapped.manager), std::move(mapped.dotted_managers)});
}

}  // namespace kith::connectors::ldap
