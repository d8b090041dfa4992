#include "connectors/pkcs11/pkcs11_key_source.h"

#include <mutex>
#include <variant>

#include "connectors/common/guarded_file.h"
#include "connectors/pkcs11/root_key.h"
#include "crypto/crypto.h"

namespace kith::connectors {
namespace {

using pkcs11::Module;
using pkcs11::Reference;
using pkcs11::Session;

// The form of what is locked, so that a later one can be told from it.
constexpr std::uint8_t form = 1;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t begin_bytes = 1 + nonce_bytes;
constexpr std::size_t pin_file_bytes_max = 256;

Error key_wrong() {
    return Error{ErrorCode::key_wrong,
                 "the key on the PKCS#11 token does not open the keyring",
                 {},
                 "look at the manifest's key source; a keyring belongs to one key"};
}

Error token_failed() {
    return Error{ErrorCode::key_missing,
                 "the PKCS#11 token does not encrypt or decrypt",
                 {},
                 "check it with its maker's own tool"};
}

Error no_pin(FixedText detail, FixedText hint) {
    return Error{ErrorCode::key_missing, detail, {}, hint};
}

Result<Secret> read_pin(const std::string& path) {
    const auto read = read_guarded_file(path, pin_file_bytes_max);
    if (const auto* fault = std::get_if<FileFault>(&read)) {
        if (*fault == FileFault::missing)
            return no_pin("the file of the PKCS#11 PIN is not there", "check pin-source");
        return no_pin("the file of the PKCS#11 PIN is not this user's alone, or cannot be read",
                      "a plain file of the user that runs Kith, chmod 600");
    }
    auto pin = std::get<Secret>(read).bytes();
    if (!pin.empty() && pin.back() == '\n') pin = pin.first(pin.size() - 1);
    if (!pin.empty() && pin.back() == '\r') pin = pin.first(pin.size() - 1);
    if (pin.empty()) return no_pin("the file of the PKCS#11 PIN is empty", "write the PIN into it");
    return Secret(pin);
}

// A module may put a nonce of its own in the place of ours, and then writes it there.
CK_GCM_PARAMS gcm(std::uint8_t* nonce, std::string_view place) {
    CK_GCM_PARAMS gcm{};
    gcm.pIv = nonce;
    gcm.ulIvLen = nonce_bytes;
    gcm.ulIvBits = nonce_bytes * 8;
    gcm.pAAD = reinterpret_cast<std::uint8_t*>(const_cast<char*>(place.data()));
    gcm.ulAADLen = place.size();
    gcm.ulTagBits = tag_bytes * 8;
    return gcm;
}

// PKCS#11 has no const; these are only read.
std::uint8_t* read_only(std::span<const std::uint8_t> bytes) {
    return const_cast<std::uint8_t*>(bytes.data());
}

// What no changed byte brings about: the token is gone.
bool is_gone(CK_RV answer) {
    return answer == CKR_DEVICE_REMOVED || answer == CKR_TOKEN_NOT_PRESENT ||
           answer == CKR_SESSION_HANDLE_INVALID || answer == CKR_SESSION_CLOSED ||
           answer == CKR_HOST_MEMORY || answer == CKR_DEVICE_MEMORY ||
           answer == CKR_USER_NOT_LOGGED_IN;
}

class Pkcs11KeySource final : public ports::KeySource {
public:
    explicit Pkcs11KeySource(Reference reference) : reference_(std::move(reference)) {}

    Result<std::vector<std::uint8_t>> wrap(const Secret& key, std::string_view place) override;
    Result<Secret> unwrap(std::span<const std::uint8_t> wrapped, std::string_view place) override;
    Result<void> make_root() override;

private:
    Result<Session> logged_in(CK_FLAGS access);

