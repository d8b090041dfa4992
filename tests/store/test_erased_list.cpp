// The list of what was erased, beside the keyring: all that a backup could bring back stands there,
// and nothing that was not erased.
#include <sys/stat.h>

#include <set>

#include "kit/syncs.h"
#include "store/erased_list.h"
#include "store/erasure.h"
#include "store/key_turn.h"
#include "store/raw_file.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::Kind;
using store::Transaction;
using Names = std::set<std::string>;

const std::int64_t january_hour = parse_day("2026-01-01")->since_epoch * std::int64_t{24};
const std::int64_t march_hour = march.since_epoch * std::int64_t{24};

struct Erasures {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);
    const std::string path = keyring_file(folder.file()) + ".erased";

    void erase(const std::string& id, std::int64_t hour) {
        ask(*database, id);
        write(*database, [&](Transaction& tx) {
            return store::erase_request(tx, pass(Kind::request_state, RequestId{id}), hour);
        });
    }
    void end_role(const std::string& supporter, std::int64_t hour) {
        write(*database, [&](Transaction& tx) {
            return store::forget_supporter(tx, EmployeeId{supporter}, hour);
        });
    }
    Names requests() {
        Names ids;
        for (const auto& id : value(store::erased_list(*database)).requests)
            ids.insert(id.text());
        return ids;
    }
    void turn() {
        value(store::begin_turn(*database, march, march_hour + 3));
        value(store::turn_some(*database, {}));
        value(store::end_turn(*database, march_hour + 3));
    }
};

BOOST_FIXTURE_TEST_SUITE(erased_list, Erasures)

BOOST_AUTO_TEST_CASE(what_was_erased_is_listed_once_and_what_is_only_closed_is_not) {
    erase("erased", january_hour);
    erase("erased-before-any-backup", january_hour - 1);
    ask(*database, "closed");
    ask(*database, "open");
    end_role("dan", january_hour);
    write(*database, [](Transaction& tx) {
        return store::set_state(tx, RequestId{"closed"}, model::RequestState::closed, january_hour);
    });
    value(store::list_erased(*database));

    BOOST_TEST(requests() == Names{"erased"}, boost::test_tools::per_element());
    const auto supporters = value(store::erased_list(*database)).supporters;
    BOOST_REQUIRE(supporters.size() == 1U);
    BOOST_TEST(supporters.front() == store::supporter_ref(*database, EmployeeId{"dan"}));
    const auto once = file_bytes(path);
    value(store::list_erased(*database));
    BOOST_TEST(file_bytes(path) == once);
    struct stat status {};
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600U);
}

BOOST_AUTO_TEST_CASE(a_line_that_a_power_cut_left_half_is_written_again) {
    erase("request-1", january_hour);
    erase("request-2", january_hour + 1);
    value(store::list_erased(*database));
    const auto whole = file_bytes(path);
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        write_bytes(path, std::string_view(whole).substr(0, size));
        value(store::list_erased(*database));
        BOOST_TEST_CONTEXT(size)
        BOOST_TEST(requests() == (Names{"request-1", "request-2"}),
                   boost::test_tools::per_element());
    }
}

// Rule: what is on the list is on the disk.
BOOST_AUTO_TEST_CASE(the_list_is_on_the_disk_and_so_is_its_name) {
    const kit::Syncs syncs;
    erase("request-1", march_hour - 1);
    value(store::list_erased(*database));
    erase("request-2", march_hour);
    value(store::list_erased(*database));
    const auto listed = syncs.seen().size();
    BOOST_REQUIRE(listed >= 4U);
    for (const auto at : {listed - 4, listed - 2}) {
        BOOST_TEST(syncs.seen()[at].path == path);
        BOOST_TEST(syncs.seen()[at + 1].path == folder.path().string());
    }
    BOOST_TEST(syncs.seen()[listed - 2].bytes == file_bytes(path));

    turn();
    const auto& seen = syncs.seen();
    BOOST_REQUIRE(seen.size() >= listed + 3);
    BOOST_TEST(seen[seen.size() - 3].path == path + ".new");
    BOOST_TEST(seen[seen.size() - 3].bytes == file_bytes(path));
    BOOST_TEST(seen[seen.size() - 2].path == folder.path().string());
    BOOST_TEST(seen[seen.size() - 1].path == folder.path().string());
}

// During a turn a backup from the month before still opens.
BOOST_AUTO_TEST_CASE(what_was_erased_before_a_turn_is_listed_until_its_end) {
    erase("request-1", january_hour + 5);
    value(store::begin_turn(*database, march, march_hour));
    value(store::list_erased(*database));
    BOOST_TEST(requests() == Names{"request-1"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(with_the_turn_goes_what_no_backup_can_show_any_more_and_nothing_else) {
    erase("before", march_hour - 1);
    erase("since", march_hour);
    value(store::list_erased(*database));
    turn();
    BOOST_TEST(requests() == Names{"since"}, boost::test_tools::per_element());
    struct stat status {};
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600U);
}

// Somebody else erases while the list is being shortened: her line may land in the file that goes.
BOOST_AUTO_TEST_CASE(the_shorter_list_has_what_was_erased_meanwhile) {
    erase("before", march_hour - 1);
    value(store::list_erased(*database));
    erase("meanwhile", march_hour);
    turn();
    BOOST_TEST(requests() == Names{"meanwhile"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
