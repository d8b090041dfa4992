// Published vectors: McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, cases 1,
// 3, 7, 9, 13 and 15; NIST SP 800-38A, appendix F.2. What is at the edge of them the command
// openssl encrypts.
#include <boost/test/unit_test.hpp>

#include "crypto/block_cipher.h"
#include "tests/crypto/spelt_bytes.h"
#include "tests/kit/command.h"

namespace kith::crypto {
namespace {

using tests::from_hex;
using tests::hex_secret;

constexpr std::string_view gcm_text =
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255";
constexpr std::string_view gcm_nonce = "cafebabefacedbaddecaf888";
// The last of its four blocks ends with 0x10: it is padding as XML Encryption has it, and none as
// PKCS #7 has it.
constexpr std::string_view cbc_text =
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52ef";
constexpr std::string_view cbc_front = "000102030405060708090a0b0c0d0e0f";

struct Sealed {
    BlockCipher cipher;
    std::string key;
    std::string front;
    std::string text;  // And the tag.
    std::string plain;
};

const std::vector<Sealed>& published() {
    const std::string nonce(gcm_nonce);
    const std::string none(24, '0');
    const std::string front(cbc_front);
    const std::string plain(gcm_text);
    const std::string blocks(cbc_text);
    static const std::vector<Sealed> rows{
        {BlockCipher::aes128_gcm, std::string(32, '0'), none, "58e2fccefa7e3061367f1d57a4e7455a",
         ""},
        {BlockCipher::aes192_gcm, std::string(48, '0'), none, "cd33b28ac773f74ba00ed1f312572435",
         ""},
        {BlockCipher::aes256_gcm, std::string(64, '0'), none, "530f8afbc74536b9a963b4f1c4cb738b",
         ""},
        {BlockCipher::aes128_gcm, "feffe9928665731c6d6a8f9467308308", nonce,
         "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
         "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985"
         "4d5c2af327cd64a62cf35abd2ba6fab4",
         plain},
        {BlockCipher::aes192_gcm, "feffe9928665731c6d6a8f9467308308feffe9928665731c", nonce,
         "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c"
         "7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710acade256"
         "9924a7c8587336bfb118024db8674a14",
         plain},
        {BlockCipher::aes256_gcm,
         "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", nonce,
         "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
         "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
         "b094dac5d93471bdec1a502270e3cc6c",
         plain},
        {BlockCipher::aes128_cbc, "2b7e151628aed2a6abf7158809cf4f3c", front,
         "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
         "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
         blocks},
        {BlockCipher::aes192_cbc, "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", front,
         "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"
         "571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd",
         blocks},
        {BlockCipher::aes256_cbc,
         "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4", front,
         "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
         "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
         blocks}};
    return rows;
}

// What an opener says, so that two refusals can be compared as a whole.
std::string told(BlockCipher cipher, const Secret& key, const Bytes& sealed) {
    const auto plain = decrypted(cipher, key, sealed);
    if (plain) return "opens";
    const auto& error = plain.error();
    return std::to_string(static_cast<int>(error.code)) + std::string(error.detail.view()) +
           error.field + std::string(error.hint.view());
}

const std::string refusal = "0crypto: what was encrypted does not open";

BOOST_AUTO_TEST_SUITE(block_cipher)

BOOST_AUTO_TEST_CASE(published_vectors_open) {
    for (const auto& each : published()) {
        const auto plain =
            decrypted(each.cipher, hex_secret(each.key), from_hex(each.front + each.text));
        BOOST_REQUIRE_MESSAGE(bool(plain), each.key);
        BOOST_TEST(to_hex(*plain) == each.plain);
        BOOST_TEST(key_bytes_of(each.cipher) == each.key.size() / 2);
        BOOST_TEST(is_authenticated(each.cipher) == (each.front.size() == 24));
    }
}

BOOST_AUTO_TEST_CASE(whatever_does_not_fit_is_one_error) {
    for (const auto& each : published()) {
        const auto key = hex_secret(each.key);
        const auto whole = from_hex(each.front + each.text);
        const std::size_t least = is_authenticated(each.cipher) ? 28 : 32;
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const bool of_blocks =
                !is_authenticated(each.cipher) && size >= least && size % 16 == 0;
            const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            if (!of_blocks) BOOST_TEST(told(each.cipher, key, cut) == refusal, size);
        }
        for (const std::size_t size : {0, 1, 15, 17, 16, 24, 32, 33})
            if (size != key.size())
                BOOST_TEST(told(each.cipher, Secret(size), whole) == refusal, size);
    }
}

BOOST_AUTO_TEST_CASE(one_bit_of_what_gcm_sealed_closes_it) {
    for (const auto& each : published()) {
        if (!is_authenticated(each.cipher)) continue;
        auto whole = from_hex(each.front + each.text);
        for (auto& byte : whole)
            for (int bit = 0; bit < 8; ++bit) {
                byte ^= static_cast<std::uint8_t>(1 << bit);
                BOOST_TEST(told(each.cipher, hex_secret(each.key), whole) == refusal);
                byte ^= static_cast<std::uint8_t>(1 << bit);
            }
    }
}

// XML Encryption 5.2: 1 to the size of a block, and nothing else.
BOOST_AUTO_TEST_CASE(padding_is_counted_by_the_last_byte_alone) {
    const tests::Folder folder;
    const std::string key = "2b7e151628aed2a6abf7158809cf4f3c";
    const auto sealed_by_openssl = [&](const Bytes& padded) {
        tests::write(folder / "plain",
                     {reinterpret_cast<const char*>(padded.data()), padded.size()});
        const auto text = tests::output_of("openssl enc -aes-128-cbc -nopad -K " + key + " -iv " +
                                           std::string(cbc_front) + " -in " + (folder / "plain"));
        auto sealed = from_hex(cbc_front);
        sealed.insert(sealed.end(), text.begin(), text.end());
        return sealed;
    };
    for (int last = 0; last < 256; ++last) {
        if (last > 18 && last < 250) continue;
        Bytes padded(32, 0xa5);
        padded.back() = static_cast<std::uint8_t>(last);
        const auto sealed = sealed_by_openssl(padded);
        if (last == 0 || last > 16) {
            BOOST_TEST(told(BlockCipher::aes128_cbc, hex_secret(key), sealed) == refusal, last);
            continue;
        }
        const auto plain = decrypted(BlockCipher::aes128_cbc, hex_secret(key), sealed);
        BOOST_REQUIRE_MESSAGE(bool(plain), last);
        BOOST_TEST(*plain == Bytes(32 - static_cast<std::size_t>(last), 0xa5));
    }
    Bytes alone(16, 0);
    alone.back() = 16;
    const auto plain =
        decrypted(BlockCipher::aes128_cbc, hex_secret(key), sealed_by_openssl(alone));
    BOOST_REQUIRE(plain);
    BOOST_TEST(plain->empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
