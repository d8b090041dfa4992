#include "connectors/ldap/tls.h"

#include <memory>
#include <string>

#include "connectors/common/trusted_cas.h"

namespace kith::connectors::ldap {
namespace {

Error no_trust(FixedText detail, const std::string& file, FixedText hint) {
    return Error{ErrorCode::source_unreadable, detail, file, hint};
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
    // GnuTLS trusts nobody where no file is named.
    const auto trusted = trusted_cas(settings.ca_file);
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
