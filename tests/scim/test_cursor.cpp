// Cursors cannot be made by a client and hold for one walk (S35).
#include <boost/test/unit_test.hpp>

#include <functional>

#include "connectors/scim/cursor.h"
#include "connectors/scim/limits.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

std::string signed_by(std::string_view key, std::string_view text) {
    return std::to_string(std::hash<std::string>{}(std::string(key) + std::string(text)));
}

const Signer ours = [](std::string_view text) { return signed_by("ours", text); };
const Walk walk{"entra", "title pr"};
constexpr std::int64_t now = 1'767'261'600'000;

std::string refused_cursor(const std::string& cursor, const Walk& of = walk,
                           std::int64_t at = now) {
    const auto read = position_of(cursor, of, at, ours);
    return read ? "read" : std::string(read.error().type.view());
}

BOOST_AUTO_TEST_SUITE(cursor)

BOOST_AUTO_TEST_CASE(s35_a_cursor_says_where_to_go_on) {
    for (const std::string position : {"", "42", "a.b\n\xff", "ünï"}) {
        const auto read = position_of(new_cursor(walk, position, now, ours), walk, now + 1, ours);
        BOOST_REQUIRE(read);
        BOOST_TEST(*read == position);
    }
}

BOOST_AUTO_TEST_CASE(s35_it_holds_for_its_source_its_query_and_its_time) {
    const auto made = new_cursor(walk, "42", now, ours);
    BOOST_TEST(refused_cursor(made, {"okta", "title pr"}) == "invalidCursor");
    BOOST_TEST(refused_cursor(made, {"entra", "title eq \"x\""}) == "invalidCursor");
    BOOST_TEST(refused_cursor(made, {"entratitle pr", ""}) == "invalidCursor");
    BOOST_TEST(refused_cursor(made, walk, now + cursor_lives_s * 1000 - 1) == "read");
    BOOST_TEST(refused_cursor(made, walk, now + cursor_lives_s * 1000) == "expiredCursor");
}

BOOST_AUTO_TEST_CASE(s35_nobody_else_makes_one) {
    const auto made = new_cursor(walk, "42", now, ours);
    for (std::size_t place = 0; place < made.size(); ++place) {
        auto changed = made;
        changed[place] = changed[place] == 'A' ? 'B' : 'A';
        BOOST_TEST(refused_cursor(changed) == "invalidCursor", place);
    }
    const auto theirs = [](std::string_view text) { return signed_by("theirs", text); };
    BOOST_TEST(refused_cursor(new_cursor(walk, "42", now, theirs)) == "invalidCursor");
    const std::string long_one = std::string(5000, 'A') + ".x";
    for (const auto* text : {"", ".", "..", "!!!.x", "NDI", long_one.c_str()})
        BOOST_TEST(refused_cursor(text) == "invalidCursor", std::string(text).substr(0, 10));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
