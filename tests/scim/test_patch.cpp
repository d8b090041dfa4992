// PATCH (S23 to S29, S45 to S48, S56).
#include <boost/test/unit_test.hpp>

#include "connectors/scim/patch.h"
#include "json.h"

namespace kith::tests {
namespace {

using namespace connectors::scim;  // NOLINT(google-build-using-namespace)

constexpr const char* before = R"({
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "ana", "title": "Nurse",
    "name": {"givenName": "Ana", "familyName": "Babić"},
    "emails": [{"type": "work", "value": "a@work", "primary": true}, {"type": "home", "value": "a@home"},
               {"type": "home", "value": "b@home"}]})";

std::string message(const std::string& operations) {
    return R"({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [)" +
           operations + "]}";
}

Answer<Patched> patched(const std::string& operations, Habits habits = Habits::entra,
                        const ResourceType& type = user_type(), const std::string& start = before) {
    const auto read = read_patch(type, *object(message(operations)));
    if (!read) return read.error();
    return apply_patch(type, *object(start), *read, habits);
}

Poco::JSON::Object::Ptr after(const std::string& operations, Habits habits = Habits::entra) {
    auto done = patched(operations, habits);
    BOOST_REQUIRE_MESSAGE(done, operations << ": " << (done ? "" : done.error().detail.view()));
    return done->resource;
}

std::string refused_patch(const std::string& operations, Habits habits = Habits::entra) {
    const auto done = patched(operations, habits);
    return done ? "done" : std::string(done.error().type.view());
}

BOOST_AUTO_TEST_SUITE(patch)

BOOST_AUTO_TEST_CASE(s23_what_is_no_patch_is_refused) {
    const auto type = [](const std::string& body) {
        const auto read = read_patch(user_type(), *object(body));
        return read ? "read" : std::string(read.error().type.view());
    };
    BOOST_TEST(type(R"({"Operations": [{"op": "add", "path": "title", "value": "x"}]})") ==
               "invalidSyntax");
    BOOST_TEST(type(message("")) == "invalidSyntax");
    BOOST_TEST(refused_patch(R"({"op": "frobnicate", "path": "title", "value": "x"})") ==
               "invalidSyntax");
    BOOST_TEST(refused_patch(R"({"path": "title", "value": "x"})") == "invalidSyntax");
    BOOST_TEST(refused_patch(R"({"op": "add", "path": "title"})") == "invalidValue");
    BOOST_TEST(refused_patch(R"({"op": "replace", "value": "x"})") == "invalidValue");
    for (const auto* path :
         {"nothing", "name.nothing", "emails[", "emails[type]", "emails[type eq 1].",
          "emails[type eq \\\"a\\\"].nothing", "title[a eq 1]", "title.x", "."})
        BOOST_TEST(refused_patch(R"({"op": "replace", "value": "x", "path": ")" +
                                 std::string(path) + "\"}") != "done",
                   path);
    BOOST_TEST(at(after(R"({"OP": "Replace", "PATH": "TITLE", "Value": "Doctor"})"), "title") ==
               "\"Doctor\"");
}

