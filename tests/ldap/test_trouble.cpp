#include <chrono>
#include <utility>

#include "connectors/ldap/ldap_directory.h"
#include "heard.h"
#include "scripted_server.h"
#include "slapd.h"

using kith::connectors::ldap::LdapDirectory;
using kith::tests::Answer;
using kith::tests::Heard;
using kith::tests::pages;
using kith::tests::Question;
using kith::tests::remarked;
using kith::tests::ScriptedEntry;
using kith::tests::ScriptedServer;
using kith::tests::Slapd;

namespace {

const ScriptedEntry plain_root{"", {{"objectClass", {"top"}}}};

ScriptedEntry scripted_person(const std::string& user) {
    return {"uid=" + user + ",dc=x",
            {{"uid", {user}}, {"entryUUID", {"id-" + user}}, {"cn", {user}}}};
}

Answer page(std::vector<ScriptedEntry> entries, const std::string& cookie) {
    return {std::move(entries), LDAP_SUCCESS, LDAP_CONTROL_PAGEDRESULTS, pages(cookie), false};
}

kith::Result<kith::ports::DirectoryAnswer> ask_scripted(const ScriptedServer& server,
                                                        Heard& heard) {
    auto settings = server.settings();
    settings.way = "paged";
    return LdapDirectory(settings).ask({}, heard);
}

// Why the answer is no whole one.
std::string why_not(ScriptedServer::Script script) {
    const ScriptedServer server(plain_root, std::move(script));
    Heard heard;
    const auto answer = ask_scripted(server, heard);
    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().code == kith::ErrorCode::source_unreadable);
    return std::string(answer.error().detail.view());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_trouble)

BOOST_AUTO_TEST_CASE(an_answer_is_whole_only_with_success_on_its_last_page) {
    const ScriptedServer server(plain_root, [](const Question& question) {
        if (question.number == 0) return page({scripted_person("ana")}, "1");
        // 389 DS sends one cookie with all of its pages; an empty page is no end.
        if (question.number == 1) return page({scripted_person("bo")}, "1");
        if (question.number == 2) return page({}, "2");
        return page({scripted_person("cleo")}, "");
    });
    Heard heard;
    const auto answer = ask_scripted(server, heard);

    BOOST_REQUIRE(answer);
    BOOST_TEST(answer->everybody);
    BOOST_TEST(heard.by_user.size() == 3u);
}

