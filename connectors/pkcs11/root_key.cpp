#include "connectors/pkcs11/root_key.h"

#include <array>
#include <span>
#include <vector>

#include "connectors/common/root_secret.h"

namespace kith::connectors::pkcs11 {
namespace {

constexpr CK_ULONG key_bytes = 32;

Error search_failed() {
    return no_key("the PKCS#11 token cannot be searched", "check it with its maker's own tool");
}

// PKCS#11 has no const; a module only reads what it is given to look for.
template <class T>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const T& value) {
    return {type, const_cast<T*>(&value), sizeof value};
}

CK_ATTRIBUTE label_attribute(const std::string& label) {
    return {CKA_LABEL, const_cast<char*>(label.data()), label.size()};
}

// Two at most: more than one is too many already.
Result<std::vector<CK_OBJECT_HANDLE>> keys_of(const Session& session, const std::string& label) {
    const CK_OBJECT_CLASS secret_key = CKO_SECRET_KEY;
    std::array<CK_ATTRIBUTE, 2> sought{attribute(CKA_CLASS, secret_key), label_attribute(label)};
    auto& calls = session.calls();
    if (calls.C_FindObjectsInit(session.handle(), sought.data(), sought.size()) != CKR_OK)
        return search_failed();
    std::vector<CK_OBJECT_HANDLE> found(2);
    CK_ULONG count = 0;
    const auto searched = calls.C_FindObjects(session.handle(), found.data(), found.size(), &count);
    if (calls.C_FindObjectsFinal(session.handle()) != CKR_OK || searched != CKR_OK)
        return search_failed();
    found.resize(count);
    return found;
}

template <class T>
bool holds(const Session& session, CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE type, T expected) {
    T value{};
    CK_ATTRIBUTE asked = attribute(type, value);
    return session.calls().C_GetAttributeValue(session.handle(), key, &asked, 1) == CKR_OK &&
           asked.ulValueLen == sizeof value && value == expected;
}

}  // namespace

Result<CK_OBJECT_HANDLE> find_root_key(const Session& session, const std::string& label) {
    const auto found = keys_of(session, label);
    if (!found) return found.error();
    if (found->empty())
        return no_key("the key is not on the PKCS#11 token",
                      "kithctl apply makes one where there is none");
    if (found->size() > 1)
        return no_key("more than one key of the PKCS#11 token has this label",
                      "give the key of Kith a label of its own");

    const auto key = found->front();
    if (!holds<CK_KEY_TYPE>(session, key, CKA_KEY_TYPE, CKK_AES) ||
        !holds<CK_ULONG>(session, key, CKA_VALUE_LEN, key_bytes))
        return no_key("the key on the PKCS#11 token is no AES-256 key", "name another one");
    if (!holds<CK_BBOOL>(session, key, CKA_SENSITIVE, CK_TRUE) ||
        !holds<CK_BBOOL>(session, key, CKA_EXTRACTABLE, CK_FALSE))
        return no_key("the key on the PKCS#11 token could be read out",
                      "name a label that is free; kithctl apply makes a key there that cannot");
    return key;
}

Result<void> make_root_key(const Session& session, const std::string& label) {
    const auto there = keys_of(session, label);
    if (!there) return there.error();
    if (!there->empty())
        return Error{ErrorCode::conflict, "the PKCS#11 token has a key of this label", {}, {}};

    const CK_OBJECT_CLASS secret_key = CKO_SECRET_KEY;
    const CK_KEY_TYPE aes = CKK_AES;
    const CK_BBOOL yes = CK_TRUE;
    const CK_BBOOL no = CK_FALSE;
    std::array asked{attribute(CKA_CLASS, secret_key),
                     attribute(CKA_KEY_TYPE, aes),
                     attribute(CKA_VALUE_LEN, key_bytes),
                     label_attribute(label),
                     attribute(CKA_TOKEN, yes),
                     attribute(CKA_PRIVATE, yes),
                     attribute(CKA_SENSITIVE, yes),
                     attribute(CKA_EXTRACTABLE, no),
                     attribute(CKA_ENCRYPT, yes),
                     attribute(CKA_DECRYPT, yes),
                     attribute(CKA_SIGN, no),
                     attribute(CKA_VERIFY, no),
                     attribute(CKA_WRAP, no),
                     attribute(CKA_UNWRAP, no),
                     attribute(CKA_DERIVE, no)};
    CK_MECHANISM generation{CKM_AES_KEY_GEN, nullptr, 0};
    CK_OBJECT_HANDLE key = 0;
    if (session.calls().C_GenerateKey(session.handle(), &generation, asked.data(), asked.size(),
                                      &key) == CKR_OK)
        return {};
    return Error{ErrorCode::store_failed,
                 "the PKCS#11 token cannot make the key",
                 {},
                 "check that it may be written to and can make AES keys"};
}

}  // namespace kith::connectors::pkcs11
