// Every way into Kith has a row in the policy, and no way round it.
#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

#include "gateway/operation.h"
#include "gateway/routes.h"
#include "kit/world.h"
#include "service/standing.h"

using kith::ErrorCode;
using kith::gateway::all_operations;
using kith::kit::World;
using kith::policy::Capacity;
using kith::policy::Purpose;

namespace {

constexpr Purpose purposes[] = {Purpose::peer_support, Purpose::programme, Purpose::administration,
                                Purpose::duty_to_warn, Purpose::retention};

}  // namespace

BOOST_AUTO_TEST_SUITE(enforcement)

BOOST_FIXTURE_TEST_CASE(every_operation_has_a_permit_in_each_capacity_that_it_names, World) {
    int rows = 0;
    for (const auto& operation : all_operations()) {
        for (const auto capacity : operation.capacities) {
            int found = 0;
            for (const auto purpose : purposes)
                found += rooms.policy->gate.considers(capacity, operation.asks.action,
                                                      operation.asks.kind, purpose)
                             ? 1
                             : 0;
            BOOST_TEST(found > 0, operation.name << " as " << kith::policy::name(capacity));
            rows += found;
        }
    }
    BOOST_TEST(rows > 40);
}

BOOST_FIXTURE_TEST_CASE(every_route_is_an_operation_with_a_permit_in_its_capacity_and_purpose,
                        World) {
    std::set<std::string_view> known;
    for (const auto& route : kith::gateway::routes()) {
        const auto all = all_operations();
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& operation) {
            return operation.name == route.operation;
        });
        BOOST_REQUIRE_MESSAGE(found != all.end(), route.path);
        BOOST_TEST(rooms.policy->gate.considers(route.capacity, found->asks.action,
                                                found->asks.kind, route.purpose),
                   route.method << " " << route.path);
        known.insert(found->name);
    }
    BOOST_TEST(known.size() > 20U);
}

namespace {

// Somebody for each capacity, and a request that is under way.
struct Company : World {
    Company() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("cora", "far", "care");
        employee("tom", "far", "it");
        employee("ida", "far", "law");
        supporter("dan");
        store_directory();
        const auto opened = call(session("requester", "ana"), "support.request/1",
                                 keyed(R"("text": "canary-first-text")"));
        request = field(opened, "request");
        call(session("peer-supporter", "dan"), "supporter.answer/1",
             keyed(R"("request": ")" + request + R"(", "answer": "accept")"));
        const auto asked = call(session("peer-supporter", "dan", "duty-to-warn"), "exception.ask/1",
                                keyed(R"("request": ")" + request + R"(", "dangerTo": "self")"));
        exception = field(asked, "exception");
        const auto placed =
            call(fresh_session("identity-custodian", "ida", "retention"), "hold.place/1",
                 keyed(R"("request": ")" + request +
                       R"(", "reason": "legal-claim", "until": "2026-03-01")"));
        hold = field(placed, "hold");
    }

    void permit_nothing() {
        rooms.policy = std::make_shared<const kith::policy::InForce>(kith::policy::PolicySet{}, "");
    }

    // An input that the operation's schema takes: each field that it asks for, with a value.
    std::string input_for(const kith::gateway::Operation& operation) {
        const std::map<std::string, std::string> values{
            {"idempotencyKey", '"' + World::field(keyed(""), "idempotencyKey") + '"'},
            {"request", '"' + request + '"'},
            {"exception", '"' + exception + '"'},
            {"text", R"("some text")"},
            {"answer", R"("accept")"},
            {"languages", R"(["en"])"},
            {"topics", "[]"},
            {"supporter", R"("dan")"},
            {"accreditedUntil", R"("2027-01-01")"},
            {"scope", R"("name")"},
            {"dangerTo", R"("self")"},
            {"why", R"("a reason long enough")"},
            {"supporterRole", "true"},
            {"hold", '"' + hold + '"'},
            {"reason", R"("legal-claim")"},
            {"until", R"("2026-03-01")"},
            {"outcome", R"("justified")"}};
        const auto required =
            kith::gateway::Schema(operation.input).document()->getArray("required");
        std::string fields;
        for (unsigned i = 0; required && i < required->size(); ++i) {
            const auto name = required->getElement<std::string>(i);
            BOOST_REQUIRE_MESSAGE(values.contains(name), operation.name << " needs " << name);
            fields += (fields.empty() ? "\"" : ", \"") + name + "\": " + values.at(name);
        }
        return "{" + fields + "}";
    }

    kith::service::Session caller(Capacity capacity, Purpose purpose) const {
        const std::map<Capacity, std::string> people{{Capacity::employee, "ana"},
                                                     {Capacity::requester, "ana"},
                                                     {Capacity::peer_supporter, "dan"},
                                                     {Capacity::coordinator, "cora"},
                                                     {Capacity::it_admin, "tom"},
                                                     {Capacity::identity_custodian, "ida"},
                                                     {Capacity::host, ""}};
        const auto fresh = clock->now_unix_ms() + 1000;
        return {capacity, purpose, kith::EmployeeId{people.at(capacity)}, {}, fresh};
    }

    std::string request;
    std::string exception;
    std::string hold;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(under_a_policy_without_permits_every_operation_ends_at_the_gate, Company) {
    permit_nothing();
    int denied = 0;
    for (const auto& operation : all_operations()) {
        for (const auto capacity : operation.capacities) {
            for (const auto purpose : purposes) {
                const auto answer = kith::gateway::call(rooms, caller(capacity, purpose),
                                                        operation.name, input_for(operation));
                BOOST_REQUIRE_MESSAGE(!answer, operation.name);
                BOOST_TEST((answer.error().code == ErrorCode::denied), operation.name);
                ++denied;
            }
        }
    }
    BOOST_TEST(denied > 100);
}

// The use case behind an operation asks as well: the first gate is no reason to leave out the next.
BOOST_FIXTURE_TEST_CASE(no_use_case_of_a_request_or_a_programme_trusts_that_somebody_asked_before,
                        Company) {
    permit_nothing();
    int denied = 0;
    for (const auto& operation : all_operations()) {
        if (operation.asks.kind == kith::policy::Kind::guidance) continue;  // Everybody's.
        const auto capacity = operation.capacities.front();
        const auto in = kith::gateway::parse(input_for(operation));
        BOOST_REQUIRE(in);
        const auto answer = rooms.database->write([&](kith::store::Transaction& tx) {
            const auto session = caller(capacity, Purpose::peer_support);
            return operation.run(kith::gateway::Caller{rooms, tx, session}, **in);
        });
        BOOST_REQUIRE_MESSAGE(!answer, operation.name);
        BOOST_TEST((answer.error().code == ErrorCode::denied), operation.name);
        ++denied;
    }
    BOOST_TEST(denied > 25);
}

BOOST_FIXTURE_TEST_CASE(kiths_own_routing_is_permitted_by_the_policy_and_by_nothing_else, Company) {
    const auto route = [&] {
        return rooms.database->read([&](kith::store::Transaction& tx) {
            return kith::service::routing_permit(rooms, tx, kith::policy::Kind::request_identity,
                                                 kith::RequestId{request});
        });
    };
    BOOST_REQUIRE(route());
    permit_nothing();
    BOOST_TEST(!static_cast<bool>(route()));
}

BOOST_AUTO_TEST_SUITE_END()
