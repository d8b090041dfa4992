// Signed notes and checkpoints: c2sp.org/signed-note, c2sp.org/tlog-checkpoint.
#include <boost/test/unit_test.hpp>

#include "crypto/signed_note.h"

namespace kith::crypto {
namespace {

// The example of the definition itself: its key, its text, its signature.
constexpr auto published_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr auto published_note =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

Secret seed(std::uint8_t first) {
    Secret bytes(key_bytes);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes.bytes()[i] = static_cast<std::uint8_t>(first + i);
    return bytes;
}

NoteKey key_of(const Secret& seed, std::string name = "kith/demo") {
    const auto key = public_key(seed);
    BOOST_REQUIRE(key);
    return {std::move(name), *key};
}

std::string note(std::uint64_t size) {
    const auto made = signed_checkpoint(key_of(seed(1)), seed(1), size, sha256("root"));
    BOOST_REQUIRE(made);
    return *made;
}

BOOST_AUTO_TEST_SUITE(signed_note)

BOOST_AUTO_TEST_CASE(the_published_key_is_read_and_written_and_its_signature_holds) {
    const auto key = parse_note_key(published_key);
    BOOST_REQUIRE(key);
    BOOST_TEST(key->name == "PeterNeumann");
    BOOST_TEST(to_text(*key) == published_key);

    const std::string_view text = published_note;
    const auto body = text.substr(0, text.find("\n\u2014 "));
    const auto line = text.substr(text.rfind(' ') + 1);
    const auto bytes = from_base64(line.substr(0, line.size() - 1));
    BOOST_REQUIRE(bytes);
    BOOST_TEST(verifies(key->key, body, std::span(*bytes).subspan(4)));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_says_how_far_a_log_has_come) {
    const auto read = checked_checkpoint(key_of(seed(1)), note(4096));
    BOOST_REQUIRE(read);
    BOOST_TEST(read->origin == "kith/demo");
    BOOST_TEST(read->size == 4096U);
    BOOST_TEST(to_hex(read->root) == to_hex(sha256("root")));
}

BOOST_AUTO_TEST_CASE(another_key_name_or_text_is_no_checkpoint_of_this_log) {
    const auto sound = note(16);
    BOOST_REQUIRE(checked_checkpoint(key_of(seed(1)), sound).has_value());

    BOOST_TEST(!checked_checkpoint(key_of(seed(2)), sound).has_value());
    BOOST_TEST(!checked_checkpoint(key_of(seed(1), "kith/other"), sound).has_value());
    for (std::size_t i = 0; i < sound.size(); ++i) {
        auto changed = sound;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        BOOST_TEST(!checked_checkpoint(key_of(seed(1)), changed).has_value(), i);
        BOOST_TEST(!checked_checkpoint(key_of(seed(1)), sound.substr(0, i)).has_value(), i);
    }
    BOOST_TEST(!checked_checkpoint(key_of(seed(1)), sound + "\n").has_value());
}

// Her own words may look like a signature, and come back as she wrote them.
BOOST_AUTO_TEST_CASE(a_text_that_looks_signed_is_signed_as_a_whole) {
    const std::string text = "she said\n\n\u2014 kith/demo AAAA\nand more\n";
    const auto made = kith::crypto::signed_note(key_of(seed(1)), seed(1), text);
    BOOST_REQUIRE(made);
    const auto read = checked_note(key_of(seed(1)), *made);
    BOOST_REQUIRE(read);
    BOOST_TEST(*read == text);
    BOOST_TEST(!checked_note(key_of(seed(1)), *made + "and more\n"));
    BOOST_TEST(!checked_note(key_of(seed(1)), text));
}

BOOST_AUTO_TEST_CASE(what_else_the_key_has_signed_is_no_checkpoint) {
    const auto body = "16\n" + to_base64(sha256("root")) + "\n";
    const auto is_checkpoint = [](const std::string& text) {
        const auto made = kith::crypto::signed_note(key_of(seed(1)), seed(1), text);
        BOOST_REQUIRE(made);
        return checked_checkpoint(key_of(seed(1)), *made).has_value();
    };
    BOOST_REQUIRE(is_checkpoint("kith/demo\n" + body));
    BOOST_TEST(!is_checkpoint("kith/other\n" + body));
    BOOST_TEST(!is_checkpoint("kith/demo\n" + body + "more\n"));
    BOOST_TEST(!is_checkpoint("kith/demo\n0" + body));
    BOOST_TEST(!is_checkpoint("kith/demo\n" + body.substr(3)));
}

BOOST_AUTO_TEST_CASE(what_is_no_verifier_key_is_not_taken_for_one) {
    const auto key = to_text(key_of(seed(3)));
    BOOST_REQUIRE(parse_note_key(key).has_value());
    for (const auto* const wrong : {"", "+", "++", "name+00000000+AAAA", "kith/demo"})
        BOOST_TEST(!parse_note_key(wrong).has_value(), wrong);
    auto other_hash = key;
    other_hash[key.find('+') + 1] = key[key.find('+') + 1] == '0' ? '1' : '0';
    BOOST_TEST(!parse_note_key(other_hash).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::crypto
