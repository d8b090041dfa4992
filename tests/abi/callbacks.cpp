#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <thread>

#include "abi/host.h"

using namespace kith::test;

namespace {

enum class Mood { good, failing, throwing, none, greedy };

// What the callbacks of these tests find behind their ctx.
struct Desk {
    Mood mood = Mood::good;
    int lines = 0;
    int wakes = 0;
    std::string line;
    std::thread::id thread;
    kith_instance instance = 0;
    kith_session session = 0;
    std::vector<std::int32_t> inside;  // What Kith answered from within a callback.
};

std::int32_t outcome(const Desk& desk) {
    if (desk.mood == Mood::throwing) throw std::runtime_error("Ana Kowalska");
    return desk.mood == Mood::failing ? -1 : 0;
}

std::int32_t log(void* ctx, std::int32_t level, const char* event, std::uint64_t n,
                 std::int64_t number) {
    auto& desk = *static_cast<Desk*>(ctx);
    ++desk.lines;
    desk.line = std::to_string(level) + ' ' + std::string(event, n) + ' ' + std::to_string(number);
    desk.thread = std::this_thread::get_id();
    if (desk.session != 0) {
        desk.inside = {call(desk.session, "echo/1"), kith_close(desk.instance),
                       kith_session_close(desk.session)};
        const auto other = session_in(desk.instance);
        desk.inside.push_back(call(other, "echo/1"));
        desk.inside.push_back(kith_session_close(other));
    }
    return outcome(desk);
}

std::int32_t now(void* ctx, std::int64_t* now) {
    *now = 1'700'000'000'000;
    return outcome(*static_cast<Desk*>(ctx));
}

std::int32_t secret(void* ctx, const char* name, std::uint64_t n, kith_writer write, void* sink) {
    auto& desk = *static_cast<Desk*>(ctx);
    desk.line.assign(name, n);
    if (desk.mood == Mood::none) return KITH_NONE;
    if (desk.mood == Mood::greedy) {
        const std::string much(64 * 1024, 'k');
        desk.inside = {write(sink, much.data(), much.size()), write(sink, "x", 1),
                       write(sink, nullptr, 5), write(nullptr, "x", 1), write(sink, nullptr, 0)};
        return 0;
    }
    write(sink, "0123456789", 10);
    write(sink, "abcdef", 6);
    return outcome(desk);
}

std::int32_t wake(void* ctx) {
    ++static_cast<Desk*>(ctx)->wakes;
    return outcome(*static_cast<Desk*>(ctx));
}

kith_host table(Desk& desk) {
    kith_host host = host_table();
    host.ctx = &desk;
    host.max_threads = 8;
    host.log = log;
    host.now_unix_ms = now;
    host.secret_get = secret;
    host.wake = wake;
    return host;
}

struct Lending {
    Desk desk;
    kith_host host = table(desk);
    Opened open{&host};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(callbacks)

BOOST_AUTO_TEST_CASE(what_the_host_lends_is_used_on_the_calling_thread) {
    Lending with;
    Answer out;

    BOOST_TEST(call(with.open.session, "log/1", {}, out.fresh()) == KITH_OK);
    BOOST_TEST(with.desk.line == "2 a line 42");
    BOOST_TEST((with.desk.thread == std::this_thread::get_id()));
    BOOST_TEST(call(with.open.session, "now/1", {}, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == "1700000000000");
    BOOST_TEST(call(with.open.session, "secret/1", {}, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == R"({"bytes":16})");
    BOOST_TEST(with.desk.line == "link");
}

BOOST_AUTO_TEST_CASE(a_host_without_callbacks_loses_nothing) {
    kith_host host = host_table();
    const Opened open(&host);
    Answer out;

    BOOST_TEST(call(open.session, "log/1", {}, out.fresh()) == KITH_OK);
    BOOST_TEST(call(open.session, "now/1", {}, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text().size() == 13u);
}

BOOST_AUTO_TEST_CASE(a_log_that_fails_or_throws_changes_nothing) {
    Lending with;

    for (const auto mood : {Mood::failing, Mood::throwing}) {
        with.desk.mood = mood;
        BOOST_TEST(call(with.open.session, "log/1") == KITH_OK);
    }
    BOOST_TEST(with.desk.lines == 2);
}

BOOST_AUTO_TEST_CASE(a_clock_that_fails_or_throws_fails_the_call_and_not_the_instance) {
    Lending with;
    Answer out;

    for (const auto mood : {Mood::failing, Mood::throwing}) {
        with.desk.mood = mood;
        BOOST_TEST(call(with.open.session, "now/1", {}, out.fresh()) == KITH_E_HOST);
        BOOST_TEST(out.says("\"name\":\"host\""));
        BOOST_TEST(!out.says("Ana"));
    }
    with.desk.mood = Mood::good;
    BOOST_TEST(call(with.open.session, "now/1") == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_secret_that_fails_is_the_hosts_and_one_that_is_not_there_is_missing) {
    Lending with;

    for (const auto mood : {Mood::failing, Mood::throwing}) {
        with.desk.mood = mood;
        BOOST_TEST(call(with.open.session, "secret/1") == KITH_E_HOST);
        BOOST_TEST(opened(&with.host, "secret") == 0u);
    }
    with.desk.mood = Mood::none;
    BOOST_TEST(call(with.open.session, "secret/1") == KITH_E_KEY_MISSING);
    with.desk.mood = Mood::good;
    BOOST_TEST(call(with.open.session, "secret/1") == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_secret_is_taken_up_to_its_limit) {
    Lending with;
    with.desk.mood = Mood::greedy;
    Answer out;

    BOOST_TEST(call(with.open.session, "secret/1", {}, out.fresh()) == KITH_OK);

    BOOST_TEST(out.text() == R"({"bytes":65536})");
    const std::vector<std::int32_t> expected{KITH_OK, KITH_E_TOO_LARGE, KITH_E_ARGUMENT,
                                             KITH_E_ARGUMENT, KITH_OK};
    BOOST_TEST(with.desk.inside == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_host_is_woken_once_for_an_event) {
    Lending with;
    std::uint64_t due = 0;

    BOOST_TEST(call(with.open.session, "echo/1") == KITH_OK);
    BOOST_TEST(with.desk.wakes == 0);
    BOOST_TEST(call(with.open.session, "event/1") == KITH_OK);
    BOOST_TEST(with.desk.wakes == 1);
    BOOST_TEST(kith_pump(with.open.instance, 10, &due) == KITH_OK);
    BOOST_TEST(with.desk.wakes == 1);

    BOOST_TEST(kith_event_ack(with.open.instance, 1, nullptr) == KITH_OK);
    with.desk.mood = Mood::throwing;
    BOOST_TEST(call(with.open.session, "event/1") == KITH_OK);  // What was done is done.
    BOOST_TEST(with.desk.wakes == 2);
}

BOOST_AUTO_TEST_CASE(a_callback_may_call_but_not_the_session_in_use_and_not_close) {
    Lending with;
    with.desk.instance = with.open.instance;
    with.desk.session = with.open.session;

    BOOST_TEST(call(with.open.session, "log/1") == KITH_OK);

    const std::vector<std::int32_t> expected{KITH_E_BUSY, KITH_E_BUSY, KITH_E_BUSY, KITH_OK,
                                             KITH_OK};
    BOOST_TEST(with.desk.inside == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
