// Canaries: unique strings in everything that a person can confide, and nobody else ever hears one.
//
// Every operation is called in every capacity and purpose, by everybody, under the shipped policy,
// under one that permits everything that the constitution lets through, and under none at all.
#include <boost/test/unit_test.hpp>

#include <map>

#include "gateway/operation.h"
#include "kit/world.h"
#include "service/load_policy.h"

using kith::gateway::all_operations;
using kith::kit::World;
using kith::policy::Capacity;
using kith::policy::Purpose;

namespace {

const std::vector<std::string> words{"canary-first-text", "canary-said-by-her",
                                     "canary-said-to-her"};

// What a log line would have said.
class Heard final : public kith::ports::LogSink {
public:
    void write(kith::ports::LogLevel, kith::FixedText text, std::int64_t value,
               kith::FixedText) override {
        all += std::string(text.view()) + ' ' + std::to_string(value) + '\n';
    }
    std::string all;
};

struct Confided : World {
    Confided() {
        employee("top", "");
        employee("bo", "top");
        employee("ana", "bo");
        employee("cal", "bo");
        employee("far", "top", "finance");
        employee("dan", "far", "finance");
        employee("eve", "far", "finance");
        employee("cora", "far", "care");
        employee("tom", "far", "it");
        employee("ida", "far", "law");
        supporter("dan");
        supporter("eve");
        store_directory();
        rooms.log = heard;
        const auto opened = call(session("requester", "ana"), "support.request/1",
                                 keyed(R"("text": "canary-first-text", "wishedSupporter": "dan",
                           "personsConcerned": ["cal"])"));
        request = field(opened, "request");
        alias = field(opened, "alias");
        code = field(opened, "returnCode");
        const auto about = R"("request": ")" + request + '"';
        call(session("peer-supporter", "dan"), "supporter.answer/1",
             keyed(about + R"(, "answer": "accept")"));
        call(session("requester", "ana"), "support.send/1",
             keyed(about + R"(, "text": "canary-said-by-her")"));
        call(session("peer-supporter", "dan"), "support.send/1",
             keyed(about + R"(, "text": "canary-said-to-her")"));
    }

    // Only what takes no change: the same conversation is listened to again and again.
    std::string everything_that(const std::string& person, Capacity capacity) {
        std::string answers;
        for (const auto& operation : all_operations()) {
            if (kith::gateway::changes(operation.name)) continue;
            for (const auto purpose :
                 {Purpose::peer_support, Purpose::programme, Purpose::administration,
                  Purpose::duty_to_warn, Purpose::retention}) {
                const kith::service::Session caller{
                    capacity, purpose, kith::EmployeeId{person}, {}, clock->now_unix_ms() + 1000};
                for (const auto& input :
                     {std::string("{}"), R"({"request": ")" + request + R"("})",
                      R"({"exception": ")" + request + R"("})", std::string(R"({"text": "a"})")}) {
                    const auto answer = kith::gateway::call(rooms, caller, operation.name, input);
                    answers += answer ? *answer
                                      : std::string(answer.error().detail.view()) +
                                            answer.error().field +
                                            std::string(answer.error().hint.view());
                    ++calls;
                }
            }
        }
        return answers;
    }

    static bool has(const std::string& text, const std::string& part) {
        return text.find(part) != std::string::npos;
    }

    std::shared_ptr<Heard> heard = std::make_shared<Heard>();
    std::string request;
    std::string alias;
    std::string code;
    int calls = 0;
};

const std::vector<Capacity> capacities{Capacity::employee,
                                       Capacity::requester,
                                       Capacity::peer_supporter,
                                       Capacity::coordinator,
                                       Capacity::identity_custodian,
                                       Capacity::it_admin,
                                       Capacity::host,
                                       Capacity::library};

const std::vector<std::string> everybody{"top", "bo",   "ana", "cal", "far", "dan",
                                         "eve", "cora", "tom", "ida", ""};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(canary, Confided)

BOOST_AUTO_TEST_CASE(the_two_who_talk_hear_every_word_so_that_silence_elsewhere_means_something) {
    const auto ana = everything_that("ana", Capacity::requester);
    const auto dan = everything_that("dan", Capacity::peer_supporter);
    for (const auto& word : words) {
        BOOST_TEST(has(ana, word), word);
        BOOST_TEST(has(dan, word), word);
    }
}

BOOST_AUTO_TEST_CASE(nobody_else_hears_a_word_in_any_capacity) {
    for (const auto capacity : capacities) {
        for (const auto& person : everybody) {
            if (person == "ana" && capacity == Capacity::requester) continue;
            if (person == "dan" && capacity == Capacity::peer_supporter) continue;
            const auto heard_here = everything_that(person, capacity);
            for (const auto& word : words)
                BOOST_TEST(!has(heard_here, word),
                           word << " by " << person << " as " << kith::policy::name(capacity));
            BOOST_TEST(!has(heard_here, request));
            BOOST_TEST(!has(heard_here, alias));
            BOOST_TEST(!has(heard_here, code));
        }
    }
    BOOST_TEST(calls > 10'000);
}

BOOST_AUTO_TEST_CASE(a_site_that_permits_everything_lets_nobody_else_hear_a_word) {
    auto set = kith::service::policy_set({});
    BOOST_REQUIRE(set);
    set->site.permits.push_back({"everything", {}, {}, {}, {}});
    rooms.policy = std::make_shared<const kith::policy::InForce>(*set, "");
    for (const auto capacity : capacities) {
        for (const auto& person : everybody) {
            if (person == "ana" && capacity == Capacity::requester) continue;
            if (person == "dan" && capacity == Capacity::peer_supporter) continue;
            const auto heard_here = everything_that(person, capacity);
            for (const auto& word : words)
                BOOST_TEST(!has(heard_here, word),
                           word << " by " << person << " as " << kith::policy::name(capacity));
        }
    }
}

BOOST_AUTO_TEST_CASE(under_a_policy_without_permits_nobody_hears_anything) {
    rooms.policy = std::make_shared<const kith::policy::InForce>(kith::policy::PolicySet{}, "");
    for (const auto capacity : capacities) {
        for (const auto& person : everybody) {
            const auto heard_here = everything_that(person, capacity);
            for (const auto& word : words)
                BOOST_TEST(!has(heard_here, word));
            BOOST_TEST(!has(heard_here, alias));
            BOOST_TEST(!has(heard_here, "Name of"));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_word_is_in_the_log_or_in_the_files) {
    everything_that("dan", Capacity::peer_supporter);
    everything_that("tom", Capacity::it_admin);
    const auto files = database_bytes();
    for (const auto& word : words) {
        BOOST_TEST(!has(heard->all, word));
        BOOST_TEST(!has(files, word), word);
    }
    BOOST_TEST(!has(files, alias));
    BOOST_TEST(has(files, "audit_record"));  // It is the database that was read.
}

BOOST_AUTO_TEST_SUITE_END()
