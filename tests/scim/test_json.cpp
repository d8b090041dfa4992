// What a client sends is one JSON object or is refused (S60).
#include <boost/test/unit_test.hpp>

#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

std::string refused_body(const std::string& body) {
    const auto read = read_body(body);
    return read ? "read" : std::string(read.error().type.view());
}

std::string nested(int depth) {
    std::string body;
    for (int i = 1; i < depth; ++i)
        body += R"({"a":)";
    return body + "{}" + std::string(static_cast<std::size_t>(depth) - 1, '}');
}

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(an_object_is_read_with_its_members_in_their_order) {
    const auto read =
        read_body(" \n{\"b\": [1, -2.5e3, true, null, \"\\u00e9\\n\"], \"a\": {}}\r\n");
    BOOST_REQUIRE(read);
    BOOST_TEST(text_of(Poco::Dynamic::Var(*read)) == R"({"b":[1,-2500,true,null,"é\n"],"a":{}})");
}

BOOST_AUTO_TEST_CASE(s60_what_is_no_json_object_is_refused) {
    for (const auto* body : {"",
                             " ",
                             "{",
                             "}",
                             "[]",
                             "null",
                             "7",
                             "\"a\"",
                             "{}{}",
                             "{} x",
                             R"({"a":1,})",
                             "{a:1}",
                             R"({'a':1})",
                             R"({"a":01})",
                             R"({"a":.5})",
                             R"({"a":NaN})",
                             R"({"a":"\x"})",
                             "{\"a\":\"\t\"}",
                             R"({"a":/*x*/1})",
                             "\xef\xbb\xbf{}",
                             R"({"schemas":)"})
        BOOST_TEST(refused_body(body) == "invalidSyntax", body);
}

BOOST_AUTO_TEST_CASE(s60_a_name_stands_once_in_its_object) {
    BOOST_TEST(refused_body(R"({"userName":"a","userName":"b"})") == "invalidSyntax");
    BOOST_TEST(refused_body(R"({"a":{"b":1},"c":[{"b":1},{"b":2}]})") == "read");
    BOOST_TEST(refused_body(R"({"c":[{"b":1,"b":2}]})") == "invalidSyntax");
}

BOOST_AUTO_TEST_CASE(s60_nesting_has_an_end) {
    BOOST_TEST(refused_body(nested(16)) == "read");
    BOOST_TEST(refused_body(nested(17)) == "invalidSyntax");
    BOOST_TEST(refused_body(std::string(1'000'000, '[')) == "invalidSyntax");
    BOOST_TEST(refused_body(nested(200'000)) == "invalidSyntax");
}

BOOST_AUTO_TEST_CASE(s60_what_is_no_text_is_refused) {
    for (const auto* body : {"{\"a\":\"\xff\"}", "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\xc0\x80\"}",
                             R"({"a":"\ud800"})", R"({"a":"\udc00\ud800"})", R"({"a":"x\u0000y"})",
                             R"({"a\u0000b":1})"})
        BOOST_TEST(refused_body(body) == "invalidSyntax", body);
    BOOST_TEST(refused_body(std::string("{\"a\":\"x\0y\"}", 11)) == "invalidSyntax");
    BOOST_TEST(refused_body(std::string("{}\0", 3)) == "invalidSyntax");
    BOOST_TEST(refused_body(R"({"a":"\ud83d\ude00"})") == "read");
}

BOOST_AUTO_TEST_CASE(s60_a_number_is_read_as_it_stands_or_not_at_all) {
    for (const auto* body :
         {R"({"a":1e400})", R"({"a":-1e400})", R"({"a":18446744073709551616})",
          R"({"a":-9223372036854775809})", R"({"a":[123456789012345678901234567890]})",
          R"({"b":"\"","a":1234567890123456789})"})
        BOOST_TEST(refused_body(body) == "invalidSyntax", body);
    for (const auto* body : {R"({"a":999999999999999999})", R"({"a":-999999999999999999})",
                             R"({"a":0.12345678901234567890})", R"({"a":"12345678901234567890"})",
                             R"({"a":12345678901234567890.5})", R"({"a":12345678901234567890e1})"})
        BOOST_TEST(refused_body(body) == "read", body);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
