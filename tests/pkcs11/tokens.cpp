#include "tests/pkcs11/tokens.h"

#include <p11-kit/p11-kit.h>
#include <sys/stat.h>

#include <array>
#include <cstdlib>
#include <vector>

namespace kith::tests {

Tokens::Tokens() {
    BOOST_REQUIRE(mkdir((folder_ / "tokens").c_str(), 0700) == 0);
    write(folder_ / "softhsm2.conf",
          "directories.tokendir = " + folder_ / "tokens" + "\nlog.level = ERROR\n");
    setenv("SOFTHSM2_CONF", (folder_ / "softhsm2.conf").c_str(), 1);
    add("kith");
    static_cast<void>(pin_file());
}

Tokens::~Tokens() {
    unsetenv("SOFTHSM2_CONF");
}

void Tokens::add(const std::string& label) const {
    const auto command = "softhsm2-util --init-token --free --label '" + label +
                         "' --so-pin 5678 --pin 1234 >/dev/null";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
}

std::string Tokens::pin_file(const std::string& content, mode_t mode) const {
    const auto path = folder_ / "pin";
    write(path, content);
    BOOST_REQUIRE(chmod(path.c_str(), mode) == 0);
    return path;
}

std::string Tokens::uri(const std::string& token, const std::string& object,
                        const std::string& module) const {
    return "pkcs11:token=" + token + ";object=" + object + "?module-path=" + module +
           "&pin-source=file:" + folder_ / "pin";
}

std::unique_ptr<ports::KeySource> Tokens::source(const std::string& uri) const {
    auto source = connectors::pkcs11_key_source(uri);
    BOOST_REQUIRE(source);
    return std::move(*source);
}

Host::Host(CK_FLAGS access) : calls_(p11_kit_module_load(KITH_SOFTHSM, 0)) {
    BOOST_REQUIRE(calls_ != nullptr);
    BOOST_REQUIRE(p11_kit_module_initialize(calls_) == CKR_OK);
    std::vector<CK_SLOT_ID> slots(8);
    CK_ULONG count = slots.size();
    BOOST_REQUIRE(calls_->C_GetSlotList(CK_TRUE, slots.data(), &count) == CKR_OK);
    CK_TOKEN_INFO token{};
    for (CK_ULONG i = 0; i < count && session_ == 0; ++i) {
        BOOST_REQUIRE(calls_->C_GetTokenInfo(slots[i], &token) == CKR_OK);
        if (std::string(reinterpret_cast<char*>(token.label), 5) == "kith ")
            BOOST_REQUIRE(calls_->C_OpenSession(slots[i], CKF_SERIAL_SESSION | access, nullptr,
                                                nullptr, &session_) == CKR_OK);
    }
    BOOST_REQUIRE(session_ != 0);
    std::string pin = "1234";
    BOOST_REQUIRE(calls_->C_Login(session_, CKU_USER, reinterpret_cast<unsigned char*>(pin.data()),
                                  pin.size()) == CKR_OK);
}

Host::~Host() {
    calls_->C_CloseSession(session_);
    p11_kit_module_finalize(calls_);
    p11_kit_module_release(calls_);
}

void Host::make(const Key& key) const {
    auto wanted = key;
    CK_BBOOL yes = CK_TRUE;
    std::array<CK_ATTRIBUTE, 7> asked{{
        {CKA_LABEL, wanted.label.data(), wanted.label.size()},
        {CKA_VALUE_LEN, &wanted.bytes, sizeof wanted.bytes},
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_SENSITIVE, &wanted.sensitive, sizeof wanted.sensitive},
        {CKA_EXTRACTABLE, &wanted.extractable, sizeof wanted.extractable},
        {CKA_ENCRYPT, &yes, sizeof yes},
        {CKA_DECRYPT, &yes, sizeof yes},
    }};
    CK_MECHANISM generation{CKM_AES_KEY_GEN, nullptr, 0};
    CK_OBJECT_HANDLE made = 0;
    BOOST_REQUIRE(calls_->C_GenerateKey(session_, &generation, asked.data(), asked.size(), &made) ==
                  CKR_OK);
}

CK_OBJECT_HANDLE Host::key() const {
    std::string label = "kith-root";
    CK_ATTRIBUTE sought{CKA_LABEL, label.data(), label.size()};
    CK_OBJECT_HANDLE key = 0;
    CK_ULONG count = 0;
    BOOST_REQUIRE(calls_->C_FindObjectsInit(session_, &sought, 1) == CKR_OK);
    BOOST_REQUIRE(calls_->C_FindObjects(session_, &key, 1, &count) == CKR_OK);
    BOOST_REQUIRE(calls_->C_FindObjectsFinal(session_) == CKR_OK);
    return count == 0 ? 0 : key;
}

CK_RV Host::answer_to(CK_ATTRIBUTE_TYPE type) const {
    std::array<unsigned char, 64> value{};
    CK_ATTRIBUTE asked{type, value.data(), value.size()};
    return calls_->C_GetAttributeValue(session_, key(), &asked, 1);
}

bool Host::says(CK_ATTRIBUTE_TYPE type) const {
    CK_BBOOL value = CK_FALSE;
    CK_ATTRIBUTE asked{type, &value, sizeof value};
    BOOST_REQUIRE(calls_->C_GetAttributeValue(session_, key(), &asked, 1) == CKR_OK);
    return value == CK_TRUE;
}

bool Host::is_logged_in() const {
    CK_SESSION_INFO session{};
    BOOST_REQUIRE(calls_->C_GetSessionInfo(session_, &session) == CKR_OK);
    return session.state == CKS_RW_USER_FUNCTIONS || session.state == CKS_RO_USER_FUNCTIONS;
}

}  // namespace kith::tests