BOOST_AUTO_TEST_CASE(each_way_to_break_off_is_an_error) {
    const auto then = [](const Answer& last) {
        return [last](const Question& question) {
            return question.number == 0 ? page({scripted_person("ana")}, "1") : last;
        };
    };
    for (const int code : {LDAP_SIZELIMIT_EXCEEDED, LDAP_TIMELIMIT_EXCEEDED,
                           LDAP_ADMINLIMIT_EXCEEDED, LDAP_BUSY, LDAP_UNAVAILABLE, LDAP_REFERRAL,
                           LDAP_NO_SUCH_OBJECT, LDAP_INSUFFICIENT_ACCESS, LDAP_OTHER})
        // An empty cookie with it makes it no success.
        for (const auto* control : {"", LDAP_CONTROL_PAGEDRESULTS})
            BOOST_TEST(
                !why_not(then({{scripted_person("bo")}, code, control, pages(""), false})).empty(),
                code);
    BOOST_TEST(!why_not(then({{scripted_person("bo")}, LDAP_SUCCESS, "", "", true})).empty());
    BOOST_TEST(why_not(then({{scripted_person("bo")}, LDAP_SUCCESS, "", "", false}))
                   .find("without the control for pages") != std::string::npos);
    BOOST_TEST(why_not(then(page({scripted_person("ana")}, "1"))).find("one page again") !=
               std::string::npos);
    BOOST_TEST(why_not([](const Question&) { return page({}, "1"); }).find("one page again") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(values_that_come_in_ranges_are_read_to_the_last) {
    const auto managers = [](int from, int to) {
        std::vector<std::string> names;
        for (int i = from; i <= to; ++i)
            names.push_back("uid=m" + std::to_string(i) + ",dc=x");
        return names;
    };
    const auto ranged = [&](const std::string& range, int from, int to) {
        auto entry = scripted_person("ana");
        entry.attributes.push_back({"kithDottedManager;range=" + range, managers(from, to)});
        return entry;
    };
    std::vector<std::string> asked;
    const ScriptedServer server(plain_root, [&](const Question& question) -> Answer {
        if (question.scope != LDAP_SCOPE_BASE) return page({ranged("0-9", 0, 9)}, "");
        asked.push_back(question.attributes.at(0));
        if (asked.size() == 1) return {{ranged("10-19", 10, 19)}, LDAP_SUCCESS, "", "", false};
        return {{ranged("20-*", 20, 24)}, LDAP_SUCCESS, "", "", false};
    });
    Heard heard;
    BOOST_REQUIRE(ask_scripted(server, heard));

    BOOST_TEST(heard.of("ana").dotted_managers.size() == 25u);
    BOOST_TEST(heard.of("ana").dotted_managers.back() == "uid=m24,dc=x");
    BOOST_REQUIRE(asked.size() == 2u);
    BOOST_TEST(asked[0] == "kithdottedmanager;range=10-*");
    BOOST_TEST(asked[1] == "kithdottedmanager;range=20-*");
}

BOOST_AUTO_TEST_CASE(an_entry_whose_values_break_off_is_refused_and_nobody_else) {
    const ScriptedServer server(plain_root, [](const Question& question) -> Answer {
        auto entry = scripted_person("ana");
        entry.attributes.push_back({"kithDottedManager;range=0-0", {"uid=a,dc=x"}});
        if (question.scope != LDAP_SCOPE_BASE) return page({entry, scripted_person("bo")}, "");
        return {{entry}, LDAP_SUCCESS, "", "", false};  // The same range again.
    });
    Heard heard;
    BOOST_REQUIRE(ask_scripted(server, heard));

    BOOST_REQUIRE(heard.refusals.size() == 1u);
    BOOST_TEST(heard.refusals[0].key == "id-ana");
    BOOST_TEST(heard.by_user.contains("bo"));
}

BOOST_AUTO_TEST_CASE(a_listener_that_fails_ends_the_reading) {
    class Full final : public kith::ports::DirectoryListener {
    public:
        kith::Result<void> found(kith::ports::DirectoryEntry) override {
            ++told;
            return kith::Error{kith::ErrorCode::store_failed, "full", {}, {}};
        }
        kith::Result<void> still_there(const std::string&) override { return {}; }
        kith::Result<void> gone(const std::string&) override { return {}; }
        kith::Result<void> refused(const std::string&, const std::string&, std::string,
                                   std::string) override {
            return {};
        }
        int told = 0;
    };
    const Slapd slapd;
    slapd.add_people(3);
    Full listener;
    const auto answer = LdapDirectory(slapd.settings()).ask({}, listener);

    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().code == kith::ErrorCode::store_failed);
    BOOST_TEST(listener.told == 1);
}

BOOST_AUTO_TEST_CASE(a_wish_to_stop_is_heard_between_entries) {
    const Slapd slapd;
    slapd.add_people(30);
    Heard heard;
    kith::ports::DirectoryQuestion question;
    question.go_on = [&] { return heard.times_found < 10; };
    const auto answer = LdapDirectory(slapd.settings()).ask(question, heard);

    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().code == kith::ErrorCode::cancelled);
    BOOST_TEST(heard.times_found == 10);
}

BOOST_AUTO_TEST_CASE(a_server_that_falls_silent_is_not_waited_for_and_can_be_left) {
    using std::chrono::steady_clock;
    const Slapd slapd;
    slapd.add_people(30);
    auto settings = slapd.settings();
    settings.way = "paged";
    settings.page_size = 10;
    settings.answer_seconds = 1;
    Heard heard;
    bool frozen = false;
    kith::ports::DirectoryQuestion question;
    question.go_on = [&] {
        if (heard.times_found == 10 && !std::exchange(frozen, true)) slapd.freeze();
        return true;
    };
    const auto begin = steady_clock::now();
    const auto answer = LdapDirectory(settings).ask(question, heard);

    BOOST_REQUIRE(!answer);
    BOOST_TEST(answer.error().detail.view().find("for too long") != std::string::npos);
    BOOST_TEST((steady_clock::now() - begin < std::chrono::seconds(10)));
}

BOOST_AUTO_TEST_CASE(a_server_that_goes_between_two_pages_leaves_no_whole_answer) {
    Slapd slapd;
    slapd.add_people(30);
    auto settings = slapd.settings();
    settings.way = "paged";
    settings.page_size = 10;
    Heard heard;
    kith::ports::DirectoryQuestion question;
    question.go_on = [&] {
        if (heard.times_found == 10) slapd.stop();
        return true;
    };
    const auto answer = LdapDirectory(settings).ask(question, heard);

    BOOST_REQUIRE(!answer);
    BOOST_CHECK(answer.error().code == kith::ErrorCode::source_unreadable);
    BOOST_TEST(heard.times_found < 30);
}

BOOST_AUTO_TEST_SUITE_END()
