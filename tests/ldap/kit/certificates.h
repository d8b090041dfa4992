// A CA and what it signed, made once for a test program by the command openssl.
#pragma once

#include <string>

#include "tests/connectors/written_file.h"

namespace kith::tests {

class Certificates {
public:
    static const Certificates& shared();

    std::string ca() const { return folder_ / "ca.crt"; }
    std::string other_ca() const { return folder_ / "other.crt"; }
    // "server": for localhost and 127.0.0.1; "elsewhere": for dc1.example.org alone, "many": for
    // several, "expired", and "client": O=kith, CN=kith-client.
    std::string certificate(const std::string& name) const { return folder_ / (name + ".crt"); }
    std::string der(const std::string& name) const;  // The certificate's bytes.
    std::string folder() const { return folder_ / ""; }
    std::string key(const std::string& name) const { return folder_ / (name + ".key"); }

private:
    Certificates();
    void make_ca(const std::string& name, const std::string& subject) const;
    void sign(const std::string& name, const std::string& subject, const std::string& names,
              int days) const;

    Folder folder_;
};

}  // namespace kith::tests
