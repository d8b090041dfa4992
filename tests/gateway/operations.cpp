// The table of operations: each is described, each answers as its schema says, each asks the gate.
#include <Poco/JSON/Parser.h>
#include <boost/test/unit_test.hpp>

#include "gateway/operation.h"
#include "kit/world.h"

using kith::ErrorCode;
using kith::gateway::Array;
using kith::gateway::Object;
using kith::gateway::Operation;

namespace {

using kith::gateway::all_operations;

struct Office : kith::kit::World {
    Office() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("cora", "far", "care");
        employee("tom", "far", "it");
        employee("head", "top", "law");
        employee("other", "top", "care");
        employee("ida", "head", "law");
        employee("kim", "other", "care");
        employee("lee", "far", "finance");
        supporter("dan");
        supporter("eve");
        store_directory();
    }

    // Answers that fit their schema.
    std::string checked(const kith::service::Session& caller, const std::string& name,
                        const std::string& input) {
        const auto answer = call(caller, name, input);
        for (const auto& operation : all_operations()) {
            if (operation.name != name) continue;
            const kith::gateway::Schema schema(operation.output);
            const auto parsed = kith::gateway::parse(answer);
            BOOST_REQUIRE(parsed);
            const auto fits = schema.check(*parsed);
            BOOST_TEST(static_cast<bool>(fits), name << ": " << answer);
            ++checked_count;
            return answer;
        }
        BOOST_FAIL("no such operation: " << name);
        return {};
    }

    // A disclosure exception from the beginning to the review.
    void warn(const std::string& about) {
        const auto dan = session("peer-supporter", "dan", "duty-to-warn");
        const auto asked =
            checked(dan, "exception.ask/1", keyed(about + R"(, "dangerTo": "self")"));
        const auto which = R"("exception": ")" + field(asked, "exception") + '"';
        const auto ida = fresh_session("identity-custodian", "ida", "duty-to-warn");
        const auto kim = fresh_session("identity-custodian", "kim", "duty-to-warn");
        const auto lee = fresh_session("identity-custodian", "lee", "duty-to-warn");
        checked(ida, "exception.approve/1", keyed(which));
        call(kim, "exception.approve/1", keyed(which));
        checked(kim, "exception.name/1", "{" + which + "}");
        checked(lee, "exception.list/1", "{}");
        checked(lee, "exception.defer/1",
                keyed(which + R"(, "why": "telling adds to the danger")"));
        checked(kim, "exception.end/1", keyed(which));
        checked(lee, "exception.review/1", keyed(which + R"(, "outcome": "justified")"));
        checked(session("requester", "ana"), "support.exceptions/1", "{" + about + "}");
    }

    // Keeps from time, and lets go of it again.
    void hold(const std::string& about) {
        const auto ida = fresh_session("identity-custodian", "ida", "retention");
        const auto kim = fresh_session("identity-custodian", "kim", "retention");
        const auto placed =
            checked(ida, "hold.place/1",
                    keyed(about + R"(, "reason": "investigation", "until": "2026-06-01")"));
        const auto which = R"("hold": ")" + field(placed, "hold") + '"';
        checked(kim, "hold.approve/1", keyed(which));
        checked(kim, "hold.list/1", "{}");
        checked(session("requester", "ana"), "support.kept/1", "{" + about + "}");
        checked(ida, "hold.end/1", keyed(which));
    }

    std::size_t checked_count = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(operations)

BOOST_AUTO_TEST_CASE(each_operation_is_described_with_its_schemas) {
    Poco::JSON::Parser parser;
    const auto described =
        parser.parse(kith::gateway::describe_operations()).extract<Object::Ptr>();
    const auto list = described->getArray("operations");

    BOOST_REQUIRE(list->size() == all_operations().size());
    for (unsigned i = 0; i < list->size(); ++i) {
        const auto one = list->getObject(i);
        BOOST_TEST(one->getValue<std::string>("summary").size() > 10U);
        BOOST_TEST(one->getObject("input")->getValue<std::string>("type") == "object");
        BOOST_TEST(one->getObject("output")->getValue<std::string>("type") == "object");
        BOOST_TEST(!one->getArray("capacities")->empty());
    }
}

BOOST_AUTO_TEST_CASE(a_change_needs_an_idempotency_key_and_an_unknown_field_is_refused) {
    for (const auto& operation : all_operations()) {
        const kith::gateway::Schema schema(operation.input);
        const auto input = *schema.document();
        BOOST_TEST(!input.getValue<bool>("additionalProperties"));
        const auto required = input.getArray("required");
        bool has_key = false;
        if (required)
            for (unsigned i = 0; i < required->size(); ++i)
                has_key |= required->getElement<std::string>(i) == "idempotencyKey";
        BOOST_TEST(has_key == kith::gateway::changes(operation.name), operation.name);
        using kith::gateway::Effect;
        BOOST_TEST(
            has_key == (operation.effect == Effect::changes || operation.effect == Effect::erases),
            operation.name);
    }
}