BOOST_AUTO_TEST_CASE(s24_a_path_in_each_form) {
    const std::string urn = enterprise;
    BOOST_TEST(at(after(R"({"op": "add", "path": "nickName", "value": "An"})"), "nickName") ==
               "\"An\"");
    BOOST_TEST(at(after(R"({"op": "replace", "path": "name.givenName", "value": "Bo"})"),
                  "name/givenName") == "\"Bo\"");
    BOOST_TEST(
        at(after(
               R"({"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName", "value": "Bo"})"),
           "name/givenName") == "\"Bo\"");
    BOOST_TEST(
        at(after(
               R"({"op": "replace", "path": "emails[type eq \"work\"].value", "value": "c@work"})"),
           "emails/0/value") == "\"c@work\"");
    BOOST_TEST(at(after(R"({"op": "add", "path": ")" + urn + R"(:department", "value": "Care"})"),
                  urn + "/department") == "\"Care\"");
    BOOST_TEST(
        at(after(R"({"op": "add", "path": ")" + urn + R"(", "value": {"costCenter": "42"}})"),
           urn + "/costCenter") == "\"42\"");
    const auto pathless =
        after(R"({"op": "add", "value": {"displayName": "Dn", "name.familyName": "Fam", ")" + urn +
              R"(:department": "HR", ")" + urn + R"(": {"division": "D"}}})");
    BOOST_TEST(at(pathless, "displayName") == "\"Dn\"");
    BOOST_TEST(at(pathless, "name/familyName") == "\"Fam\"");
    BOOST_TEST(at(pathless, "name/givenName") == "\"Ana\"");
    BOOST_TEST(at(pathless, urn + "/department") == "\"HR\"");
    BOOST_TEST(at(pathless, urn + "/division") == "\"D\"");
    BOOST_TEST(at(pathless, "schemas/1") == '"' + urn + '"');
}

BOOST_AUTO_TEST_CASE(s25_an_addition_appends_what_is_not_there) {
    const auto made = patched(
        R"({"op": "add", "path": "emails", "value": [{"type": "work", "value": "A@WORK"}]})");
    BOOST_REQUIRE(made);
    BOOST_TEST(!made->changed);
    const auto other = after(
        R"({"op": "add", "path": "emails", "value": [{"type": "other", "value": "c@x", "primary": true}]})");
    BOOST_TEST(at(other, "emails/3/primary") == "true");
    BOOST_TEST(at(other, "emails/0/primary") == "false");
    BOOST_TEST(at(after(R"({"op": "add", "path": "name", "value": {"middleName": "M"}})"),
                  "name/givenName") == "\"Ana\"");
    BOOST_TEST(!patched(R"({"op": "replace", "path": "title", "value": "Nurse"})")->changed);
}

BOOST_AUTO_TEST_CASE(s26_a_removal_takes_what_is_named) {
    BOOST_TEST(refused_patch(R"({"op": "remove"})") == "noTarget");
    BOOST_TEST(refused_patch(R"({"op": "remove", "path": "userName"})") == "mutability");
    BOOST_TEST(refused_patch(R"({"op": "remove", "path": "id"})") == "mutability");
    BOOST_TEST(at(after(R"({"op": "remove", "path": "title"})"), "title") == "");
    BOOST_TEST(at(after(R"({"op": "remove", "path": "emails[type eq \"home\"]"})"),
                  "emails/0/type") == "\"work\"");
    BOOST_TEST(at(after(R"({"op": "remove", "path": "emails[value pr]"})"), "emails") == "");
    const auto parts = after(R"({"op": "remove", "path": "emails[type eq \"work\"].type"})");
    BOOST_TEST(at(parts, "emails/0/type") == "");
    BOOST_TEST(at(parts, "emails/1/type") == "\"home\"");
    BOOST_TEST(at(after(R"({"op": "remove", "path": "emails", "value": [{"value": "a@home"}]})"),
                  "emails/1/value") == "\"b@home\"");
    BOOST_TEST(
        at(after(
               R"({"op": "remove", "path": "name.givenName"}, {"op": "remove", "path": "name.familyName"})"),
           "name") == "");
}

BOOST_AUTO_TEST_CASE(s27_s48_a_replacement_changes_all_that_the_filter_chooses) {
    const auto both =
        after(R"({"op": "replace", "path": "emails[type eq \"home\"].display", "value": "H"})");
    BOOST_TEST(at(both, "emails/1/display") == "\"H\"");
    BOOST_TEST(at(both, "emails/2/display") == "\"H\"");
    BOOST_TEST(at(both, "emails/0/display") == "");
    const auto* const missing =
        R"({"op": "replace", "path": "phoneNumbers[type eq \"work\"].value", "value": "+385 1"})";
    BOOST_TEST(refused_patch(missing, Habits::strict) == "noTarget");
    const auto made = after(missing);
    BOOST_TEST(at(made, "phoneNumbers/0/type") == "\"work\"");
    BOOST_TEST(at(made, "phoneNumbers/0/value") == "\"+385 1\"");
    BOOST_TEST(
        refused_patch(
            R"({"op": "replace", "path": "phoneNumbers[type ne \"work\"].value", "value": "1"})") ==
        "noTarget");
    BOOST_TEST(at(after(R"({"op": "replace", "path": "name", "value": {"givenName": "Bo"}})"),
                  "name/familyName") == "\"Babić\"");
}

