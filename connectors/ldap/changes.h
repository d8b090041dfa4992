// Entries of which a server only said that something in them changed.
#pragma once

#include <functional>
#include <string>
#include <unordered_set>

#include "connectors/ldap/reading.h"

namespace kith::connectors::ldap {

// Each is read again whole, by its key: what a server tells of a change is only the change
// (DirSync), or the entry has left the bases and filters meanwhile. Who is in none of them is gone.
class Changes {
public:
    explicit Changes(Reading& reading) : reading_(reading) { reading.teller.remember(); }

    void changed(std::string key) { changed_.insert(std::move(key)); }
    void renamed(std::string key) { renamed_.insert(std::move(key)); }
    void gone(std::string key) { gone_.insert(std::move(key)); }
    // Whether something that people stand in was renamed, moved or made: all in it go along,
    // and not one of them is told.
    Result<bool> moved_containers();
    // Tells the listener, behind everything that was heard.
    Result<void> tell();

private:
    using Keys = std::unordered_set<std::string>;
    using Batch = std::function<Result<void>(const std::string& any_of_them)>;
    Result<void> in_batches(const Keys& keys, const Batch& work) const;
    Result<void> read_again(const std::string& any_of_them);

    Reading& reading_;
    Keys changed_;
    Keys renamed_;
    Keys gone_;
};

// Active Directory: what people stand in.
inline constexpr const char* containers =
    "(&(|(objectClass=organizationalUnit)(objectClass=container))"
    "(!(objectClass=groupPolicyContainer)))";

}  // namespace kith::connectors::ldap
