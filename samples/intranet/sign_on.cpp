#include "sign_on.h"

#include <Poco/DigestEngine.h>
#include <Poco/HMACEngine.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/RandomStream.h>
#include <Poco/SHA2Engine.h>
#include <Poco/StringTokenizer.h>
#include <sys/stat.h>

#include <fstream>
#include <stdexcept>

namespace intranet {
namespace {

// Poco's HMACEngine wants an engine without arguments.
struct Sha256 : Poco::SHA2Engine {
    enum { BLOCK_SIZE = 64, DIGEST_SIZE = 32 };
    Sha256() : Poco::SHA2Engine(Poco::SHA2Engine::SHA_256) {}
};

std::string random_hex(std::size_t bytes) {
    Poco::RandomInputStream random;
    Poco::DigestEngine::Digest found(bytes);
    random.read(reinterpret_cast<char*>(found.data()), static_cast<std::streamsize>(bytes));
    return Poco::DigestEngine::digestToHex(found);
}

std::string read_or_make(const std::string& path) {
    std::string key;
    std::ifstream(path) >> key;
    if (!key.empty()) return key;
    key = random_hex(32);
    std::ofstream out(path);
    chmod(path.c_str(), S_IRUSR | S_IWUSR);
    out << key << std::endl;
    if (!out) throw std::runtime_error("cannot write the sign-on key " + path);
    return key;
}

}  // namespace

SignOn::SignOn(const std::string& key_file) : key_(read_or_make(key_file)) {}

std::string SignOn::signature(const std::string& text) const {
    Poco::HMACEngine<Sha256> engine(key_);
    engine.update(text);
    return Poco::DigestEngine::digestToHex(engine.digest());
}

std::string SignOn::new_cookie(const std::string& persona) const {
    const auto value = persona + '.' + random_hex(16);
    return "intranet=" + value + '.' + signature(value) + "; Path=/; HttpOnly; SameSite=Strict";
}

std::optional<SignedIn> SignOn::read(const Poco::Net::HTTPServerRequest& request) const {
    Poco::Net::NameValueCollection cookies;
    request.getCookies(cookies);
    const Poco::StringTokenizer parts(cookies.get("intranet", ""), ".");
    if (parts.count() != 3) return std::nullopt;
    if (signature(parts[0] + '.' + parts[1]) != parts[2]) return std::nullopt;
    return SignedIn{parts[0], parts[1]};
}

}  // namespace intranet
