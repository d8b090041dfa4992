// Sets of places: what is in, what is walked, from where.

#include <boost/test/unit_test.hpp>

#include <vector>

#include "directory/bits.h"

namespace kith::directory {
namespace {

std::vector<std::size_t> from(const Bits& bits, std::size_t first) {
    std::vector<std::size_t> found;
    bits.each(first, [&](std::size_t i) {
        found.push_back(i);
        return true;
    });
    return found;
}

Bits of(std::size_t size, const std::vector<std::size_t>& set) {
    Bits bits(size);
    for (const auto i : set)
        bits.set(i);
    return bits;
}

using Places = std::vector<std::size_t>;

BOOST_AUTO_TEST_SUITE(test_bits)

BOOST_AUTO_TEST_CASE(places_are_walked_in_order_from_any_place_over_the_edges_of_words) {
    const auto bits = of(200, {0, 63, 64, 130, 199});

    BOOST_TEST(from(bits, 0) == (Places{0, 63, 64, 130, 199}));
    BOOST_TEST(from(bits, 1) == (Places{63, 64, 130, 199}));
    BOOST_TEST(from(bits, 64) == (Places{64, 130, 199}));
    BOOST_TEST(from(bits, 131) == (Places{199}));
    BOOST_TEST(from(bits, 200).empty());
    BOOST_TEST(from(bits, 100'000).empty());
    BOOST_TEST(from(Bits(0), 0).empty());
}

BOOST_AUTO_TEST_CASE(a_walk_ends_when_it_is_told_to) {
    int seen = 0;
    of(200, {1, 2, 3}).each(0, [&](std::size_t) { return ++seen < 2; });

    BOOST_TEST(seen == 2);
}

BOOST_AUTO_TEST_CASE(sets_are_joined_cut_and_taken_from_each_other) {
    const auto a = of(130, {1, 64, 129});
    const auto b = of(130, {1, 65, 129});

    BOOST_TEST(from(Bits(a) &= b, 0) == (Places{1, 129}));
    BOOST_TEST(from(Bits(a) |= b, 0) == (Places{1, 64, 65, 129}));
    BOOST_TEST(from(Bits(a).without(b), 0) == (Places{64}));
}

BOOST_AUTO_TEST_CASE(one_place_is_put_in_and_out_alone) {
    auto bits = of(70, {5, 69});
    bits.put(5, false);
    bits.put(6, true);
    bits.clear(69);

    BOOST_TEST(from(bits, 0) == (Places{6}));
    BOOST_TEST(bits.has(6));
    BOOST_TEST(!bits.has(5));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::directory
