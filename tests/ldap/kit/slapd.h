// OpenLDAP's server as a child process: its data in a folder that goes with it, its ports on
// loopback alone.
#pragma once

#include <sys/types.h>

#include <string>
#include <thread>

#include "model/settings.h"
#include "tests/ldap/kit/certificates.h"

namespace kith::tests {

class Slapd {
public:
    struct Setup {
        std::string certificate = "server";  // Empty: no TLS.
        std::string tls;                     // More lines for TLS.
        std::string access = "access to * by users read by * none\n";
        std::string limits;
        std::string entries;  // LDIF, added below dc=kith,dc=test.
    };
    Slapd() : Slapd(Setup{}) {}
    explicit Slapd(const Setup& setup);
    Slapd(const Slapd&) = delete;
    Slapd& operator=(const Slapd&) = delete;
    ~Slapd();

    void start();
    void stop();          // As by kill -9.
    void freeze() const;  // Takes connections and requests, and answers nothing until it thaws.
    void thaw() const;
    void set_password(const std::string& password) const;

    // Over ldaps, as cn=sync,dc=kith,dc=test with its password in a file.
    model::LdapSettings settings() const;
    std::string password_file(const std::string& content) const;
    std::string ldap(const std::string& host = "127.0.0.1") const;
    std::string ldaps(const std::string& host = "127.0.0.1") const;
    std::string ldapi() const;

private:
    void configure(const Setup& setup) const;
    void load(const std::string& entries) const;

    Folder folder_;
    int port_;
    int tls_port_;
    pid_t process_ = -1;
};

int free_port();

// A port that takes connections, says one thing to the first of them, and then never a word.
class SilentHost {
public:
    explicit SilentHost(std::string word = {});
    SilentHost(const SilentHost&) = delete;
    SilentHost& operator=(const SilentHost&) = delete;
    ~SilentHost();
    std::string at(const std::string& scheme) const;

private:
    int port_ = 0;
    int socket_;  // Fills in the port.
    std::thread speaker_;
};

}  // namespace kith::tests
