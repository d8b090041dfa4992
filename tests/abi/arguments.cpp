#include <boost/test/unit_test.hpp>

#include "abi/host.h"

using namespace kith::test;

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(null_for_any_pointer_is_an_error_and_never_written_to) {
    const Opened host;
    const auto job = submitted(host.session, "echo/1");
    const auto cursor = walk(host.session, R"({"n":1})");
    kith_instance instance = 1;
    kith_session session = 1;
    kith_job new_job = 1;
    kith_cursor new_cursor = 1;
    Answer out;

    BOOST_TEST(kith_open(nullptr, nullptr, 1, &instance, out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(instance == 0u);
    BOOST_TEST(kith_open(nullptr, nullptr, 0, &instance, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_open(nullptr, "x", 1, nullptr, out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(out.says("handle is NULL"));
    BOOST_TEST(kith_describe(0, nullptr, out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_describe(0, "build", nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_pump(host.instance, 1, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_next_event(host.instance, 0, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_event_ack(host.instance, 7, nullptr) == KITH_E_DENIED);
    BOOST_TEST(kith_session_open(host.instance, nullptr, 4, &session, out.fresh()) ==
               KITH_E_ARGUMENT);
    BOOST_TEST(session == 0u);
    BOOST_TEST(kith_session_open(host.instance, "{}", 2, nullptr, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_call(host.session, nullptr, "{}", 2, out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_call(host.session, "echo/1", nullptr, 2, out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_call(host.session, "echo/1", "{}", 2, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_submit(host.session, nullptr, "{}", 2, &new_job, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(new_job == 0u);
    BOOST_TEST(kith_submit(host.session, "echo/1", "{}", 2, nullptr, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_cursor_open(host.session, nullptr, "{}", 2, &new_cursor, nullptr) ==
               KITH_E_ARGUMENT);
    BOOST_TEST(new_cursor == 0u);
    BOOST_TEST(kith_cursor_open(host.session, "items/1", "{}", 2, nullptr, nullptr) ==
               KITH_E_ARGUMENT);
    BOOST_TEST(kith_job_poll(job, 0, nullptr) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_cursor_next(cursor, 1, nullptr) == KITH_E_ARGUMENT);

    // What was refused for its pointer has not run: the result and the page are still there.
    BOOST_TEST(kith_job_poll(job, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(kith_cursor_next(cursor, 1, out.fresh()) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_refusal_needs_no_err_buffer) {
    kith_instance instance = 0;
    kith_session session = 0;
    const Opened host;

    BOOST_TEST(kith_open(nullptr, "fail:8", 6, &instance, nullptr) == KITH_E_MANIFEST);
    BOOST_TEST(kith_session_open(host.instance, "{}", 2, &session, nullptr) == KITH_E_INPUT);
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_refused) {
    const Opened host;
    Answer out;
    kith_instance instance = 0;
    kith_session session = 0;
    kith_job job = 0;
    kith_cursor cursor = 0;

    for (const std::string_view bad :
         {std::string_view("\xff"), std::string_view("\xc0\x80"), std::string_view("\xed\xa0\x80"),
          std::string_view("a\0b", 3), std::string_view("{\"a\":\"\xe2\x82\"}")}) {
        const auto n = bad.size();
        BOOST_TEST(call(host.session, "echo/1", bad, out.fresh()) == KITH_E_ENCODING);
        BOOST_TEST(kith_open(nullptr, bad.data(), n, &instance, nullptr) == KITH_E_ENCODING);
        BOOST_TEST(kith_session_open(host.instance, bad.data(), n, &session, nullptr) ==
                   KITH_E_ENCODING);
        BOOST_TEST(kith_submit(host.session, "echo/1", bad.data(), n, &job, nullptr) ==
                   KITH_E_ENCODING);
        BOOST_TEST(kith_cursor_open(host.session, "items/1", bad.data(), n, &cursor, nullptr) ==
                   KITH_E_ENCODING);
    }
    BOOST_TEST(kith_call(host.session, "\xff/1", "{}", 2, out.fresh()) == KITH_E_ENCODING);
    BOOST_TEST(call(host.session, "echo/1", "{\"a\":\"zażółć\"}", out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == "{\"a\":\"zażółć\"}");
}

BOOST_AUTO_TEST_CASE(text_above_its_limit_is_refused_before_it_is_read) {
    const Opened host;
    Answer out;
    kith_instance instance = 0;
    kith_session session = 0;
    const std::string at_limit(256 * 1024, ' ');
    const auto too_many = at_limit.size() + 1;

    BOOST_TEST(call(host.session, "echo/1", at_limit, out.fresh()) == KITH_OK);
    // One byte of text, with a length that nobody may believe.
    for (const std::uint64_t n : {std::uint64_t{too_many}, ~std::uint64_t{0}}) {
        BOOST_TEST(kith_call(host.session, "echo/1", " ", n, out.fresh()) == KITH_E_TOO_LARGE);
        BOOST_TEST(kith_session_open(host.instance, " ", n, &session, nullptr) == KITH_E_TOO_LARGE);
        BOOST_TEST(kith_open(nullptr, " ", n, &instance, nullptr) == KITH_E_TOO_LARGE);
    }
    const std::string long_name(100'000, 'a');
    BOOST_TEST(kith_call(host.session, long_name.c_str(), "{}", 2, out.fresh()) ==
               KITH_E_OPERATION);
    BOOST_TEST(kith_describe(0, long_name.c_str(), out.fresh()) == KITH_E_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(nothing_stands_for_an_empty_object) {
    const Opened host;
    Answer out;

    BOOST_TEST(kith_call(host.session, "echo/1", nullptr, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == "{}");
}

BOOST_AUTO_TEST_SUITE_END()
