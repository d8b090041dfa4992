// Schemas and names: what an attribute is, is asked of the schema (S9), and names are the same in
// any case (S5).
#include <boost/test/unit_test.hpp>

#include "connectors/scim/schema.h"
#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(s5_a_place_is_found_in_any_case_and_with_its_urn) {
    for (const auto* name :
         {"userName", "USERNAME", "urn:ietf:params:scim:schemas:core:2.0:User:userName",
          "URN:IETF:params:scim:schemas:core:2.0:USER:username"}) {
        const auto place = place_of(user_type(), name);
        BOOST_REQUIRE_MESSAGE(place, name);
        BOOST_TEST(place->attribute->name == "userName");
        BOOST_TEST(place->extension == nullptr);
    }
    const auto manager = place_of(user_type(), std::string(enterprise) + ":manager.value");
    BOOST_REQUIRE(manager);
    BOOST_TEST(manager->extension->name == "EnterpriseUser");
    BOOST_TEST(manager->sub->name == "value");
    const auto container = place_of(user_type(), enterprise);
    BOOST_REQUIRE(container);
    BOOST_TEST(container->attribute == nullptr);
    BOOST_REQUIRE(place_of(user_type(), "meta.lastModified"));
    for (const auto* name : {"", "nothing", "name.nothing", "urn:x:userName", "manager.value.more",
                             "urn:ietf:params:scim:schemas:core:2.0:User:",
                             "urn:ietf:params:scim:schemas:core:2.0:Userx:userName"})
        BOOST_TEST(!place_of(user_type(), name), name);
}

BOOST_AUTO_TEST_CASE(s9_the_characteristics_are_those_of_the_rfc) {
    const auto& user = *user_type().schema;
    BOOST_TEST(user.attribute("userName")->required);
    BOOST_TEST(!user.attribute("userName")->case_exact);
    BOOST_CHECK(user.attribute("userName")->uniqueness == Attribute::Uniqueness::server);
    BOOST_CHECK(user.attribute("password")->returned == Attribute::Returned::never);
    BOOST_CHECK(user.attribute("password")->mutability == Attribute::Mutability::write_only);
    BOOST_CHECK(user.attribute("groups")->mutability == Attribute::Mutability::read_only);
    BOOST_TEST(common_schema().attribute("externalId")->case_exact);
    BOOST_CHECK(common_schema().attribute("id")->returned == Attribute::Returned::always);
    BOOST_TEST(group_type().schema->attribute("members")->kept_apart);
    for (const auto* name : {"supporter", "consentState"})
        BOOST_CHECK(user_type().extensions.at(1)->attribute(name)->mutability ==
                    Attribute::Mutability::read_only);
}

BOOST_AUTO_TEST_CASE(s15_what_is_shown_says_every_characteristic_and_has_no_null) {
    const auto shown = to_json(*user_type().schema, "https://kith.example/scim/v2");
    BOOST_TEST(at(shown, "id") == "\"urn:ietf:params:scim:schemas:core:2.0:User\"");
    for (const auto* characteristic : {"type", "multiValued", "required", "caseExact", "mutability",
                                       "returned", "uniqueness", "description"})
        BOOST_TEST(at(shown, std::string("attributes/0/") + characteristic) != "", characteristic);
    BOOST_TEST(text_of(Poco::Dynamic::Var(shown)).find("null") == std::string::npos);
    BOOST_TEST(
        at(shown, "meta/location") ==
        "\"https://kith.example/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User\"");
    BOOST_TEST(at(to_json(user_type(), "x"), "schemaExtensions/0/schema") ==
               '"' + std::string(enterprise) + '"');
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
