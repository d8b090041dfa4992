#include "connectors/ldap/operation.h"

#include <array>
#include <chrono>
#include <utility>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/owned.h"

namespace kith::connectors::ldap {
namespace {

using std::chrono::steady_clock;

// How long a wish to stop may go unheard while the server is silent.
constexpr long slice_us = 100'000;

std::vector<std::string> list(const Owned<char*>& texts) {
    std::vector<std::string> list;
    for (char** text = texts.get(); text != nullptr && *text != nullptr; ++text)
        list.emplace_back(*text);
    return list;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (const auto& text : texts)
        pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

Error nonsense() {
    return Error{ErrorCode::source_unreadable,
                 "ldap: the server's answer cannot be read",
                 {},
                 "is something between Kith and the directory, or is this no LDAP server?"};
}

class Operation {
public:
    Operation(LDAP* handle, const Patience& patience) : handle_(handle), patience_(patience) {}
    Operation(const Operation&) = delete;
    Operation& operator=(const Operation&) = delete;
    ~Operation() {
        if (id_ >= 0) ldap_abandon_ext(handle_, id_, nullptr, nullptr);
    }

    Result<void> send(const Asked& asked);
    Result<Ending> hear(const Hearing& hearing);

private:
    Result<Owned<LDAPMessage>> next(const Hearing& hearing);
    Result<void> reference(LDAPMessage* message, const Hearing& hearing);
    Result<void> intermediate(LDAPMessage* message, const Hearing& hearing);
    Result<void> one(LDAPMessage* message, const Hearing& hearing);
    Result<Ending> ending(LDAPMessage* message);

    LDAP* handle_;
    const Patience& patience_;
    int id_ = -1;
};

Result<void> Operation::send(const Asked& asked) {
    auto controls = asked.controls;
    controls.push_back(nullptr);
    auto attributes = pointers(asked.attributes);
    const int code = ldap_search_ext(handle_, asked.base.c_str(), asked.scope, asked.filter.c_str(),
                                     asked.attributes.empty() ? nullptr : attributes.data(), 0,
                                     controls.data(), nullptr, nullptr, LDAP_NO_LIMIT, &id_);
    if (code == LDAP_SUCCESS) return {};
    id_ = -1;
    return trouble(handle_, code, "the search below \"" + asked.base + "\"");
}

Result<Owned<LDAPMessage>> Operation::next(const Hearing& hearing) {
    auto deadline = steady_clock::now() + std::chrono::seconds(patience_.answer_seconds);
    for (;;) {
        if (!patience_.go_on()) return stopped();
        timeval slice{0, slice_us};
        LDAPMessage* message = nullptr;
        const int kind = ldap_result(handle_, id_, LDAP_MSG_ONE, &slice, &message);
        if (kind > 0) return Owned<LDAPMessage>(message);
        if (kind < 0) {
            int code = LDAP_SERVER_DOWN;
            ldap_get_option(handle_, LDAP_OPT_RESULT_CODE, &code);
            return trouble(handle_, code, "the search");
        }
        const auto fine = hearing.silence ? hearing.silence() : Result<bool>(false);
        if (!fine) return fine.error();
        if (*fine) deadline = steady_clock::now() + std::chrono::seconds(patience_.answer_seconds);
        if (steady_clock::now() >= deadline)
            return Error{ErrorCode::source_unreadable,
                         "ldap: the server has said nothing for too long",
                         {},
                         "a narrower base, an indexed filter, or a longer time to answer"};
    }
}

Result<Ending> Operation::hear(const Hearing& hearing) {
    for (;;) {
        const auto message = next(hearing);
        if (!message) return message.error();
        if (ldap_msgtype(message->get()) == LDAP_RES_SEARCH_RESULT) return ending(message->get());
        if (const auto heard = one(message->get(), hearing); !heard) return heard.error();
    }
}

Result<void> Operation::one(LDAPMessage* message, const Hearing& hearing) {
    switch (ldap_msgtype(message)) {
        case LDAP_RES_SEARCH_ENTRY: {
            Entry entry(handle_, message);
            if (!entry.sound()) return nonsense();
            if (const auto heard = hearing.entry(entry); !heard) return heard.error();
            if (!entry.sound()) return nonsense();
            return {};
        }
        case LDAP_RES_SEARCH_REFERENCE:
            return reference(message, hearing);
        case LDAP_RES_INTERMEDIATE:
            return intermediate(message, hearing);
        default:
            return nonsense();
    }
}

Result<void> Operation::reference(LDAPMessage* message, const Hearing& hearing) {
    char** uris = nullptr;
    if (ldap_parse_reference(handle_, message, &uris, nullptr, 0) != LDAP_SUCCESS)
        return nonsense();
    const Owned<char*> owned(uris);
    return hearing.reference ? hearing.reference(list(owned)) : Result<void>();
}

Result<void> Operation::intermediate(LDAPMessage* message, const Hearing& hearing) {
    char* oid = nullptr;
    berval* value = nullptr;
    if (ldap_parse_intermediate(handle_, message, &oid, &value, nullptr, 0) != LDAP_SUCCESS)
        return nonsense();
    const std::unique_ptr<char, decltype(&ldap_memfree)> owned_oid(oid, ldap_memfree);
    const std::unique_ptr<berval, decltype(&ber_bvfree)> owned_value(value, ber_bvfree);
    if (!hearing.intermediate || oid == nullptr || value == nullptr) return {};
    return hearing.intermediate(oid, *value);
}

Result<Ending> Operation::ending(LDAPMessage* message) {
    id_ = -1;
    Ending ending;
    char** referrals = nullptr;
    LDAPControl** controls = nullptr;
    const int parsed = ldap_parse_result(handle_, message, &ending.code, nullptr, nullptr,
                                         &referrals, &controls, 0);
    const Owned<char*> owned(referrals);
    ending.controls.reset(controls);
    if (parsed != LDAP_SUCCESS) return nonsense();
    ending.referrals = list(owned);
    return ending;
}

}  // namespace

Result<Control> control(const char* oid, std::string_view value) {
    berval bytes{value.size(), const_cast<char*>(value.data())};
    LDAPControl* made = nullptr;
    if (ldap_control_create(oid, 1, value.empty() ? nullptr : &bytes, 1, &made) != LDAP_SUCCESS)
        return Error{ErrorCode::source_unreadable, "ldap: no memory for a control", {}, {}};
    return Control(made);
}

const berval* value_of(const Controls& controls, const char* oid) {
    if (!controls) return nullptr;
    const auto* const found = ldap_control_find(oid, controls.get(), nullptr);
    return found == nullptr ? nullptr : &found->ldctl_value;
}

std::string_view view(const berval& value) {
    return value.bv_val == nullptr ? std::string_view()
                                   : std::string_view(value.bv_val, value.bv_len);
}

Entry::Entry(LDAP* handle, LDAPMessage* message) : handle_(handle), message_(message) {
    berval dn{};
    sound_ = ldap_get_dn_ber(handle, message, &rest_, &dn) == LDAP_SUCCESS;
    if (sound_) dn_ = view(dn);
}

Entry::~Entry() {
    ber_memfree(values_);
    ber_free(rest_, 0);
}

bool Entry::next() {
    if (!sound_) return false;
    ber_memfree(values_);
    values_ = nullptr;
    berval name{};
    sound_ = ldap_get_attribute_ber(handle_, message_, rest_, &name, &values_) == LDAP_SUCCESS;
    name_ = view(name);
    if (!sound_ || name.bv_val == nullptr) return false;
    return values_ != nullptr || next();
}

Controls Entry::controls() const {
    LDAPControl** controls = nullptr;
    if (ldap_get_entry_controls(handle_, message_, &controls) != LDAP_SUCCESS) return nullptr;
    return Controls(controls);
}

Result<Ending> search(LDAP* handle, const Asked& asked, const Patience& patience,
                      const Hearing& hearing) {
    Operation operation(handle, patience);
    if (const auto sent = operation.send(asked); !sent) return sent.error();
    return operation.hear(hearing);
}

}  // namespace kith::connectors::ldap
