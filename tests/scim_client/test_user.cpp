// A SCIM user as a person.
#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

#include "connectors/scim/user.h"
#include "connectors/scim_client/json.h"

namespace kith::tests {
namespace {

using connectors::scim::User;
using connectors::scim::user_of;
using connectors::scim_client::parsed;
using model::ScimPersonId;

User read(const std::string& json, ScimPersonId person_id = ScimPersonId::id) {
    const auto object = parsed(json);
    BOOST_REQUIRE(object);
    return user_of(**object, person_id);
}

ports::DirectoryEntry taken(const std::string& json, ScimPersonId person_id = ScimPersonId::id) {
    auto user = read(json, person_id);
    BOOST_REQUIRE_MESSAGE(user.entry, user.why);
    return *user.entry;
}

std::string with(const std::string& members) {
    return R"({"id":"2819c223","userName":"ana",)" + members + "}";
}

std::string led_by(const std::string& manager) {
    return with(R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":)" +
                manager + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scim_user)

BOOST_AUTO_TEST_CASE(a_whole_user_becomes_a_person) {
    const auto entry = taken(R"({
        "id": "2819c223", "externalId": "701984", "userName": "ana", "displayName": "Ana Sol",
        "name": {"formatted": "Dr. Ana Sol", "givenName": "Ana", "familyName": "Sol"},
        "emails": [{"value": "home@ana.example", "type": "home"},
                   {"value": "ana@firm.example", "type": "work"}],
        "title": "Clerk", "preferredLanguage": "pl", "locale": "en-GB", "timezone": "Europe/Warsaw",
        "active": false,
        "addresses": [{"type": "home", "locality": "Gdynia"}, {"type": "work", "locality": "Krakow"}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
            "employeeNumber": "17", "department": "Sales", "manager": {"value": "26118915"}},
        "meta": {"lastModified": "2026-01-01T10:00:00.000Z"}})");

    BOOST_TEST(entry.key == "2819c223");
    BOOST_TEST(entry.name == "2819c223");
    BOOST_TEST(entry.manager == "26118915");
    const auto& person = entry.person;
    BOOST_TEST(person.id.empty());
    BOOST_TEST(person.user_name == "ana");
    BOOST_TEST(person.display_name == "Ana Sol");
    BOOST_TEST(person.mail == "ana@firm.example");
    BOOST_TEST(person.title == "Clerk");
    BOOST_TEST(person.department == "Sales");
    BOOST_TEST(person.location == "Krakow");
    BOOST_TEST(person.timezone == "Europe/Warsaw");
    BOOST_TEST(person.preferred_language == "pl");
    BOOST_TEST(!person.active);
}

BOOST_AUTO_TEST_CASE(the_time_of_her_last_change_is_known) {
    const auto user = read(with(R"("meta":{"lastModified":"2026-01-01T10:00:00Z"})"));

    BOOST_REQUIRE(user.changed_ms);
    BOOST_TEST(*user.changed_ms == 1'767'261'600'000);
    BOOST_TEST(!read(with(R"("meta":{"lastModified":"yesterday"})")).changed_ms);
}

BOOST_AUTO_TEST_CASE(names_are_the_same_in_any_case) {
    const auto entry = taken(
        R"({"ID":"a","USERNAME":"ana",
            "URN:IETF:params:scim:schemas:extension:ENTERPRISE:2.0:User":{"Manager":{"VALUE":"b"}}})");

