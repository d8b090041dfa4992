#include "connectors/pkcs11/session.h"

#include <utility>
#include <vector>

#include "connectors/common/root_secret.h"

namespace kith::connectors::pkcs11 {
namespace {

Error no_module() {
    return no_key("the PKCS#11 module cannot be loaded",
                  "check module-path in the manifest's key source");
}

Error token_failed() {
    return no_key("the PKCS#11 token does not answer", "check it with its maker's own tool");
}

bool has_aes_gcm(CK_FUNCTION_LIST& calls, CK_SLOT_ID slot) {
    constexpr CK_FLAGS both = CKF_ENCRYPT | CKF_DECRYPT;
    CK_MECHANISM_INFO mechanism{};
    return calls.C_GetMechanismInfo(slot, CKM_AES_GCM, &mechanism) == CKR_OK &&
           (mechanism.flags & both) == both;
}

Error pin_refused() {
    return Error{ErrorCode::denied,
                 "the PKCS#11 token refuses the PIN",
                 {},
                 "correct the file of pin-source, then open Kith anew: it tries a PIN once"};
}

Result<void> check_tries(CK_FLAGS flags) {
    if ((flags & CKF_USER_PIN_LOCKED) != 0)
        return Error{ErrorCode::denied,
                     "the PKCS#11 token has locked its PIN",
                     {},
                     "its security officer can set a new one"};
    if ((flags & CKF_USER_PIN_FINAL_TRY) != 0)
        return Error{ErrorCode::denied,
                     "the PKCS#11 token has one try left for its PIN, which Kith does not use",
                     {},
                     "log in with its maker's own tool; that gives the tries back"};
    return {};
}

}  // namespace

Result<std::unique_ptr<Module>> Module::load(const std::string& path) {
    auto* const calls = p11_kit_module_load(path.c_str(), 0);
    if (calls == nullptr) return no_module();
    if (p11_kit_module_initialize(calls) != CKR_OK) {
        p11_kit_module_release(calls);
        return no_module();
    }
    return std::make_unique<Module>(calls);
}

Module::~Module() {
    p11_kit_module_finalize(calls_);
    p11_kit_module_release(calls_);
}

Result<Token> find_token(CK_FUNCTION_LIST& calls, P11KitUri* uri) {
    CK_ULONG count = 0;
    if (calls.C_GetSlotList(CK_TRUE, nullptr, &count) != CKR_OK) return token_failed();
    std::vector<CK_SLOT_ID> slots(count);
    if (calls.C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) return token_failed();
    slots.resize(count);

    std::vector<Token> found;
    for (const auto slot : slots) {
        CK_TOKEN_INFO token{};
        if (calls.C_GetTokenInfo(slot, &token) != CKR_OK) continue;  // Pulled out just now.
        if (p11_kit_uri_match_token_info(uri, &token) == 1) found.push_back({slot, token.flags});
    }
    if (found.empty())
        return no_key("the PKCS#11 token is not there", "check token= in the key source");
    if (found.size() > 1)
        return no_key("more than one PKCS#11 token fits", "add its serial= to the key source");
    if (!has_aes_gcm(calls, found.front().slot))
        return Error{ErrorCode::unsupported,
                     "the PKCS#11 token cannot do AES-GCM",
                     {},
                     "use another token, or another key source"};
    return found.front();
}

Session::Session(Session&& other) noexcept
    : calls_(std::exchange(other.calls_, nullptr)), handle_(other.handle_) {}

Session::~Session() {
    if (calls_ != nullptr) calls_->C_CloseSession(handle_);
}

Result<Session> Session::open(CK_FUNCTION_LIST& calls, const Token& token, CK_FLAGS access) {
    Session session;
    const auto opened = calls.C_OpenSession(token.slot, CKF_SERIAL_SESSION | access, nullptr,
                                            nullptr, &session.handle_);
    if (opened != CKR_OK) return token_failed();
    session.calls_ = &calls;
    return session;
}

Result<void> Session::log_in(const Token& token, Secret& pin) {
    const auto tries = check_tries(token.flags);
    if (!tries) return tries.error();
    switch (calls_->C_Login(handle_, CKU_USER, pin.bytes().data(), pin.size())) {
        case CKR_OK:
        case CKR_USER_ALREADY_LOGGED_IN:  // By the host, or another source of this process.
            return {};
        case CKR_PIN_INCORRECT:
        case CKR_PIN_INVALID:
        case CKR_PIN_LEN_RANGE:
        case CKR_PIN_EXPIRED:
        case CKR_PIN_LOCKED:
            return pin_refused();
        default:
            return token_failed();
    }
}

}  // namespace kith::connectors::pkcs11
