// After a restore: what was erased since the backup is erased again, whatever stands in the backup.
#include <boost/test/unit_test.hpp>

#include "kit/world.h"
#include "service/repeat_erasures.h"
#include "store/audit_log.h"
#include "store/directory_tables.h"
#include "store/erasure.h"

using kith::RequestId;
using kith::kit::World;

namespace {

// The world as a backup has it: ana's request stands, dan is a supporter.
struct Restored : World {
    Restored() {
        employee("top", "");
        for (const auto* const boss : {"bo", "far", "law", "fin"})
            employee(boss, "top", boss);
        employee("ana", "bo");
        employee("ida", "law", "law");
        employee("kim", "fin", "audit");
        for (const auto* const peer : {"dan", "eve"}) {
            employee(peer, "far", "finance");
            supporter(peer);
        }
        store_directory();
        request = field(call(session("requester", "ana"), "support.request/1",
                             keyed(R"("text": "what I wrote")")),
                        "request");
    }
    kith::service::Repeated repeat(const kith::store::Erased& erased) {
        const auto done = kith::service::repeat_erasures(rooms, erased);
        BOOST_REQUIRE(done);
        return *done;
    }
    bool erased() {
        const auto gone = rooms.database->read([&](kith::store::Transaction& tx) {
            return kith::store::is_erased(tx, RequestId{request});
        });
        BOOST_REQUIRE(gone);
        return *gone;
    }
    std::vector<std::string> supporters_left() {
        std::vector<std::string> ids;
        const auto all = rooms.database->read(
            [](kith::store::Transaction& tx) { return kith::store::supporters(tx); });
        BOOST_REQUIRE(all);
        for (const auto& one : *all)
            ids.push_back(one.id.text());
        return ids;
    }

    std::string request;
};

BOOST_FIXTURE_TEST_SUITE(restored, Restored)

BOOST_AUTO_TEST_CASE(what_is_on_the_list_goes_once_and_what_the_backup_never_had_is_no_trouble) {
    const kith::store::Erased list{{RequestId{"of-later"}, RequestId{request}}, {"nobodys"}};
    auto repeated = repeat(list);
    BOOST_TEST(repeated.requests == 1);
    BOOST_TEST(repeated.supporters == 0);
    BOOST_TEST(erased());
    repeated = repeat(list);
    BOOST_TEST(repeated.requests == 0);
}

// Rule: a hold in the backup is older than the erasure, which it did not stop.
BOOST_AUTO_TEST_CASE(a_hold_in_the_backup_does_not_bring_back_what_its_owner_erased) {
    const auto placed =
        call(fresh_session("identity-custodian", "ida", "retention"), "hold.place/1",
             keyed(R"("request": ")" + request +
                   R"(", "reason": "legal-claim", "until": "2026-06-01")"));
    call(fresh_session("identity-custodian", "kim", "retention"), "hold.approve/1",
         keyed(R"("hold": ")" + field(placed, "hold") + '"'));
    BOOST_TEST(repeat({{RequestId{request}}, {}}).requests == 1);
    BOOST_TEST(erased());
}

BOOST_AUTO_TEST_CASE(a_supporter_who_left_since_leaves_again_and_nobody_else_does) {
    const auto dan = kith::store::supporter_ref(*rooms.database, kith::EmployeeId{"dan"});
    BOOST_TEST(repeat({{}, {dan}}).supporters == 1);
    BOOST_TEST(supporters_left() == std::vector<std::string>{"eve"},
               boost::test_tools::per_element());
    BOOST_TEST(!erased());
}

BOOST_AUTO_TEST_CASE(a_restore_is_on_record) {
    repeat({});
    const auto records = rooms.database->read(
        [](kith::store::Transaction& tx) { return kith::store::audit_page(tx, 0, 1'000); });
    BOOST_REQUIRE(records);
    BOOST_TEST(records->back().event == "restored");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
