// Lists and searches (S34 to S36, S38, S44), what is answered (S16, S42).
#include <boost/test/unit_test.hpp>

#include "connectors/scim/messages.h"
#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

Query asked(const Parameters& parameters) {
    auto read = read_query(user_type(), parameters);
    BOOST_REQUIRE(read);
    return std::move(*read);
}

std::string refused_query(const Parameters& parameters) {
    const auto read = read_query(user_type(), parameters);
    return read ? "read" : std::string(read.error().type.view());
}

BOOST_AUTO_TEST_SUITE(query)

BOOST_AUTO_TEST_CASE(s34_a_start_below_one_is_one_and_a_count_below_none_is_none) {
    BOOST_TEST(asked({{"startIndex", "0"}}).start_index == 1);
    BOOST_TEST(asked({{"startIndex", "-5"}}).start_index == 1);
    BOOST_TEST(asked({{"STARTINDEX", "7"}}).start_index == 7);
    BOOST_TEST(asked({{"count", "-1"}}).count == 0);
    BOOST_TEST(asked({{"count", "0"}}).count == 0);
    BOOST_TEST(asked({{"count", "99999999999999"}}).count == page_size_max);
    BOOST_TEST(asked({}).count == page_size_default);
    // Behind the last one, and not somewhere among the first.
    BOOST_TEST(asked({{"startIndex", "99999999999999"}}).start_index > 1'000'000'000);
    BOOST_TEST(refused_query({{"count", "ten"}}) == "invalidCount");
    BOOST_TEST(refused_query({{"startIndex", "1x"}}) == "invalidValue");
}

BOOST_AUTO_TEST_CASE(s33_s44_what_is_asked_for_and_what_nobody_knows) {
    const auto query = asked({{"filter", "title pr"},
                              {"sortBy", "name.familyName"},
                              {"sortOrder", "Descending"},
                              {"attributes", "userName, emails.value"},
                              {"aadOptscim062020", ""},
                              {"cursor", ""}});
    BOOST_TEST(query.filter.has_value());
    BOOST_TEST(query.sort_by->sub->name == "familyName");
    BOOST_TEST(query.descending);
    BOOST_TEST(query.cursor.has_value());
    BOOST_TEST(query.wanted.only == (std::vector<std::string>{"userName", "emails.value"}));
    BOOST_TEST(refused_query({{"filter", "title"}}) == "invalidFilter");
    BOOST_TEST(refused_query({{"sortOrder", "sideways"}}) == "invalidValue");
    BOOST_TEST(refused_query({{"attributes", "a"}, {"excludedAttributes", "b"}}) == "invalidValue");
}

BOOST_AUTO_TEST_CASE(s36_a_search_request_is_the_same) {
    const auto read = read_search(user_type(), *object(R"({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], "filter": "title pr",
        "attributes": ["userName", "title"], "startIndex": 3, "count": 5, "sortBy": null})"));
    BOOST_REQUIRE(read);
    BOOST_TEST(read->start_index == 3);
    BOOST_TEST(read->count == 5);
    BOOST_TEST(read->wanted.only.size() == 2U);
    BOOST_TEST(!read_search(user_type(), *object(R"({"filter": "title pr"})")));
    for (const auto* body : {R"("count": "5")", R"("filter": 7)", R"("attributes": [7])"})
        BOOST_TEST(!read_search(user_type(), *object(R"({"schemas":
            ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"], )" +
                                                     std::string(body) + "}")),
                   body);
}

BOOST_AUTO_TEST_CASE(s34_s42_what_is_answered) {
    const auto problem =
        connectors::scim::to_json(Problem{409, "uniqueness", "there is one", "userName"});
    BOOST_TEST(at(problem, "status") == "\"409\"");
    BOOST_TEST(at(problem, "scimType") == "\"uniqueness\"");
    BOOST_TEST(at(connectors::scim::to_json(Problem{404, {}, "not here", {}}), "scimType") == "");
    Page page;
    page.resources = new_list();
    page.resources->add(object(R"({"id": "1"})"));
    page.total = 7;
    const auto list =
        connectors::scim::to_json(page, asked({{"startIndex", "3"}, {"count", "50"}}));
    BOOST_TEST(at(list, "itemsPerPage") == "1");
    BOOST_TEST(at(list, "startIndex") == "3");
    BOOST_TEST(at(list, "totalResults") == "7");
    page.next_cursor = "c";
    BOOST_TEST(at(connectors::scim::to_json(page, asked({{"cursor", ""}})), "nextCursor") ==
               "\"c\"");
    BOOST_TEST(at(connectors::scim::to_json(page, asked({{"cursor", ""}})), "startIndex") == "");
    const auto config = service_provider_config("https://kith.example/scim/v2");
    BOOST_TEST(at(config, "pagination/maxPageSize") == std::to_string(page_size_max));
    BOOST_TEST(at(config, "changePassword/supported") == "false");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
