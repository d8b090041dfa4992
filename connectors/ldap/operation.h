// One search operation on a connection: sent, waited for, handed over message by message.
//
// Nothing is collected: an entry lives until the next one, so memory is flat however many there
// are. An operation that is not heard to its end is abandoned (RFC 4511, section 4.11).
#pragma once

#include <ldap.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "connectors/ldap/owned.h"

namespace kith::connectors::ldap {

using Controls = Owned<LDAPControl*>;
using Control = Owned<LDAPControl>;

// A control of its own: critical, so that a server that does not know it says so.
Result<Control> control(const char* oid, std::string_view value);

// The value of a control among those received; null where the server sent none of that kind.
const berval* value_of(const Controls& controls, const char* oid);

std::string_view view(const berval& value);

struct Asked {
    std::string base;
    int scope = LDAP_SCOPE_SUBTREE;
    std::string filter;
    std::vector<std::string> attributes;
    std::vector<LDAPControl*> controls = {};  // Borrowed.
};

// How long to wait, and whether to go on at all.
struct Patience {
    int answer_seconds = 60;  // Without a word from the server.
    std::function<bool()> go_on = [] { return true; };
};

// An entry as the server told it. Views live until it goes.
class Entry {
public:
    Entry(LDAP* handle, LDAPMessage* message);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    ~Entry();

    std::string_view dn() const { return dn_; }
    // To the next attribute; false behind the last one.
    bool next();
    std::string_view name() const { return name_; }
    const berval* values() const { return values_; }  // Up to one without bytes; never null.
    // Whether it could be read to here. What cannot be decoded is no entry.
    bool sound() const { return sound_; }
    Controls controls() const;

private:
    LDAP* handle_;
    LDAPMessage* message_;
    BerElement* rest_ = nullptr;
    berval* values_ = nullptr;
    std::string_view dn_;
    std::string_view name_;
    bool sound_;
};

// How an operation ended (RFC 4511, section 4.1.9).
struct Ending {
    int code = LDAP_OTHER;
    std::vector<std::string> referrals;
    Controls controls;
};

struct Hearing {
    std::function<Result<void>(Entry&)> entry;
    std::function<Result<void>(const std::vector<std::string>& uris)> reference;
    // RFC 4511, section 4.13; unset where none is expected.
    std::function<Result<void>(std::string_view oid, const berval& value)> intermediate;
    // Nothing has come for a tenth of a second. Gives whether that may go on for as long as it
    // likes; unset: for answer_seconds.
    std::function<Result<bool>()> silence;
};

// Hears one operation to its end. An ending with a code other than success is no error here: the
// caller knows what it means. Fails where the server says nothing for too long, hangs up or talks
// nonsense, where a hearer fails (with what it says), and with `cancelled` where go_on says no.
Result<Ending> search(LDAP* handle, const Asked& asked, const Patience& patience,
                      const Hearing& hearing);

}  // namespace kith::connectors::ldap
