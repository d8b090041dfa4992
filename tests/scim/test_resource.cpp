// What a client sends becomes a resource (S1 to S10, S18, S20, S45, S47, S49, S55).
#include <boost/test/unit_test.hpp>

#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

Poco::JSON::Object::Ptr taken(const std::string& body, Habits habits = Habits::entra) {
    auto made = take_in(user_type(), *object(body), habits);
    BOOST_REQUIRE_MESSAGE(made, body << ": " << (made ? "" : made.error().detail.view()));
    return *made;
}

std::string refused_resource(const std::string& body, Habits habits = Habits::entra,
                             const ResourceType& type = user_type()) {
    const auto made = take_in(type, *object(body), habits);
    return made ? "taken" : std::string(made.error().type.view());
}

BOOST_AUTO_TEST_SUITE(resource)

BOOST_AUTO_TEST_CASE(s5_names_become_the_schemas) {
    const auto made = taken(R"({"USERNAME": "ana", "NAME": {"givenname": "Ana"},
        "urn:ietf:params:scim:schemas:extension:ENTERPRISE:2.0:User": {"DEPARTMENT": "Care"},
        "urn:ietf:params:scim:schemas:core:2.0:User:title": "Nurse", "name.familyName": "Babić"})");
    BOOST_TEST(at(made, "userName") == "\"ana\"");
    BOOST_TEST(at(made, "name/givenName") == "\"Ana\"");
    BOOST_TEST(at(made, "name/familyName") == "\"Babić\"");
    BOOST_TEST(at(made, "title") == "\"Nurse\"");
    BOOST_TEST(at(made, std::string(enterprise) + "/department") == "\"Care\"");
}

BOOST_AUTO_TEST_CASE(s1_schemas_name_what_is_used) {
    BOOST_TEST(at(taken(R"({"userName": "ana", "schemas": ["urn:x", "urn:x"]})"), "schemas") ==
               R"(["urn:ietf:params:scim:schemas:core:2.0:User"])");
    const auto made = taken(R"({"userName": "ana", ")" + std::string(enterprise) +
                            R"(": {"department": "Care"}})");
    BOOST_TEST(at(made, "schemas/1") == '"' + std::string(enterprise) + '"');
}

BOOST_AUTO_TEST_CASE(s2_s9_what_is_not_the_clients_to_say_is_passed_over) {
    const auto made = taken(R"({"userName": "ana", "id": "mine", "meta": {"version": "W/1"},
        "groups": [{"value": "g"}], "password": "secret-word",
        "urn:ietf:params:scim:schemas:extension:kith:2.0:User": {"supporter": true, "consentState": "given",
                                                 "languages": ["hr"]}})");
    for (const auto* path : {"id", "meta", "groups", "password",
                             "urn:ietf:params:scim:schemas:extension:kith:2.0:User/supporter",
                             "urn:ietf:params:scim:schemas:extension:kith:2.0:User/consentState"})
        BOOST_TEST(at(made, path) == "", path);
    BOOST_TEST(at(made, "urn:ietf:params:scim:schemas:extension:kith:2.0:User/languages/0") ==
               "\"hr\"");
    BOOST_TEST(text_of(Poco::Dynamic::Var(made)).find("secret-word") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(s6_null_and_nothing_are_unassigned) {
    const auto made =
        taken(R"({"userName": "ana", "title": null, "emails": [], "name": {"givenName": null}})");
    for (const auto* path : {"title", "emails", "name"})
        BOOST_TEST(at(made, path) == "", path);
}

BOOST_AUTO_TEST_CASE(s7_a_value_has_its_type) {
    for (const auto* body :
         {R"({"userName": 7})", R"({"userName": "a", "active": 1})",
          R"({"userName": "a", "active": "yes"})", R"({"userName": "a", "name": "Ana"})",
          R"({"userName": "a", "title": ["x"]})", R"({"userName": "a", "emails": [["x"]]})",
          R"({"userName": "a", "emails": [7]})",
          R"({"userName": "a", "x509Certificates": [{"value": "no base64!"}]})",
          R"({"userName": ["a"]})"})
        BOOST_TEST(refused_resource(body) == "invalidValue", body);
}

BOOST_AUTO_TEST_CASE(s8_several_values_are_each_once_and_one_is_primary) {
    const auto made = taken(R"({"userName": "ana", "emails": [
        {"value": "a@x", "type": "work"}, {"value": "a@x", "type": "work"}, {"value": "b@x"}]})");
    BOOST_TEST(at(made, "emails/1/value") == "\"b@x\"");
    BOOST_TEST(object(text_of(Poco::Dynamic::Var(made)))->getArray("emails")->size() == 2U);
    BOOST_TEST(refused_resource(R"({"userName": "a", "emails": [{"value": "a@x", "primary": true},
        {"value": "b@x", "primary": true}]})") == "invalidValue");
}

