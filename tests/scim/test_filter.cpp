// Filters (S30 to S32): what they mean, and that whatever is none is refused.
#include <boost/test/unit_test.hpp>

#include "connectors/scim/matches.h"
#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

const char* const ana = R"({
    "id": "1", "externalId": "X-1", "userName": "Ana@kith.test", "title": "Nurse \"A\" \\ é",
    "active": true, "name": {"familyName": "Straße"},
    "emails": [{"type": "work", "value": "ana@kith.test", "primary": true},
               {"type": "home", "value": "ana@home.test"}],
    "meta": {"created": "2026-01-31T10:00:00.000Z"},
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
        "department": "Care", "manager": {"value": "7"}}})";

bool holds(const std::string& filter) {
    const auto read = read_filter(user_type(), filter);
    BOOST_REQUIRE_MESSAGE(read, filter << ": " << (read ? "" : read.error().detail.view()));
    return matches(*read, *object(ana));
}

std::string refused_filter(const std::string& filter) {
    const auto read = read_filter(user_type(), filter);
    return read ? "read" : std::string(read.error().type.view());
}

BOOST_AUTO_TEST_SUITE(filter)

BOOST_AUTO_TEST_CASE(s30_each_operator) {
    for (const auto* filter :
         {R"(userName eq "ana@kith.test")",
          R"(userName ne "bo")",
          R"(userName co "KITH")",
          R"(userName sw "ana")",
          R"(userName ew ".TEST")",
          "title pr",
          R"(active eq true)",
          R"(meta.created gt "2026-01-31T09:59:59Z")",
          R"(meta.created ge "2026-01-31T11:00:00+01:00")",
          R"(meta.created lt "2026-02-01T00:00:00Z")",
          R"(meta.created le "2026-01-31T10:00:00.000Z")",
          R"(nickName eq null)",
          R"(title ne null)",
          R"(USERNAME EQ "ana@kith.test")",
          R"(emails.value eq "ana@home.test")",
          R"(emails eq "ana@home.test")",
          R"(urn:ietf:params:scim:schemas:core:2.0:User:userName sw "ana")",
          R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "care")",
          R"(urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "7")",
          R"(title eq "Nurse \"A\" \\ \u00e9")",
          R"(active eq "True")",
          R"(emails.value ne "ana@home.test")",
          R"(nickName ne "x")",
          R"(emails[type eq "work"].value eq "ANA@kith.test")"})
        BOOST_TEST(holds(filter), filter);
    for (const auto* filter :
         {R"(userName eq "bo")", R"(nickName pr)", R"(nickName co "a")", R"(active eq false)",
          R"(meta.created gt "2026-01-31T10:00:00Z")", R"(name.familyName ne "STRAßE")",
          R"(nothingOfTheKind eq "x")", R"(title eq null)"})
        BOOST_TEST(!holds(filter), filter);
}

BOOST_AUTO_TEST_CASE(s30_not_binds_closer_than_and_and_closer_than_or) {
    BOOST_TEST(holds(R"(userName eq "x" and userName eq "x" or active eq true)"));
    BOOST_TEST(holds(R"(active eq true or userName eq "x" and userName eq "x")"));
    BOOST_TEST(!holds(R"((active eq true or userName eq "x") and userName eq "x")"));
    BOOST_TEST(holds(R"(not (userName eq "x") and active eq true)"));
    BOOST_TEST(!holds(R"(not (userName eq "x" or active eq true))"));
    BOOST_TEST(holds(R"(not(nickName pr))"));
}

BOOST_AUTO_TEST_CASE(s30_what_stands_in_brackets_holds_for_one_value) {
    BOOST_TEST(holds(R"(emails[type eq "work" and value co "@kith"])"));
    BOOST_TEST(!holds(R"(emails[type eq "work" and value co "@home"])"));
    BOOST_TEST(holds(R"(emails[not (type eq "work")] and active eq true)"));
    BOOST_TEST(holds(R"(emails[primary eq true])"));
}

BOOST_AUTO_TEST_CASE(s31_case_counts_where_the_schema_says_so) {
    BOOST_TEST(holds(R"(externalId eq "X-1")"));
    BOOST_TEST(!holds(R"(externalId eq "x-1")"));
    BOOST_TEST(!holds(R"(externalId sw "x")"));
    BOOST_TEST(holds(R"(emails.type eq "WORK")"));
}

BOOST_AUTO_TEST_CASE(s32_what_is_no_filter_is_refused) {
    for (const auto* filter : {"",
                               " ",
                               "userName",
                               "userName eq",
                               R"(userName xx "a")",
                               R"(userName eq "a" and)",
                               R"((userName eq "a")",
                               R"(userName eq "a"))",
                               R"(emails[type eq "work")",
                               "active gt true",
                               R"(userName eq "unterminated)",
                               R"(userName eq "a" "b")",
                               R"(userName[a eq "b"])",
                               R"(emails[a[b eq "c"]])",
                               "not userName pr",
                               "userName eq [1]",
                               R"(userName eq {"a": 1})",
                               "userName eq undefined",
                               R"(meta.created gt "yesterday")",
                               R"(active co "a")",
                               R"(userName gt null)",
                               "userName co 1",
                               R"(userName eq "\x")",
                               R"(and userName pr)",
                               "userName pr pr",
                               R"(userName eq "a" or or userName pr)"})
        BOOST_TEST(refused_filter(filter) == "invalidFilter", filter);
    BOOST_TEST(refused_filter("userName eq \"\xff\"") == "invalidFilter");
}

