#include "connectors/ldap/bind.h"

#include <memory>
#include <string>
#include <string_view>

#include "connectors/common/referenced_secret.h"
#include "connectors/ldap/owned.h"

namespace kith::connectors::ldap {
namespace {

bool may_carry_password(LDAP* handle, const model::LdapSettings& settings) {
    if (settings.clear_text) return true;
    if (ldap_tls_inplace(handle) != 0) return true;
    char* uri = nullptr;
    ldap_get_option(handle, LDAP_OPT_URI, &uri);
    const std::unique_ptr<char, void (*)(void*)> owned(uri, ldap_memfree);
    return uri != nullptr && std::string_view(uri).starts_with("ldapi://");
}

}  // namespace

Result<std::optional<Secret>> password_of(const model::LdapSettings& settings) {
    if (settings.bind_dn.empty()) return std::optional<Secret>();
    if (settings.password.empty())
        return Error{ErrorCode::source_unreadable,
                     "the LDAP source names who binds, and no password", settings.bind_dn,
                     "file:PATH, env:NAME or credential:NAME"};
    auto password = referenced_secret(settings.password);
    if (password) return std::optional<Secret>(std::move(*password));
    auto error = password.error();
    error.code = ErrorCode::source_unreadable;
    return error;
}

int log_in(LDAP* handle, const model::LdapSettings& settings,
           const std::optional<Secret>& password) {
    berval credentials{0, const_cast<char*>("")};
    if (password) {
        if (password->size() == 0) return LDAP_PARAM_ERROR;
        if (!may_carry_password(handle, settings)) return LDAP_CONFIDENTIALITY_REQUIRED;
        // libldap has no const; it only reads them.
        auto* const bytes = const_cast<std::uint8_t*>(password->bytes().data());
        credentials = {password->size(), reinterpret_cast<char*>(bytes)};
    }
    int message = 0;
    const int sent = ldap_sasl_bind(handle, password ? settings.bind_dn.c_str() : nullptr,
                                    password ? LDAP_SASL_SIMPLE : "EXTERNAL", &credentials, nullptr,
                                    nullptr, &message);
    if (sent != LDAP_SUCCESS) return sent;

    timeval patience{settings.connect_seconds, 0};
    LDAPMessage* answer = nullptr;
    const int got = ldap_result(handle, message, LDAP_MSG_ALL, &patience, &answer);
    const Owned<LDAPMessage> owned(answer);
    if (got == 0) return LDAP_TIMEOUT;
    int code = LDAP_SERVER_DOWN;
    if (got < 0) {
        ldap_get_option(handle, LDAP_OPT_RESULT_CODE, &code);
        return code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code;
    }
    const int read =
        ldap_parse_result(handle, answer, &code, nullptr, nullptr, nullptr, nullptr, 0);
    return read == LDAP_SUCCESS ? code : read;
}

}  // namespace kith::connectors::ldap
