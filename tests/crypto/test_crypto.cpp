// Published vectors: FIPS 180-4, RFC 4231, RFC 5869, the GCM specification's test case 16.
#include <boost/test/unit_test.hpp>

#include <set>

#include "crypto/crypto.h"
#include "crypto/spelt_bytes.h"

namespace kith::crypto {
namespace {

using tests::from_hex;
using tests::hex_secret;

std::string text(std::string_view hex) {
    const auto bytes = from_hex(hex);
    return {bytes.begin(), bytes.end()};
}

Bytes plain() {
    return {'a', ' ', 'w', 'o', 'r', 'd'};
}

BOOST_AUTO_TEST_SUITE(crypto)

BOOST_AUTO_TEST_CASE(sha256_gives_the_published_digests) {
    BOOST_TEST(to_hex(sha256("abc")) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    BOOST_TEST(to_hex(sha256("")) ==
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
               "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

BOOST_AUTO_TEST_CASE(hmac_gives_the_digests_of_rfc_4231) {
    BOOST_TEST(
        to_hex(hmac_sha256(hex_secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    BOOST_TEST(to_hex(hmac_sha256(hex_secret("4a656665"), "what do ya want for nothing?")) ==
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    BOOST_TEST(to_hex(hmac_sha256(hex_secret(std::string(262, 'a')),
                                  "Test Using Larger Than Block-Size Key - Hash Key First")) ==
               "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

BOOST_AUTO_TEST_CASE(hkdf_without_salt_gives_the_key_of_rfc_5869) {
    // Test case 3: neither salt nor info. The first 32 of its 42 bytes.
    const auto derived = derive(hex_secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), "");

    BOOST_REQUIRE(derived);
    BOOST_TEST(to_hex(derived->bytes()) ==
               "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

BOOST_AUTO_TEST_CASE(hkdf_with_salt_gives_the_key_of_rfc_5869) {
    // Test case 1. The first 32 of its 42 bytes.
    const auto salt = from_hex("000102030405060708090a0b0c");
    const auto info = from_hex("f0f1f2f3f4f5f6f7f8f9");
    const std::string_view purpose(reinterpret_cast<const char*>(info.data()), info.size());

    const auto derived =
        derive(hex_secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), purpose, salt);

    BOOST_REQUIRE(derived);
    BOOST_TEST(to_hex(derived->bytes()) ==
               "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
}

BOOST_AUTO_TEST_CASE(derived_keys_differ_by_what_they_are_for) {
    const auto one = derive(hex_secret("0b0b"), "one");
    const auto other = derive(hex_secret("0b0b"), "other");

    BOOST_REQUIRE((one && other));
    BOOST_TEST(!equal(one->bytes(), other->bytes()));
    BOOST_TEST(one->size() == key_bytes);
}

BOOST_AUTO_TEST_CASE(published_aes_gcm_text_opens) {
    const auto key = hex_secret("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    const auto sealed = from_hex(
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b");
    const auto place = text("feedfacedeadbeeffeedfacedeadbeefabaddad2");

    const auto opened = open(key, sealed, place);

    BOOST_REQUIRE(opened);
    BOOST_TEST(to_hex(opened->bytes()) ==
               "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
               "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
}

BOOST_AUTO_TEST_CASE(sealed_value_opens_with_its_key_at_its_place_only) {
    const auto key = random_key();
    const auto other = random_key();
    BOOST_REQUIRE((key && other));
    const auto sealed = seal(*key, plain(), "here");
    BOOST_REQUIRE(sealed);

    const auto opened = open(*key, *sealed, "here");
    BOOST_REQUIRE(opened);
    BOOST_TEST(equal(opened->bytes(), plain()));
    BOOST_TEST(!open(*key, *sealed, "there"));
    BOOST_TEST(!open(*other, *sealed, "here"));
    BOOST_CHECK(open(*other, *sealed, "here").error().code == ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(no_byte_of_a_sealed_value_can_be_changed_or_left_out) {
    const auto key = random_key();
    BOOST_REQUIRE(key);
    const auto sealed = seal(*key, plain(), "here");
    BOOST_REQUIRE(sealed);
    BOOST_REQUIRE(open(*key, *sealed, "here"));

    for (std::size_t i = 0; i < sealed->size(); ++i) {
        auto changed = *sealed;
        changed[i] ^= 1;
        BOOST_TEST(!open(*key, changed, "here"), "byte " << i);
        const std::span<const std::uint8_t> shorter(sealed->data(), i);
        BOOST_TEST(!open(*key, shorter, "here"), "length " << i);
    }
}

BOOST_AUTO_TEST_CASE(empty_text_can_be_sealed_and_no_two_seals_are_alike) {
    const auto key = random_key();
    BOOST_REQUIRE(key);
    const auto one = seal(*key, {}, "");
    const auto other = seal(*key, {}, "");

    BOOST_REQUIRE((one && other));
    BOOST_TEST(*one != *other);
    BOOST_REQUIRE(open(*key, *one, ""));
    BOOST_TEST(open(*key, *one, "")->size() == 0);
}

BOOST_AUTO_TEST_CASE(random_ids_are_of_version_4_and_never_the_same) {
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) {
        const auto id = random_uuid();
        BOOST_REQUIRE(id);
        BOOST_REQUIRE(id->size() == 36);
        BOOST_TEST((*id)[14] == '4');
        BOOST_TEST(std::string("89ab").find((*id)[19]) != std::string::npos);
        BOOST_TEST(seen.insert(*id).second);
    }
}

BOOST_AUTO_TEST_CASE(equal_compares_whole_values) {
    BOOST_TEST(equal(plain(), plain()));
    BOOST_TEST(!equal(plain(), from_hex("00")));
    BOOST_TEST(!equal(from_hex("0001"), from_hex("0002")));
    BOOST_TEST(!equal(from_hex("00"), from_hex("0001")));
    BOOST_TEST(!equal(from_hex("0001"), from_hex("00")));
    BOOST_TEST(!equal({}, from_hex("00")));
    BOOST_TEST(equal({}, {}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
