#include <boost/test/unit_test.hpp>

#include <chrono>

#include "abi/host.h"

using namespace kith::test;

BOOST_AUTO_TEST_SUITE(events)

BOOST_AUTO_TEST_CASE(an_event_comes_again_until_it_is_acknowledged) {
    const Opened host;
    Answer out;
    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_NONE);
    BOOST_REQUIRE(call(host.session, "event/1") == KITH_OK);
    BOOST_REQUIRE(call(host.session, "event/1") == KITH_OK);

    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == R"({"seq":1})");
    BOOST_TEST(kith_event_ack(host.instance, 1, nullptr) == KITH_OK);
    BOOST_TEST(kith_next_event(host.instance, 0, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == R"({"seq":2})");
}

BOOST_AUTO_TEST_CASE(an_event_that_is_not_there_cannot_be_acknowledged) {
    const Opened host;
    Answer err;

    BOOST_TEST(kith_event_ack(host.instance, 5, err.fresh()) == KITH_E_DENIED);
    BOOST_TEST(err.says("\"code\":-30"));
}

BOOST_AUTO_TEST_CASE(waiting_for_an_event_ends_in_time) {
    const Opened host;
    Answer out;
    const auto start = std::chrono::steady_clock::now();

    BOOST_TEST(kith_next_event(host.instance, 60, out.fresh()) == KITH_NONE);

    const auto waited = std::chrono::steady_clock::now() - start;
    BOOST_TEST((waited >= std::chrono::milliseconds(60)));
    BOOST_TEST((waited < std::chrono::seconds(2)));
}

BOOST_AUTO_TEST_SUITE_END()
