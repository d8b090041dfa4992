// SipHash-2-4 against the values that its authors publish, and one that OpenSSL computed.

#include <boost/test/unit_test.hpp>

#include "directory/keyed_hash.h"

namespace kith::directory {
namespace {

// Key and message of the published values count up from 0.
std::uint64_t published(std::size_t length) {
    HashKey key{};
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::uint8_t>(i);
    std::string message;
    for (std::size_t i = 0; i < length; ++i)
        message += static_cast<char>(i);
    return keyed_hash(key, message);
}

BOOST_AUTO_TEST_SUITE(test_keyed_hash)

BOOST_AUTO_TEST_CASE(the_hash_gives_the_published_values) {
    BOOST_TEST(published(0) == 0x726fdb47dd0e0e31U);
    BOOST_TEST(published(1) == 0x74f839c593dc67fdU);
    BOOST_TEST(published(7) == 0xab0200f58b01d137U);
    BOOST_TEST(published(8) == 0x93f5f5799a932462U);
    BOOST_TEST(published(15) == 0xa129ca6149be45e5U);
}

BOOST_AUTO_TEST_CASE(bytes_above_127_are_hashed_unsigned) {
    const std::string high(9, static_cast<char>(0xFF));

    BOOST_TEST(keyed_hash({}, high) == 0xbe29d70ddcf7e35dU);
}

BOOST_AUTO_TEST_CASE(a_message_in_two_parts_is_hashed_as_one_wherever_it_is_cut) {
    const HashKey key{1, 2, 3};
    const std::string message = "a request's key and then a supporter's id";
    for (std::size_t cut = 0; cut <= message.size(); ++cut) {
        const KeyedHash begun(key, message.substr(0, cut));
        for (std::size_t end = cut; end <= message.size(); ++end)
            BOOST_TEST(begun.of(message.substr(cut, end - cut)) ==
                       keyed_hash(key, message.substr(0, end)));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
