// A token's module, and a session that is logged in there.
//
// The module is loaded through p11-kit, because a PKCS#11 module exists once in a process: p11-kit
// counts who has initialised it, so that Kith neither fails where the host uses the same module nor
// takes it away from under the host when it goes.
#pragma once

#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>

#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "connectors/pkcs11/reference.h"

namespace kith::connectors::pkcs11 {

class Module {
public:
    // key_missing where there is none at this path, or it does not start.
    static Result<std::unique_ptr<Module>> load(const std::string& path);

    // Takes over one that p11-kit has initialised.
    explicit Module(CK_FUNCTION_LIST* calls) : calls_(calls) {}
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;
    ~Module();

    CK_FUNCTION_LIST& calls() const { return *calls_; }

private:
    CK_FUNCTION_LIST* calls_;
};

struct Token {
    CK_SLOT_ID slot = 0;
    CK_FLAGS flags = 0;
};

// The one token that the URI names. unsupported where it has no AES-GCM.
Result<Token> find_token(CK_FUNCTION_LIST& calls, P11KitUri* uri);

// For one use. Nobody is ever logged out: the token ends the login with the process's last session,
// and the host's sessions on this token share it.
class Session {
public:
    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session(Session&& other) noexcept;
    Session& operator=(Session&&) = delete;
    ~Session();

    // `access`: CKF_RW_SESSION to make a key, else 0.
    static Result<Session> open(CK_FUNCTION_LIST& calls, const Token& token, CK_FLAGS access);

    // denied where the token refused the PIN, which must not be tried again: each try brings it
    // nearer to locking itself. Its last try is never used.
    Result<void> log_in(const Token& token, Secret& pin);

    CK_FUNCTION_LIST& calls() const { return *calls_; }
    CK_SESSION_HANDLE handle() const { return handle_; }

private:
    CK_FUNCTION_LIST* calls_ = nullptr;  // Null where nothing is open.
    CK_SESSION_HANDLE handle_ = 0;
};

}  // namespace kith::connectors::pkcs11
