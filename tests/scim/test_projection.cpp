// What an answer shows (S19).
#include <boost/test/unit_test.hpp>

#include "connectors/scim/projection.h"
#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

Poco::JSON::Object::Ptr shown(const Wanted& wanted) {
    return Projection(user_type(), wanted).of(*object(R"({
        "schemas": ["s"], "id": "1", "userName": "ana", "password": "p", "nothing": 1,
        "name": {"givenName": "Ana", "familyName": "B"}, "emails": [{"value": "a", "type": "work"}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "department": "Care", "manager": {"value": "7", "displayName": "Bo"}}})"));
}

BOOST_AUTO_TEST_SUITE(projection)

BOOST_AUTO_TEST_CASE(s19_by_default_all_but_what_is_never_shown) {
    const auto all = shown({});
    BOOST_TEST(at(all, "userName") == "\"ana\"");
    BOOST_TEST(at(all, "password") == "");
    BOOST_TEST(at(all, "nothing") == "");
    BOOST_TEST(at(all, std::string(enterprise) + "/manager/displayName") == "\"Bo\"");
    BOOST_TEST(at(shown({{"password"}, {}}), "password") == "");
}

BOOST_AUTO_TEST_CASE(s19_only_what_is_asked_for_and_what_is_always_shown) {
    const auto some =
        shown({{"NAME.givenName", "emails.value", std::string(enterprise) + ":manager.value"}, {}});
    for (const auto* path : {"id", "schemas", "name/givenName", "emails/0/value"})
        BOOST_TEST(at(some, path) != "", path);
    BOOST_TEST(at(some, std::string(enterprise) + "/manager/value") == "\"7\"");
    for (const auto* path : {"userName", "name/familyName", "emails/0/type"})
        BOOST_TEST(at(some, path) == "", path);
    BOOST_TEST(at(some, std::string(enterprise) + "/department") == "");
    BOOST_TEST(at(some, std::string(enterprise) + "/manager/displayName") == "");
    BOOST_TEST(at(shown({{enterprise}, {}}), std::string(enterprise) + "/department") ==
               "\"Care\"");
    BOOST_TEST(at(shown({{"nothing"}, {}}), "userName") == "");
}

BOOST_AUTO_TEST_CASE(s19_what_is_left_out_but_never_what_is_always_shown) {
    const auto some = shown({{}, {"id", "schemas", "name.familyName", "emails"}});
    for (const auto* path : {"id", "schemas", "userName", "name/givenName"})
        BOOST_TEST(at(some, path) != "", path);
    for (const auto* path : {"name/familyName", "emails"})
        BOOST_TEST(at(some, path) == "", path);
    const auto members = *place_of(group_type(), "members");
    BOOST_TEST(!Projection(group_type(), {{}, {"members"}}).shows(members));
    BOOST_TEST(Projection(group_type(), {{"members.value"}, {}}).shows(members));
    BOOST_TEST(!Projection(group_type(), {{"displayName"}, {}}).shows(members));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
