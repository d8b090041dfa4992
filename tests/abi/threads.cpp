#include <boost/test/unit_test.hpp>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "abi/host.h"

using namespace kith::test;
using namespace std::chrono_literals;

namespace {

// Runs `work` in a thread, and goes on when its call is inside.
template <class Work>
std::thread inside_soon(Work work) {
    std::thread thread(work);
    std::this_thread::sleep_for(60ms);
    return thread;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(threads)

BOOST_AUTO_TEST_CASE(a_second_thread_in_a_session_is_told_that_it_is_busy) {
    const Opened host;
    const auto session = host.session;
    const auto cursor = walk(session, R"({"n":3})");
    std::int32_t first = -1;
    auto thread = inside_soon([&] { first = call(session, "sleep/1", R"({"ms":400})"); });
    Answer out;
    kith_job job = 0;
    kith_cursor other = 0;

    BOOST_TEST(call(session, "echo/1", {}, out.fresh()) == KITH_E_BUSY);
    BOOST_TEST(out.says("\"retry\":true"));
    BOOST_TEST(kith_cursor_next(cursor, 1, out.fresh()) == KITH_E_BUSY);
    BOOST_TEST(kith_submit(session, "echo/1", nullptr, 0, &job, nullptr) == KITH_E_BUSY);
    BOOST_TEST(kith_cursor_open(session, "items/1", nullptr, 0, &other, nullptr) == KITH_E_BUSY);
    BOOST_TEST(kith_session_close(session) == KITH_E_BUSY);

    thread.join();
    BOOST_TEST(first == KITH_OK);
    BOOST_TEST(call(session, "echo/1") == KITH_OK);
    BOOST_TEST(kith_session_close(session) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(another_session_is_not_kept_waiting) {
    const Opened host;
    auto thread = inside_soon([&] { call(host.session, "sleep/1", R"({"ms":400})"); });
    const auto start = std::chrono::steady_clock::now();

    BOOST_TEST(call(session_in(host.instance), "echo/1") == KITH_OK);

    BOOST_TEST((std::chrono::steady_clock::now() - start < 300ms));
    thread.join();
}

BOOST_AUTO_TEST_CASE(closing_waits_for_the_calls_that_are_inside) {
    const auto instance = opened();
    std::atomic<int> done{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&done, session = session_in(instance)] {
            if (call(session, "sleep/1", R"({"ms":300})") == KITH_OK) ++done;
        });
    std::this_thread::sleep_for(100ms);

    BOOST_TEST(kith_close(instance) == KITH_OK);

    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(done == 4);
}

BOOST_AUTO_TEST_CASE(closing_while_four_threads_call_gives_each_an_answer) {
    for (int round = 0; round < 20; ++round) {
        const auto instance = opened();
        std::atomic<bool> wrong{false};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, session = session_in(instance)] {
                std::int32_t status = KITH_OK;
                while (status == KITH_OK)
                    status = call(session, "echo/1");
                if (status != KITH_E_HANDLE) wrong = true;
            });
        std::this_thread::sleep_for(5ms);

        BOOST_TEST(kith_close(instance) == KITH_OK);
        for (auto& thread : threads)
            thread.join();
        BOOST_TEST(!wrong);
    }
}

BOOST_AUTO_TEST_CASE(what_is_opened_while_its_instance_closes_is_not_handed_out) {
    const auto instance = opened();
    std::int32_t status = -1;
    kith_session session = 1;
    auto thread = inside_soon([&] {
        constexpr std::string_view json = R"({"capacity":"slow"})";
        status = kith_session_open(instance, json.data(), json.size(), &session, nullptr);
    });

    BOOST_TEST(kith_close(instance) == KITH_OK);

    thread.join();
    BOOST_TEST(status == KITH_E_HANDLE);
    BOOST_TEST(session == 0u);
}

BOOST_AUTO_TEST_CASE(who_waits_for_an_event_does_not_hold_up_closing) {
    const auto instance = opened();
    std::int32_t status = -1;
    auto thread = inside_soon([&] {
        Answer out;
        status = kith_next_event(instance, 60'000, &out.buffer);
    });
    const auto start = std::chrono::steady_clock::now();

    BOOST_TEST(kith_close(instance) == KITH_OK);

    thread.join();
    BOOST_TEST(status == KITH_NONE);
    BOOST_TEST((std::chrono::steady_clock::now() - start < 2s));
}

BOOST_AUTO_TEST_CASE(who_waits_for_an_event_gets_it_from_another_thread) {
    const Opened host;
    std::int32_t status = -1;
    auto thread = inside_soon([&] {
        Answer out;
        status = kith_next_event(host.instance, 10'000, &out.buffer);
    });

    BOOST_TEST(call(host.session, "event/1") == KITH_OK);

    thread.join();
    BOOST_TEST(status == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_job_that_another_thread_runs_is_pending) {
    const Opened host;
    Answer out;
    const auto job = submitted(host.session, "sleep/1", R"({"ms":300})");
    auto thread = inside_soon([&] {
        std::uint64_t due = 0;
        kith_pump(host.instance, 1000, &due);
    });

    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_PENDING);
    BOOST_TEST(kith_job_cancel(job) == KITH_E_CONFLICT);
    BOOST_TEST(kith_job_poll(job, 5000, out.fresh()) == KITH_OK);
    BOOST_TEST(out.says("slept"));
    thread.join();
}

BOOST_AUTO_TEST_CASE(a_job_that_waits_for_its_session_does_not_begin_while_the_instance_closes) {
    const auto instance = opened();
    const auto session = session_in(instance);
    const auto job = submitted(session, "echo/1");
    auto first = inside_soon([&] { call(session, "sleep/1", R"({"ms":500})"); });
    std::int32_t status = -1;
    auto second = inside_soon([&] {
        Answer out;
        status = kith_job_poll(job, 60'000, &out.buffer);
    });

    BOOST_TEST(kith_close(instance) == KITH_OK);

    first.join();
    second.join();
    BOOST_TEST(status == KITH_PENDING);
}

BOOST_AUTO_TEST_CASE(many_threads_open_and_close_everything) {
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 100; ++round) {
                const Opened host;
                Answer out;
                const auto job = submitted(host.session, "echo/1");
                const auto cursor = walk(host.session, R"({"n":3})");
                if (kith_job_poll(job, 0, out.fresh()) != KITH_OK) ++wrong;
                if (kith_cursor_next(cursor, 5, out.fresh()) != KITH_OK) ++wrong;
                if (kith_session_close(host.session) != KITH_OK) ++wrong;
            }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(two_bugs_at_once_close_the_instance_once) {
    for (int round = 0; round < 50; ++round) {
        const Opened host;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([session = session_in(host.instance)] {
                call(session, "throw/1", R"({"what":"fault"})");
            });
        for (auto& thread : threads)
            thread.join();
        BOOST_TEST(kith_close(host.instance) == KITH_E_HANDLE);
    }
}

#if !defined(__SANITIZE_THREAD__)
// ThreadSanitizer does not follow a thread that ends in the middle of a call.
BOOST_AUTO_TEST_CASE(a_thread_that_ends_inside_a_call_leaves_nothing_behind) {
    const Opened host;
    pthread_t thread;
    auto session = host.session;
    pthread_create(
        &thread, nullptr,
        [](void* of) -> void* {
            kith_buf out = KITH_BUF_INIT;
            const char input[] = R"({"what":"exit"})";
            kith_call(*static_cast<kith_session*>(of), "throw/1", input, sizeof input - 1, &out);
            return of;
        },
        &session);
    void* returned = &session;
    pthread_join(thread, &returned);

    BOOST_TEST(returned == nullptr);  // It did end in there.
    BOOST_TEST(call(session, "echo/1") == KITH_OK);
    BOOST_TEST(kith_close(host.instance) == KITH_OK);
}
#endif

BOOST_AUTO_TEST_SUITE_END()