BOOST_AUTO_TEST_CASE(s10_s18_a_required_attribute_must_be_there) {
    for (const auto* body :
         {"{}", R"({"userName": ""})", R"({"userName": "  "})", R"({"userName": null})"})
        BOOST_TEST(refused_resource(body) == "invalidValue", body);
    BOOST_TEST(refused_resource(R"({"members": []})", Habits::strict, group_type()) ==
               "invalidValue");
}

BOOST_AUTO_TEST_CASE(s45_s47_s49_s55_habits_are_borne_with_and_strict_ones_are_not) {
    const auto* const body =
        R"({"userName": "ana", "active": "False", "nothing": [], "locale": "de",
        "roles": [{"value": "r", "primary": "True"}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "7"}})";
    const auto made = taken(body);
    BOOST_TEST(at(made, "active") == "false");
    BOOST_TEST(at(made, "roles/0/primary") == "true");
    BOOST_TEST(at(made, std::string(enterprise) + "/manager/value") == "\"7\"");
    BOOST_TEST(refused_resource(body, Habits::strict) != "taken");
    BOOST_TEST(refused_resource(R"({"userName": "a", "nothing": 1})", Habits::strict) ==
               "invalidSyntax");
    BOOST_TEST(refused_resource(R"({"userName": "a", "active": "True"})", Habits::strict) ==
               "invalidValue");
    // An empty manager is none.
    BOOST_TEST(
        at(taken(R"({"userName": "a", ")" + std::string(enterprise) + R"(": {"manager": ""}})"),
           enterprise) == "");
}

BOOST_AUTO_TEST_CASE(s5_an_attribute_stands_once) {
    for (const auto* body :
         {R"({"userName": "a", "USERNAME": "b"})",
          R"({"userName": "a", "urn:ietf:params:scim:schemas:core:2.0:User:userName": "b"})",
          R"({"userName": "a", "emails": [{"value": "a", "VALUE": "b"}]})"})
        BOOST_TEST(refused_resource(body) == "invalidSyntax", body);
    const auto both =
        taken(R"({"userName": "a", "name.givenName": "Ana", "name": {"familyName": "B"}})");
    BOOST_TEST(at(both, "name/givenName") == "\"Ana\"");
    BOOST_TEST(at(both, "name/familyName") == "\"B\"");
}

BOOST_AUTO_TEST_CASE(s8_one_type_and_value_are_one_and_nothing_said_of_it_is_lost) {
    const auto made = taken(R"({"userName": "a", "emails": [{"value": "A@x", "type": "work"},
        {"value": "a@X", "type": "Work", "primary": true}, {"value": "a@x", "type": "home"}]})");
    BOOST_TEST(made->getArray("emails")->size() == 2U);
    BOOST_TEST(at(made, "emails/0/primary") == "true");
    std::string many = R"({"userName": "a", "emails": [)";
    for (std::size_t i = 0; i <= values_max; ++i)
        many += (i == 0 ? "" : ",") + std::string(R"({"value": ")") + std::to_string(i) + "\"}";
    BOOST_TEST(refused_resource(many + "]}") == "invalidValue");
}

BOOST_AUTO_TEST_CASE(s7_binary_is_base64) {
    const auto with = [](const std::string& value) {
        return refused_resource(R"({"userName": "a", "x509Certificates": [{"value": ")" + value +
                                "\"}]}");
    };
    for (const auto* value : {"AAAA", "AA==", "AAA=", "AA", "AAA", "+/+/"})
        BOOST_TEST(with(value) == "taken", value);
    for (const auto* value : {"A", "A===", "A=AA", "AA=A", "AAAA=", "AAAAA", "AA-_"})
        BOOST_TEST(with(value) == "invalidValue", value);
    // Also where the value is all that is said of it.
    BOOST_TEST(refused_resource(R"({"userName": "a", "x509Certificates": "AAAA"})") == "taken");
    BOOST_TEST(refused_resource(R"({"userName": "a", "x509Certificates": "A"})") == "invalidValue");
}

BOOST_AUTO_TEST_CASE(s12_a_member_has_its_id) {
    for (const auto* member : {R"({"type": "User"})", R"({"value": "", "type": "User"})"})
        BOOST_TEST(
            refused_resource(R"({"displayName": "g", "members": [)" + std::string(member) + "]}",
                             Habits::entra, group_type()) == "invalidValue",
            member);
}

BOOST_AUTO_TEST_CASE(s47_a_manager_without_an_id_is_none) {
    for (const auto* manager : {R"("")", R"({"value": ""})", R"({"value": null})", "{}", "null"})
        BOOST_TEST(at(taken(R"({"userName": "a", ")" + std::string(enterprise) +
                            R"(": {"manager": )" + manager + "}}"),
                      enterprise) == "",
                   manager);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
