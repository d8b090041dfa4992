#include "connectors/common/trusted_cas.h"

#include <filesystem>
#include <fstream>

namespace kith::connectors {
namespace {

Error no_trust(FixedText detail, const std::string& file, FixedText hint) {
    return Error{ErrorCode::source_unreadable, detail, file, hint};
}

// A file of another kind would be loaded without a word, and then nobody is trusted.
bool has_certificate(const std::string& file) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("-----BEGIN CERTIFICATE-----") ||
            line.starts_with("-----BEGIN TRUSTED CERTIFICATE-----"))
            return true;
    return false;
}

// Debian's, Red Hat's and SUSE's list.
std::string machines_own() {
    for (const char* const file : {"/etc/ssl/certs/ca-certificates.crt",
                                   "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"})
        if (std::filesystem::exists(file)) return file;
    return {};
}

}  // namespace

Result<std::string> trusted_cas(const std::string& named) {
    if (named.empty()) {
        auto own = machines_own();
        if (own.empty())
            return no_trust("this machine has no list of trusted CAs", {},
                            "name the file of the CA that signed the server's certificate");
        return own;
    }
    if (!std::ifstream(named))
        return no_trust("the CA file cannot be read", named,
                        "check its path, and that the user that runs Kith may read it");
    if (!has_certificate(named))
        return no_trust("the CA file has no certificate in PEM", named,
                        "openssl x509 -inform DER -in FILE -out FILE.pem makes it one");
    return named;
}

}  // namespace kith::connectors
