// What time takes away, and what it must leave: nothing of a request that still stands.
#include <set>

#include "store/audit_log.h"
#include "store/erasure.h"
#include "store/holds.h"
#include "store/raw_file.h"
#include "store/refusals.h"
#include "store/retention.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::Kind;
using store::Transaction;

struct Ageing {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);

    std::string count(const std::string& table, const std::string& where = "1") {
        return RawFile(folder.file()).one("SELECT COUNT(*) FROM " + table + " WHERE " + where);
    }
    void serve(const std::string& id, const std::string& supporter, std::int64_t when) {
        ask(*database, id);
        write(*database, [&](Transaction& tx) {
            return store::propose(tx, RequestId{id}, EmployeeId{supporter}, 9, when, when + 24);
        });
    }
    void forget_before(std::int64_t when) {
        write(*database, [&](Transaction& tx) { return store::forget_records(tx, when); });
    }
};

BOOST_FIXTURE_TEST_SUITE(retention, Ageing)

// A hold or an unread word keeps it past the years of its records.
BOOST_AUTO_TEST_CASE(of_a_request_that_is_not_erased_nothing_is_forgotten_however_old) {
    serve("kept", "dan", later_hour);
    serve("gone", "eve", later_hour);
    write(*database, [](Transaction& tx) -> Result<void> {
        value(store::set_state(tx, RequestId{"kept"}, model::RequestState::closed, later_hour));
        return store::erase_request(tx, pass(Kind::request_state, RequestId{"gone"}), later_hour);
    });
    forget_before(later_hour);
    BOOST_TEST(count("assignment") == "2");
    forget_before(later_hour + 1);
    BOOST_TEST(count("assignment", "request_id = 'kept'") == "1");
    BOOST_TEST(count("support_request", "id = 'kept'") == "1");
    BOOST_TEST(count("assignment") == "1");
    BOOST_TEST(count("support_request") == "1");
}

BOOST_AUTO_TEST_CASE(who_left_and_what_was_refused_is_forgotten_after_its_years_and_not_before) {
    for (const auto when : {later_hour - 1, later_hour})
        write(*database, [&](Transaction& tx) -> Result<void> {
            value(store::forget_supporter(tx, EmployeeId{"dan" + std::to_string(when)}, when));
            return store::count_refusal(tx, {when, "requester", "support.status/1", "denied", 1});
        });
    forget_before(later_hour);
    for (const auto* const table : {"erased_supporter", "refusal"}) {
        BOOST_TEST(count(table) == "1", table);
        BOOST_TEST(count(table, "hour = " + std::to_string(later_hour)) == "1", table);
    }
}

BOOST_AUTO_TEST_CASE(records_under_an_old_checkpoint_say_nothing_any_more_and_later_ones_do) {
    ask(*database, "request-1");
    for (const auto when : {later_hour - 1, later_hour})
        write(*database, [&](Transaction& tx) -> Result<void> {
            store::AuditEntry entry;
            entry.event = "read";
            entry.request = RequestId{"request-1"};
            value(store::append_audit(tx, entry));
            value(store::make_checkpoint(tx, when));
            return {};
        });
    BOOST_TEST(count("audit_record", "request_ref <> ''") == "2");
    forget_before(later_hour);
    BOOST_TEST(count("audit_record",
                     "number < 16 AND (request_ref <> '' OR salt <> '' "
                     "OR payload <> '')") == "0");
    BOOST_TEST(count("audit_record", "number >= 16 AND payload = ''") == "0");
    BOOST_TEST(count("audit_record", "request_ref <> ''") == "1");
}