BOOST_FIXTURE_TEST_CASE(every_operation_answers_as_its_schema_says, Office) {
    const auto ana = session("requester", "ana");
    const auto dan = session("peer-supporter", "dan");
    const auto cora = session("coordinator", "cora", "programme");
    const auto employee_eve = session("employee", "eve", "programme");

    const auto opened =
        checked(ana, "support.request/1", keyed(R"("text": "x", "wishedSupporter": "dan")"));
    const auto about = R"("request": ")" + field(opened, "request") + '"';
    checked(session("employee", "ana"), "directory.search/1", "{}");
    checked(session("employee", "ana"), "directory.people/1", R"({"text": "Name"})");
    checked(ana, "support.status/1", "{" + about + "}");
    checked(ana, "support.list/1", "{}");
    checked(dan, "supporter.desk/1", "{}");
    checked(dan, "supporter.answer/1", keyed(about + R"(, "answer": "accept")"));
    checked(ana, "support.send/1", keyed(about + R"(, "text": "hello")"));
    checked(ana, "support.messages/1", "{" + about + "}");
    checked(ana, "consent.give/1", keyed(about + R"(, "scope": "name")"));
    checked(ana, "consent.list/1", "{" + about + "}");
    checked(ana, "consent.withdraw/1", keyed(about + R"(, "scope": "name")"));
    warn(about);
    checked(dan, "supporter.handover/1", keyed(about));
    checked(ana, "support.reassign/1", keyed(about + R"(, "wishedSupporter": "eve")"));
    checked(session("peer-supporter", "eve"), "supporter.recuse/1", keyed(about));
    checked(ana, "support.close/1", keyed(about));
    checked(ana, "support.looks/1", "{" + about + "}");
    hold(about);
    checked(ana, "support.erase/1", keyed(about));
    checked(ana, "me.data/1", "{}");
    checked(ana, "me.erase/1", keyed(R"("supporterRole": false)"));
    checked(employee_eve, "supporter.enrol/1", keyed(R"("languages": ["en"], "topics": [])"));
    checked(employee_eve, "supporter.record/1", "{}");
    checked(cora, "coordinator.overview/1", "{}");
    checked(cora, "coordinator.supporters/1", "{}");
    checked(cora, "coordinator.approve/1",
            keyed(R"("supporter": "eve", "accreditedUntil": "2027-01-01")"));
    checked(cora, "coordinator.end/1", keyed(R"("supporter": "eve")"));
    checked(ana, "help.topics/1", "{}");
    checked(ana, "help.resources/1", R"({"language": "de"})");
    checked(ana, "support.promise/1", "{}");

    BOOST_TEST(checked_count == all_operations().size());  // A new one must be added above.
}

BOOST_FIXTURE_TEST_CASE(an_operation_is_denied_to_every_capacity_that_it_does_not_name, Office) {
    const std::vector<kith::service::Session> sessions{
        session("employee", "ana"), session("requester", "ana"), session("peer-supporter", "dan"),
        session("coordinator", "cora", "programme"), session("it-admin", "tom", "administration")};
    int denials = 0;
    for (const auto& operation : all_operations()) {
        for (const auto& caller : sessions) {
            bool named = false;
            for (const auto capacity : operation.capacities)
                named |= capacity == caller.capacity;
            if (named) continue;
            const auto answer = kith::gateway::call(rooms, caller, operation.name, "{}");
            BOOST_REQUIRE(!answer);
            // An input that does not fit is told before, and is told to everybody alike.
            BOOST_TEST((answer.error().code == ErrorCode::denied ||
                        answer.error().code == ErrorCode::invalid_input));
            ++denials;
        }
    }
    BOOST_TEST(denials > 30);
}

BOOST_FIXTURE_TEST_CASE(an_unknown_operation_and_an_unknown_version_are_said_so, Office) {
    const auto ana = session("requester", "ana");
    BOOST_TEST((refused(ana, "support.requests/1", "{}") == ErrorCode::unknown_operation));
    BOOST_TEST((refused(ana, "support.list/2", "{}") == ErrorCode::unknown_operation));
    BOOST_TEST((refused(ana, "", "{}") == ErrorCode::unknown_operation));
}

BOOST_FIXTURE_TEST_CASE(pages_follow_each_other_and_end, Office) {
    BOOST_REQUIRE(kith::gateway::gives_pages("directory.search/1"));
    BOOST_TEST(!kith::gateway::gives_pages("support.list/1"));
    const auto ana = session("employee", "ana");
    std::string after;

    const auto first = kith::gateway::page(rooms, ana, "directory.search/1", "{}", 1, after);
    BOOST_REQUIRE(first);
    BOOST_TEST(!after.empty());
    const auto second = kith::gateway::page(rooms, ana, "directory.search/1", "{}", 1, after);
    BOOST_REQUIRE(second);
    BOOST_TEST(after.empty());
    BOOST_TEST(*first != *second);
}

BOOST_FIXTURE_TEST_CASE(resources_are_named_in_the_readers_language_or_the_nearest, Office) {
    rooms.settings.resources.front().labels = {{"en", "Emergency"}, {"de", "Notruf"}};
    const auto ana = session("requester", "ana");

    BOOST_TEST(call(ana, "help.resources/1", R"({"language": "de-AT"})").find("Notruf") !=
               std::string::npos);
    BOOST_TEST(call(ana, "help.resources/1", R"({"language": "fr"})").find("Emergency") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
