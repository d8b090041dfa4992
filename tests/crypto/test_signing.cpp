// Published vectors: RFC 8032, section 7.1, and RFC 4648, section 10.
#include <boost/test/unit_test.hpp>

#include "crypto/signing.h"
#include "crypto/spelt_bytes.h"

namespace kith::crypto {
namespace {

using tests::bytes_of;
using tests::hex_secret;
using tests::text_of;

constexpr auto test_1 = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
constexpr auto test_2 = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";

BOOST_AUTO_TEST_SUITE(signing)

BOOST_AUTO_TEST_CASE(ed25519_gives_the_published_keys_and_signatures) {
    const auto first = public_key(hex_secret(test_1));
    const auto of_nothing = sign(hex_secret(test_1), "");
    BOOST_REQUIRE(first);
    BOOST_REQUIRE(of_nothing);
    BOOST_TEST(to_hex(*first) ==
               "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    BOOST_TEST(
        to_hex(*of_nothing) ==
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
        "39701cf9b46bd25bf5f0595bbe24655141438e7a100b");

    const auto of_a_byte = sign(hex_secret(test_2), "\x72");
    BOOST_REQUIRE(of_a_byte);
    BOOST_TEST(
        to_hex(*of_a_byte) ==
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
        "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

BOOST_AUTO_TEST_CASE(another_text_key_or_length_does_not_verify) {
    const auto key = public_key(hex_secret(test_1));
    const auto other = public_key(hex_secret(test_2));
    auto signature = sign(hex_secret(test_1), "a rule");
    BOOST_REQUIRE((key && other && signature));
    BOOST_REQUIRE(verifies(*key, "a rule", *signature));

    BOOST_TEST(!verifies(*key, "a rulf", *signature));
    BOOST_TEST(!verifies(*other, "a rule", *signature));
    BOOST_TEST(!verifies(*key, "a rule", std::span(*signature).first(63)));
    BOOST_TEST(!verifies(*key, "a rule", {}));
    (*signature)[5] ^= 1;
    BOOST_TEST(!verifies(*key, "a rule", *signature));
}

BOOST_AUTO_TEST_CASE(base64_gives_the_published_texts_and_reads_them_back) {
    constexpr std::pair<std::string_view, std::string_view> published[] = {{"", ""},
                                                                           {"f", "Zg=="},
                                                                           {"fo", "Zm8="},
                                                                           {"foo", "Zm9v"},
                                                                           {"foob", "Zm9vYg=="},
                                                                           {"fooba", "Zm9vYmE="},
                                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : published) {
        BOOST_TEST(to_base64(bytes_of(plain)) == encoded);
        const auto back = from_base64(encoded);
        BOOST_REQUIRE(back);
        BOOST_TEST(text_of(*back) == plain);
    }
}

BOOST_AUTO_TEST_CASE(base64_has_one_text_for_one_value) {
    for (const auto* wrong :
         {"Zg=", "Zg", "Zh==", "Zg==\n", " Zg==", "Z===", "====", "Zm9v\n", "Zm-v"})
        BOOST_TEST(!from_base64(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