BOOST_AUTO_TEST_CASE(the_last_act_in_a_request_is_that_of_whoever_acted_last) {
    const auto last = [&] {
        const auto kept = read(*database, [](Transaction& tx) {
            return store::kept_requests(tx, RequestId{"request-1"});
        });
        BOOST_REQUIRE(kept.size() == 1U);
        return kept.front().last_hour;
    };
    const RequestId request{"request-1"};
    ask(*database, "request-1");
    BOOST_TEST(last() == 490'000);
    const auto offered = write(*database, [&](Transaction& tx) {
        return store::propose(tx, request, EmployeeId{"dan"}, 9, later_hour, later_hour + 24);
    });
    BOOST_TEST(last() == later_hour);
    write(*database, [&](Transaction& tx) {
        return store::move(tx, offered, model::AssignmentState::accepted, later_hour + 2);
    });
    BOOST_TEST(last() == later_hour + 2);
    write(*database, [&](Transaction& tx) {
        return store::add_message(
            tx, request, {{}, 0, offered.id, model::Author::requester, later_hour + 5, "one"});
    });
    BOOST_TEST(last() == later_hour + 5);
}

// Rule: a hold is on one request, from the second who agrees to the end of its last day.
BOOST_AUTO_TEST_CASE(a_hold_stands_on_its_own_request_until_its_last_day_is_over) {
    for (const auto* const id : {"request-1", "request-2"})
        ask(*database, id);
    const auto held = [&](const std::string& id, Day today) {
        return read(*database,
                    [&](Transaction& tx) { return store::is_held(tx, RequestId{id}, today); });
    };
    const Day last{20'600};
    const auto permit = pass(Kind::legal_hold, RequestId{"request-1"});
    const auto hold = write(*database, [&](Transaction& tx) {
        return store::ask_hold(tx, permit, model::HoldReason::legal_claim, last, later_hour);
    });
    BOOST_TEST(!held("request-1", last));
    write(*database, [&](Transaction& tx) { return store::begin_hold(tx, hold, later_hour); });
    BOOST_TEST(held("request-1", last));
    BOOST_TEST(!held("request-1", last.plus(1)));
    BOOST_TEST(!held("request-2", last));
    // It begins once, and not again when it has ended.
    const auto begin = [&] {
        return database->write(
            [&](Transaction& tx) { return store::begin_hold(tx, hold, later_hour); });
    };
    fails(begin(), ErrorCode::conflict);
    write(*database, [&](Transaction& tx) { return store::end_hold(tx, hold, later_hour); });
    BOOST_TEST(!held("request-1", last));
    fails(begin(), ErrorCode::conflict);
    fails(database->write([&](Transaction& tx) { return store::end_hold(tx, hold, later_hour); }),
          ErrorCode::conflict);

    const auto never_begun = write(*database, [&](Transaction& tx) {
        return store::ask_hold(tx, permit, model::HoldReason::legal_claim, last, later_hour);
    });
    write(*database, [&](Transaction& tx) { return store::end_hold(tx, never_begun, later_hour); });
    fails(database->write(
              [&](Transaction& tx) { return store::begin_hold(tx, never_begun, later_hour); }),
          ErrorCode::conflict);
}

// Rule: each step needs two who said so themselves; a yes to the one is none to the other.
BOOST_AUTO_TEST_CASE(an_approval_moved_to_another_step_is_refused) {
    ask(*database, "request-1");
    const auto permit = pass(Kind::legal_hold, RequestId{"request-1"});
    const auto id = write(*database, [&](Transaction& tx) {
        return store::ask_hold(tx, permit, model::HoldReason::legal_claim, Day{20'600}, later_hour);
    });
    write(*database, [&](Transaction& tx) {
        return store::agree_to_hold(tx, permit, id, store::HoldStep::place, EmployeeId{"kim"});
    });
    const auto agreed = [&](store::HoldStep step) {
        return database->read([&](Transaction& tx) {
            return store::agreed(tx, *value(store::find_hold(tx, id)), step);
        });
    };
    BOOST_TEST(value(agreed(store::HoldStep::place)).front().text() == "kim");
    BOOST_TEST(value(agreed(store::HoldStep::end)).empty());
    RawFile(folder.file()).run("UPDATE hold_approval SET step = 1");
    fails(agreed(store::HoldStep::end), ErrorCode::store_corrupt);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