BOOST_AUTO_TEST_CASE(s28_s29_all_or_nothing_and_the_result_is_checked) {
    const auto start = object(before);
    const auto read = read_patch(
        user_type(),
        *object(message(
            R"({"op": "replace", "path": "title", "value": "x"}, {"op": "replace", "path": "userName", "value": ""})")));
    BOOST_REQUIRE(read);
    BOOST_TEST(!apply_patch(user_type(), *start, *read, Habits::entra));
    BOOST_TEST(at(start, "title") == "\"Nurse\"");
    BOOST_TEST(refused_patch(R"({"op": "replace", "path": "id", "value": "x"})") == "mutability");
    BOOST_TEST(refused_patch(R"({"op": "replace", "path": "active", "value": "perhaps"})") ==
               "invalidValue");
    // Without a path they are passed over: clients send whole resources so (Okta).
    BOOST_TEST(at(after(R"({"op": "replace", "value": {"id": "x", "title": "y"}})"), "title") ==
               "\"y\"");
}

BOOST_AUTO_TEST_CASE(s47_a_manager_as_a_bare_id_and_none) {
    const std::string path = std::string(enterprise) + ":manager";
    const auto set = patched(R"({"op": "Add", "path": ")" + path + R"(", "value": "7"})");
    BOOST_REQUIRE(set);
    BOOST_TEST(at(set->resource, std::string(enterprise) + "/manager/value") == "\"7\"");
    for (const auto* none : {R"("op": "Remove")", R"("op": "Replace", "value": "")"}) {
        const auto read =
            read_patch(user_type(),
                       *object(message("{" + std::string(none) + R"(, "path": ")" + path + "\"}")));
        BOOST_REQUIRE(read);
        const auto done = apply_patch(user_type(), *set->resource, *read, Habits::entra);
        BOOST_REQUIRE(done);
        BOOST_TEST(at(done->resource, enterprise) == "", none);
    }
}

BOOST_AUTO_TEST_CASE(s46_s56_members_are_told_and_not_loaded) {
    const std::string group = R"({"displayName": "G"})";
    const auto of = [&](const std::string& operations) {
        const auto done = patched(operations, Habits::entra, group_type(), group);
        BOOST_REQUIRE_MESSAGE(done, operations);
        return done->kept_apart;
    };
    using Kind = KeptApartChange::Kind;
    auto told = of(
        R"({"op": "Add", "path": "members", "value": [{"$ref": null, "value": "a"}, {"value": "b"}]})");
    BOOST_REQUIRE(told.size() == 1U);
    BOOST_CHECK(told[0].kind == Kind::add);
    BOOST_TEST(told[0].values.size() == 2U);
    told = of(R"({"op": "Remove", "path": "members", "value": [{"$ref": null, "value": "a"}]})");
    BOOST_CHECK(told[0].kind == Kind::remove);
    BOOST_TEST(told[0].ids == std::vector<std::string>{"a"});
    told = of(R"({"op": "remove", "path": "members"})");
    BOOST_CHECK(told[0].kind == Kind::remove_all);
    told = of(
        R"({"op": "remove", "path": "members[value eq \"a\"]"}, {"op": "add", "path": "members", "value": [{"value": "b"}]})");
    BOOST_REQUIRE(told.size() == 2U);
    BOOST_TEST(told[0].ids == std::vector<std::string>{"a"});
    told = of(R"({"op": "replace", "path": "members", "value": [{"value": "c"}]})");
    BOOST_CHECK(told[0].kind == Kind::remove_all);
    BOOST_CHECK(told[1].kind == Kind::add);
    told = of(R"({"op": "replace", "path": "members[value eq \"x\"]", "value": {"value": "y"}})");
    BOOST_CHECK(told[0].kind == Kind::must_be_there);
    BOOST_TEST(!patched(R"({"op": "remove", "path": "members[display co \"x\"]"})", Habits::entra,
                        group_type(), group));
}

