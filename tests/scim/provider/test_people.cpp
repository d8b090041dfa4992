// What a provider tells by SCIM, and what Kith then knows of people (S3, S10 to S13, S59).
#include "kit/archive.h"
#include "provider.h"
#include "service/due_work.h"

namespace kith::tests {

BOOST_FIXTURE_TEST_SUITE(scim_people, Provider)

BOOST_AUTO_TEST_CASE(a_user_is_a_person_by_the_attribute_that_the_manifest_names) {
    add("ana", R"(, "displayName": "Ana", "title": "Nurse", "preferredLanguage": "de",
        "timezone": "Europe/Berlin", "emails": [{"value": "x@kith.test"},
        {"value": "ana@kith.test", "primary": true}],
        "addresses": [{"type": "work", "locality": "Bremen"}])");

    const auto ana = person("ana");

    BOOST_TEST(ana.display_name == "Ana");
    BOOST_TEST(ana.title == "Nurse");
    BOOST_TEST(ana.mail == "ana@kith.test");
    BOOST_TEST(ana.location == "Bremen");
    BOOST_TEST(ana.preferred_language == "de");
    BOOST_TEST(ana.timezone == "Europe/Berlin");
    BOOST_TEST(ana.active);
}

BOOST_AUTO_TEST_CASE(without_that_attribute_nobody_comes_and_the_client_hears_which_it_is) {
    const auto made =
        send("POST", "/Users",
             std::string(R"({"schemas": [")") + user_urn + R"("], "userName": "ana"})");

    BOOST_TEST(made.status == 400);
    BOOST_TEST(made.at("scimType") == "\"invalidValue\"");
    BOOST_TEST(made.text.find("externalId") != std::string::npos);
    BOOST_TEST(found("userName eq \"ana\"") == 0U);
}

constexpr const char* kith_urn = "urn:ietf:params:scim:schemas:extension:kith:2.0:User";

// Rule: a provider learns who is a peer supporter only where the manifest permits it, by default
// never.
BOOST_AUTO_TEST_CASE(who_is_a_peer_supporter_is_told_where_the_manifest_permits_it_alone) {
    const auto dan = add("dan");
    const auto ana = add("ana");
    const std::string urn = kith_urn;
    const auto seen = [&](const std::string& id, const std::string& query) {
        const auto answer = send("GET", "/Users/" + id + query);
        return answer.at(urn + "/supporter") + answer.at(urn + "/consentState");
    };
    const auto asked = "?attributes=" + urn + ":supporter," + urn + ":consentState";
    supporter("dan");
    supporter("ana");
    supporters.back().listed = false;
    BOOST_REQUIRE(rooms.database->write(
        [&](store::Transaction& tx) { return store::replace_supporters(tx, supporters); }));

    BOOST_TEST(seen(dan, asked) == "");
    BOOST_TEST(found(urn + ":supporter eq true") == 0U);

    model::Rule permit;
    permit.id = "providers-look-round";
    permit.scope.as = {model::Capacity::host};
    permit.scope.actions = {model::Action::search};
    permit.scope.kinds = {model::Kind::directory};
    permit.scope.purposes = {model::Purpose::administration};
    model::Policy policy;
    policy.permits = {permit};
    set_policy(policy);

    BOOST_TEST(seen(dan, asked) == "true\"given\"");
    BOOST_TEST(seen(ana, asked) == "false\"none\"");
    BOOST_TEST(seen(dan, "") == "");  // Not unasked.
    BOOST_TEST(found(urn + ":supporter eq true") == 1U);
    BOOST_TEST(found(urn + ":consentState eq \"none\"") == 1U);
}

BOOST_AUTO_TEST_CASE(managers_make_the_org_chart_whoever_comes_first) {
    const auto boss = add("bo");
    const auto ana = add("ana", led_by(boss));
    BOOST_TEST(person("ana").manager_id.text() == "bo");
    BOOST_TEST(!person("ana").manager_unsure);

    const auto later =
        patch("/Users/" + boss, R"({"op": "add", "path": ")" + std::string(enterprise_urn) +
                                    R"(:manager", "value": ")" + ana + "\"}");
    BOOST_TEST(later.status == 200);
    BOOST_TEST(person("bo").manager_id.text() == "ana");
}

BOOST_AUTO_TEST_CASE(a_manager_who_is_not_told_any_more_is_unknown_and_never_none) {
    const auto boss = add("bo");
    const auto ana = add("ana", led_by(boss));

    const auto done = patch("/Users/" + ana, R"({"op": "remove", "path": ")" +
                                                 std::string(enterprise_urn) + ":manager\"}");

