// What is asked for is one value where one was meant, and a state is good only for what it was
// written for.
#include <boost/test/unit_test.hpp>

#include "connectors/scim_client/query.h"
#include "connectors/scim_client/state.h"

namespace kith::tests {
namespace {

using namespace connectors::scim_client;

constexpr std::int64_t january = 1'767'261'600'000;  // 2026-01-01T10:00:00Z

model::ScimClientSettings settings() {
    model::ScimClientSettings settings;
    settings.url = "https://scim.example/v2";
    settings.filter = "active eq true";
    return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query)

BOOST_AUTO_TEST_CASE(a_value_cannot_leave_its_quotes) {
    BOOST_TEST(equals("userName", R"(a" or "b)") == R"(userName eq "a\" or \"b")");
    BOOST_TEST(equals("userName", R"(a\)") == R"(userName eq "a\\")");
    BOOST_TEST(equals("userName", "a\nb") == R"(userName eq "a\u000Ab")");
}

BOOST_AUTO_TEST_CASE(a_value_cannot_become_another_parameter) {
    BOOST_TEST(Query("/Users").with("filter", "a&b=c d/é").with("count", "2").text() ==
               "/Users?filter=a%26b%3Dc%20d%2F%C3%A9&count=2");
}

BOOST_AUTO_TEST_CASE(the_manifests_filter_keeps_its_meaning_beside_another) {
    BOOST_TEST(both("a pr or b pr", "c pr") == "(a pr or b pr) and c pr");
    BOOST_TEST(both("", "c pr") == "c pr");
    BOOST_TEST(both("a pr", "") == "a pr");
}

BOOST_AUTO_TEST_CASE(a_state_is_read_back) {
    const auto changed = changed_before(state_after(january, settings()), settings());
    BOOST_REQUIRE(changed);
    BOOST_TEST(*changed == january);
}

BOOST_AUTO_TEST_CASE(a_state_of_other_settings_counts_for_nothing) {
    const auto state = state_after(january, settings());
    for (const auto& change : std::vector<void (*)(model::ScimClientSettings&)>{
             [](auto& s) { s.url = "https://other.example/v2"; }, [](auto& s) { s.filter = ""; },
             [](auto& s) { s.user = "other"; }, [](auto& s) { s.token = "env:OTHER"; },
             [](auto& s) { s.client_id = "other"; }, [](auto& s) { s.scope = "less"; },
             [](auto& s) { s.person_id = model::ScimPersonId::external_id; }}) {
        auto other = settings();
        change(other);
        BOOST_TEST(!changed_before(state, other));
    }
    BOOST_TEST(!changed_before("what nobody wrote", settings()));
    BOOST_TEST(!changed_before("", settings()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