BOOST_AUTO_TEST_CASE(s25_one_type_and_value_are_one_and_get_what_is_new) {
    const auto made = after(
        R"({"op": "add", "path": "emails", "value": [{"type": "Home", "value": "A@HOME", "primary": true}]})");
    BOOST_TEST(at(made, "emails/3") == "");
    BOOST_TEST(at(made, "emails/1/value") == "\"a@home\"");
    BOOST_TEST(at(made, "emails/1/primary") == "true");
    BOOST_TEST(at(made, "emails/0/primary") == "false");
    BOOST_TEST(
        refused_patch(R"({"op": "add", "path": "emails", "value": [{"value": "x", "primary": true},
        {"value": "y", "primary": true}]})") == "invalidValue");
}

BOOST_AUTO_TEST_CASE(s26_a_removal_that_names_nothing_removes_nothing) {
    for (const auto* value : {"[]", R"([{"$ref": null}])", R"("")"})
        BOOST_TEST(
            !patched(R"({"op": "remove", "path": "emails", "value": )" + std::string(value) + "}")
                 ->changed,
            value);
    const auto members = [](const std::string& operation) {
        const auto done =
            patched(operation, Habits::entra, group_type(), R"({"displayName": "G"})");
        BOOST_REQUIRE_MESSAGE(done, operation);
        return done->kept_apart.size();
    };
    for (const auto* value : {"[]", "[null]", R"("")", "{}"})
        BOOST_TEST(members(R"({"op": "remove", "path": "members", "value": )" + std::string(value) +
                           "}") == 0U,
                   value);
    BOOST_TEST(!patched(R"({"op": "replace", "path": "members"})", Habits::entra, group_type(),
                        R"({"displayName": "G"})"));
}

BOOST_AUTO_TEST_CASE(s27_a_chosen_value_is_replaced_as_a_whole_and_a_complex_one_by_parts) {
    const auto chosen = after(
        R"({"op": "replace", "path": "emails[type eq \"work\"]", "value": {"value": "n@work"}})");
    BOOST_TEST(at(chosen, "emails/0") == R"({"value":"n@work"})");
    const auto parts = after(
        R"({"op": "replace", "path": "name", "value": {"givenName": null, "middleName": "M"}})");
    BOOST_TEST(at(parts, "name/givenName") == "");
    BOOST_TEST(at(parts, "name/familyName") == "\"Babić\"");
    BOOST_TEST(at(parts, "name/middleName") == "\"M\"");
    BOOST_TEST(at(after(R"({"op": "replace", "path": "emails[type eq \"home\"]", "value": null})"),
                  "emails/1") == "");
}

BOOST_AUTO_TEST_CASE(s27_a_new_manager_has_nothing_of_the_former_one) {
    const std::string urn = enterprise;
    const std::string start =
        R"({"userName": "a", ")" + urn +
        R"(": {"manager": {"value": "7", "$ref": "../Users/7", "displayName": "Bo"}}})";
    for (const auto* operation :
         {R"("path": "$:manager", "value": "8")", R"("path": "$:manager.value", "value": "8")",
          R"("value": {"$": {"manager": {"value": "8"}}})"}) {
        std::string text = operation;
        text.replace(text.find('$'), 1, urn);
        const auto done =
            patched(R"({"op": "replace", )" + text + "}", Habits::entra, user_type(), start);
        BOOST_REQUIRE(done);
        BOOST_TEST(at(done->resource, urn + "/manager") == R"({"value":"8"})", text);
    }
    const auto none =
        patched(R"({"op": "replace", "path": ")" + urn + R"(:manager.value", "value": ""})",
                Habits::entra, user_type(), start);
    BOOST_REQUIRE(none);
    BOOST_TEST(at(none->resource, urn) == "");
    const auto nobody =
        patched(R"({"op": "replace", "path": ")" + urn + R"(:manager", "value": {"value": ""}})",
                Habits::entra, user_type(), start);
    BOOST_REQUIRE(nobody);
    BOOST_TEST(at(nobody->resource, urn) == "");
}

