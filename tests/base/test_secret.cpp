#include <boost/test/unit_test.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <ostream>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

#include "base/secret.h"

using kith::Secret;

namespace {

const std::array<std::uint8_t, 4> bytes{1, 2, 3, 4};

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
    out << value;
};

template <class T>
concept Comparable = requires(const T& a, const T& b) {
    a == b;
};

bool is_zero(const std::uint8_t* memory, std::size_t size) {
    return std::all_of(memory, memory + size, [](auto byte) { return byte == 0; });
}

// The flags of the mapping that holds this address.
std::string page_flags(const void* address) {
    std::ifstream maps("/proc/self/smaps");
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    bool here = false;
    for (std::string line; std::getline(maps, line);) {
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        if (std::sscanf(line.c_str(), "%lx-%lx ", &begin, &end) == 2)
            here = begin <= wanted && wanted < end;
        if (here && line.starts_with("VmFlags:")) return line.substr(8);
    }
    return {};
}

bool holds(const Secret& secret) {
    const auto held = secret.bytes();
    return std::equal(held.begin(), held.end(), bytes.begin(), bytes.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(secret)

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

// Its pages stay, so what is left in them can be looked at.
BOOST_AUTO_TEST_CASE(what_a_secret_held_is_wiped_when_it_goes) {
    const std::uint8_t* watched = nullptr;
    {
        const Secret gone(bytes);
        watched = gone.bytes().data();
        BOOST_TEST(watched[3] == 4);
    }
    BOOST_TEST(is_zero(watched, bytes.size()));
}

BOOST_AUTO_TEST_CASE(what_a_secret_held_is_wiped_when_another_takes_its_place) {
    Secret replaced(bytes);
    const auto* const watched = replaced.bytes().data();
    replaced = Secret(2);

    BOOST_TEST(is_zero(watched, bytes.size()));
}

BOOST_AUTO_TEST_CASE(a_secret_of_any_size_begins_empty_and_keeps_to_its_place) {
    std::vector<Secret> many;
    for (const std::size_t size : {1U, 64U, 65U, 1'000U, 65'536U, 65'537U, 1'000'000U})
        for (int i = 0; i < 40; ++i) {
            many.emplace_back(size);
            BOOST_REQUIRE(is_zero(many.back().bytes().data(), size));
            std::ranges::fill(many.back().bytes(), static_cast<std::uint8_t>(many.size()));
        }
    for (std::size_t i = 0; i < many.size(); ++i)
        BOOST_REQUIRE(std::ranges::all_of(
            many[i].bytes(), [&](auto byte) { return byte == static_cast<std::uint8_t>(i + 1); }));
}

BOOST_AUTO_TEST_CASE(threads_share_the_memory_of_secrets) {
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int mine = 1; mine <= 4; ++mine)
        threads.emplace_back([&wrong, mine] {
            for (int i = 0; i < 5'000; ++i) {
                Secret secret(32);
                if (!is_zero(secret.bytes().data(), 32)) ++wrong;
                std::ranges::fill(secret.bytes(), static_cast<std::uint8_t>(mine));
                for (const auto byte : secret.bytes())
                    if (byte != mine) ++wrong;
            }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(wrong == 0);
}

// What the kernel says of the pages: /proc/self/smaps names "don't dump" (dd), "wipe on fork" (wf)
// and "locked" (lo).
BOOST_AUTO_TEST_CASE(a_secret_lies_in_pages_that_are_locked_and_in_no_core_dump) {
    const Secret secret(bytes);
    const auto flags = " " + page_flags(secret.bytes().data()) + " ";
    BOOST_TEST(flags.find(" dd ") != std::string::npos, flags);
    BOOST_TEST(flags.find(" wf ") != std::string::npos, flags);
#if !defined(__SANITIZE_ADDRESS__)  // The sanitizer answers mlock itself, and locks nothing.
    const bool locked = flags.find(" lo ") != std::string::npos;
    BOOST_TEST(locked == kith::detail::secret_memory_is_locked());
#endif
}

// A child begins with pages of its own; without a right to lock them it is told so.
BOOST_AUTO_TEST_CASE(where_the_system_locks_no_page_that_is_told) {
    const auto child = fork();
    if (child == 0) {
        const rlimit none{0, 0};
        const bool bound = setrlimit(RLIMIT_MEMLOCK, &none) == 0 &&
                           (geteuid() != 0 || setuid(65'534) == 0);  // Root may lock regardless.
        const Secret own(bytes);
#if defined(__SANITIZE_ADDRESS__)  // The sanitizer answers mlock itself.
        _exit(bound && holds(own) ? 0 : 1);
#else
        _exit(bound && holds(own) && !kith::detail::secret_memory_is_locked() ? 0 : 1);
#endif
    }
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 0);
}

BOOST_AUTO_TEST_CASE(a_forked_child_has_no_secret_and_makes_its_own) {
    const Secret parents(bytes);
    const auto child = fork();
    if (child == 0) {
        const bool gone = is_zero(parents.bytes().data(), bytes.size());
        const Secret own(bytes);
        _exit(gone && holds(own) && own.bytes().data() != parents.bytes().data() ? 0 : 1);
    }
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 0);
    BOOST_TEST(holds(parents));
}

BOOST_AUTO_TEST_SUITE_END()
