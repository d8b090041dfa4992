#include <algorithm>
#include <array>

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

kith::ports::DirectoryAnswer ask(const LdapSettings& settings, Heard& heard,
                                 const kith::ports::DirectoryQuestion& question = {}) {
    const auto answer = LdapDirectory(settings).ask(question, heard);
    BOOST_REQUIRE_MESSAGE(answer, std::string(answer ? "" : answer.error().detail.view()) + " " +
                                      (answer ? "" : answer.error().field));
    return *answer;
}

LdapSettings in_pages(const Slapd& slapd, int page_size = 500) {
    auto settings = slapd.settings();
    settings.way = "paged";
    settings.page_size = page_size;
    return settings;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap_reading)

BOOST_AUTO_TEST_CASE(everybody_comes_page_by_page_whatever_the_size_limit_is) {
    const Slapd slapd({"size.soft=10 size.hard=10 size.prtotal=unlimited size.pr=100",
                       Slapd::Syncprov::overlay, ""});
    slapd.add_people(95);

    for (const int page_size : {1, 10, 95, 100}) {
        Heard heard;
        const auto answer = ask(in_pages(slapd, page_size), heard);

        BOOST_TEST(heard.by_user.size() == 95u, "page size " << page_size);
        BOOST_TEST(heard.times_found == 95);
        BOOST_TEST(answer.everybody);
        BOOST_TEST(answer.way == "paged");
        BOOST_TEST(answer.state.empty());
    }
}

BOOST_AUTO_TEST_CASE(an_entry_arrives_as_the_person_it_is) {
    const Slapd slapd;
    slapd.change(person("bo", "") +
                 person("ana",
                        "displayName: Ana Horvat\nmail: ana@x.example\ntitle: Engineer\n"
                        "departmentNumber: D07\nl: Zagreb\npreferredLanguage: hr\n"
                        "manager: UID = bo , OU=People,DC=kith,DC=TEST\n"));
    Heard heard;
    ask(slapd.settings(), heard);

    const auto& ana = heard.of("ana");
    BOOST_TEST(ana.name == "uid=ana,ou=people,dc=kith,dc=test");
    BOOST_TEST(ana.key.size() == 36u);
    BOOST_TEST(ana.person.id.empty());
    BOOST_TEST(ana.person.display_name == "Ana Horvat");
    BOOST_TEST(ana.person.mail == "ana@x.example");
    BOOST_TEST(ana.person.title == "Engineer");
    BOOST_TEST(ana.person.department == "D07");
    BOOST_TEST(ana.person.location == "Zagreb");
    BOOST_TEST(ana.person.preferred_language == "hr");
    BOOST_TEST(ana.person.active);
    BOOST_TEST(ana.manager == heard.of("bo").name);
    BOOST_TEST(heard.of("bo").manager.empty());
}

BOOST_AUTO_TEST_CASE(bases_filters_and_levels_are_kept_and_nobody_is_told_twice) {
    const Slapd slapd;
    slapd.change(
        "dn: ou=berlin,ou=people,dc=kith,dc=test\nobjectClass: organizationalUnit\n"
        "ou: berlin\n\n" +
        person("ana") + person("bo", "title: Robot\n") + person("cleo", "", "ou=berlin,ou=people"));

    auto settings = in_pages(slapd);
    settings.bases = {{"ou=people,dc=kith,dc=test", "(&(uid=*)(!(title=Robot)))", true, ""},
                      {"ou=berlin,ou=people,dc=kith,dc=test", "", true, ""}};
    Heard overlapping;
    ask(settings, overlapping);
    BOOST_TEST(overlapping.times_found == 2);
    BOOST_TEST(overlapping.by_user.contains("cleo"));
    BOOST_TEST(!overlapping.by_user.contains("bo"));

    settings.bases = {{"ou=people,dc=kith,dc=test", "", false, ""}};
    Heard one_level;
    ask(settings, one_level);
    BOOST_TEST(one_level.by_user.size() == 2u);
    BOOST_TEST(!one_level.by_user.contains("cleo"));
}

BOOST_AUTO_TEST_CASE(a_group_lets_in_its_members_nested_ones_and_circles_too) {
    const Slapd slapd;
    slapd.add_people(4);
    const auto group = [](const std::string& name, const std::string& members) {
        return "dn: cn=" + name +
               ",ou=groups,dc=kith,dc=test\nobjectClass: groupOfNames\ncn: " + name + "\n" +
               members + "\n";
    };
    slapd.change(group("outer",
                       "member: UID=P0,ou=people,dc=kith,dc=test\n"
                       "member: cn=inner,ou=groups,dc=kith,dc=test\n") +
                 group("inner",
                       "member: uid=p2,ou=people,dc=kith,dc=test\n"
                       "member: cn=outer,ou=groups,dc=kith,dc=test\n"
                       "member: uid=left,ou=people,dc=kith,dc=test\n"));
    auto settings = slapd.settings();
    settings.bases[0].group = "cn=Outer, ou=groups,dc=kith,dc=test";
    Heard heard;
    const auto answer = ask(settings, heard);

    BOOST_TEST(heard.by_user.size() == 2u);
    BOOST_TEST(heard.by_user.contains("p0"));
    BOOST_TEST(heard.by_user.contains("p2"));
    BOOST_TEST(answer.way == "paged");
    BOOST_TEST(answer.reason.find("group") != std::string::npos, answer.reason);

    settings.bases[0].group = "cn=nobody,ou=groups,dc=kith,dc=test";
    const auto without = LdapDirectory(settings).ask({}, heard);
    BOOST_TEST(!without);
}

