#include "connectors/ldap/tls.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace kith::connectors::ldap {
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

// GnuTLS trusts nobody where no file is named: Debian's, Red Hat's and SUSE's list.
std::string machines_own() {
    for (const char* const file : {"/etc/ssl/certs/ca-certificates.crt",
                                   "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"})
        if (std::filesystem::exists(file)) return file;
    return {};
}

Result<std::string> ca_file(const model::LdapSettings& settings) {
    if (settings.ca_file.empty()) {
        auto own = machines_own();
        if (own.empty())
            return no_trust("this machine has no list of trusted CAs", {},
                            "name the file of the CA that signed the server's certificate");
        return own;
    }
    if (!std::ifstream(settings.ca_file))
        return no_trust("the CA file cannot be read", settings.ca_file,
                        "check its path, and that the user that runs Kith may read it");
    if (!has_certificate(settings.ca_file))
        return no_trust("the CA file has no certificate in PEM", settings.ca_file,
                        "openssl x509 -inform DER -in FILE -out FILE.pem makes it one");
    return settings.ca_file;
}

// What GnuTLS ignores; is_new_enough makes up for it.
void set_versions(LDAP* handle, bool any_version) {
    const int least = any_version ? LDAP_OPT_X_TLS_PROTOCOL_TLS1_0 : LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    const int most = 0;
    ldap_set_option(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, &least);
    ldap_set_option(handle, LDAP_OPT_X_TLS_PROTOCOL_MAX, &most);
}

const char* text_or_null(const std::string& text) {
    return text.empty() ? nullptr : text.c_str();
}

// What ldap.conf, .ldaprc, a variable LDAPTLS_... or the host's own global options could have
// brought in: other CAs, a client's certificate of somebody else, a pin, a revocation list, TLS on
// ldap:// without StartTLS. Which of them a new handle takes over differs by version of libldap.
void forget_others(LDAP* handle) {
    const int never = LDAP_OPT_X_TLS_NEVER;
    ldap_set_option(handle, LDAP_OPT_X_TLS, &never);
    for (const int option :
         {LDAP_OPT_X_TLS_CIPHER_SUITE, LDAP_OPT_X_TLS_CACERTDIR, LDAP_OPT_X_TLS_CACERT,
          LDAP_OPT_X_TLS_CERT, LDAP_OPT_X_TLS_KEY, LDAP_OPT_X_TLS_CRLFILE, LDAP_OPT_X_TLS_DHFILE,
          LDAP_OPT_X_TLS_ECNAME, LDAP_OPT_X_TLS_PEERKEY_HASH, LDAP_OPT_X_TLS_CONNECT_CB,
          LDAP_OPT_X_TLS_CONNECT_ARG})
        ldap_set_option(handle, option, nullptr);
}

}  // namespace

Result<void> set_tls(LDAP* handle, const model::LdapSettings& settings, Checks checks) {
    const auto trusted = ca_file(settings);
    if (!trusted) return trusted.error();
    forget_others(handle);
    set_versions(handle, checks == Checks::any_version);
    const int certificate = checks == Checks::all ? LDAP_OPT_X_TLS_DEMAND : LDAP_OPT_X_TLS_NEVER;
    // RFC 6125 section 6.4.4: the common name counts only where there is no subjectAltName.
    const int names = LDAP_OPT_X_TLS_TRY;
    ldap_set_option(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, &certificate);
    ldap_set_option(handle, LDAP_OPT_X_TLS_REQUIRE_SAN, &names);
    ldap_set_option(handle, LDAP_OPT_X_TLS_CACERTFILE, trusted->c_str());
    ldap_set_option(handle, LDAP_OPT_X_TLS_CERTFILE, text_or_null(settings.certificate_file));
    ldap_set_option(handle, LDAP_OPT_X_TLS_KEYFILE, text_or_null(settings.certificate_key_file));

    const int client = 0;
    if (ldap_set_option(handle, LDAP_OPT_X_TLS_NEWCTX, &client) == LDAP_OPT_SUCCESS) return {};
    if (!settings.certificate_file.empty() || !settings.certificate_key_file.empty())
        return no_trust("the client's certificate or its key cannot be used",
                        settings.certificate_file,
                        "both as PEM, the key without a passphrase and belonging to the "
                        "certificate");
    return no_trust("the CA file cannot be used", *trusted, "certificates in PEM");
}

std::string tls_version(LDAP* handle) {
    char* version = nullptr;
    ldap_get_option(handle, LDAP_OPT_X_TLS_VERSION, &version);
    const std::unique_ptr<char, void (*)(void*)> owned(version, ldap_memfree);
    return version == nullptr ? "" : version;
}

bool is_new_enough(LDAP* handle) {
    const auto version = tls_version(handle);  // GnuTLS leaves out the v.
    return version.ends_with("1.2") || version.ends_with("1.3");
}

}  // namespace kith::connectors::ldap
