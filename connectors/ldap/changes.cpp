#include "connectors/ldap/changes.h"

#include "connectors/ldap/filters.h"
#include "connectors/ldap/search.h"

namespace kith::connectors::ldap {
namespace {

constexpr int keys_at_once = 100;  // A filter of some 5 KB.

}  // namespace

Result<void> Changes::in_batches(const Keys& keys, const Batch& work) const {
    for (auto key = keys.begin(); key != keys.end();) {
        std::string any = "(|";
        for (int i = 0; i < keys_at_once && key != keys.end(); ++i, ++key)
            any += has_key(reading_.teller.key_attribute(), *key);
        if (const auto done = work(any + ")"); !done) return done.error();
    }
    return {};
}

Result<bool> Changes::moved_containers() {
    bool moved = false;
    Hearing hearing;
    hearing.entry = [&](Entry&) -> Result<void> {
        moved = true;
        return {};
    };
    const auto read = in_batches(renamed_, [&](const std::string& any) {
        const Asked asked{reading_.server.default_context,
                          LDAP_SCOPE_SUBTREE,
                          both(containers, any),
                          {LDAP_NO_ATTRS}};
        return read_pages(reading_.handle(), asked, reading_.settings.page_size, reading_.patience,
                          hearing);
    });
    if (!read) return read.error();
    return moved;
}

Result<void> Changes::tell() {
    for (const auto& key : gone_)
        changed_.erase(key);
    const auto read = in_batches(changed_, [&](const std::string& any) { return read_again(any); });
    if (!read) return read.error();
    for (const auto& key : changed_)
        if (!reading_.teller.was_told(key)) gone_.insert(key);
    for (const auto& key : gone_)
        if (const auto told = reading_.listener.gone(key); !told) return told.error();
    return {};
}

Result<void> Changes::read_again(const std::string& any_of_them) {
    Hearing hearing;
    hearing.entry = [&](Entry& entry) { return reading_.teller.tell(entry); };
    for (const auto& base : reading_.settings.bases) {
        auto asked = asked_below(base, reading_);
        asked.filter = both(asked.filter, any_of_them);
        const auto read = read_pages(reading_.handle(), asked, reading_.settings.page_size,
                                     reading_.patience, hearing);
        if (!read) return read.error();
    }
    return {};
}

}  // namespace kith::connectors::ldap
