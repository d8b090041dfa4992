#include <algorithm>

#include "connectors/ldap/ldap_directory.h"
#include "heard.h"
#include "slapd.h"

using kith::connectors::ldap::LdapDirectory;
using kith::model::LdapSettings;
using kith::tests::Heard;
using kith::tests::person;
using kith::tests::remarked;
using kith::tests::Slapd;

namespace {

kith::ports::DirectoryAnswer follow(const LdapSettings& settings, Heard& heard,
                                    const std::string& state = "", bool whole = false) {
    kith::ports::DirectoryQuestion question;
    question.state = state;
    question.whole = whole;
    const auto answer = LdapDirectory(settings).ask(question, heard);
    BOOST_REQUIRE_MESSAGE(answer, std::string(answer ? "" : answer.error().detail.view()) + " " +
                                      (answer ? "" : answer.error().field));
    BOOST_TEST(answer->way == "syncrepl");
    return *answer;
}

std::string dn(const std::string& user, const std::string& unit = "ou=people") {
    return "dn: uid=" + user + "," + unit + ",dc=kith,dc=test\n";
}

const std::string berlin =
    "dn: ou=berlin,ou=people,dc=kith,dc=test\nobjectClass: organizationalUnit\nou: berlin\n\n";

// Makes the cookie of a state another one of the same length, so that the server does not know it.
std::string spoilt(std::string state) {
    for (std::size_t i = state.size() - 12; i < state.size(); ++i)
        state[i] = state[i] == '3' ? '4' : '3';
    return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_syncrepl)

BOOST_AUTO_TEST_CASE(the_first_time_everybody_comes_and_then_only_what_changed) {
    const Slapd slapd;
    slapd.add_people(6);
    Heard first;
    const auto whole = follow(slapd.settings(), first);
    BOOST_TEST(whole.everybody);
    BOOST_TEST(first.by_user.size() == 6u);

    Heard nothing;
    const auto same = follow(slapd.settings(), nothing, whole.state);
    BOOST_TEST(nothing.nothing());
    BOOST_TEST(!same.everybody);

    slapd.change(dn("p1") + "changetype: modify\nreplace: title\ntitle: Boss\n\n" + dn("p2") +
                 "changetype: modrdn\nnewrdn: uid=p2\ndeleteoldrdn: 0\n"
                 "newsuperior: ou=groups,dc=kith,dc=test\n\n" +
                 dn("p3") + "changetype: delete\n\n" + person("new"));
    Heard second;
    const auto later = follow(slapd.settings(), second, same.state);

    BOOST_TEST(!later.everybody);
    BOOST_TEST(second.by_user.size() == 2u);
    BOOST_TEST(second.of("p1").person.title == "Boss");
    BOOST_TEST(second.of("p1").key == first.of("p1").key);
    BOOST_TEST(second.by_user.contains("new"));
    std::sort(second.left.begin(), second.left.end());
    auto gone = std::vector{first.of("p2").key, first.of("p3").key};
    std::sort(gone.begin(), gone.end());
    BOOST_TEST(second.left == gone, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_no_longer_fits_the_filter_is_gone) {
    const Slapd slapd;
    slapd.change(person("ana", "title: Engineer\n") + person("bo", "title: Engineer\n"));
    auto settings = slapd.settings();
    settings.bases[0].filter = "(title=Engineer)";
    Heard first;
    const auto whole = follow(settings, first);
    slapd.change(dn("bo") + "changetype: modify\nreplace: title\ntitle: Robot\n");
    Heard second;
    follow(settings, second, whole.state);

    BOOST_TEST(second.by_user.empty());
    BOOST_REQUIRE(second.left.size() == 1u);
    BOOST_TEST(second.left[0] == first.of("bo").key);
}

BOOST_AUTO_TEST_CASE(after_a_restart_those_who_are_still_there_are_named_one_by_one) {
    Slapd slapd;
    slapd.add_people(5);
    Heard first;
    const auto whole = follow(slapd.settings(), first);
    slapd.stop();  // And with it the server's memory of what was deleted before.
    slapd.start();
    slapd.change(dn("p1") + "changetype: modify\nreplace: title\ntitle: Boss\n\n" + dn("p4") +
                 "changetype: delete\n");
    slapd.stop();
    slapd.start();
    Heard second;
    const auto later = follow(slapd.settings(), second, whole.state);

    BOOST_TEST(later.everybody);
    BOOST_TEST(second.still.size() >= 3u);
    BOOST_TEST(second.by_user.contains("p1"));
    const auto named = [&](const std::string& key) {
        return std::count(second.still.begin(), second.still.end(), key);
    };
    for (const auto* user : {"p0", "p2", "p3"})
        BOOST_TEST(named(first.of(user).key) == 1);
    BOOST_TEST(named(first.of("p4").key) == 0);
}

BOOST_AUTO_TEST_CASE(a_unit_that_is_renamed_takes_its_people_along) {
    const Slapd slapd;
    slapd.change(berlin + person("ana", "", "ou=berlin,ou=people") + person("bo"));
    Heard first;
    const auto whole = follow(slapd.settings(), first);
    slapd.change(
        "dn: ou=berlin,ou=people,dc=kith,dc=test\nchangetype: modrdn\nnewrdn: ou=bonn\n"
        "deleteoldrdn: 1\n");
    Heard second;
    const auto later = follow(slapd.settings(), second, whole.state);

    BOOST_TEST(later.everybody);
    BOOST_TEST(second.of("ana").name == "uid=ana,ou=bonn,ou=people,dc=kith,dc=test");
    BOOST_TEST(second.of("ana").key == first.of("ana").key);

    slapd.change(
        "dn: ou=bonn,ou=people,dc=kith,dc=test\nchangetype: modrdn\nnewrdn: ou=bonn\n"
        "deleteoldrdn: 1\nnewsuperior: ou=groups,dc=kith,dc=test\n");
    Heard third;
    const auto last = follow(slapd.settings(), third, later.state);
    BOOST_TEST(last.everybody);
    BOOST_TEST(third.by_user.size() == 1u);
    BOOST_TEST(third.by_user.contains("bo"));
}

BOOST_AUTO_TEST_CASE(several_bases_lose_nobody_who_only_moved) {
    const Slapd slapd;
    slapd.change(berlin + person("ana") + person("bo", "", "ou=berlin,ou=people") +
                 person("cleo", "", "ou=groups"));
    auto settings = slapd.settings();
    settings.bases = {{"ou=people,dc=kith,dc=test", "", true, ""},
                      {"ou=berlin,ou=people,dc=kith,dc=test", "", true, ""},
                      {"ou=groups,dc=kith,dc=test", "", true, ""}};
    Heard first;
    const auto whole = follow(settings, first);
    BOOST_TEST(first.times_found == 3);

    slapd.change(dn("bo", "ou=berlin,ou=people") +
                 "changetype: modrdn\nnewrdn: uid=bo\ndeleteoldrdn: 0\n"
                 "newsuperior: ou=groups,dc=kith,dc=test\n\n" +
                 dn("cleo", "ou=groups") + "changetype: delete\n\n");
    Heard second;
    const auto later = follow(settings, second, whole.state);

    BOOST_TEST(!later.everybody);
    BOOST_TEST(second.of("bo").name == "uid=bo,ou=groups,dc=kith,dc=test");
    BOOST_REQUIRE(second.left.size() == 1u);
    BOOST_TEST(second.left[0] == first.of("cleo").key);
}

BOOST_AUTO_TEST_CASE(an_entry_that_one_base_lost_and_another_has_is_not_gone) {
    const Slapd slapd;
    slapd.change(person("ana", "title: Engineer\n"));
    auto settings = slapd.settings();
    settings.bases = {{"ou=people,dc=kith,dc=test", "", true, ""},
                      {"ou=people,dc=kith,dc=test", "(title=Engineer)", true, ""}};
    Heard first;
    const auto whole = follow(settings, first);
    slapd.change(dn("ana") + "changetype: modify\nreplace: title\ntitle: Boss\n");
    Heard second;
    follow(settings, second, whole.state);

    BOOST_TEST(second.of("ana").person.title == "Boss");
    BOOST_TEST(second.left.empty());
}

BOOST_AUTO_TEST_CASE(a_state_that_cannot_be_read_or_fits_no_more_means_everybody) {
    const Slapd slapd;
    slapd.add_people(3);
    auto settings = slapd.settings();
    Heard first;
    const auto whole = follow(settings, first);
    const auto comes_whole = [&](const LdapSettings& settings, const std::string& state,
                                 const std::string& words) {
        Heard heard;
        const auto answer = follow(settings, heard, state);
        BOOST_TEST(answer.everybody, words);
        BOOST_TEST(heard.by_user.size() == 3u, words);
        BOOST_TEST(remarked(answer, words), words);
    };
    comes_whole(settings, "garbage", "cannot be read");
    comes_whole(settings, whole.state + " y00", "cannot be read");

    auto mapped = settings;
    mapped.mappings.push_back({"title", {"sn"}, LdapSettings::Transform::none, ""});
    comes_whole(mapped, whole.state, "is another than last time");
    auto filtered = settings;
    filtered.bases[0].filter = "(uid=p*)";
    comes_whole(filtered, whole.state, "is another than last time");
    auto elsewhere = settings;
    elsewhere.bases[0].dn = "dc=kith,dc=test";
    comes_whole(elsewhere, whole.state, "is another than last time");

    Heard asked_whole;
    BOOST_TEST(follow(settings, asked_whole, whole.state, true).everybody);
    BOOST_TEST(asked_whole.by_user.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_cookie_that_the_server_does_not_know_loses_nobody) {
    const Slapd slapd;
    slapd.add_people(3);
    Heard first;
    const auto whole = follow(slapd.settings(), first);
    slapd.change(dn("p1") + "changetype: modify\nreplace: title\ntitle: Boss\n");
    Heard second;
    const auto later = follow(slapd.settings(), second, spoilt(whole.state));

    BOOST_TEST(second.left.empty());
    if (later.everybody) BOOST_TEST(second.by_user.size() + second.still.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_server_that_promised_it_and_has_it_not_is_read_in_pages) {
    const Slapd slapd({"unlimited", Slapd::Syncprov::module, ""});
    slapd.add_people(3);
    Heard heard;
    const auto answer = LdapDirectory(slapd.settings()).ask({}, heard);

    BOOST_REQUIRE(answer);
    BOOST_TEST(heard.by_user.size() == 3u);
    BOOST_TEST(answer->everybody);
    BOOST_TEST(answer->way == "paged");
    BOOST_TEST(remarked(*answer, "syncrepl"));
}

BOOST_AUTO_TEST_CASE(a_size_limit_that_cuts_it_is_an_error_in_words_or_a_reading_in_pages) {
    const Slapd slapd(
        {"size.soft=5 size.hard=5 size.prtotal=unlimited", Slapd::Syncprov::overlay, ""});
    slapd.add_people(20);
    Heard heard;
    const auto answer = LdapDirectory(slapd.settings()).ask({}, heard);
    BOOST_REQUIRE(answer);
    BOOST_TEST(heard.by_user.size() == 20u);
    BOOST_TEST(answer->everybody);
    BOOST_TEST(answer->state.empty());
    BOOST_TEST(answer->way == "paged");
    BOOST_TEST(remarked(*answer, "size limit"));

    auto forced = slapd.settings();
    forced.way = "syncrepl";
    const auto refused = LdapDirectory(forced).ask({}, heard);
    BOOST_REQUIRE(!refused);
    BOOST_TEST(refused.error().detail.view().find("size limit") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_follows_hears_each_change_as_it_happens) {
    const Slapd slapd;
    slapd.add_people(3);
    Heard heard;
    std::vector<kith::ports::DirectoryAnswer> settled;
    kith::ports::DirectoryQuestion question;
    question.go_on = [&] { return settled.size() < 4; };
    std::string key;
    const auto followed =
        LdapDirectory(slapd.settings())
            .follow(question, heard, [&](const auto& answer) -> kith::Result<void> {
                settled.push_back(answer);
                if (settled.size() == 1) {
                    BOOST_TEST(heard.by_user.size() == 3u);
                    key = heard.of("p1").key;
                    slapd.change(dn("p2") + "changetype: modify\nreplace: title\ntitle: Boss\n");
                } else if (settled.size() == 2) {
                    BOOST_TEST(heard.of("p2").person.title == "Boss");
                    slapd.change(dn("p1") + "changetype: delete\n");
                } else if (settled.size() == 3) {
                    BOOST_TEST(heard.left == std::vector{key}, boost::test_tools::per_element());
                    slapd.change(person("new"));
                }
                return {};
            });

    BOOST_REQUIRE(followed);
    BOOST_REQUIRE(settled.size() == 4u);
    BOOST_TEST(heard.by_user.contains("new"));
    BOOST_TEST(settled[0].everybody);
    for (std::size_t i = 1; i < settled.size(); ++i) {
        BOOST_TEST(!settled[i].everybody);
        BOOST_TEST(settled[i].state != settled[i - 1].state);
    }
    Heard nothing;
    follow(slapd.settings(), nothing, settled.back().state);
    BOOST_TEST(nothing.nothing());
}

BOOST_AUTO_TEST_CASE(who_follows_is_told_when_the_server_goes_and_when_he_fails_himself) {
    Slapd slapd;
    slapd.add_people(2);
    Heard heard;
    const auto lost = LdapDirectory(slapd.settings()).follow({}, heard, [&](const auto&) {
        slapd.stop();
        return kith::Result<void>();
    });
    BOOST_REQUIRE(!lost);
    BOOST_CHECK(lost.error().code == kith::ErrorCode::source_unreadable);

    slapd.start();
    const auto full =
        LdapDirectory(slapd.settings()).follow({}, heard, [&](const auto&) -> kith::Result<void> {
            return kith::Error{kith::ErrorCode::store_failed, "full", {}, {}};
        });
    BOOST_REQUIRE(!full);
    BOOST_CHECK(full.error().code == kith::ErrorCode::store_failed);

    auto paged = slapd.settings();
    paged.way = "paged";
    const auto refused =
        LdapDirectory(paged).follow({}, heard, [](const auto&) { return kith::Result<void>(); });
    BOOST_REQUIRE(!refused);
    BOOST_CHECK(refused.error().code == kith::ErrorCode::unsupported);
}

BOOST_AUTO_TEST_CASE(a_silent_server_that_is_followed_is_asked_for_a_word_now_and_then) {
    const Slapd slapd;
    slapd.add_people(2);
    auto settings = slapd.settings();
    settings.answer_seconds = 1;
    Heard heard;
    int looks = 0;
    kith::ports::DirectoryQuestion question;
    question.go_on = [&] {
        if (++looks == 30) slapd.freeze();  // Some words later.
        return looks < 200;
    };
    const auto followed = LdapDirectory(settings).follow(
        question, heard, [](const auto&) { return kith::Result<void>(); });

    BOOST_REQUIRE(!followed);
    BOOST_TEST(followed.error().detail.view().find("for too long") != std::string::npos);
    BOOST_TEST(looks > 30);
}

BOOST_AUTO_TEST_SUITE_END()