    BOOST_TEST(entry.key == "a");
    BOOST_TEST(entry.person.user_name == "ana");
    BOOST_TEST(entry.manager == "b");
}

BOOST_AUTO_TEST_CASE(who_has_no_display_name_is_called_by_her_name) {
    BOOST_TEST(
        taken(with(R"("name":{"formatted":"Ana Sol","givenName":"A"})")).person.display_name ==
        "Ana Sol");
    BOOST_TEST(
        taken(with(R"("name":{"givenName":"Ana","familyName":"Sol"})")).person.display_name ==
        "Ana Sol");
    BOOST_TEST(taken(with(R"("name":{"familyName":"Sol"})")).person.display_name == "Sol");
}

BOOST_AUTO_TEST_CASE(the_primary_mail_wins_and_then_the_one_for_work) {
    const auto mail = [](const std::string& mails) {
        return taken(with(R"("emails":[)" + mails + "]")).person.mail;
    };

    BOOST_TEST(mail(R"({"value":"a","type":"work"},{"value":"b","primary":true})") == "b");
    BOOST_TEST(mail(R"({"value":"a","type":"work"},{"value":"b","primary":"True"})") == "b");
    BOOST_TEST(mail(R"({"value":"a"},{"value":"b","type":"Work"})") == "b");
    BOOST_TEST(mail(R"({"value":"a"},{"value":"b"})") == "a");
    BOOST_TEST(mail("") == "");
}

BOOST_AUTO_TEST_CASE(without_an_address_for_work_the_primary_one_says_where_she_is) {
    BOOST_TEST(
        taken(with(R"("addresses":[{"locality":"Gdynia","primary":true}])")).person.location ==
        "Gdynia");
    BOOST_TEST(
        taken(with(R"("addresses":[{"type":"home","locality":"Gdynia"}])")).person.location == "");
}

BOOST_AUTO_TEST_CASE(who_is_not_said_to_be_inactive_is_active) {
    BOOST_TEST(taken(with(R"("title":"x")")).person.active);
    BOOST_TEST(taken(with(R"("active":null)")).person.active);
    BOOST_TEST(taken(with(R"("active":"True")")).person.active);
    BOOST_TEST(!taken(with(R"("active":"False")")).person.active);
}

BOOST_AUTO_TEST_CASE(a_manager_is_taken_in_each_spelling) {
    BOOST_TEST(taken(led_by(R"({"value":"b"})")).manager == "b");
    BOOST_TEST(taken(led_by(R"("b")")).manager == "b");
    BOOST_TEST(taken(led_by(R"({"$ref":"https://scim.example/v2/Users/b"})")).manager == "b");
    BOOST_TEST(taken(led_by(R"({"$ref":"../Users/b","displayName":"Bo"})")).manager == "b");
}

BOOST_AUTO_TEST_CASE(an_empty_manager_is_none) {
    for (const auto* const none : {"null", "\"\"", "{}", R"({"value":""})", R"({"value":null})"})
        BOOST_TEST(taken(led_by(none)).manager == "");
}

// Unknown is never none: without a manager she would look like the top of the house.
BOOST_AUTO_TEST_CASE(a_manager_told_by_name_alone_is_somebody_unknown) {
    BOOST_TEST(taken(led_by(R"({"displayName":"Bo Berg"})")).manager == "\"Bo Berg\"");
}

BOOST_AUTO_TEST_CASE(the_manifest_says_by_what_she_is_known) {
    const std::string json = R"({"id":"a","userName":"ana","externalId":"E1",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"17"}})";

    BOOST_TEST(taken(json, ScimPersonId::id).person.id.text() == "");
    BOOST_TEST(taken(json, ScimPersonId::user_name).person.id.text() == "ana");
    BOOST_TEST(taken(json, ScimPersonId::external_id).person.id.text() == "E1");
    BOOST_TEST(taken(json, ScimPersonId::employee_number).person.id.text() == "17");
}

BOOST_AUTO_TEST_CASE(who_lacks_what_she_is_to_be_known_by_is_refused_with_her_key) {
    for (const auto kind :
         {ScimPersonId::user_name, ScimPersonId::external_id, ScimPersonId::employee_number}) {
        const auto user = read(R"({"id":"a","displayName":"Ana"})", kind);
        BOOST_TEST(!user.entry.has_value());
        BOOST_TEST(user.key == "a");
        BOOST_TEST(user.why.find("by which Kith is to know her") != std::string::npos);
        BOOST_TEST(!user.hint.empty());
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_taken_is_refused_with_a_reason) {
    const std::string long_text(65 * 1024, 'x');
    const std::string long_id(257, 'x');
    const std::vector<std::pair<std::string, std::string>> bad{
        {R"({"userName":"ana"})", "no id"},
        {R"({"id":7,"userName":"ana"})", "its id is no text"},
        {R"({"id":")" + long_id + R"(","userName":"ana"})", "its id is too long"},
        {with(R"("displayName":{"a":1})"), "its displayName is no text"},
        {with(R"("title":")" + long_text + "\""), "its title is too long"},
        {with(R"("title":"a\u0000b")"), "its title holds a NUL"},
        {with(R"("active":"perhaps")"), "its active is neither"},
        {led_by("7"), "its manager is neither"},
        {led_by(R"({"value":7})"), "its value is no text"}};

    for (const auto& [json, why] : bad) {
        const auto user = read(json);
        BOOST_TEST(!user.entry.has_value());
        BOOST_TEST(user.why.find(why) != std::string::npos, user.why << " is not: " << why);
        BOOST_TEST(!user.hint.empty());
    }
    const auto long_number = read(
        R"({"id":"a","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
            {"employeeNumber":")" +
            long_id + R"("}})",
        ScimPersonId::employee_number);
    BOOST_TEST(long_number.why.find("too long for an id") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_object_or_nests_too_deep_is_not_read) {
    const std::string deep = R"({"a":)" + std::string(60, '[') + std::string(60, ']') + "}";

    for (const auto& text : std::vector<std::string>{
             "", "[]", "<html></html>", R"({"a":)", R"({"a":1} {"b":2})", "{\"a\":\"\xff\"}", deep})
        BOOST_TEST(!parsed(text), text);
    BOOST_TEST(!!parsed(R"({"a":[[[[1]]]]})"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
