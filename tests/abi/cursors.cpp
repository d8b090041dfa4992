#include <boost/test/unit_test.hpp>

#include "abi/host.h"

using namespace kith::test;

BOOST_AUTO_TEST_SUITE(cursors)

BOOST_AUTO_TEST_CASE(a_walk_gives_every_item_once_and_says_when_it_ends) {
    const Opened host;
    const auto cursor = walk(host.session, R"({"n":7})");
    Answer out;

    BOOST_TEST(kith_cursor_next(cursor, 3, out.fresh()) == KITH_MORE);
    BOOST_TEST(out.text() == "[0,1,2]");
    BOOST_TEST(kith_cursor_next(cursor, 3, out.fresh()) == KITH_MORE);
    BOOST_TEST(out.text() == "[3,4,5]");
    BOOST_TEST(kith_cursor_next(cursor, 3, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == "[6]");
    BOOST_TEST(kith_cursor_next(cursor, 3, out.fresh()) == KITH_NONE);
    BOOST_TEST(kith_cursor_next(cursor, 3, out.fresh()) == KITH_NONE);
}

BOOST_AUTO_TEST_CASE(an_empty_list_is_one_empty_page) {
    const Opened host;
    const auto cursor = walk(host.session, R"({"n":0})");
    Answer out;

    BOOST_TEST(kith_cursor_next(cursor, 3, out.fresh()) == KITH_OK);
    BOOST_TEST(out.text() == "[]");
}

BOOST_AUTO_TEST_CASE(a_page_never_has_more_than_a_hundred_items_and_never_none) {
    const Opened host;
    const auto cursor = walk(host.session, R"({"n":250})");
    Answer out;

    BOOST_TEST(kith_cursor_next(cursor, 0, out.fresh()) == KITH_E_ARGUMENT);
    BOOST_TEST(kith_cursor_next(cursor, 0xffffffffu, out.fresh()) == KITH_MORE);
    BOOST_TEST(out.says(",99]"));
}

BOOST_AUTO_TEST_CASE(a_page_that_failed_can_be_asked_for_again) {
    const Opened host;
    const auto cursor = walk(host.session, R"({"n":5})");
    Answer out;
    BOOST_REQUIRE(kith_cursor_next(cursor, 2, out.fresh()) == KITH_MORE);
    BOOST_REQUIRE(call(host.session, "arm/1", R"({"port":"page","what":"alloc"})") == KITH_OK);

    BOOST_TEST(kith_cursor_next(cursor, 2, out.fresh()) == KITH_E_MEMORY);
    BOOST_TEST(kith_cursor_next(cursor, 2, out.fresh()) == KITH_MORE);
    BOOST_TEST(out.text() == "[2,3]");
}

BOOST_AUTO_TEST_CASE(an_operation_without_pages_cannot_be_walked) {
    const Opened host;
    kith_cursor cursor = 1;
    Answer err;

    BOOST_TEST(kith_cursor_open(host.session, "echo/1", nullptr, 0, &cursor, err.fresh()) ==
               KITH_E_OPERATION);
    BOOST_TEST(cursor == 0u);
    BOOST_TEST(err.says("pages"));
}

BOOST_AUTO_TEST_SUITE_END()