    BOOST_REQUIRE(done.status == 200);
    BOOST_TEST(done.at(std::string(enterprise_urn) + "/manager") == "");
    BOOST_TEST(person("ana").manager_id.text() == "bo");
    BOOST_TEST(person("ana").manager_unsure);
}

BOOST_AUTO_TEST_CASE(a_manager_whom_nobody_knows_is_somebody_and_comes_later) {
    const auto ana = add("ana", led_by("00000000-0000-4000-8000-000000000000"));

    BOOST_TEST(!person("ana").manager_id.empty());

    rooms.settings.scim_servers[0].habits = model::ScimServerSettings::Habits::strict;
    serve();
    const auto strict =
        send("POST", "/Users", user("eve", led_by("00000000-0000-4000-8000-000000000001")));
    BOOST_TEST(strict.status == 400);
    BOOST_TEST(strict.at("scimType") == "\"invalidValue\"");
}

BOOST_AUTO_TEST_CASE(who_is_made_inactive_or_deleted_is_inactive_and_stays_in_the_chain) {
    const auto boss = add("bo");
    add("ana", led_by(boss));
    const auto eve = add("eve");

    BOOST_TEST(
        patch("/Users/" + eve, R"({"op": "Replace", "path": "active", "value": "False"})").status ==
        200);
    BOOST_TEST(send("DELETE", "/Users/" + boss).status == 204);

    BOOST_TEST(!person("eve").active);
    BOOST_TEST(!person("eve").departed);
    BOOST_TEST(!person("bo").active);
    BOOST_TEST(person("bo").departed);
    BOOST_TEST(person("ana").manager_id.text() == "bo");
    BOOST_TEST(send("GET", "/Users/" + boss).status == 404);
}

