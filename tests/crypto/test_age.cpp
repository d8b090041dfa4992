// What a passphrase locks opens again whole, or not at all. age.py lets it meet the real age
// command.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "crypto/age.h"
#include "crypto/signing.h"
#include "crypto/spelt_bytes.h"

namespace kith::crypto {
namespace {

constexpr std::string_view words =
    "acid acorn actor adapt admit adult agent agree ahead alarm album a";

constexpr std::size_t chunk = 65536;
constexpr std::size_t tag = 16;
constexpr std::size_t payload_nonce = 16;

Secret secret_of(std::string_view text) {
    return Secret(tests::bytes_of(text));
}

std::string text_of_size(std::size_t size) {
    std::string text(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>(i * 31 + i / 251);
    return text;
}

Bytes locked(std::string_view text) {
    auto file = age_encrypt(text, secret_of(words));
    BOOST_REQUIRE(file);
    return std::move(*file);
}

ErrorCode refused(std::span<const std::uint8_t> file, std::string_view passphrase) {
    const auto opened = age_decrypt(file, secret_of(passphrase));
    BOOST_REQUIRE(!opened);
    return opened.error().code;
}

// A published file of little work, so that thousands of damaged ones can be tried.
Bytes vector_file() {
    std::ifstream in(KITH_AGE_VECTORS "/scrypt", std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(in)), {});
    const auto begin = all.find("\n\n");
    BOOST_REQUIRE(begin != std::string::npos);
    return Bytes(all.begin() + static_cast<std::ptrdiff_t>(begin) + 2, all.end());
}

Bytes changed(Bytes file, std::string_view from, std::string_view to) {
    const auto at = std::search(file.begin(), file.end(), from.begin(), from.end());
    BOOST_REQUIRE(at != file.end());
    const auto after = file.erase(at, at + static_cast<std::ptrdiff_t>(from.size()));
    file.insert(after, to.begin(), to.end());
    return file;
}

std::size_t payload_begin(const Bytes& file) {
    constexpr std::string_view mac = "\n--- ";
    const auto at = std::search(file.begin(), file.end(), mac.begin(), mac.end());
    const auto end = std::find(at + 1, file.end(), '\n');
    return static_cast<std::size_t>(end - file.begin()) + 1;
}

BOOST_AUTO_TEST_SUITE(age)

BOOST_AUTO_TEST_CASE(what_was_locked_opens_with_its_passphrase) {
    for (const std::size_t size : {0, 1, 65535, 65536, 65537, 131072, 200000}) {
        const auto text = text_of_size(size);
        const auto opened = age_decrypt(locked(text), secret_of(words));
        BOOST_REQUIRE(opened);
        BOOST_TEST((*opened == text));
    }
}

BOOST_AUTO_TEST_CASE(a_file_is_as_long_as_the_format_says_and_never_the_same_twice) {
    for (const std::size_t size : {0, 1, 65536, 65537, 131072}) {
        const auto chunks = size == 0 ? 1 : (size + chunk - 1) / chunk;
        const auto file = locked(text_of_size(size));
        BOOST_TEST(file.size() == payload_begin(file) + payload_nonce + size + chunks * tag);
    }
    BOOST_TEST((locked("same") != locked("same")));
}

// Rule: salt, key and nonce of a file are its own. One whose key could be known would open without
// a passphrase.
BOOST_AUTO_TEST_CASE(nothing_that_locks_a_file_is_known_beforehand) {
    const auto file = locked("same");
    const auto other = locked("same");
    const auto begin = payload_begin(file);
    const auto line = [](const Bytes& bytes) {
        const std::string text(bytes.begin(), bytes.end());
        const auto from = text.find("-> scrypt ");
        return text.substr(from, text.find('\n', from) - from);
    };
    BOOST_TEST(line(file) != line(other));
    BOOST_TEST(!equal(std::span(file).subspan(begin, payload_nonce),
                      std::span(other).subspan(begin, payload_nonce)));

    const std::string text(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(begin));
    const auto mac = text.find("\n--- ") + 1;
    const auto of_zeros = derive(Secret(payload_nonce), "header");
    BOOST_REQUIRE(of_zeros);
    const auto guessed = to_base64(hmac_sha256(*of_zeros, text.substr(0, mac + 3)));
    BOOST_TEST(!guessed.starts_with(text.substr(mac + 4, text.size() - mac - 5)));
}

BOOST_AUTO_TEST_CASE(another_passphrase_opens_nothing) {
    const auto file = locked("she said");
    BOOST_CHECK(refused(file, "other words") == ErrorCode::key_wrong);
    BOOST_CHECK(refused(file, "") == ErrorCode::key_wrong);
    BOOST_CHECK(age_encrypt("she said", Secret()).error().code == ErrorCode::invalid_input);
}

BOOST_AUTO_TEST_CASE(a_flipped_bit_anywhere_is_refused) {
    const auto file = vector_file();
    BOOST_REQUIRE(age_decrypt(file, secret_of("password")));
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
        auto damaged = file;
        damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ 1U << bit % 8);
        BOOST_TEST(!age_decrypt(damaged, secret_of("password")), "bit " << bit);
    }
}

