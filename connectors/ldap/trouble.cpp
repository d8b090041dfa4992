#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "connectors/ldap/connection.h"

namespace kith::connectors::ldap {
namespace {

struct Words {
    FixedText detail;
    FixedText hint;
};

struct Known {
    int code;
    Words words;
};

// RFC 4511 section 4.1.9 and appendix A; the negative ones are libldap's own.
constexpr std::array known{
    Known{LDAP_OPERATIONS_ERROR,
          {"the directory server could not do it",
           "Active Directory says this to who has not logged in; else look into its log"}},
    Known{LDAP_PROTOCOL_ERROR,
          {"the directory server does not understand the request",
           "it must speak LDAP version 3; look into its log"}},
    Known{LDAP_TIMELIMIT_EXCEEDED,
          {"the directory server's time limit ended the search",
           "raise the account's time limit, or index what the filter asks for"}},
    Known{LDAP_SIZELIMIT_EXCEEDED,
          {"the directory server's size limit cut the answer",
           "raise the account's size limit; with paging, its limit for paged searches"}},
    Known{LDAP_AUTH_METHOD_NOT_SUPPORTED,
          {"the directory server does not let anybody in this way",
           "choose another: a DN and a password, or a client's certificate"}},
    Known{LDAP_STRONG_AUTH_REQUIRED,
          {"the directory server wants an encrypted connection for this account",
           "use ldaps:// or StartTLS"}},
    Known{LDAP_REFERRAL,
          {"the directory server does not have this part of the tree and names another",
           "ask that server, or a global catalog"}},
    Known{LDAP_ADMINLIMIT_EXCEEDED,
          {"the directory server's own limit ended the search",
           "raise its look-through limit for the account, or index what the filter asks for"}},
    Known{LDAP_UNAVAILABLE_CRITICAL_EXTENSION,
          {"the directory server cannot do what the request needs",
           "choose another way of reading for this source"}},
    Known{LDAP_CONFIDENTIALITY_REQUIRED,
          {"the directory server wants an encrypted connection", "use ldaps:// or StartTLS"}},
    Known{LDAP_NO_SUCH_OBJECT,
          {"the directory server has no such entry, or does not show it to this account",
           "check the DN, and what the account may see"}},
    Known{LDAP_INVALID_DN_SYNTAX, {"this is no distinguished name", "check its spelling"}},
    Known{LDAP_INAPPROPRIATE_AUTH,
          {"this account cannot log in this way", "does it have a password on the server?"}},
    Known{LDAP_INVALID_CREDENTIALS,
          {"the directory server does not know this name with this password",
           "check the bind DN and the password; for SASL EXTERNAL, what the server makes of the "
           "certificate"}},
    Known{LDAP_INSUFFICIENT_ACCESS,
          {"this account has no right to do that", "give it the right on the server"}},
    Known{LDAP_BUSY, {"the directory server is busy", "it is tried again by itself"}},
    Known{LDAP_UNAVAILABLE,
          {"the directory server is shutting down or not ready", "it is tried again by itself"}},
    Known{LDAP_UNWILLING_TO_PERFORM,
          {"the directory server refuses to do that", "its log says why"}},
    Known{LDAP_OTHER, {"the directory server met an error of its own", "its log says which"}},
    Known{LDAP_SERVER_DOWN,
          {"the connection to the directory server broke",
           "it is made anew by itself; where it breaks each time, look into the server's log"}},
    Known{LDAP_TIMEOUT,
          {"the directory server did not answer in time",
           "see how busy it is; what is asked may want an index"}},
    Known{LDAP_CONNECT_ERROR,
          {"the connection to the directory server broke",
           "it is made anew by itself; where it breaks each time, look into the server's log"}},
    Known{LDAP_FILTER_ERROR, {"this is no search filter", "RFC 4515 says how one is written"}},
    Known{LDAP_DECODING_ERROR,
          {"what came from the directory server is no LDAP", "is this its port?"}},
    Known{LDAP_NO_MEMORY, {"libldap has no memory", {}}},
};

struct Refusal {
    std::string_view number;  // Hexadecimal, as Windows error codes are written there.
    Words words;
};

// Why Active Directory lets an account not in, "data 52e" in its message.
constexpr std::array refusals{
    Refusal{"525", {"Active Directory does not know this account", "check the bind DN"}},
    Refusal{"52e",
            {"Active Directory refuses the password, or does not know the account",
             "check the bind DN and the password"}},
    Refusal{"530",
            {"Active Directory lets this account not in at this hour", "change its logon hours"}},
    Refusal{"531",
            {"Active Directory lets this account not in from this machine",
             "change the machines that it may log on to"}},
    Refusal{"532", {"the password of this account has expired", "set a new one, that does not"}},
    Refusal{"533", {"this account is disabled", "enable it"}},
    Refusal{"701", {"this account has expired", "change the day on which it expires"}},
    Refusal{"773",
            {"this account must change its password first",
             "set a password without 'must change at next logon'"}},
    Refusal{"775", {"this account is locked", "unlock it; too many wrong passwords came"}},
};

std::string text_option(LDAP* handle, int option) {
    char* text = nullptr;
    ldap_get_option(handle, option, &text);
    const std::unique_ptr<char, void (*)(void*)> owned(text, ldap_memfree);
    return text == nullptr ? "" : text;
}

std::optional<Words> refusal(std::string_view message) {
    constexpr std::string_view begin = ", data ";
    const auto at = message.find(begin);
    if (at == std::string_view::npos) return std::nullopt;
    const auto rest = message.substr(at + begin.size());
    const auto number = rest.substr(0, rest.find(','));
    for (const auto& one : refusals)
        if (one.number == number) return one.words;
    return std::nullopt;
}

Words words_for(LDAP* handle, int code) {
    if (code == LDAP_INVALID_CREDENTIALS)
        if (const auto why = refusal(text_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE))) return *why;
    for (const auto& one : known)
        if (one.code == code) return one.words;
    return {"the directory server answered with an error", "its log says more"};
}

}  // namespace

Error trouble(LDAP* handle, int code, const std::string& what) {
    const auto words = words_for(handle, code);
    const auto where = text_option(handle, LDAP_OPT_URI);
    return Error{ErrorCode::source_unreadable, words.detail,
                 what + ", " + where + ", result " + std::to_string(code), words.hint};
}

}  // namespace kith::connectors::ldap
