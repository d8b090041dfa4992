#include <boost/test/unit_test.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "abi/host.h"

using namespace kith::test;

namespace {

// Runs `work` in a forked child; the number of the first claim in it that is false, or 0. A child
// that hangs is ended by its alarm and gives -1.
int in_child(const std::function<int()>& work) {
    const pid_t child = fork();
    if (child == 0) {
        alarm(20);
        _exit(work());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct Everything {
    Opened open;
    kith_job job = submitted(open.session, "echo/1");
    kith_cursor cursor = walk(open.session, R"({"n":3})");
};

int all_forked(const Everything& parents) {
    Answer out;
    std::uint64_t due = 0;
    kith_session session = 0;
    kith_job job = 0;
    kith_cursor cursor = 0;
    const std::vector<std::int32_t> answers{
        call(parents.open.session, "echo/1"),
        kith_submit(parents.open.session, "echo/1", nullptr, 0, &job, nullptr),
        kith_cursor_open(parents.open.session, "items/1", nullptr, 0, &cursor, nullptr),
        kith_session_open(parents.open.instance, "{}", 2, &session, nullptr),
        kith_session_close(parents.open.session),
        kith_job_poll(parents.job, 0, out.fresh()),
        kith_job_cancel(parents.job),
        kith_job_close(parents.job),
        kith_cursor_next(parents.cursor, 1, out.fresh()),
        kith_cursor_close(parents.cursor),
        kith_pump(parents.open.instance, 1, &due),
        kith_next_event(parents.open.instance, 0, out.fresh()),
        kith_event_ack(parents.open.instance, 1, nullptr),
        kith_describe(parents.open.instance, "health", out.fresh()),
        kith_close(parents.open.instance),
    };
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (answers[i] != KITH_E_FORKED) return static_cast<int>(i) + 1;
    return 0;
}

int what_needs_no_instance_works() {
    Answer out;
    if (kith_abi() != KITH_ABI) return 31;
    if (kith_negotiate(KITH_ABI, out.fresh()) != KITH_OK) return 32;
    if (kith_describe(0, "operations", out.fresh()) != KITH_OK) return 33;
    if (kith_describe(0, "build", out.fresh()) != KITH_OK) return 34;
    return 0;
}

int opens_anew(const Everything& parents) {
    const auto instance = opened();
    if (instance == 0) return 41;
    const auto session = session_in(instance);
    if (call(session, "echo/1") != KITH_OK) return 42;
    if (instance == parents.open.instance || session == parents.open.session) return 43;
    if (call(parents.open.session, "echo/1") != KITH_E_HANDLE) return 44;
    if (kith_close(parents.open.instance) != KITH_E_HANDLE) return 45;
    if (kith_close(instance) != KITH_OK) return 46;
    return 0;
}

int whole_child(const Everything& parents) {
    if (const int wrong = all_forked(parents)) return wrong;
    if (const int wrong = what_needs_no_instance_works()) return wrong;
    return opens_anew(parents);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(forks)

BOOST_AUTO_TEST_CASE(a_child_is_told_so_by_every_call_until_it_opens_anew) {
    const Everything parents;

    BOOST_TEST(in_child([&] { return whole_child(parents); }) == 0);

    BOOST_TEST(call(parents.open.session, "echo/1") == KITH_OK);
    Answer out;
    BOOST_TEST(kith_job_poll(parents.job, 0, out.fresh()) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_grandchild_is_a_child_of_its_own) {
    const Everything parents;

    BOOST_TEST(in_child([&] {
                   const Everything childs;
                   if (const int wrong = in_child([&] { return whole_child(childs); }))
                       return wrong;
                   return call(childs.open.session, "echo/1") == KITH_OK ? 0 : 61;
               }) == 0);
}

BOOST_AUTO_TEST_CASE(a_buffer_of_the_parent_can_be_given_back_in_the_child) {
    const Opened host;
    Answer out;
    BOOST_REQUIRE(call(host.session, "size/1", R"({"bytes":100000})", &out.buffer) == KITH_OK);

    BOOST_TEST(in_child([&] {
                   kith_buf_free(&out.buffer);
                   return out.buffer.data == nullptr ? 0 : 1;
               }) == 0);
    BOOST_TEST(out.buffer.len == 100'000u);
}

#if !defined(__SANITIZE_THREAD__)
// ThreadSanitizer's own locks do not survive a fork among threads.
BOOST_AUTO_TEST_CASE(a_child_that_was_made_in_the_middle_of_other_threads_calls_hangs_on_no_lock) {
    const Everything parents;
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            while (!stop) {
                const auto session = session_in(parents.open.instance);
                call(session, "echo/1");
                kith_session_close(session);
            }
        });

    for (int i = 0; i < 30; ++i)
        BOOST_TEST(in_child([&] { return whole_child(parents); }) == 0);

    stop = true;
    for (auto& thread : threads)
        thread.join();
}
#endif

BOOST_AUTO_TEST_CASE(a_child_made_before_anything_was_opened_simply_opens) {
    BOOST_TEST(in_child([] {
                   const Opened host;
                   return call(host.session, "echo/1") == KITH_OK ? 0 : 1;
               }) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
