// What nobody can learn over HTTP, and what the owner alone is told.
#include <boost/test/unit_test.hpp>

#include "gateway/web.h"
#include "service/due_work.h"
#include "service/refusals.h"

using kith::kit::Browser;
using kith::kit::header_of;
using kith::test::WebOffice;

namespace {

const kith::service::Session administrator{
    kith::policy::Capacity::it_admin, kith::policy::Purpose::administration, {}, {}, 0};

struct Case {
    std::string what;
    kith::gateway::HttpAnswer answer;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(web_secrecy, WebOffice)

BOOST_AUTO_TEST_CASE(not_found_not_allowed_and_no_longer_there_are_one_answer_to_the_byte) {
    auto ana = page("ana");
    auto far = page("far");
    const auto hers = asked(ana);
    auto gus = page("gus");
    const auto gone = asked(gus);
    BOOST_REQUIRE(gus.post("/v1/requests/" + gone.request + "/erase").status == 200);
    auto served = page(hers.supporter);
    auto other = page(hers.supporter == "dan" ? "eve" : "dan");
    auto boss = page("bo");
    const std::string never = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    BOOST_REQUIRE(ana.get("/v1/requests/" + hers.request).status == 200);
    BOOST_REQUIRE(served.get("/v1/desk").body.find(hers.request) != std::string::npos);

    std::vector<Case> all;
    for (const std::string part : {"", "/messages", "/looks"})
        for (const auto& id : {hers.request, gone.request, never, std::string("x")})
            all.push_back({"far reads " + part, far.get("/v1/requests/" + id + part)});
    for (const std::string part : {"/messages", "/reassign", "/close", "/erase"})
        for (const auto& id : {hers.request, gone.request, never})
            all.push_back(
                {"far does " + part, far.post("/v1/requests/" + id + part,
                                              part == "/messages" ? R"({"text": "x"})" : "{}")});
    for (auto* supporter : {&boss, &other})
        for (const auto& id : {hers.request, gone.request, never}) {
            all.push_back({"messages", supporter->get("/v1/desk/" + id + "/messages")});
            for (const std::string part : {"/recuse", "/handover", "/close"})
                all.push_back({part, supporter->post("/v1/desk/" + id + part)});
            all.push_back({"answer", supporter->post("/v1/desk/" + id + "/answer",
                                                     R"({"answer": "accept"})")});
        }
    all.push_back({"offered, not accepted", served.get("/v1/desk/" + hers.request + "/messages")});
    all.push_back({"no supporter", far.get("/v1/desk")});
    all.push_back({"no coordinator", far.get("/v1/programme/overview")});
    all.push_back({"no address", far.get("/v1/nothing")});
    all.push_back({"no part", far.get("/elsewhere")});
    all.push_back({"no page", far.get("/pages/nothing")});
    all.push_back({"no file", far.get("/widgets/nothing.js")});

    for (const auto& each : all) {
        BOOST_TEST(each.answer.status == 404, each.what);
        BOOST_TEST(each.answer.body == all.front().answer.body, each.what);
        BOOST_TEST(each.answer.headers == all.front().answer.headers, each.what);
    }
}

BOOST_AUTO_TEST_CASE(a_forged_wish_for_the_boss_is_refused_and_counted_without_a_person) {
    auto ana = page("ana");

    const auto answer = ana.post("/v1/requests", R"({"wishedSupporter": "bo", "text": "x"})");

    BOOST_TEST(field(answer.body, "state") == "nobody");
    BOOST_TEST(ana.get("/v1/requests").body == R"({"requests":[]})");
    const auto counted = kith::service::refusals(rooms, administrator);
    BOOST_REQUIRE(counted);
    BOOST_REQUIRE(counted->size() == 1U);
    BOOST_TEST(counted->front().act == "support.request/1");
    BOOST_TEST(counted->front().capacity == "requester");
    BOOST_TEST(counted->front().why.find("chain_of_command") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wish_for_the_boss_later_on_is_refused_and_counted) {
    auto ana = page("ana");
    const auto hers = asked(ana);

    const auto answer =
        ana.post("/v1/requests/" + hers.request + "/reassign", R"({"wishedSupporter": "bo"})");

    BOOST_TEST(field(answer.body, "state") == "waiting");
    const auto counted = kith::service::refusals(rooms, administrator);
    BOOST_REQUIRE(counted);
    BOOST_REQUIRE(counted->size() == 1U);
    BOOST_TEST(counted->front().act == "support.reassign/1");
}

BOOST_AUTO_TEST_CASE(what_was_denied_is_counted_by_the_hour) {
    auto ana = page("ana");
    const auto hers = asked(ana);
    auto far = page("far");
    for (int i = 0; i < 3; ++i)
        far.get("/v1/requests/" + hers.request);
    clock->pass_hours(1);
    far.get("/v1/requests/" + hers.request);

    const auto counted = kith::service::refusals(rooms, administrator);

    BOOST_REQUIRE(counted);
    BOOST_REQUIRE(counted->size() == 2U);
    BOOST_TEST(counted->at(0).count == 3);
    BOOST_TEST(counted->at(0).why == "denied");
    BOOST_TEST(counted->at(1).count == 1);
    BOOST_TEST(counted->at(1).hour == counted->at(0).hour + 1);
}

BOOST_AUTO_TEST_CASE(the_owner_sees_who_has_looked_and_nobody_else_does) {
    auto ana = page("ana");
    const auto hers = asked(ana);
    auto dan = page(hers.supporter);
    const auto looks = "/v1/requests/" + hers.request + "/looks";
    dan.get("/v1/desk");
    BOOST_TEST(ana.get(looks).body == R"({"looks":[]})");

    dan.post("/v1/desk/" + hers.request + "/answer", R"({"answer": "accept"})");
    dan.get("/v1/desk");
    dan.get("/v1/desk/" + hers.request + "/messages");
    dan.get("/v1/desk/" + hers.request + "/messages");
    ana.get("/v1/requests/" + hers.request + "/messages");

    const auto seen = ana.get(looks).body;
    BOOST_TEST(seen == R"({"looks":[{"who":"peer-supporter","supporter":1,"what":"first-text",)"
                       R"("at":"2026-01-01T10:00:00Z"},{"who":"peer-supporter","supporter":1,)"
                       R"("what":"conversation","at":"2026-01-01T10:00:00Z"}]})");
    BOOST_TEST(dan.get(looks).status == 404);
}

BOOST_AUTO_TEST_CASE(her_name_read_is_a_look_of_its_own) {
    auto ana = page("ana");
    const auto answer = ana.post("/v1/requests", R"({"nameMode": "named", "text": "x"})");
    const auto request = field(answer.body, "request");
    const auto status = ana.get("/v1/requests/" + request).body;
    auto dan = page(status.find("\"dan\"") == std::string::npos ? "eve" : "dan");
    dan.post("/v1/desk/" + request + "/answer", R"({"answer": "accept"})");

    BOOST_TEST(dan.get("/v1/desk").body.find("Name of ana") != std::string::npos);

    BOOST_TEST(ana.get("/v1/requests/" + request + "/looks").body.find(R"("what":"name")") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_erased_is_gone_for_both_sides_and_from_every_file) {
    auto ana = page("ana");
    const auto hers = asked(ana);
    auto dan = page(hers.supporter);
    dan.post("/v1/desk/" + hers.request + "/answer", R"({"answer": "accept"})");
    ana.post("/v1/requests/" + hers.request + "/messages", R"({"text": "more"})");
    const auto requester_rows = [&] {
        return rooms.database->read([&](kith::store::Transaction& tx) {
            return kith::store::requests_of(tx, kith::EmployeeId{"ana"});
        });
    };
    BOOST_REQUIRE(requester_rows()->size() == 1U);
    const auto keys_before = wrapped_keys();
    BOOST_REQUIRE(keys_before.size() == 2U);

    BOOST_TEST(field(ana.post("/v1/requests/" + hers.request + "/erase").body, "state") ==
               "erased");

    BOOST_TEST(ana.get("/v1/requests").body == R"({"requests":[]})");
    BOOST_TEST(dan.get("/v1/desk").body.find(hers.request) == std::string::npos);
    BOOST_TEST(dan.get("/v1/desk/" + hers.request + "/messages").status == 404);
    BOOST_TEST(requester_rows()->empty());
    Browser elsewhere(*this, "");
    elsewhere.header("Kith-Return-Code", hers.return_code);
    BOOST_TEST(elsewhere.get("/v1/requests").status == 404);
    const auto bytes = database_bytes();
    for (const auto& key : keys_before)
        BOOST_TEST(bytes.find(key) == std::string::npos);
    // The place in the supporter's caseload is free again, and the year still counts it.
    const auto desk = dan.get("/v1/desk").body;
    BOOST_TEST(desk.find(R"("open":0)") != std::string::npos);
    BOOST_TEST(desk.find(R"("thisYear":1)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_erasure_while_somebody_reads_is_settled_by_the_next_work) {
    auto ana = page("ana");
    const auto hers = asked(ana);
    const auto keys_before = wrapped_keys();
    const auto erased = rooms.database->read([&](kith::store::Transaction& tx) {
        BOOST_TEST(static_cast<bool>(kith::store::find_request(tx, kith::RequestId{hers.request})));
        return kith::Result<int>(ana.post("/v1/requests/" + hers.request + "/erase").status);
    });
    BOOST_TEST(*erased == 200);
    BOOST_TEST(rooms.erasure_unsettled.load());

    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));

    BOOST_TEST(!rooms.erasure_unsettled.load());
    const auto bytes = database_bytes();
    for (const auto& key : keys_before)
        BOOST_TEST(bytes.find(key) == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