BOOST_AUTO_TEST_CASE(s48_a_new_value_is_what_its_filter_says_and_no_more) {
    const auto made = after(
        R"({"op": "add", "path": "phoneNumbers[type eq \"work\" and primary eq \"True\"].value", "value": "1"})");
    BOOST_TEST(at(made, "phoneNumbers/0/primary") == "true");
    for (const auto* filter : {R"(type eq \"work\" and type eq \"home\")", "type eq 5", "type pr",
                               R"(type eq \"a\" or type eq \"b\")"})
        BOOST_TEST(refused_patch(R"({"op": "add", "value": "1", "path": "phoneNumbers[)" +
                                 std::string(filter) + R"(].value"})") == "noTarget",
                   filter);
    BOOST_TEST(
        at(after(
               R"({"op": "replace", "path": "phoneNumbers[type eq \"work\"].value", "value": ""})"),
           "phoneNumbers") == "");
}

BOOST_AUTO_TEST_CASE(s9_s29_what_is_ours_stays) {
    const std::string kith = "urn:ietf:params:scim:schemas:extension:kith:2.0:User";
    const auto done = patched(
        R"({"op": "remove", "path": ")" + kith + "\"}", Habits::entra, user_type(),
        R"({"userName": "a", ")" + kith + R"(": {"supporter": true, "languages": ["hr"]}})");
    BOOST_REQUIRE(done);
    BOOST_TEST(at(done->resource, kith + "/supporter") == "true");
    BOOST_TEST(at(done->resource, kith + "/languages") == "");
    const std::string start = R"({"userName": "a", "id": "1"})";
    const auto with = [&](const char* id, Habits habits) {
        const auto read = patched(
            R"({"op": "replace", "value": {"title": "T", "id": ")" + std::string(id) + "\"}}",
            habits, user_type(), start);
        return read ? "done" : std::string(read.error().type.view());
    };
    BOOST_TEST(with("1", Habits::strict) == "done");
    BOOST_TEST(with("2", Habits::strict) == "mutability");
    BOOST_TEST(with("2", Habits::okta) == "done");
    BOOST_TEST(!patched(R"({"op": "replace", "path": "schemas", "value": ["urn:x"]})")->changed);
}

BOOST_AUTO_TEST_CASE(s12_a_member_is_who_it_is) {
    const auto told = [](const std::string& operation) {
        return patched(operation, Habits::entra, group_type(), R"({"displayName": "G"})");
    };
    for (const auto* op : {"remove", "replace", "add"})
        BOOST_TEST(told(R"({"op": ")" + std::string(op) +
                        R"(", "path": "members[value eq \"a\"].display", "value": "x"})")
                           .error()
                           .type.view() == "mutability",
                   op);
    const auto chosen = [&](const char* value) {
        return told(R"({"op": "replace", "path": "members[value eq \"a\"]", "value": {"value": ")" +
                    std::string(value) + "\"}}")
            ->kept_apart.at(0)
            .refused;
    };
    BOOST_TEST(chosen("b"));
    BOOST_TEST(!chosen("a"));
}

BOOST_AUTO_TEST_CASE(s25_the_order_of_names_is_no_change) {
    BOOST_TEST(!patched(R"({"op": "remove", "path": "title"},
                           {"op": "add", "path": "title", "value": "Nurse"})")
                    ->changed);
    BOOST_TEST(patched(R"({"op": "replace", "path": "title", "value": "nurse"})")->changed);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