BOOST_AUTO_TEST_CASE(who_departed_is_taken_out_after_the_days_of_grace_once_nobody_is_led_by_her) {
    const auto boss = add("bo");
    const auto ana = add("ana", led_by(boss));
    BOOST_REQUIRE(send("DELETE", "/Users/" + boss).status == 204);
    BOOST_REQUIRE(send("DELETE", "/Users/" + add("eve")).status == 204);

    BOOST_REQUIRE(service::do_due_work(rooms, 10'000));
    BOOST_TEST(knows("eve"));
    clock->pass_hours(24 * 32);
    BOOST_REQUIRE(service::do_due_work(rooms, 10'000));
    BOOST_TEST(!knows("eve"));
    BOOST_TEST(knows("bo"));
    BOOST_TEST(person("ana").manager_id.text() == "bo");
}

BOOST_AUTO_TEST_CASE(
    no_more_go_in_one_day_than_the_manifest_allows_by_deleting_or_by_switching_off) {
    std::vector<std::string> ids;
    for (int i = 0; i < 30; ++i)
        ids.push_back(add("p" + std::to_string(i)));
    for (int i = 0; i < limits::lost_in_a_day_min / 2; ++i)
        BOOST_REQUIRE(send("DELETE", "/Users/" + ids[i]).status == 204);
    const auto switched_off = [&](std::size_t i) {
        return patch("/Users/" + ids[i], R"({"op": "replace", "path": "active", "value": false})");
    };
    for (std::size_t i = 10; i < 20; ++i)
        BOOST_REQUIRE(switched_off(i).status == 200);

    const auto refused = switched_off(20);
    BOOST_TEST(refused.status == 409);
    BOOST_TEST(refused.text.find("maxRemovedPercent") != std::string::npos);
    BOOST_TEST(person("p20").active);
    BOOST_TEST(send("DELETE", "/Users/" + ids[21]).status == 409);
    BOOST_TEST(send("GET", "/Users/" + ids[21]).status == 200);
    BOOST_TEST(switched_off(19).status == 200);  // She is inactive already.

    clock->pass_hours(24);
    BOOST_TEST(switched_off(20).status == 200);
}

BOOST_AUTO_TEST_CASE(who_comes_back_under_her_id_is_the_same_person) {
    const auto first = add("ana", R"(, "title": "Nurse")");
    BOOST_REQUIRE(send("DELETE", "/Users/" + first).status == 204);
    BOOST_REQUIRE(!person("ana").active);

    const auto second = add("ana", R"(, "title": "Doctor")");

    BOOST_TEST(second != first);
    BOOST_TEST(person("ana").active);
    BOOST_TEST(!person("ana").departed);
    BOOST_TEST(person("ana").title == "Doctor");
}

BOOST_AUTO_TEST_CASE(nobody_is_taken_for_another_because_of_an_address_or_a_name) {
    add("ana", R"(, "emails": [{"value": "shared@kith.test"}], "displayName": "Ana B")");
    add("other", R"(, "emails": [{"value": "shared@kith.test"}], "displayName": "Ana B")");

    BOOST_TEST(person("ana").user_name == "ana@kith.test");
    BOOST_TEST(person("other").user_name == "other@kith.test");
    BOOST_TEST(found(R"(emails.value eq "SHARED@kith.test")") == 2U);
}

BOOST_AUTO_TEST_CASE(who_comes_between_a_requester_and_her_supporter_ends_their_assignment) {
    const auto top = add("top");
    const auto bo = add("bo", led_by(top));
    const auto far = add("far", led_by(top));
    add("ana", led_by(bo) + R"(, "title": "x")");
    const auto dan = add("dan", led_by(far));
    supporter("dan");
    const auto stored = rooms.database->write(
        [&](store::Transaction& tx) { return store::replace_supporters(tx, supporters); });
    BOOST_REQUIRE(stored);
    const auto ana = session("requester", "ana");
    call(ana, "support.request/1",
         keyed(R"("topic": "threats", "language": "en", "text": "words")"));
    const auto desk = session("peer-supporter", "dan");
    BOOST_REQUIRE(!desk_is_empty(desk));

    const auto moved =
        patch("/Users/" + bo, R"({"op": "add", "path": ")" + std::string(enterprise_urn) +
                                  R"(:manager", "value": ")" + dan + "\"}");

    BOOST_REQUIRE(moved.status == 200);
    BOOST_REQUIRE(service::do_due_work(rooms, 10'000));
    BOOST_TEST(desk_is_empty(desk));
}

BOOST_AUTO_TEST_CASE(what_a_provider_told_of_her_is_hers_to_have_without_who_leads_her) {
    const auto boss = add("bo");
    add("ana", led_by(boss) + R"(, "nickName": "Annie")");

    const auto text = kit::opened(*this, call(session("requester", "ana"), "me.data/1", "{}"));

    BOOST_TEST(text.find("Annie") != std::string::npos);
    BOOST_TEST(text.find(boss) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(s59_no_role_comes_of_a_provider_but_where_the_manifest_gives_it_to_a_group) {
    const auto ana = add("ana", R"(, "roles": [{"value": "coordinator", "primary": true}],
        "entitlements": [{"value": "it-admin"}])");
    const auto inner =
        send("POST", "/Groups",
             std::string(R"({"schemas": [")") + group_urn +
                 R"("], "displayName": "Inner", "members": [{"value": ")" + ana + "\"}]}");
    BOOST_REQUIRE(inner.status == 201);
    const auto outer = send("POST", "/Groups",
                            std::string(R"({"schemas": [")") + group_urn +
                                R"("], "displayName": "Équipe KITH", "members": [{"value": ")" +
                                inner.id() + "\"}]}");
    BOOST_REQUIRE(outer.status == 201);
    const auto acts = [&](const std::string& capacity) {
        return bool(gateway::session(rooms, R"({"capacity": ")" + capacity +
                                                R"(", "purpose": "programme", "subject": "ana"})"));
    };
    BOOST_REQUIRE(acts("employee"));
    for (const auto* role : {"coordinator", "it-admin", "identity-custodian"})
        BOOST_TEST(!acts(role), role);

    rooms.settings.scim_servers[0].grants = {{"coordinator", "équipe kith"}};
    serve();
    BOOST_TEST(acts("coordinator"));
    BOOST_TEST(!acts("it-admin"));

    BOOST_REQUIRE(patch("/Groups/" + inner.id(),
                        R"({"op": "remove", "path": "members[value eq \")" + ana + R"(\"]"})")
                      .status == 204);
    BOOST_TEST(!acts("coordinator"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
