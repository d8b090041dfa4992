#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

#include "abi/host.h"

using namespace kith::test;

BOOST_AUTO_TEST_SUITE(calls)

BOOST_AUTO_TEST_CASE(each_error_of_the_rooms_has_its_own_status) {
    const Opened host;
    // In the order of ErrorCode. Hosts have these numbers compiled in.
    const std::vector<std::int32_t> statuses{-50, -51, -52, -53, -30, -31, -12, -18,
                                             -54, -55, -90, -91, -56, -57, -70, -19};
    Answer out;

    for (std::size_t code = 0; code < statuses.size(); ++code) {
        const auto input = "{\"code\":" + std::to_string(code) + "}";
        BOOST_TEST(call(host.session, "fail/1", input, out.fresh()) == statuses[code]);
        BOOST_TEST(out.says("\"code\":" + std::to_string(statuses[code])));
        BOOST_TEST(out.says("\"field\":\"/code\""));
    }
}

BOOST_AUTO_TEST_CASE(each_status_has_its_words) {
    std::set<std::string> words;
    for (const std::int32_t status :
         {0,   1,   2,   3,   -10, -11, -12, -13, -14, -15, -16, -17, -18, -19,
          -30, -31, -50, -51, -52, -53, -54, -55, -56, -57, -70, -90, -91, -110})
        words.insert(kith_status_text(status));

    BOOST_TEST(words.size() == 28u);
    for (const auto& text : words)
        BOOST_TEST(text.starts_with("KITH_"));
    BOOST_TEST(std::string(kith_status_text(-10001)).find("host") != std::string::npos);
    BOOST_TEST(std::string(kith_status_text(99)).find("KITH_") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_operation_that_is_not_there_is_named_as_such) {
    const Opened host;

    BOOST_TEST(call(host.session, "echo/9") == KITH_E_OPERATION);
    BOOST_TEST(call(host.session, "") == KITH_E_OPERATION);
}

BOOST_AUTO_TEST_CASE(what_there_is_can_be_asked_without_an_instance) {
    Answer out;

    BOOST_TEST(kith_describe(0, "operations", out.fresh()) == KITH_OK);
    BOOST_TEST(out.says("\"operations\""));
    BOOST_TEST(kith_describe(0, "build", out.fresh()) == KITH_OK);
    BOOST_TEST(out.says("\"version\""));
    BOOST_TEST(kith_describe(0, "health", out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_describe(0, "secrets", out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(out.says("operations, http, build"));

    const Opened host;
    for (const char* what : {"operations", "http", "build", "health"})
        BOOST_TEST(kith_describe(host.instance, what, out.fresh()) == KITH_OK, what);
    BOOST_TEST(kith_describe(host.instance, "secrets", out.fresh()) == KITH_E_ARGUMENT);
}

BOOST_AUTO_TEST_CASE(two_instances_are_two_tenants) {
    const Opened one;
    const Opened two;
    Answer out;
    BOOST_REQUIRE(call(one.session, "event/1") == KITH_OK);

    BOOST_TEST(kith_next_event(two.instance, 0, out.fresh()) == KITH_NONE);
    BOOST_TEST(kith_next_event(one.instance, 0, out.fresh()) == KITH_OK);
}

BOOST_AUTO_TEST_CASE(a_large_answer_comes_whole) {
    const Opened host;
    Answer out;

    BOOST_REQUIRE(call(host.session, "size/1", R"({"bytes":3000000})", out.fresh()) == KITH_OK);

    BOOST_TEST(out.buffer.len == 3'000'000u);
    BOOST_TEST(out.buffer.data[3'000'000] == '\0');
}

BOOST_AUTO_TEST_SUITE_END()
