// What is no good as an input, and that the answer says what, where and what to do, without quoting
// it.
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

#include "base/limits.h"
#include "kit/world.h"

namespace data = boost::unit_test::data;
using kith::ErrorCode;

namespace {

struct BadInput {
    const char* name;
    std::string json;
    ErrorCode code;
    std::string field;
};

std::ostream& operator<<(std::ostream& out, const BadInput& bad) {
    return out << bad.name;
}

const std::string key = R"({"idempotencyKey": "key-00000001", )";

const std::vector<BadInput> bad_inputs{
    {"empty", "", ErrorCode::invalid_input, ""},
    {"an array", "[]", ErrorCode::invalid_input, ""},
    {"cut off", key + R"("text": "CANARY)", ErrorCode::invalid_input, ""},
    {"two objects", key + R"("text": "x"} {})", ErrorCode::invalid_input, ""},
    {"not UTF-8", key + "\"text\": \"CANARY\xC3\x28\"}", ErrorCode::encoding, ""},
    {"a NUL", key + std::string("\"text\": \"a\0b\"}", 14), ErrorCode::encoding, ""},
    {"a lone surrogate", key + "\"text\": \"\xED\xA0\x80\"}", ErrorCode::encoding, ""},
    {"a NUL, escaped", key + R"("text": "a\u0000b"})", ErrorCode::invalid_input, ""},
    {"too long", key + R"("text": ")" + std::string(300'000, 'x') + R"("})", ErrorCode::too_large,
     ""},
    {"nested too deep", key + R"("text": )" + std::string(40, '[') + std::string(40, ']') + "}",
     ErrorCode::invalid_input, ""},
    {"no key", R"({"text": "x"})", ErrorCode::invalid_input, "/idempotencyKey"},
    {"a short key", R"({"idempotencyKey": "k", "text": "x"})", ErrorCode::invalid_input,
     "/idempotencyKey"},
    {"a number as text", key + R"("text": 7})", ErrorCode::invalid_input, "/text"},
    {"a text as list", key + R"("text": "x", "personsConcerned": "dirk"})",
     ErrorCode::invalid_input, "/personsConcerned"},
    {"a number in a list", key + R"("text": "x", "personsConcerned": ["a", 7]})",
     ErrorCode::invalid_input, "/personsConcerned/1"},
    {"too many people",
     key + R"("text": "x", "personsConcerned": ["1","2","3","4","5","6","7","8","9","10","11"]})",
     ErrorCode::invalid_input, "/personsConcerned"},
    {"a name twice", key + R"("text": "x", "anyoneBut": ["dan", "dan"]})", ErrorCode::invalid_input,
     "/anyoneBut"},
    {"a value that is none of the list", key + R"("text": "x", "nameMode": "CANARY"})",
     ErrorCode::invalid_input, "/nameMode"},
    {"a mistyped field", key + R"("text": "x", "personConcerned": ["CANARY"]})",
     ErrorCode::invalid_input, "/personsConcerned"},
    {"a field of nobody's", key + R"("text": "x", "CANARY-FIELD": true})", ErrorCode::invalid_input,
     ""},
    {"null", key + R"("text": null})", ErrorCode::invalid_input, "/text"},
};

struct Small : kith::kit::World {
    Small() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        store_directory();
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(json_input)

BOOST_DATA_TEST_CASE_F(Small, a_bad_input_is_told_where_and_never_quoted, data::make(bad_inputs),
                       bad) {
    const auto answer =
        kith::gateway::call(rooms, session("requester", "ana"), "support.request/1", bad.json);

    BOOST_REQUIRE(!answer);
    BOOST_TEST((answer.error().code == bad.code));
    BOOST_TEST(answer.error().field == bad.field);
    const auto problem = kith::gateway::problem(answer.error(), -50);
    BOOST_TEST(problem.find("CANARY") == std::string::npos);
    BOOST_TEST(field(problem, "message").size() > 10U);
    BOOST_TEST(field(problem, "hint").size() + field(problem, "message").size() > 30U);
    BOOST_TEST(call(session("requester", "ana"), "support.list/1", "{}") == R"({"requests":[]})");
}

BOOST_FIXTURE_TEST_CASE(a_good_input_goes_through, Small) {
    supporter("bo");
    store_directory();
    const auto answer = kith::gateway::call(rooms, session("requester", "ana"), "support.request/1",
                                            key + R"("text": "gr\u00fc\u00dfe \ud83d\ude42"})");
    BOOST_TEST(static_cast<bool>(answer));
}

BOOST_FIXTURE_TEST_CASE(a_session_needs_a_capacity_a_purpose_and_one_way_to_say_who, Small) {
    const auto refused_with = [&](const std::string& json) {
        const auto opened = kith::gateway::session(rooms, json);
        BOOST_REQUIRE(!opened);
        return opened.error().code;
    };

    BOOST_TEST((refused_with("{}") == ErrorCode::invalid_input));
    BOOST_TEST((refused_with(R"({"capacity": "library", "purpose": "peer-support"})") ==
                ErrorCode::invalid_input));
    BOOST_TEST((refused_with(R"({"capacity": "requester", "purpose": "routing"})") ==
                ErrorCode::invalid_input));
    BOOST_TEST((refused_with(R"({"capacity": "requester", "purpose": "peer-support",
                                 "subject": "ana", "returnCode": "a b c"})") ==
                ErrorCode::invalid_input));
    BOOST_TEST((refused_with(R"({"capacity": "requester", "purpose": "peer-support"})") ==
                ErrorCode::denied));
}

BOOST_AUTO_TEST_SUITE_END()
