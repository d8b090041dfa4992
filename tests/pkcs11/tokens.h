// SoftHSM in a folder of its own, and a host beside Kith that uses it too.
#pragma once

#include <p11-kit/pkcs11.h>

#include <memory>
#include <string>

#include "connectors/pkcs11/pkcs11_key_source.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {

// A token "kith" with the PIN 1234, in no other test's sight.
class Tokens {
public:
    Tokens();
    Tokens(const Tokens&) = delete;
    Tokens& operator=(const Tokens&) = delete;
    ~Tokens();

    void add(const std::string& label) const;
    std::string pin_file(const std::string& content = "1234\n", mode_t mode = 0600) const;
    std::string uri(const std::string& token = "kith", const std::string& object = "kith-root",
                    const std::string& module = KITH_SOFTHSM) const;
    std::unique_ptr<ports::KeySource> source() const { return source(uri()); }
    std::unique_ptr<ports::KeySource> source(const std::string& uri) const;

private:
    Folder folder_;
};

// A part of the host that is logged in on the token "kith" and does what Kith must not or need not.
class Host {
public:
    explicit Host(CK_FLAGS access = CKF_RW_SESSION);
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    ~Host();

    struct Key {
        std::string label = "kith-root";
        CK_BBOOL sensitive = CK_TRUE;
        CK_BBOOL extractable = CK_FALSE;
        CK_ULONG bytes = 32;
    };
    void make(const Key& key) const;
    CK_OBJECT_HANDLE key() const;  // Of the label kith-root; 0 where there is none to be seen.
    CK_RV answer_to(CK_ATTRIBUTE_TYPE type) const;
    bool says(CK_ATTRIBUTE_TYPE type) const;
    bool is_logged_in() const;

private:
    CK_FUNCTION_LIST* calls_;
    CK_SESSION_HANDLE session_ = 0;
};

}  // namespace kith::tests
