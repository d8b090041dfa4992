#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <random>
#include <vector>

#include "abi/host.h"

using namespace kith::test;

namespace {

// Every function that takes a handle, with the kind that it wants.
struct Taking {
    const char* name;
    char kind;  // i, s, j or c.
    std::function<std::int32_t(std::uint64_t)> call;
};

std::vector<Taking> everything() {
    return {
        {"describe", 'i',
         [](std::uint64_t h) {
             Answer out;
             return kith_describe(h, "health", &out.buffer);
         }},
        {"pump", 'i',
         [](std::uint64_t h) {
             std::uint64_t due = 0;
             return kith_pump(h, 1, &due);
         }},
        {"next_event", 'i',
         [](std::uint64_t h) {
             Answer out;
             return kith_next_event(h, 0, &out.buffer);
         }},
        {"event_ack", 'i', [](std::uint64_t h) { return kith_event_ack(h, 1, nullptr); }},
        {"session_open", 'i',
         [](std::uint64_t h) {
             kith_session session = 0;
             return kith_session_open(h, "{}", 2, &session, nullptr);
         }},
        {"call", 's', [](std::uint64_t h) { return call(h, "echo/1"); }},
        {"submit", 's',
         [](std::uint64_t h) {
             kith_job job = 0;
             return kith_submit(h, "echo/1", nullptr, 0, &job, nullptr);
         }},
        {"cursor_open", 's',
         [](std::uint64_t h) {
             kith_cursor cursor = 0;
             return kith_cursor_open(h, "items/1", nullptr, 0, &cursor, nullptr);
         }},
        {"job_poll", 'j',
         [](std::uint64_t h) {
             Answer out;
             return kith_job_poll(h, 0, &out.buffer);
         }},
        {"job_cancel", 'j', [](std::uint64_t h) { return kith_job_cancel(h); }},
        {"cursor_next", 'c',
         [](std::uint64_t h) {
             Answer out;
             return kith_cursor_next(h, 10, &out.buffer);
         }},
        {"job_close", 'j', [](std::uint64_t h) { return kith_job_close(h); }},
        {"cursor_close", 'c', [](std::uint64_t h) { return kith_cursor_close(h); }},
        {"session_close", 's', [](std::uint64_t h) { return kith_session_close(h); }},
        {"close", 'i', [](std::uint64_t h) { return kith_close(h); }},
    };
}

struct All {
    kith_instance i = opened();
    kith_session s = session_in(i);
    kith_job j = submitted(s, "echo/1");
    kith_cursor c = walk(s, R"({"n":3})");

    std::vector<std::pair<char, std::uint64_t>> list() const {
        return {{'i', i}, {'s', s}, {'j', j}, {'c', c}};
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(handles)

BOOST_AUTO_TEST_CASE(a_handle_is_exact_in_a_javascript_number) {
    const All all;

    for (const auto& [kind, handle] : all.list()) {
        BOOST_TEST(handle > 0u);
        BOOST_TEST(handle < (std::uint64_t{1} << 53));
    }
    kith_close(all.i);
}

BOOST_AUTO_TEST_CASE(a_handle_of_another_kind_is_refused_by_every_function) {
    const All all;

    for (const auto& taking : everything())
        for (const auto& [kind, handle] : all.list())
            if (kind != taking.kind)
                BOOST_TEST(taking.call(handle) == KITH_E_HANDLE, taking.name << " of " << kind);

    BOOST_TEST(call(all.s, "echo/1") == KITH_OK);
    BOOST_TEST(kith_close(all.i) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_handle_that_was_turned_into_another_kind_is_refused_by_every_function) {
    const All all;
    constexpr std::uint64_t below_kind = (std::uint64_t{1} << 50) - 1;

    for (const auto& taking : everything())
        for (const auto& [kind, handle] : all.list())
            for (std::uint64_t turned = 0; turned < 8; ++turned) {
                const auto forged = turned << 50 | (handle & below_kind);
                if (forged != handle) BOOST_TEST(taking.call(forged) == KITH_E_HANDLE, taking.name);
            }

    BOOST_TEST(kith_close(all.i) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(zero_closed_and_random_handles_are_refused_by_every_function) {
    const All closed;
    BOOST_REQUIRE(kith_close(closed.i) == KITH_OK);
    std::vector<std::uint64_t> bad{0, ~std::uint64_t{0}, closed.i, closed.s, closed.j, closed.c};
    std::mt19937_64 random(7);
    for (int i = 0; i < 500; ++i)
        bad.push_back(random() >> (random() % 64));

    for (const auto& taking : everything())
        for (const auto handle : bad)
            if (handle != 0 || std::string_view(taking.name) != "describe")
                BOOST_TEST(taking.call(handle) == KITH_E_HANDLE, taking.name << " " << handle);
}

BOOST_AUTO_TEST_CASE(a_closed_handle_stays_closed_when_its_slot_is_used_again) {
    const Opened host;
    const auto first = session_in(host.instance);
    BOOST_REQUIRE(kith_session_close(first) == KITH_OK);

    for (int i = 0; i < 1000; ++i) {
        const auto next = session_in(host.instance);
        BOOST_REQUIRE(next != first);
        BOOST_REQUIRE(call(first, "echo/1") == KITH_E_HANDLE);
        BOOST_REQUIRE(kith_session_close(next) == KITH_OK);
    }
}

BOOST_AUTO_TEST_CASE(closing_twice_is_an_error_and_no_more) {
    const All all;

    BOOST_TEST(kith_job_close(all.j) == KITH_OK);
    BOOST_TEST(kith_job_close(all.j) == KITH_E_HANDLE);
    BOOST_TEST(kith_cursor_close(all.c) == KITH_OK);
    BOOST_TEST(kith_cursor_close(all.c) == KITH_E_HANDLE);
    BOOST_TEST(kith_session_close(all.s) == KITH_OK);
    BOOST_TEST(kith_session_close(all.s) == KITH_E_HANDLE);
    BOOST_TEST(kith_close(all.i) == KITH_OK);
    BOOST_TEST(kith_close(all.i) == KITH_E_HANDLE);
}

BOOST_AUTO_TEST_CASE(closing_the_outer_first_closes_the_inner) {
    const All all;

    BOOST_TEST(kith_session_close(all.s) == KITH_OK);
    Answer out;
    BOOST_TEST(kith_job_poll(all.j, 0, out.fresh()) == KITH_E_HANDLE);
    BOOST_TEST(kith_cursor_next(all.c, 1, out.fresh()) == KITH_E_HANDLE);

    const auto second = session_in(all.i);
    BOOST_REQUIRE(call(second, "echo/1") == KITH_OK);
    BOOST_TEST(kith_close(all.i) == KITH_OK);
    BOOST_TEST(call(second, "echo/1") == KITH_E_HANDLE);
    BOOST_TEST(kith_session_close(second) == KITH_E_HANDLE);
}

BOOST_AUTO_TEST_CASE(closing_one_instance_leaves_another_alone) {
    const Opened kept;
    const Opened other;

    BOOST_REQUIRE(kith_close(other.instance) == KITH_OK);

    BOOST_TEST(call(other.session, "echo/1") == KITH_E_HANDLE);
    BOOST_TEST(call(kept.session, "echo/1") == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_refusal_names_the_handle_and_not_what_it_was) {
    Answer out;

    BOOST_TEST(kith_call(12345, "echo/1", nullptr, 0, &out.buffer) == KITH_E_HANDLE);

    BOOST_TEST(out.says("\"code\":-11"));
    BOOST_TEST(out.says("\"name\":\"handle\""));
}

BOOST_AUTO_TEST_SUITE_END()