    const Reference reference_;
    std::mutex one_use_;
    std::unique_ptr<Module> module_;  // Null before the first use.
    bool pin_refused_ = false;
};

Result<Session> Pkcs11KeySource::logged_in(CK_FLAGS access) {
    if (!module_) {
        auto loaded = Module::load(reference_.module_path);
        if (!loaded) return loaded.error();
        module_ = std::move(*loaded);
    }
    auto& calls = module_->calls();
    const auto token = pkcs11::find_token(calls, reference_.uri.get());
    if (!token) return token.error();
    auto session = Session::open(calls, *token, access);
    if (!session) return session.error();
    if (pin_refused_)
        return Error{ErrorCode::denied,
                     "the PKCS#11 token refused the PIN, which is not tried again",
                     {},
                     "correct the file of pin-source, then open Kith anew"};
    auto pin = read_pin(reference_.pin_path);
    if (!pin) return pin.error();
    const auto in = session->log_in(*token, *pin);
    pin_refused_ = !in && in.error().code == ErrorCode::denied;
    if (!in) return in.error();
    return session;
}

Result<std::vector<std::uint8_t>> Pkcs11KeySource::wrap(const Secret& key, std::string_view place) {
    const std::scoped_lock lock(one_use_);
    const auto session = logged_in(0);
    if (!session) return session.error();
    const auto root = pkcs11::find_root_key(*session, reference_.key_label);
    if (!root) return root.error();

    std::vector<std::uint8_t> wrapped(begin_bytes + key.size() + tag_bytes);
    wrapped.front() = form;
    const auto filled = crypto::fill_random(std::span(wrapped).subspan(1, nonce_bytes));
    if (!filled) return filled.error();
    auto parameters = gcm(&wrapped[1], place);
    CK_MECHANISM mechanism{CKM_AES_GCM, &parameters, sizeof parameters};
    CK_ULONG size = key.size() + tag_bytes;
    auto& calls = session->calls();
    if (calls.C_EncryptInit(session->handle(), &mechanism, *root) != CKR_OK ||
        calls.C_Encrypt(session->handle(), read_only(key.bytes()), key.size(),
                        &wrapped[begin_bytes], &size) != CKR_OK ||
        size != key.size() + tag_bytes)
        return token_failed();
    return wrapped;
}

Result<Secret> Pkcs11KeySource::unwrap(std::span<const std::uint8_t> wrapped,
                                       std::string_view place) {
    if (wrapped.size() < begin_bytes + tag_bytes || wrapped.front() != form) return key_wrong();
    const std::scoped_lock lock(one_use_);
    const auto session = logged_in(0);
    if (!session) return session.error();
    const auto root = pkcs11::find_root_key(*session, reference_.key_label);
    if (!root) return root.error();

    auto parameters = gcm(read_only(wrapped.subspan(1)), place);
    CK_MECHANISM mechanism{CKM_AES_GCM, &parameters, sizeof parameters};
    const auto locked = wrapped.subspan(begin_bytes);
    Secret key(locked.size());  // Some modules want room for the tag, too.
    CK_ULONG size = key.size();
    auto& calls = session->calls();
    if (calls.C_DecryptInit(session->handle(), &mechanism, *root) != CKR_OK) return token_failed();
    const auto answer = calls.C_Decrypt(session->handle(), read_only(locked), locked.size(),
                                        key.bytes().data(), &size);
    if (is_gone(answer)) return token_failed();
    if (answer != CKR_OK || size != locked.size() - tag_bytes) return key_wrong();
    return Secret(std::as_const(key).bytes().first(size));
}

Result<void> Pkcs11KeySource::make_root() {
    const std::scoped_lock lock(one_use_);
    const auto session = logged_in(CKF_RW_SESSION);
    if (!session) return session.error();
    const auto made = pkcs11::make_root_key(*session, reference_.key_label);
    if (!made) return made.error();
    // A token that makes another key than it was asked for is found out now.
    const auto root = pkcs11::find_root_key(*session, reference_.key_label);
    if (!root) return root.error();
    return {};
}

}  // namespace

Result<std::unique_ptr<ports::KeySource>> pkcs11_key_source(const std::string& reference) {
    auto read = pkcs11::read_reference(reference);
    if (!read) return read.error();
    return std::unique_ptr<ports::KeySource>(std::make_unique<Pkcs11KeySource>(std::move(*read)));
}

}  // namespace kith::connectors
