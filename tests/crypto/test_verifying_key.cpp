// Published vectors: RFC 7515, appendix A.2 and A.3; RFC 7520, section 4.1. None is published for
// PS256: what the command openssl signs stands for it.
#include <openssl/bn.h>
#include <openssl/err.h>

#include "crypto/verifying_key.h"
#include "tests/kit/key_pair.h"

namespace kith::crypto {
namespace {

using tests::KeyPair;

constexpr auto rs256 = SignatureScheme::rsa_sha256;
constexpr auto ps256 = SignatureScheme::pss_sha256;
constexpr auto es256 = SignatureScheme::ecdsa_sha256;

constexpr auto modulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-"
    "4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_"
    "7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-"
    "UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_"
    "h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
constexpr auto rs256_input =
    "eyJhbGciOiJSUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
constexpr auto rs256_signature =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_"
    "O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_"
    "nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-"
    "eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igc"
    "N_IoypGlUPQGe77Rw";

constexpr auto x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr auto y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr auto es256_input =
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
constexpr auto es256_signature =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

// Made with `openssl dgst` and the private key of A.2, with 32 bytes of salt; one out of many whose
// first byte is zero.
constexpr auto ps256_input =
    "eyJhbGciOiJQUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
constexpr auto ps256_signature =
    "APNxoAXXwO0y1d80FXv7XWcKzRXN80fOyrPb58xSUTRYNryVmzCvQ6zMqU1O4LJzIhTHue3FCv7fmTBO6TKvKjoMzYVJv3"
    "MN3rS7O_"
    "1E50McojPkQMLPy6nn8Ng6XRy9AwubbE2HMMs5CewrVXA1lZBfKywhVfjyP6kFK1UPu0BvLJclE74TzkS044H3a_"
    "pYKo0o78Zz2QMq-_jcnKQHD9srVc_6XXPS-mwX1flcqbQrt4j0cY1lJVXGlGmxmYf3tpfj26tvsnanAj9pona-"
    "ugyXEQT1SEB-kB0BI_h52HOxZnVoyMm5Gs13MjzevWKqAXmjdT4y6YBMkSkx4whPlA";

Bytes bytes(std::string_view base64url) {
    const auto read = from_base64url(base64url);
    BOOST_REQUIRE(read);
    return *read;
}

Bytes octets_of(const std::string& text) {
    return {text.begin(), text.end()};
}

VerifyingKey rsa_key(std::string_view n = modulus) {
    const auto key = VerifyingKey::rsa(bytes(n), bytes("AQAB"));
    BOOST_REQUIRE(key);
    return *key;
}

bool makes_key(const Result<VerifyingKey>& made) {
    return static_cast<bool>(made);
}

VerifyingKey p256_key() {
    const auto key = VerifyingKey::p256(bytes(x), bytes(y));
    BOOST_REQUIRE(key);
    return *key;
}

// How many of the signatures that differ in one bit are taken for the key's.
int taken_with_one_bit_flipped(const VerifyingKey& key, SignatureScheme algorithm,
                               std::string_view input, std::string_view right) {
    auto signature = bytes(right);
    BOOST_REQUIRE(key.verifies(algorithm, input, signature));
    int taken = 0;
    for (auto& byte : signature)
        for (int bit = 0; bit < 8; ++bit) {
            byte ^= static_cast<std::uint8_t>(1 << bit);
            taken += key.verifies(algorithm, input, signature);
            byte ^= static_cast<std::uint8_t>(1 << bit);
        }
    return taken;
}

// The modulus of A.2 to some power, times a number: no RSA key at all, but nothing that a look at
// it shows.
Bytes large_modulus(int power, BN_ULONG times) {
    const auto read = bytes(modulus);
    auto* const context = BN_CTX_new();
    auto* const once = BN_bin2bn(read.data(), static_cast<int>(read.size()), nullptr);
    auto* const exponent = BN_new();
    auto* const product = BN_new();
    BOOST_REQUIRE(BN_set_word(exponent, static_cast<BN_ULONG>(power)) == 1);
    BOOST_REQUIRE(BN_exp(product, once, exponent, context) == 1);
    BOOST_REQUIRE(BN_mul_word(product, times) == 1);
    Bytes out(static_cast<std::size_t>(BN_num_bytes(product)));
    BN_bn2bin(product, out.data());
    BN_free(product);
    BN_free(exponent);
    BN_free(once);
    BN_CTX_free(context);
    return out;
}

BOOST_AUTO_TEST_SUITE(jws)

BOOST_AUTO_TEST_CASE(published_signatures_verify) {
    BOOST_TEST(rsa_key().verifies(rs256, rs256_input, bytes(rs256_signature)));
    BOOST_TEST(p256_key().verifies(es256, es256_input, bytes(es256_signature)));
    BOOST_TEST(
        rsa_key(
            "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-"
            "XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-"
            "QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-"
            "OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_"
            "vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw")
            .verifies(
                rs256,
                "eyJhbGciOiJSUzI1NiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9."
                "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IH"
                "N0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlz"
                "IG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4",
                bytes("MRjdkly7_-"
                      "oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp"
                      "83xuglII7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_"
                      "qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_"
                      "de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-"
                      "ZnmKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg")));
}

BOOST_AUTO_TEST_CASE(signatures_of_the_command_openssl_verify) {
    BOOST_TEST(rsa_key().verifies(ps256, ps256_input, bytes(ps256_signature)));

    const auto large = KeyPair::rsa(3072, " -pkeyopt rsa_keygen_pubexp:3");
    const auto key = VerifyingKey::rsa(octets_of(large.modulus()), bytes("Aw"));
    BOOST_REQUIRE(key);
    BOOST_TEST(key->verifies(rs256, "a.b", octets_of(large.signature("a.b"))));
    BOOST_TEST(key->verifies(ps256, "a.b", octets_of(large.signature("a.b", KeyPair::pss + "32"))));

    const auto pair = KeyPair::p256();
    const auto coordinates = octets_of(pair.coordinates());
    const auto curve_key =
        VerifyingKey::p256(std::span(coordinates).first(32), std::span(coordinates).last(32));
    BOOST_REQUIRE(curve_key);
    BOOST_TEST(curve_key->verifies(es256, "a.b", octets_of(pair.raw_signature("a.b"))));
    // DER is how others write it.
    BOOST_TEST(!curve_key->verifies(es256, "a.b", octets_of(pair.signature("a.b"))));
}

BOOST_AUTO_TEST_CASE(one_bit_of_a_signature_or_of_the_text_makes_it_wrong) {
    BOOST_TEST(taken_with_one_bit_flipped(rsa_key(), rs256, rs256_input, rs256_signature) == 0);
    BOOST_TEST(taken_with_one_bit_flipped(rsa_key(), ps256, ps256_input, ps256_signature) == 0);
    BOOST_TEST(taken_with_one_bit_flipped(p256_key(), es256, es256_input, es256_signature) == 0);

    std::string text = rs256_input;
    text.back() ^= 1;
    BOOST_TEST(!rsa_key().verifies(rs256, text, bytes(rs256_signature)));
    text = es256_input;
    text.back() ^= 1;
    BOOST_TEST(!p256_key().verifies(es256, text, bytes(es256_signature)));
}

BOOST_AUTO_TEST_CASE(a_key_verifies_only_the_algorithm_that_the_signature_is_of) {
    BOOST_TEST(!rsa_key().verifies(ps256, rs256_input, bytes(rs256_signature)));
    BOOST_TEST(!rsa_key().verifies(rs256, ps256_input, bytes(ps256_signature)));
    BOOST_TEST(!rsa_key().verifies(es256, es256_input, bytes(es256_signature)));
    BOOST_TEST(!rsa_key().verifies(es256, rs256_input, bytes(rs256_signature)));
    BOOST_TEST(!p256_key().verifies(rs256, es256_input, bytes(es256_signature)));
    BOOST_TEST(!p256_key().verifies(ps256, es256_input, bytes(es256_signature)));
    BOOST_TEST(rsa_key().fits(rs256));
    BOOST_TEST(rsa_key().fits(ps256));
    BOOST_TEST(!rsa_key().fits(es256));
    BOOST_TEST(p256_key().fits(es256));
    BOOST_TEST(!p256_key().fits(rs256));
}

BOOST_AUTO_TEST_CASE(a_signature_has_its_full_length) {
    auto short_one = bytes(ps256_signature);
    BOOST_REQUIRE(short_one.front() == 0);  // The same number without it.
    short_one.erase(short_one.begin());
    BOOST_TEST(!rsa_key().verifies(ps256, ps256_input, short_one));

    auto long_one = bytes(rs256_signature);
    long_one.insert(long_one.begin(), 0);
    BOOST_TEST(!rsa_key().verifies(rs256, rs256_input, long_one));
    long_one = bytes(es256_signature);
    long_one.push_back(0);
    BOOST_TEST(!p256_key().verifies(es256, es256_input, long_one));
    BOOST_TEST(!p256_key().verifies(es256, es256_input, {}));
}

BOOST_AUTO_TEST_CASE(numbers_out_of_range_are_no_signature) {
    BOOST_TEST(!p256_key().verifies(es256, es256_input, Bytes(64, 0)));
    BOOST_TEST(!p256_key().verifies(es256, es256_input, Bytes(64, 0xff)));
    BOOST_TEST(!rsa_key().verifies(rs256, rs256_input, Bytes(256, 0)));
    BOOST_TEST(!rsa_key().verifies(ps256, ps256_input, Bytes(256, 0xff)));
}

BOOST_AUTO_TEST_CASE(the_salt_of_pss_is_as_long_as_the_digest) {
    const auto pair = KeyPair::rsa(2048);
    const auto key = VerifyingKey::rsa(octets_of(pair.modulus()), bytes("AQAB"));
    BOOST_REQUIRE(key);
    BOOST_REQUIRE(
        key->verifies(ps256, "a.b", octets_of(pair.signature("a.b", KeyPair::pss + "32"))));
    for (const auto* bytes : {"0", "20", "64"})
        BOOST_TEST(
            !key->verifies(ps256, "a.b", octets_of(pair.signature("a.b", KeyPair::pss + bytes))),
            bytes);
    const std::string other_mask =
        " -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha1 -sigopt rsa_pss_saltlen:32";
    BOOST_TEST(!key->verifies(ps256, "a.b", octets_of(pair.signature("a.b", other_mask))));
}

BOOST_AUTO_TEST_CASE(rsa_keys_have_2048_to_8192_bits) {
    for (const int bits : {1024, 2047})
        BOOST_TEST(
            !makes_key(VerifyingKey::rsa(octets_of(KeyPair::rsa(bits).modulus()), bytes("AQAB"))),
            bits);
    BOOST_TEST(!makes_key(VerifyingKey::rsa({}, bytes("AQAB"))));
    // 0.63 * 2^2048 is the modulus of A.2: 8190 bits, and 8199.
    BOOST_TEST(makes_key(VerifyingKey::rsa(large_modulus(4, 1), bytes("AQAB"))));
    BOOST_TEST(!makes_key(VerifyingKey::rsa(large_modulus(4, 757), bytes("AQAB"))));
}

BOOST_AUTO_TEST_CASE(numbers_that_make_no_rsa_key_are_refused) {
    // 1 signs whatever one likes, an even one nothing.
    for (const auto* exponent : {"AQ", "Ag", "AA", ""})
        BOOST_TEST(!makes_key(VerifyingKey::rsa(bytes(modulus), bytes(exponent))), exponent);
    auto even = bytes(modulus);
    even.back() ^= 1;
    BOOST_TEST(!makes_key(VerifyingKey::rsa(even, bytes("AQAB"))));
}

BOOST_AUTO_TEST_CASE(a_point_is_on_the_curve) {
    auto off = bytes(y);
    off.back() ^= 1;
    BOOST_TEST(!makes_key(VerifyingKey::p256(bytes(x), off)));
    BOOST_TEST(!makes_key(VerifyingKey::p256(bytes(y), bytes(x))));
    BOOST_TEST(!makes_key(VerifyingKey::p256(Bytes(32, 0), Bytes(32, 0))));
    BOOST_TEST(!makes_key(VerifyingKey::p256(Bytes(32, 0xff), bytes(y))));
    // All the bytes are there, but not where they belong.
    auto longer = bytes(x);
    auto shorter = bytes(y);
    longer.push_back(shorter.front());
    shorter.erase(shorter.begin());
    BOOST_TEST(!makes_key(VerifyingKey::p256(longer, shorter)));
    BOOST_TEST(!makes_key(VerifyingKey::p256(bytes(x), {})));
}

BOOST_AUTO_TEST_CASE(nothing_is_left_in_the_queue_of_errors_and_nothing_is_taken_out) {
    ERR_clear_error();
    ERR_raise(ERR_LIB_USER, 42);
    const auto of_the_host = ERR_peek_last_error();

    BOOST_TEST(!makes_key(VerifyingKey::p256(bytes(y), bytes(x))));
    BOOST_TEST(!makes_key(VerifyingKey::rsa(bytes(modulus), bytes("AQ"))));
    BOOST_TEST(!rsa_key().verifies(rs256, "x", bytes(rs256_signature)));
    BOOST_TEST(!rsa_key().verifies(ps256, "x", bytes(ps256_signature)));
    BOOST_TEST(!p256_key().verifies(es256, "x", Bytes(64, 0xff)));

    BOOST_TEST(ERR_peek_last_error() == of_the_host);
    BOOST_TEST(ERR_get_error() == of_the_host);
    BOOST_TEST(ERR_get_error() == 0u);
}

BOOST_AUTO_TEST_CASE(base64url_has_one_text_for_one_value) {
    BOOST_TEST(bytes("") == Bytes{});
    BOOST_TEST(bytes("Zg") == octets_of("f"));
    BOOST_TEST(bytes("Zm8") == octets_of("fo"));
    BOOST_TEST(bytes("Zm9v") == octets_of("foo"));
    BOOST_TEST(bytes("--__") == (Bytes{0xfb, 0xef, 0xff}));
    for (const auto* wrong : {"Zg==", "Zg=", "Z", "Zm9vY", "Zh", "Zm9", "Zg\n", " Zg", "Zm 8",
                              "++//", "Zm9v+w", "Zm9v/w", "Zm9v.", "Zm9\xc3\xa4", "===="})
        BOOST_TEST(!from_base64url(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
