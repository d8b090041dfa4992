// The audit log through use cases: what is on record, and what never is.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/due_work.h"
#include "store/audit_check.h"
#include "store/audit_log.h"
#include "store/raw_file.h"

using kith::ErrorCode;
using kith::kit::World;

namespace {

struct OnRecord : World {
    OnRecord() {
        employee("top", "");
        employee("bo-boss", "top");
        employee("ana-asks", "bo-boss");
        employee("far", "top", "finance");
        employee("dan-hears", "far", "finance");
        employee("cora", "far", "care");
        supporter("dan-hears");
        store_directory();
        const auto opened =
            call(ana(), "support.request/1", keyed(R"("text": "first-words", "topic": "threats",
                                           "personsConcerned": ["bo-boss"])"));
        request = field(opened, "request");
        BOOST_REQUIRE(!request.empty());
        call(dan(), "supporter.answer/1", keyed(about(R"("answer": "accept")")));
    }

    kith::service::Session ana() { return session("requester", "ana-asks"); }
    kith::service::Session dan() { return session("peer-supporter", "dan-hears"); }
    std::string about(const std::string& rest = "") {
        return R"("request": ")" + request + '"' + (rest.empty() ? "" : ", " + rest);
    }
    std::vector<kith::store::AuditRecord> records() {
        auto read = rooms.database->read(
            [](kith::store::Transaction& tx) { return kith::store::audit_page(tx, 0, 10'000); });
        BOOST_REQUIRE(read);
        return *read;
    }
    std::size_t reads() {
        std::size_t count = 0;
        for (const auto& record : records())
            count += record.event == "read" ? 1 : 0;
        return count;
    }
    kith::store::AuditCheck checked() {
        auto check = rooms.database->read([&](kith::store::Transaction& tx) {
            const auto key = kith::store::checkpoint_key(*rooms.database);
            BOOST_REQUIRE(key);
            return kith::store::check_audit(tx, *key, {});
        });
        BOOST_REQUIRE(check);
        return *check;
    }

    std::string request;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(audit, OnRecord)

BOOST_AUTO_TEST_CASE(every_reading_by_a_supporter_is_one_record_and_the_owners_own_is_none) {
    const auto before = reads();
    const auto read = "{" + about() + "}";

    call(dan(), "support.messages/1", read);
    call(dan(), "support.messages/1", read);
    BOOST_TEST(reads() == before + 2);

    call(ana(), "support.messages/1", read);
    call(ana(), "support.status/1", read);
    BOOST_TEST(reads() == before + 2);
}

BOOST_AUTO_TEST_CASE(what_was_refused_or_rolled_back_leaves_no_record) {
    const auto before = records().size();
    BOOST_REQUIRE((refused(dan(), "consent.list/1", "{" + about() + "}") == ErrorCode::denied));
    BOOST_REQUIRE((refused(ana(), "consent.withdraw/1", keyed(about(R"("scope": "name")"))) ==
                   ErrorCode::conflict));
    BOOST_TEST(records().size() == before);
}

BOOST_AUTO_TEST_CASE(no_record_holds_a_person_a_request_a_word_or_a_topic) {
    call(ana(), "support.send/1", keyed(about(R"("text": "said-later")")));
    call(dan(), "support.messages/1", "{" + about() + "}");
    call(dan(), "support.close/1", keyed(about()));

    std::string log;
    for (const auto& record : records())
        log += record.event + record.payload;

    BOOST_REQUIRE(log.find("\"actor\":\"") != std::string::npos);
    BOOST_REQUIRE(log.find("\"request\":\"") != std::string::npos);
    for (const auto& secret :
         {std::string("ana-asks"), std::string("dan-hears"), std::string("bo-boss"),
          std::string("Name of"), request, std::string("first-words"), std::string("said-later"),
          std::string("threats")})
        BOOST_TEST(log.find(secret) == std::string::npos, secret);
}

BOOST_AUTO_TEST_CASE(times_of_acts_are_whole_hours_and_the_owner_is_never_an_actor) {
    clock->pass_ms(17 * 60 * 1000);
    call(dan(), "support.messages/1", "{" + about() + "}");
    call(ana(), "support.close/1", keyed(about()));

    int times = 0;
    for (const auto& record : records()) {
        const auto at = record.payload.find(':') + 1;
        BOOST_TEST(std::stoll(record.payload.substr(at)) % 3600 == 0, record.payload);
        ++times;
        if (record.payload.find(R"("capacity":"requester")") != std::string::npos)
            BOOST_TEST(record.payload.find("actor") == std::string::npos, record.payload);
    }
    BOOST_TEST(times > 3);
}

BOOST_AUTO_TEST_CASE(what_is_erased_is_forgotten_in_the_log_too_and_the_tree_still_stands) {
    call(dan(), "support.messages/1", "{" + about() + "}");
    BOOST_REQUIRE(checked().sound());
    BOOST_REQUIRE(checked().forgotten == 0U);

    call(ana(), "support.erase/1", keyed(about()));

    const auto after = checked();
    BOOST_TEST(after.sound());
    BOOST_TEST(after.forgotten >= 3U);
}

BOOST_AUTO_TEST_CASE(a_log_that_was_cut_short_lets_nothing_be_read) {
    const auto cut = rooms.database->write(
        [](kith::store::Transaction& tx) { return kith::store::make_checkpoint(tx, 0); });
    BOOST_REQUIRE(cut);
    kith::store_test::RawFile((folder.path() / "kith.sqlite").string())
        .run("UPDATE audit_frontier SET size = size - 1");

    BOOST_TEST(
        (refused(dan(), "support.messages/1", "{" + about() + "}") == ErrorCode::store_corrupt));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_is_made_once_a_day_and_says_little_of_how_much_happened) {
    const auto kept = [&] {
        auto all = rooms.database->read(
            [](kith::store::Transaction& tx) { return kith::store::checkpoints(tx); });
        BOOST_REQUIRE(all);
        return *all;
    };
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));
    BOOST_REQUIRE(kept().size() == 1U);
    BOOST_TEST(kept().front().size % 16 == 0U);
    call(dan(), "support.messages/1", "{" + about() + "}");
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));
    BOOST_TEST(kept().size() == 1U);

    clock->pass_hours(24);
    BOOST_REQUIRE(kith::service::do_due_work(rooms, 1000));

    BOOST_REQUIRE(kept().size() == 2U);
    BOOST_TEST(kept().back().size % 16 == 0U);
    BOOST_TEST(checked().sound());
}

BOOST_AUTO_TEST_SUITE_END()
