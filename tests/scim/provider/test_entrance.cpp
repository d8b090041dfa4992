// Who is let in, and what is said to those who are not (S42, S43, S58, S60).
#include "provider.h"
#include "store/audit_log.h"
#include "store/transaction.h"

namespace kith::tests {

BOOST_FIXTURE_TEST_SUITE(scim_entrance, Provider)

BOOST_AUTO_TEST_CASE(s58_no_token_and_a_wrong_one_open_nothing) {
    const auto without = gateway::http(rooms, {"GET", "/scim/v2/Users", "Host: x\n", "", "", ""});
    BOOST_TEST(without.status == 401);
    BOOST_TEST(without.headers.find("WWW-Authenticate: Bearer") != std::string::npos);
    BOOST_TEST(at(object(without.body), "status") == "\"401\"");
    for (const auto* wrong : {"", " ", "wrong", "a-token-of-sufficient-lengtH"})
        for (const auto* target : {"/Users", "/ServiceProviderConfig", "/Nothing"})
            BOOST_TEST(send_as(wrong, "GET", target).status == 401, wrong << target);
    BOOST_TEST(send("GET", "/Users").status == 200);
}

BOOST_AUTO_TEST_CASE(s58_two_tokens_hold_while_one_takes_over) {
    setenv("KITH_TEST_SCIM_NEXT", "another-token-of-some-length", 1);
    rooms.settings.scim_servers[0].tokens.push_back("env:KITH_TEST_SCIM_NEXT");
    serve();

    BOOST_TEST(send("GET", "/Users").status == 200);
    BOOST_TEST(send_as("another-token-of-some-length", "GET", "/Users").status == 200);
}

BOOST_AUTO_TEST_CASE(s58_a_token_that_is_empty_short_or_missing_lets_no_host_start) {
    setenv("KITH_TEST_SCIM_EMPTY", "", 1);
    setenv("KITH_TEST_SCIM_SHORT", "guess-me", 1);
    for (const auto* reference : {"env:KITH_TEST_SCIM_EMPTY", "env:KITH_TEST_SCIM_SHORT",
                                  "env:KITH_TEST_SCIM_NOT_THERE", ""}) {
        rooms.settings.scim_servers[0].tokens = {reference};
        const auto made = connectors::provisioning(rooms.settings.scim_servers);
        BOOST_REQUIRE(!made);
        BOOST_CHECK(made.error().code == ErrorCode::key_missing);
    }
}

BOOST_AUTO_TEST_CASE(s3_a_source_sees_nothing_of_another_one) {
    setenv("KITH_TEST_OKTA", "the-other-token-of-length", 1);
    auto okta = rooms.settings.scim_servers[0];
    okta.name = "okta";
    okta.tokens = {"env:KITH_TEST_OKTA"};
    rooms.settings.scim_servers.push_back(okta);
    serve();
    const auto ana = add("ana");

    const std::string other = "the-other-token-of-length";
    BOOST_TEST(send_as(other, "GET", "/Users/" + ana).status == 404);
    BOOST_TEST(send_as(other, "GET", "/Users").at("totalResults") == "0");
    BOOST_TEST(send_as(other, "DELETE", "/Users/" + ana).status == 404);
    BOOST_TEST(send_as(other, "POST", "/Users", user("eve")).status == 201);
    BOOST_TEST(send("GET", "/Users").at("totalResults") == "1");
}

BOOST_AUTO_TEST_CASE(a_source_that_may_only_read_changes_nothing) {
    const auto ana = add("ana");
    rooms.settings.scim_servers[0].writes = false;
    serve();

    BOOST_TEST(send("GET", "/Users/" + ana).status == 200);
    BOOST_TEST(send("DELETE", "/Users/" + ana).status == 403);
    BOOST_TEST(send("POST", "/Users", user("eve")).status == 403);
    BOOST_TEST(person("ana").active);
}

BOOST_AUTO_TEST_CASE(where_the_policy_lets_nobody_bring_people_nothing_is_read_or_changed) {
    const auto ana = add("ana");
    model::Policy policy;
    policy.withdrawn = {"import-people"};
    set_policy(policy);

    BOOST_TEST(send("GET", "/Users/" + ana).status == 403);
    BOOST_TEST(send("DELETE", "/Users/" + ana).status == 403);
    BOOST_TEST(person("ana").active);
}

BOOST_AUTO_TEST_CASE(s43_who_asks_too_often_is_told_when_to_come_again) {
    int status = 0;
    for (int i = 0; i < limits::strangers_burst + 1; ++i)
        status = send_as("wrong", "GET", "/Users").status;
    const auto refused = send_as("wrong", "GET", "/Users");

    BOOST_TEST(status == 429);
    BOOST_TEST(refused.header("Retry-After") == "1");
    BOOST_TEST(send("GET", "/Users").status == 200);
}

BOOST_AUTO_TEST_CASE(s60_what_is_too_large_is_refused) {
    const std::string huge(limits::provisioning_bytes_max + 1, ' ');
    BOOST_TEST(send("POST", "/Users", huge).status == 413);
    BOOST_TEST(send("GET", "/Users?filter=" + std::string(20'000, 'a')).status == 414);
    BOOST_TEST(send("POST", "/Users", std::string(20'000, '[')).status == 400);
}

BOOST_AUTO_TEST_CASE(each_change_is_on_record_without_a_name) {
    const auto records = [&] {
        const auto page = rooms.database->read(
            [](store::Transaction& tx) { return store::audit_page(tx, 0, 100); });
        BOOST_REQUIRE(page);
        return *page;
    };
    const auto before = records().size();

    const auto ana = add("ana", R"(, "displayName": "Canary Name")");
    BOOST_REQUIRE(send("DELETE", "/Users/" + ana).status == 204);
    BOOST_REQUIRE(send("POST", "/Users", "{}").status == 400);

    const auto after = records();
    BOOST_TEST(after.size() == before + 2);
    for (const auto& record : after) {
        BOOST_TEST(record.payload.find("ana") == std::string::npos);
        BOOST_TEST(record.payload.find("Canary") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_user_changed_behind_kiths_back_is_refused_and_makes_no_person) {
    const auto ana = add("ana", R"(, "title": "Nurse")");
    const auto changed = rooms.database->write([&](store::Transaction& tx) {
        return tx.run(
            "UPDATE dir_resource SET body = replace(body, 'Nurse', 'Chief') "
            "WHERE tenant_id = $1",
            tx.tenant());
    });
    BOOST_REQUIRE(changed);

    BOOST_TEST(send("GET", "/Users/" + ana).status == 500);
    BOOST_TEST(
        patch("/Users/" + ana, R"({"op": "add", "path": "nickName", "value": "A"})").status == 500);
    BOOST_TEST(person("ana").title == "Nurse");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace kith::tests