BOOST_AUTO_TEST_CASE(a_file_cut_anywhere_or_with_something_behind_it_is_refused) {
    auto file = vector_file();
    for (std::size_t size = 0; size < file.size(); ++size)
        BOOST_TEST(!age_decrypt(std::span(file).first(size), secret_of("password")),
                   "size " << size);
    file.push_back(0);
    BOOST_CHECK(refused(file, "password") == ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(one_file_is_written_in_one_way_only) {
    auto padded = vector_file();
    padded.insert(padded.begin() + static_cast<std::ptrdiff_t>(payload_begin(padded)) - 1, '=');
    BOOST_CHECK(refused(padded, "password") == ErrorCode::invalid_input);
}

BOOST_AUTO_TEST_CASE(a_long_file_cut_at_a_border_of_its_chunks_is_refused) {
    for (const std::size_t size : {std::size_t{200000}, 2 * chunk}) {
        const auto file = locked(text_of_size(size));
        const auto begin = payload_begin(file) + payload_nonce;
        for (auto border = begin; border < file.size(); border += chunk + tag)
            for (const std::size_t cut : {border, border + tag, border + chunk})
                BOOST_CHECK(refused(std::span(file).first(cut), words) == ErrorCode::store_corrupt);
    }
}

BOOST_AUTO_TEST_CASE(chunks_in_another_order_are_refused) {
    auto file = locked(text_of_size(3 * chunk));
    const auto first = file.begin() + static_cast<std::ptrdiff_t>(payload_begin(file)) + 16;
    std::swap_ranges(first, first + (chunk + tag), first + (chunk + tag));
    BOOST_CHECK(refused(file, words) == ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_CASE(what_would_take_all_memory_is_not_begun) {
    const auto file = vector_file();
    for (const auto* const factor : {" 21\n", " 99\n", " 1000000000000\n"})
        BOOST_CHECK(refused(changed(file, " 10\n", factor), "password") == ErrorCode::too_large);
    for (const auto* const factor : {" 0\n", " 010\n", " +9\n", " -1\n", " 9x\n", " \n", "\n"})
        BOOST_CHECK(refused(changed(file, " 10\n", factor), "password") ==
                    ErrorCode::invalid_input);
}

BOOST_AUTO_TEST_CASE(a_file_for_other_keys_is_named_as_what_it_is) {
    const auto file = vector_file();
    BOOST_CHECK(refused(changed(file, "-> scrypt", "-> X25519"), "password") ==
                ErrorCode::unsupported);
    BOOST_CHECK(refused(changed(file, "\n--- ", "\n-> X25519 a\nb\n--- "), "password") ==
                ErrorCode::unsupported);
    BOOST_CHECK(refused(changed(file, ".org/v1", ".org/v2"), "password") ==
                ErrorCode::invalid_input);
    BOOST_CHECK(refused({}, "password") == ErrorCode::invalid_input);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