BOOST_AUTO_TEST_CASE(s32_a_password_cannot_be_asked_for) {
    for (const auto* filter :
         {"password pr", R"(password eq "x")", R"(userName pr and password sw "a")"})
        BOOST_TEST(refused_filter(filter) == "sensitive", filter);
    BOOST_TEST(read_filter(user_type(), "password pr").error().status == 403);
}

BOOST_AUTO_TEST_CASE(s60_a_filter_has_limits) {
    BOOST_TEST(refused_filter(std::string(40, '(') + "title pr" + std::string(40, ')')) ==
               "invalidFilter");
    BOOST_TEST(refused_filter(std::string(20, '(') + "title pr" + std::string(20, ')')) == "read");
    std::string many = "title pr";
    for (int i = 0; i < 300; ++i)
        many += " or title pr";
    BOOST_TEST(refused_filter(many) == "invalidFilter");
    BOOST_TEST(refused_filter("title eq \"" + std::string(9000, 'x') + "\"") == "invalidFilter");
    BOOST_TEST(refused_filter(std::string(100'000, '(')) == "invalidFilter");
}

BOOST_AUTO_TEST_CASE(s30_ne_holds_where_one_value_is_another_or_none_is_there) {
    BOOST_TEST(holds(R"(emails.value ne "ana@home.test")"));
    BOOST_TEST(!holds(R"(emails[type eq "home"].value ne "ana@home.test")"));
    BOOST_TEST(!holds(R"(not (emails.value ne "ana@home.test"))"));
    BOOST_TEST(holds(R"(nothingOfTheKind ne "x")"));
    BOOST_TEST(!holds(R"(emails ne null and nickName ne null)"));
}

BOOST_AUTO_TEST_CASE(s30_what_the_type_does_not_have_has_no_value) {
    for (const auto* filter :
         {R"(nothing[type eq "work"])", R"(nothing[type eq "work"].value eq "x")",
          R"(emails[nothing eq "x"])", R"(members.value eq "1")"})
        BOOST_TEST(!holds(filter), filter);
    BOOST_TEST(holds(R"(not (nothing[type pr]))"));
}

BOOST_AUTO_TEST_CASE(s30_a_value_of_another_type_is_another_one) {
    for (const auto* filter : {"title eq 7", "title eq true", "active eq 1", R"(active eq "yes")",
                               "emails.primary eq \"1\"", R"(addresses eq "x")"})
        BOOST_TEST(!holds(filter), filter);
    for (const auto* filter :
         {"title gt 7", "meta.created lt 7", "title sw true", R"(name gt "a")"})
        BOOST_TEST(refused_filter(filter) == "invalidFilter", filter);
}

BOOST_AUTO_TEST_CASE(s31_letters_of_every_script_have_two_cases) {
    const auto has = [](const std::string& name, const std::string& filter) {
        const auto read = read_filter(user_type(), filter);
        BOOST_REQUIRE(read);
        return matches(*read, *object(R"({"userName": ")" + name + "\"}"));
    };
    BOOST_TEST(has("Babić", R"(userName eq "BABIĆ")"));
    BOOST_TEST(has("BABIĆ-x", R"(userName sw "babić")"));
    BOOST_TEST(has("яНА", R"(userName eq "Яна")"));
    BOOST_TEST(!has("Babić", R"(userName eq "Babic")"));
    BOOST_TEST(has("é", R"(userName gt "Z")"));
    BOOST_TEST(has("Babić", R"(userName lt "BABIĆa")"));
}

BOOST_AUTO_TEST_CASE(s7_a_point_in_time_is_one_and_is_compared_as_one) {
    for (const auto* moment :
         {"2026-02-30T10:00:00Z", "2026-01-31T10:00:00+", "2026-01-31T10:00:00+1:00", "2026-01-31",
          "2026-01-31T10:00:00.Z", "2026-01-31T10:00:61Z", "2026-01-31T25:00:00Z",
          "2026-01-31T10:00:00+15:00", "2026-01-31T10:00:00Z0", "2026-01-31 10:00:00Z",
          "2026-01-31T24:00:01Z"})
        BOOST_TEST(
            refused_filter("meta.created eq \"" + std::string(moment) + '"') == "invalidFilter",
            moment);
    for (const auto* moment :
         {"2026-01-31T10:00:00Z", "2026-01-31T11:30:00.000+01:30", "2026-01-30T24:00:00-10:00",
          "2026-01-31T10:00:00", "2026-01-31T10:00:00.0001Z"})
        BOOST_TEST(holds("meta.created eq \"" + std::string(moment) + '"'), moment);
}

BOOST_AUTO_TEST_CASE(s60_a_number_that_is_none_is_refused) {
    for (const auto* filter :
         {"title eq 1e400", "title eq 18446744073709551616", "title eq 1,2", "title eq 1:2",
          "title eq 01", R"(title eq "\ud800")", R"(title eq "\u0000")"})
        BOOST_TEST(refused_filter(filter) == "invalidFilter", filter);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
