// A key pair made by the command openssl, and what it signs for a JSON Web Signature.
#pragma once

#include <algorithm>
#include <string>

#include "crypto/signing.h"
#include "kit/command.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {

inline std::string base64url(const std::string& bytes) {
    auto text =
        crypto::to_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    text.erase(text.find_last_not_of('=') + 1);
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return text;
}

class KeyPair {
public:
    static const inline std::string pss =
        " -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha256 -sigopt rsa_pss_saltlen:";

    static KeyPair rsa(int bits, const std::string& options = "") {
        return KeyPair("RSA -pkeyopt rsa_keygen_bits:" + std::to_string(bits) + options);
    }
    static KeyPair p256() { return KeyPair("EC -pkeyopt ec_paramgen_curve:P-256"); }

    std::string public_pem() const {
        return output_of("openssl pkey -pubout -in " + private_key());
    }
    std::string modulus() const {
        const auto line = output_of("openssl rsa -noout -modulus -in " + private_key());
        const auto begin = line.find('=') + 1;
        std::string bytes;
        for (auto at = begin; at + 1 < line.size(); at += 2)
            bytes += static_cast<char>(std::stoi(line.substr(at, 2), nullptr, 16));
        return bytes;
    }
    // x and y: a public key on P-256 ends with them.
    std::string coordinates() const {
        const auto der = output_of("openssl pkey -pubout -outform DER -in " + private_key());
        return der.substr(der.size() - 64);
    }

    // PKCS#1 v1.5 where no option says otherwise, and DER for P-256.
    std::string signature(const std::string& text, const std::string& options = "") const {
        write(folder_ / "text", text);
        return output_of("openssl dgst -sha256" + options + " -sign " + private_key() + " " +
                         (folder_ / "text"));
    }
    // r and s (RFC 7518, section 3.4) out of their DER.
    std::string raw_signature(const std::string& text) const {
        const auto der = signature(text);
        const auto r_bytes = static_cast<std::size_t>(der.at(3));
        return number(der.substr(4, r_bytes)) + number(der.substr(4 + r_bytes + 2));
    }

private:
    explicit KeyPair(const std::string& kind) {
        output_of("openssl genpkey -algorithm " + kind + " -out " + private_key());
    }
    std::string private_key() const { return folder_ / "key.pem"; }

    static std::string number(std::string bytes) {
        bytes.erase(0, bytes.find_first_not_of('\0'));
        return std::string(32 - bytes.size(), '\0') + bytes;
    }

    Folder folder_;
};

}  // namespace kith::tests
