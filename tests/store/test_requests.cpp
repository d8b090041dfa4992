#include "store/outbox.h"
#include "store/store_world.h"

namespace kith::store_test {
namespace {

using model::AssignmentState;
using model::Kind;
using model::RequestState;
using store::Transaction;

struct StoredRequests {
    Folder folder;
    std::shared_ptr<store::Database> database = made(folder);
};

BOOST_FIXTURE_TEST_SUITE(requests, StoredRequests)

BOOST_AUTO_TEST_CASE(request_comes_back_as_it_was_asked) {
    const auto id = ask(*database, "request-1");

    const auto content = read(*database, [&](Transaction& tx) {
        return store::content(tx, pass(Kind::request_content, id));
    });
    const auto identity = read(*database, [&](Transaction& tx) {
        return store::identity(tx, pass(Kind::request_identity, id));
    });

    BOOST_TEST(content.topic == "exclusion");
    BOOST_TEST(content.language == "en");
    BOOST_TEST(content.channel == "chat");
    BOOST_TEST(content.alias == "Blue heron");
    BOOST_TEST(content.text == "They eat lunch without me.");
    BOOST_TEST(identity.requester.text() == "ana");
    BOOST_REQUIRE(identity.persons_concerned.size() == 2);
    BOOST_TEST(identity.persons_concerned[1].text() == "cy-concerned");
    BOOST_REQUIRE(identity.excluded.size() == 1);
    BOOST_TEST(identity.excluded[0].text() == "not-her");
    BOOST_TEST(identity.wished.text() == "wished-one");
}

BOOST_AUTO_TEST_CASE(request_is_found_by_its_id_its_requester_and_its_return_code) {
    const auto request = new_request("request-1");
    value(database->write(
        [&](Transaction& tx) { return store::insert_request(tx, request, code_bits(9)); }));
    ask(*database, "request-2", "somebody-else");

    value(database->read([&](Transaction& tx) -> Result<void> {
        const auto row = value(store::find_request(tx, request.id));
        BOOST_REQUIRE(row.has_value());
        BOOST_TEST(row->opened_hour == 490'000);
        BOOST_TEST(!row->closed_hour.has_value());
        BOOST_TEST(value(store::requests_of(tx, EmployeeId{"ana"})).size() == 1);
        BOOST_TEST(value(store::requests_of(tx, EmployeeId{"bo-concerned"})).empty());
        BOOST_CHECK(value(store::request_by_return_code(tx, code_bits(9))) == request.id);
        BOOST_TEST(!value(store::request_by_return_code(tx, code_bits(8))).has_value());
        BOOST_TEST(value(store::is_requester(tx, request.id, EmployeeId{"ana"})));
        BOOST_TEST(!value(store::is_requester(tx, request.id, EmployeeId{"bo-concerned"})));
        BOOST_TEST(!value(store::is_requester(tx, RequestId{"none"}, EmployeeId{"ana"})));
        BOOST_TEST(!value(store::find_request(tx, RequestId{"none"})).has_value());
        return {};
    }));
}

BOOST_AUTO_TEST_CASE(state_moves_and_is_counted) {
    const auto id = ask(*database, "request-1");
    ask(*database, "request-2");

    value(database->write(
        [&](Transaction& tx) { return store::set_state(tx, id, RequestState::closed, 490'010); }));

    value(database->read([&](Transaction& tx) -> Result<void> {
        const auto counts = value(store::state_counts(tx));
        BOOST_TEST(counts.waiting == 1);
        BOOST_TEST(counts.offered == 0);
        BOOST_TEST(counts.active == 0);
        BOOST_TEST(counts.closed == 1);
        const auto row = value(store::find_request(tx, id));
        BOOST_REQUIRE((row && row->closed_hour));
        BOOST_TEST(*row->closed_hour == 490'010);
        const auto waiting = value(store::requests_in(tx, RequestState::waiting));
        BOOST_REQUIRE(waiting.size() == 1);
        BOOST_TEST(waiting[0].text() == "request-2");
        return {};
    }));
    fails(database->write([&](Transaction& tx) {
        return store::set_state(tx, RequestId{"none"}, RequestState::closed, 1);
    }),
          ErrorCode::denied);
}

BOOST_AUTO_TEST_CASE(wish_and_exclusions_can_change_but_the_persons_cannot) {
    const auto id = ask(*database, "request-1");
    const auto permit = pass(Kind::request_identity, id);
    auto changed = new_request("request-1").identity;
    changed.wished = {};
    changed.excluded.emplace_back("nor-him");

    value(database->write(
        [&](Transaction& tx) { return store::replace_identity(tx, permit, changed); }));

    const auto now = read(*database, [&](Transaction& tx) { return store::identity(tx, permit); });
    BOOST_TEST(now.wished.empty());
    BOOST_TEST(now.excluded.size() == 2);
    auto other = changed;
    other.requester = EmployeeId{"somebody-else"};
    BOOST_CHECK_THROW(static_cast<void>(database->write([&](Transaction& tx) {
                          return store::replace_identity(tx, permit, other);
                      })),
                      Fault);
}

BOOST_AUTO_TEST_CASE(pass_of_another_kind_opens_nothing) {
    const auto id = ask(*database, "request-1");
    const auto refused = [&](auto&& work) {
        BOOST_CHECK_THROW(static_cast<void>(database->read(work)), Fault);
    };

    refused([&](Transaction& tx) { return store::content(tx, pass(Kind::request_identity, id)); });
    refused([&](Transaction& tx) { return store::identity(tx, pass(Kind::request_content, id)); });
    refused([&](Transaction& tx) {
        return store::messages(tx, pass(Kind::request_content, id), {}, 0);
    });
}

BOOST_AUTO_TEST_CASE(request_that_is_not_there_looks_like_one_that_is_not_allowed) {
    const auto answer = database->read([&](Transaction& tx) {
        return store::content(tx, pass(Kind::request_content, RequestId{"none"}));
    });

    BOOST_REQUIRE(!answer);
    BOOST_TEST(answer.error().detail.view() == policy::denied().detail.view());
    BOOST_TEST(answer.error().hint.view() == policy::denied().hint.view());
}

BOOST_AUTO_TEST_CASE(messages_come_in_order_and_only_from_the_asked_assignment) {
    const auto id = ask(*database, "request-1");
    const auto say = [&](const AssignmentId& to, model::Author author, const std::string& text) {
        return write(*database, [&](Transaction& tx) {
            return store::add_message(tx, id, {{}, 0, to, author, 490'001, text});
        });
    };
    const auto propose = [&](const std::string& who) {
        return write(*database, [&](Transaction& tx) {
            return store::propose(tx, id, EmployeeId{who}, 1, 490'000, 490'024);
        });
    };
    const auto first = propose("dan");
    BOOST_TEST(say(first.id, model::Author::requester, "hello").number == 1);
    BOOST_TEST(say(first.id, model::Author::supporter, "").number == 2);
    value(database->write([&](Transaction& tx) {
        return store::move(tx, first, AssignmentState::released, 490'002);
    }));
    const auto second = propose("eve");
    say(second.id, model::Author::requester, std::string(100'000, 'x'));
    const auto permit = pass(Kind::conversation, id);
    const auto heard = [&](const std::optional<AssignmentId>& within, int after) {
        return read(*database,
                    [&](Transaction& tx) { return store::messages(tx, permit, within, after); });
    };

    const auto all = heard({}, 0);
    BOOST_REQUIRE(all.size() == 3);
    BOOST_TEST(all[0].text == "hello");
    BOOST_TEST(all[1].text.empty());
    BOOST_CHECK(all[1].author == model::Author::supporter);
    BOOST_TEST(all[2].text.size() == 100'000);
    BOOST_TEST(all[2].sent_hour == 490'001);
    BOOST_TEST(heard({}, 2).size() == 1);
    BOOST_TEST(heard(first.id, 0).size() == 2);
    BOOST_TEST(heard(second.id, 0).size() == 1);
}

BOOST_AUTO_TEST_CASE(notice_waits_until_it_is_acknowledged) {
    value(database->write(
        [&](Transaction& tx) { return store::add_notice(tx, EmployeeId{"dan"}, 10); }));
    value(database->write(
        [&](Transaction& tx) { return store::add_notice(tx, EmployeeId{"eve"}, 9); }));
    const auto next = [&] {
        return read(*database, [](Transaction& tx) { return store::next_notice(tx); });
    };
    const auto acknowledge = [&](std::uint64_t id) {
        return write(*database, [&](Transaction& tx) { return store::acknowledge(tx, id); });
    };

    const auto first = next();
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST(first->audience.text() == "eve");
    BOOST_TEST(first->hour == 9);
    BOOST_TEST((first->id != 0 && first->id < (std::uint64_t{1} << 53)));
    BOOST_TEST(next()->id == first->id);
    BOOST_TEST(!acknowledge(first->id ^ 2U));
    BOOST_TEST(!acknowledge(~std::uint64_t{0}));
    BOOST_TEST(acknowledge(first->id));
    BOOST_TEST(!acknowledge(first->id));
    BOOST_TEST(next()->audience.text() == "dan");
    BOOST_TEST(acknowledge(next()->id));
    BOOST_TEST(!next().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::store_test
