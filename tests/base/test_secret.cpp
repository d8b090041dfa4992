#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <ostream>
#include <type_traits>

#include "base/secret.h"

using kith::Secret;

namespace {

const std::array<std::uint8_t, 4> bytes{1, 2, 3, 4};

const void* watched = nullptr;
int wiped_when_freed = -1;  // -1: it was not given back.

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};

template <class T>
concept Comparable = requires(const T& a, const T& b) {
    a == b;
};

bool holds(const Secret& secret) {
    const auto held = secret.bytes();
    return std::equal(held.begin(), held.end(), bytes.begin(), bytes.end());
}

}  // namespace

// Looks into the watched memory at the moment it is given back. Never inlined: g++ would then see
// malloc and free on their own, and warn.
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    if (memory != nullptr && memory == watched) {
        const auto* const byte = static_cast<const std::uint8_t*>(memory);
        wiped_when_freed = std::all_of(byte, byte + bytes.size(), [](auto b) { return b == 0; });
        watched = nullptr;
    }
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    operator delete(memory);
}
[[gnu::noinline]] void* operator new(std::size_t size) {
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}

struct Unwatched {
    Unwatched() {
        watched = nullptr;
        wiped_when_freed = -1;
    }
};

BOOST_FIXTURE_TEST_SUITE(secret, Unwatched)

BOOST_AUTO_TEST_CASE(a_secret_cannot_be_copied_printed_or_compared) {
    static_assert(!std::is_copy_constructible_v<Secret>);
    static_assert(!std::is_copy_assignable_v<Secret>);
    static_assert(!Printable<Secret>);
    static_assert(!Comparable<Secret>);
    static_assert(!std::is_convertible_v<std::span<const std::uint8_t>, Secret>);
    BOOST_TEST(holds(Secret(bytes)));
    BOOST_TEST(Secret(7).size() == 7u);
}

BOOST_AUTO_TEST_CASE(a_secret_that_moved_leaves_nothing_behind) {
    Secret first(bytes);
    Secret second(std::move(first));
    BOOST_TEST(holds(second));
    BOOST_TEST(first.size() == 0u);  // NOLINT(bugprone-use-after-move): that is the point.

    Secret third(2);
    third = std::move(second);
    BOOST_TEST(holds(third));
    BOOST_TEST(second.size() == 0u);  // NOLINT(bugprone-use-after-move)
}

BOOST_AUTO_TEST_CASE(what_a_secret_held_is_wiped_when_it_goes) {
    {
        const Secret gone(bytes);
        watched = gone.bytes().data();
    }
    BOOST_TEST(wiped_when_freed == 1);
}

BOOST_AUTO_TEST_CASE(what_a_secret_held_is_wiped_when_another_takes_its_place) {
    Secret replaced(bytes);
    watched = replaced.bytes().data();
    replaced = Secret(2);

    BOOST_TEST(wiped_when_freed == 1);
}

BOOST_AUTO_TEST_SUITE_END()
