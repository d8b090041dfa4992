// A real OpenLDAP server on loopback, in a folder of its own, for as long as the object lives.
#pragma once

#include <sys/types.h>

#include <string>

#include "model/settings.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {

class Slapd {
public:
    // Whether the server can do syncrepl; `module` only says so.
    enum class Syncprov { none, module, overlay };
    struct Setup {
        std::string limits = "unlimited";  // What slapd.conf says of the sync account's size limit.
        Syncprov syncprov = Syncprov::overlay;
        std::string more;  // Lines of slapd.conf for the database.
    };

    Slapd() : Slapd(Setup{"unlimited", Syncprov::overlay, ""}) {}
    explicit Slapd(const Setup& setup);
    Slapd(const Slapd&) = delete;
    Slapd& operator=(const Slapd&) = delete;
    ~Slapd();

    std::string uri() const { return "ldap://127.0.0.1:" + std::to_string(port_); }
    // The account that syncs, everybody below ou=people.
    model::LdapSettings settings() const;
    // LDIF as ldapmodify takes it; "changetype: add" where it says nothing else.
    void change(const std::string& ldif) const;
    // `count` people below ou=people: p0, p1 ... who leads each other in twos.
    void add_people(int count) const;

    void freeze() const;  // It accepts and says nothing more.
    void stop();
    void start();  // Again, on the same port and with what it had.

private:
    void configure(const Setup& setup) const;
    bool answers() const;

    Folder folder_;
    int port_;
    pid_t process_ = 0;
};

// An entry of a person, with `more` lines.
std::string person(const std::string& user, const std::string& more = "",
                   const std::string& unit = "ou=people");

}  // namespace kith::tests