BOOST_AUTO_TEST_CASE(a_renamed_person_keeps_her_key) {
    const Slapd slapd;
    slapd.change(person("ana"));
    Heard before;
    ask(in_pages(slapd), before);
    slapd.change(
        "dn: uid=ana,ou=people,dc=kith,dc=test\nchangetype: modrdn\n"
        "newrdn: cn=Ana\\, Dr.\ndeleteoldrdn: 0\n");
    Heard after;
    ask(in_pages(slapd), after);

    BOOST_TEST(after.of("ana").key == before.of("ana").key);
    BOOST_TEST(after.of("ana").name != before.of("ana").name);
}

BOOST_AUTO_TEST_CASE(an_entry_that_cannot_be_taken_stops_nobody_else) {
    const Slapd slapd;
    slapd.change(person("ana", "employeeNumber: seven\n") + person("bo", "employeeNumber: 7\n"));
    auto settings = in_pages(slapd);
    settings.mappings.push_back({"level", {"employeeNumber"}, LdapSettings::Transform::none, ""});
    Heard heard;
    const auto answer = ask(settings, heard);

    BOOST_TEST(heard.of("bo").person.level.value() == 7);
    BOOST_REQUIRE(heard.refusals.size() == 1u);
    BOOST_TEST(heard.refusals[0].name == "uid=ana,ou=people,dc=kith,dc=test");
    BOOST_TEST(heard.refusals[0].key.size() == 36u);
    BOOST_TEST(heard.refusals[0].why.find("level") != std::string::npos);
    BOOST_TEST(answer.everybody);
}

BOOST_AUTO_TEST_CASE(without_a_key_nobody_can_be_missed) {
    const Slapd slapd(
        {"unlimited", Slapd::Syncprov::overlay, "access to attrs=entryUUID by * none\n"});
    slapd.add_people(2);
    Heard heard;
    const auto answer = ask(in_pages(slapd), heard);

    BOOST_TEST(heard.refusals.size() == 2u);
    BOOST_TEST(!answer.everybody);
}

BOOST_AUTO_TEST_CASE(two_managers_are_a_remark_and_a_manager_that_is_no_name_stays_one) {
    const Slapd slapd;
    slapd.change(person("ana",
                        "manager: uid=bo,ou=people,dc=kith,dc=test\n"
                        "manager: uid=cleo,ou=people,dc=kith,dc=test\n") +
                 person("dan", "description: the boss\n"));
    auto settings = in_pages(slapd);
    Heard heard;
    const auto answer = ask(settings, heard);
    BOOST_TEST(!heard.of("ana").manager.empty());
    BOOST_TEST(remarked(answer, "more than one manager"));

    settings.mappings.push_back({"managerId", {"description"}, LdapSettings::Transform::none, ""});
    Heard described;
    BOOST_TEST(remarked(ask(settings, described), "not a distinguished name"));
    BOOST_TEST(described.of("dan").manager == "\"the boss\"");
    BOOST_TEST(described.of("ana").manager.empty());
}

BOOST_AUTO_TEST_CASE(a_reference_is_a_remark_and_followed_only_where_it_is_listed) {
    const Slapd other;
    other.change(person("far", "manager: uid=ana,ou=people,dc=kith,dc=test\n"));
    const Slapd slapd;
    slapd.change(person("ana") +
                 "dn: ou=ext,ou=people,dc=kith,dc=test\nobjectClass: referral\n"
                 "objectClass: extensibleObject\nou: ext\nref: " +
                 other.uri() + "/ou=people,dc=kith,dc=test\n\n");

    auto settings = in_pages(slapd);
    Heard near;
    BOOST_TEST(remarked(ask(settings, near), "not followed"));
    BOOST_TEST(near.by_user.size() == 1u);

    settings.way.clear();
    settings.referral_uris = {other.uri()};
    Heard both;
    const auto answer = ask(settings, both);
    BOOST_TEST(!remarked(answer, "not followed"));
    BOOST_TEST(both.by_user.size() == 2u);
    BOOST_TEST(answer.way == "paged");

    settings.bases[0].dn = "cn=x,ou=ext,ou=people,dc=kith,dc=test";
    BOOST_TEST(!LdapDirectory(settings).ask({}, both));
}

BOOST_AUTO_TEST_CASE(by_timestamp_only_what_changed_comes_again) {
    const Slapd slapd({"unlimited", Slapd::Syncprov::none, ""});
    slapd.add_people(3);
    Heard first;
    const auto whole = ask(slapd.settings(), first);
    BOOST_TEST(whole.way == "timestamp");
    BOOST_TEST(whole.everybody);
    BOOST_REQUIRE(!whole.state.empty());

    Heard second;
    const auto later = ask(slapd.settings(), second, {whole.state});
    BOOST_TEST(!later.everybody);
    BOOST_TEST(second.by_user.size() == 3u);  // Some minutes are asked for twice.
    BOOST_TEST(!later.state.empty());
}

BOOST_AUTO_TEST_SUITE_END()
