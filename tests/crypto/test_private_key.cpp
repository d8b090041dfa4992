// A published vector: Wycheproof, rsa_oaep_2048_sha256_mgf1sha1_test.json. What none is published
// for the command openssl makes, or verifies.
#include <boost/test/unit_test.hpp>
#include <openssl/err.h>

#include "crypto/private_key.h"
#include "tests/crypto/spelt_bytes.h"
#include "tests/kit/command.h"

namespace kith::crypto {
namespace {

using tests::from_hex;
using tests::output_of;

constexpr Oaep sha1{Oaep::Hash::sha1, Oaep::Hash::sha1};
constexpr Oaep mixed{Oaep::Hash::sha256, Oaep::Hash::sha1};
constexpr Oaep sha256_alone{Oaep::Hash::sha256, Oaep::Hash::sha256};

constexpr auto wycheproof_key = R"(-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAorRRoH0KpfluRVZxUTVQUUqKW0YuvvcXCU+h/ugiJOY3+XRt
P3yv0xh42AMltu9aFwD2WQO0aUKeidbqyIRQl7WrOTGJ25JRLtincRoSU/rNIPec
Fegkfz0+QuRuSMmOJUov6XZTE6A+/48X4aApOXofomqNzib0kO2BKZYV2YFMItph
BCjgnH2WWFlCZvXAIdD87KCNlFoSvoLeTR7Oa0wDFFtdNJXU7VQR64eNrwX9evw+
Ca2g8RJkIvWQl1oZaYFvSGmLy7obTZyuedRg2Pn4Xnl1AF2bwixOWsD3waRdElaa
YoB9O5oC5aUw53MGb0U9H1tMLpz3ggKD90K51QIDAQABAoIBAHYn7vNWeyonJo5S
BT7NMcOnFyzLndzugZswals8ZrdXPKT6iO/G88SgC/oK5xOfZFQ6Taw9BYI/b/R3
z87IT+KsemixcgSzkCMuEQMQxOiZxOfBCWfbSs3gQtu/GdvgC0tHQd4QIKqq/7UF
THl8nxNvfZOsP8jK/2ZUJC14IevuUXv1N/RDZqD91FrgW5kJwubMHtkoHv9Dmfds
lrliM+wprgu/DXUrI0/BlzifUQUKoazQHAdMOsj7256otlGpWZXo20rVxDtshnPl
oSbn7pS43/TFr8ASWbyNp2lQuub4uucV9QmFsNb2bQTG/vO3AHIO7NzfFxu3sey+
conEZ8ECgYEA3EMQUPeC6JT7UkgkfZjLfVi40eJPO1XQQcVuTeCGsNW7AovaQu61
0jTVaB5YCdQV5qKJrUz794+Xj2w1gU9Q7r/xxbgKafeI6B5rq13ap4Np1lnRQ+xv
F+eYE6V1z62cVpFWuQET4ukRCtnntIock0im5lMyEZEpDqNs+zpbGPECgYEAvRqB
55d/mJgSInOuMiK1mOpfsZ606rw4MIpeMhlmA7LlAP+3n1uIaBZhHevEcvrEVUQH
C+sFfJQTeKaGivO3oD0/mIDsR9XgiblPveVCq6mujXLFcIjXq/WxMfOQmPe8Fg+Q
U2q8lJL9Tgbz7XKZ1Ll7sDZ3IH2VZp8UDPvCDyUCgYEAqUtSiyjykVmRIdkZUv/R
x/IdfBR52Z1HiIX7Fhhw7hIYvwhHJhLb5Ul+jZxlBojgnHhpYa4+LDVNxIrjRRR1
nEwjxFiEiJYdwGtBTmHA4ef7vSkj0xUy/iifltoiBxHljBQBmAjgBBQnaTO7B+Tv
ubSps3ZWkXIFIJ8z8JUV18ECgYA68OcqkzrvCf8lA994uv7VMcAv8aK8Q3xUDNy9
StNUNc9RF2NZZUNIBimxFMp/eA/376MuoMtuAA1tnqHy73H9nPmUhCKhZVV+N+dV
7f5w2QuSBQLrR4vJimP3iM46D4Vtbt5yUaODv6j6SAqBqSWvezzFOMS6uMn3WX/7
aAEdjQKBgCZA+/vP77Fj7nqHtkg6Zu5B+VbZD6ink5v8BC7gkksbeZPQRF91jVGT
PoUXnAMgsMlotIqRw4tb6SPhCXwMVi+I1CKUtqJ1m6+lQop08ScIdORfb8xg8hYC
3l7M0UPPMSQfWSG1rTmD+1TvF747KFNn5QyZnGcke1Uv5L/OlF97
-----END RSA PRIVATE KEY-----
)";
// tcId 3.
constexpr auto wrapped_test =
    "835a8d5ab336e2133ade3b3537dbcd908a49d3933d0747e6c567e6e4938346b40a208321669f82ac6fe7055b4c435c"
    "45"
    "5772ad9b3809ac65b5223c04329f232aaed6412bc6f024575fa9eee9d5f813e384a07289b9b203cf8cd7e2bfadf949"
    "ae"
    "dfac4e08705a17e4db719ece091d46b264eb40befa199cb27de1a744c96182483ce84808686afc56e414ccbc2f2190"
    "57"
    "af1d7e23549f44f7bae74f135254cc965227aca4ecd7b4571cd05cb2c99b6fa55cf7ec9c4cc085cd0ad0ce90e3e7f6"
    "8a"
    "f2ea3e2a6097b81a5c5091c31026261a479d46f05c45ae016e86029dae86c67afba8b8b6e8e646a94d07d07f3eaf8c"
    "a1"
    "77c6c0ed05896971c0a911c846ffbdac";
// tcId 8: with a label.
constexpr auto wrapped_with_label =
    "338514dc5a9ce8f20a5040f26a830018314c569249d540e2dec247f4ae925f6cda2d7a535e4e20e5348bf14f6c8786"
    "1b"
    "37fbe4901758dd38da7cc7cc050edd1e208acaf6ab2d332a6482c4e5af4cd4c4f1f9950610ff56ef910b2831e3f23b"
    "2b"
    "6d3325e8a9f4fc50e0057a50af5db51ec2a1f78d0465e5f54053113df300584f458a1ebf6e5b1358f2454cef3b3e4a"
    "ec"
    "9bcdfdcdf5d88206bed1e9a4e7c7c8dc5f087d66103bcd28e94c2c233eac1706261aa6aa67f044bb06532954d91653"
    "ae"
    "dcd58e8231a81c52aea96bb4ad1adc5e3c2183ea99247a4af8011b415d618c67c94f0b276bdafcddc8b646182989c1"
    "db"
    "26da677bfba285c0ab76c82b80a638a2";
// tcId 12: the first byte of the label's hash is another one.
constexpr auto wrapped_with_bad_hash =
    "9a4a3467718bbd455baf312dcfc65eeb570d286bc88ffbe19d2f8e032308a50acba1f7951f507f502de91c0ae3fa47"
    "08"
    "f47ba2459c5c62ca667fde3131ec16f65a221a63d1d27314c54589db50a1fdfe44fc7c789c041ca0398a0e648b1251"
    "fd"
    "3ea559eff450ba92d133233cc1779a2094e23a6b88f0ad8ef1e0c6ff42d9be754e2c9d904dfc75124b3f34b00e5608"
    "7e"
    "672f5eacb98f27b5f0fda7f67e71c2e3e2d98ce379872d8120aeac24bc5edb3919a196f2790830b615806fc0b5bf03"
    "e6"
    "b60fbb36c9b202a9972dfb71d28d168f00f698960b2e1cf6a6528060ff7fff91afa0082bb9a618c5a05206de8bdd07"
    "59"
    "cefbe16b300a1b51ee12809551009bf0";

Secret secret_of(const std::string& text) {
    return Secret(tests::bytes_of(text));
}

PrivateKey read(const std::string& pem) {
    const auto key = PrivateKey::of_pem(secret_of(pem));
    BOOST_REQUIRE(key);
    return *key;
}

std::string refused(const std::string& pem) {
    const auto key = PrivateKey::of_pem(secret_of(pem));
    return key ? "taken" : std::string(key.error().detail.view());
}

std::string generated(const std::string& algorithm) {
    return output_of("openssl genpkey -algorithm " + algorithm);
}

std::string rsa_of(int bits) {
    return generated("RSA -pkeyopt rsa_keygen_bits:" + std::to_string(bits));
}

std::string curve_of(const std::string& name) {
    return generated("EC -pkeyopt ec_paramgen_curve:" + name);
}

// With a file for each part that a command is given.
class Bench {
public:
    std::string file(const std::string& name, std::string_view content) const {
        tests::write(folder_ / name, content);
        return folder_ / name;
    }
    Bytes wrapped(const std::string& pem, const std::string& text, const std::string& digest,
                  const std::string& mask) const {
        const auto bytes = output_of(
            "openssl pkeyutl -encrypt -inkey " + file("key", pem) + " -in " + file("text", text) +
            " -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:" + digest +
            " -pkeyopt rsa_mgf1_md:" + mask);
        return {bytes.begin(), bytes.end()};
    }
    Bytes certificate(const std::string& pem) const {
        const auto der =
            output_of("openssl req -x509 -subj /CN=kith -outform DER -key " + file("key", pem));
        return {der.begin(), der.end()};
    }

private:
    tests::Folder folder_;
};

std::string told(const PrivateKey& key, const Oaep& oaep, const Bytes& wrapped) {
    const auto text = key.unwrap(oaep, wrapped);
    if (text) return "opens: " + std::string(tests::text_of(text->bytes()));
    const auto& error = text.error();
    return std::to_string(static_cast<int>(error.code)) + std::string(error.detail.view()) +
           error.field + std::string(error.hint.view());
}

const std::string closed = "0crypto: what was encrypted does not open";

BOOST_AUTO_TEST_SUITE(private_key)

BOOST_AUTO_TEST_CASE(a_published_vector_unwraps) {
    const auto key = read(wycheproof_key);
    BOOST_TEST(told(key, mixed, from_hex(wrapped_test)) == "opens: Test");
}

BOOST_AUTO_TEST_CASE(what_the_command_openssl_wraps_unwraps_with_its_own_digests_alone) {
    const Bench bench;
    const auto pem = rsa_of(3072);
    const auto key = read(pem);
    struct Row {
        Oaep oaep;
        std::string digest;
        std::string mask;
    };
    const std::vector<Row> rows{{sha1, "sha1", "sha1"},
                                {mixed, "sha256", "sha1"},
                                {{Oaep::Hash::sha1, Oaep::Hash::sha256}, "sha1", "sha256"},
                                {sha256_alone, "sha256", "sha256"}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto wrapped = bench.wrapped(pem, "sixteen bytes ok", rows[i].digest, rows[i].mask);
        for (std::size_t j = 0; j < rows.size(); ++j)
            BOOST_TEST(
                told(key, rows[j].oaep, wrapped) == (i == j ? "opens: sixteen bytes ok" : closed),
                i << " " << j);
    }
}

BOOST_AUTO_TEST_CASE(whatever_does_not_unwrap_is_one_error) {
    const Bench bench;
    const auto key = read(wycheproof_key);
    for (const auto* const hex : {wrapped_with_label, wrapped_with_bad_hash, "", "00"})
        BOOST_TEST(told(key, mixed, from_hex(hex)) == closed);
    auto whole = from_hex(wrapped_test);
    for (std::size_t i = 0; i < whole.size(); i += 16) {
        whole[i] ^= 1;
        BOOST_TEST(told(key, mixed, whole) == closed, i);
        whole[i] ^= 1;
    }
    auto longer = whole;
    longer.insert(longer.begin(), 0);
    BOOST_TEST(told(key, mixed, longer) == closed);
    BOOST_TEST(told(key, mixed, Bytes(whole.begin() + 1, whole.end())) == closed);
    BOOST_TEST(told(key, mixed, Bytes(256, 0xff)) == closed);
    BOOST_TEST(told(key, mixed, Bytes(256, 0)) == closed);
    BOOST_TEST(told(read(rsa_of(2048)), mixed, whole) == closed);
    BOOST_TEST(told(read(curve_of("P-256")), mixed, whole) == closed);
    // RSAES-PKCS1-v1_5, which must not open by any name.
    const auto old =
        output_of("openssl pkeyutl -encrypt -inkey " + bench.file("key", wycheproof_key) + " -in " +
                  bench.file("text", "sixteen bytes ok"));
    for (const auto& oaep : {sha1, mixed, sha256_alone})
        BOOST_TEST(told(key, oaep, Bytes(old.begin(), old.end())) == closed);
}

BOOST_AUTO_TEST_CASE(every_form_of_a_plain_key_is_read) {
    const Bench bench;
    for (const auto& pem :
         {rsa_of(2048), curve_of("P-256"), curve_of("P-384"), curve_of("P-521")}) {
        BOOST_TEST(refused(pem) == "taken");
        const auto file = bench.file("key", pem);
        BOOST_TEST(refused(output_of("openssl pkey -traditional -in " + file)) == "taken");
    }
    BOOST_TEST(refused(output_of("openssl ecparam -name prime256v1 -genkey")) == "taken");
}

BOOST_AUTO_TEST_CASE(other_keys_are_refused) {
    const std::string strange =
        "the private key is neither RSA with 2048 to 8192 bits nor of P-256, P-384 or P-521";
    for (const auto& pem : {rsa_of(1024), rsa_of(2047), curve_of("P-224"), curve_of("secp256k1"),
                            generated("ED25519"), generated("X25519"),
                            generated("RSA-PSS -pkeyopt rsa_keygen_bits:2048")})
        BOOST_TEST(refused(pem) == strange);

    const std::string none = "this is not one private key in PEM";
    const auto rsa = rsa_of(2048);
    const Bench bench;
    const auto file = bench.file("key", rsa);
    BOOST_TEST(refused("") == none);
    BOOST_TEST(refused("x") == none);
    BOOST_TEST(refused(rsa + curve_of("P-256")) == none);
    BOOST_TEST(refused(rsa.substr(0, rsa.size() / 2)) == none);
    BOOST_TEST(refused(output_of("openssl pkey -pubout -in " + file)) == none);
    BOOST_TEST(refused(output_of("openssl req -x509 -subj /CN=kith -key " + file)) == none);
    BOOST_TEST(refused(output_of("openssl pkey -outform DER -in " + file)) == none);
}

// A library that asks on a terminal stops the host that it lives in.
BOOST_AUTO_TEST_CASE(an_encrypted_key_is_refused_and_nobody_is_asked) {
    const Bench bench;
    const std::string encrypted =
        "the private key is encrypted, and nobody is asked for a passphrase";
    const auto file = bench.file("key", rsa_of(2048));
    BOOST_TEST(refused(output_of("openssl pkey -aes256 -passout pass:kith -in " + file)) ==
               encrypted);
    BOOST_TEST(refused(output_of("openssl pkey -traditional -aes256 -passout pass:kith -in " +
                                 file)) == encrypted);
    // Not even the empty passphrase is tried.
    BOOST_TEST(refused(output_of("openssl pkey -aes256 -passout pass: -in " + file)) == encrypted);
}

// The private number of one key with the point of another one.
BOOST_AUTO_TEST_CASE(both_halves_belong_together) {
    const Bench bench;
    const auto der_of = [&](const std::string& pem) {
        return output_of("openssl pkey -outform DER -in " + bench.file("key", pem));
    };
    const auto one = der_of(curve_of("P-256"));
    const auto other = der_of(curve_of("P-256"));
    const auto mixed_der = one.substr(0, one.size() - 64) + other.substr(other.size() - 64);
    const auto mixed_pem = "-----BEGIN EC PRIVATE KEY-----\n" +
                           output_of("openssl base64 -in " + bench.file("der", mixed_der)) +
                           "-----END EC PRIVATE KEY-----\n";
    BOOST_TEST(refused(mixed_pem) == "the private key's two halves do not belong together");
}

BOOST_AUTO_TEST_CASE(a_certificate_fits_its_own_key_alone) {
    const Bench bench;
    const std::vector<std::string> pems{rsa_of(2048), rsa_of(2048), curve_of("P-256"),
                                        curve_of("P-256"), curve_of("P-384")};
    for (std::size_t i = 0; i < pems.size(); ++i) {
        auto certificate = bench.certificate(pems[i]);
        for (std::size_t j = 0; j < pems.size(); ++j)
            BOOST_TEST(read(pems[j]).fits(certificate) == (i == j), i << " " << j);
        certificate.push_back(0);
        BOOST_TEST(!read(pems[i]).fits(certificate));
    }
    BOOST_TEST(!read(pems[0]).fits(Bytes{}));
    BOOST_TEST(!read(pems[0]).fits(Bytes(64, 0x30)));
}

BOOST_AUTO_TEST_CASE(what_it_signs_the_command_openssl_verifies) {
    const Bench bench;
    for (const auto& pem :
         {rsa_of(2048), curve_of("P-256"), curve_of("P-384"), curve_of("P-521")}) {
        const auto key = read(pem);
        const bool rsa = key.fits(SignatureScheme::rsa_sha256);
        const auto scheme = rsa ? SignatureScheme::rsa_sha256 : SignatureScheme::ecdsa_sha256;
        const auto verifying = VerifyingKey::of_certificate(bench.certificate(pem));
        BOOST_REQUIRE(verifying);
        // Short numbers come once in 256 times, and have their full length too.
        for (int i = 0; i < (rsa ? 2 : 600); ++i) {
            const auto text = "text " + std::to_string(i);
            const auto signature = key.sign(scheme, text);
            BOOST_REQUIRE(signature);
            BOOST_REQUIRE(verifying->verifies(scheme, text, *signature));
        }
        if (!rsa) continue;
        const auto signature = key.sign(scheme, "a.b");
        BOOST_REQUIRE(signature);
        const auto said = output_of(
            "openssl dgst -sha256 -prverify " + bench.file("key", pem) + " -signature " +
            bench.file("signature", tests::text_of(*signature)) + " " + bench.file("text", "a.b"));
        BOOST_TEST(said == "Verified OK\n");
    }
}

BOOST_AUTO_TEST_CASE(a_key_signs_in_one_way) {
    const auto rsa = read(rsa_of(2048));
    const auto curve = read(curve_of("P-384"));
    for (const auto scheme :
         {SignatureScheme::rsa_sha384, SignatureScheme::rsa_sha512, SignatureScheme::pss_sha256,
          SignatureScheme::ecdsa_sha384, SignatureScheme::ecdsa_sha512}) {
        BOOST_TEST(!bool(rsa.sign(scheme, "x")));
        BOOST_TEST(!bool(curve.sign(scheme, "x")));
    }
    BOOST_TEST(!bool(rsa.sign(SignatureScheme::ecdsa_sha256, "x")));
    BOOST_TEST(!bool(curve.sign(SignatureScheme::rsa_sha256, "x")));
}

BOOST_AUTO_TEST_CASE(the_host_s_queue_of_errors_is_as_it_was) {
    const auto key = read(wycheproof_key);
    ERR_clear_error();
    ERR_raise(ERR_LIB_USER, 42);
    const auto of_the_host = ERR_peek_last_error();

    BOOST_TEST(refused("x") != "taken");
    BOOST_TEST(refused("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n") !=
               "taken");
    BOOST_TEST(told(key, mixed, from_hex(wrapped_with_bad_hash)) == closed);
    BOOST_TEST(!key.fits(Bytes(64, 0x30)));

    BOOST_TEST(ERR_peek_last_error() == of_the_host);
    BOOST_TEST(ERR_get_error() == of_the_host);
    BOOST_TEST(ERR_get_error() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
