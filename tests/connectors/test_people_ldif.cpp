#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

#include "base/limits.h"
#include "connectors/common/dn.h"
#include "connectors/feed/people_ldif.h"
#include "written_file.h"

using kith::connectors::normalised_dn;
using kith::tests::bytes;
using kith::tests::check_found;
using kith::tests::Folder;
using kith::tests::found;
using kith::tests::Mistake;

namespace {

kith::ports::PeopleFeed read_ldif_file(const std::string& path) {
    const auto feed = kith::connectors::feed::PeopleLdif(path).read();
    BOOST_REQUIRE(feed);
    return *feed;
}

kith::ports::PeopleFeed read_ldif(const std::string& content) {
    const Folder folder;
    kith::tests::write(folder / "people.ldif", content);
    return read_ldif_file(folder / "people.ldif");
}

// An entry as a directory exports it, with `more` lines at its end.
std::string entry(const std::string& uid, const std::string& more = "") {
    return "dn: uid=" + uid + ",ou=people,dc=x\nobjectClass: inetOrgPerson\nuid: " + uid +
           "\ncn: Name of " + uid + "\n" + more + "\n";
}

const kith::model::Person& only(const kith::ports::PeopleFeed& feed) {
    BOOST_TEST(feed.findings.empty(), kith::tests::listed(feed.findings));
    BOOST_REQUIRE(feed.people.size() == 1u);
    return feed.people.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(people_ldif)

BOOST_AUTO_TEST_CASE(an_openldap_export_arrives_with_its_managers) {
    const auto feed = read_ldif(
        "version: 1\n\n"
        "# ana, people, x\n"
        "dn: cn=Ana Horvat,ou=people,dc=x\n"
        "objectClass: top\nobjectClass: person\nobjectClass: inetOrgPerson\n"
        "entryUUID: 5B0B7D2E-5c5a-103e-8d3c-d5a1c0ffee00\n"
        "uid: ana\ncn: Ana Horvat\ndisplayName:: xYF1Y2phIEhvcnZhdA==\n"
        "mail: ana@x.example\ntitle: Engineer\n"
        "manager: CN = Bo\\2C Jr. , OU=People,DC=X\n"
        "kithDottedManager: cn=nobody,dc=x\n"
        "departmentNumber: D07\nou: not this\nl: Zagreb\npreferredLanguage: hr\n"
        "\n"
        "dn: cn=Bo\\, Jr.,ou=people,dc=x\n"
        "objectClass: inetOrgPerson\nuid: bo\ncn: Bo, Jr.\nentryUUID: b0\nou: Board\n");

    BOOST_TEST(feed.findings.empty(), kith::tests::listed(feed.findings));
    BOOST_REQUIRE(feed.people.size() == 2u);
    const auto& ana = feed.people.front();
    BOOST_TEST(ana.id.text() == "5b0b7d2e-5c5a-103e-8d3c-d5a1c0ffee00");
    BOOST_TEST(ana.user_name == "ana");
    BOOST_TEST(ana.display_name == "Łucja Horvat");
    BOOST_TEST(ana.mail == "ana@x.example");
    BOOST_TEST(ana.title == "Engineer");
    BOOST_TEST(ana.manager_id.text() == "b0");
    BOOST_REQUIRE(ana.dotted_manager_ids.size() == 1u);
    BOOST_TEST(ana.dotted_manager_ids[0].text() == "cn=nobody,dc=x");
    BOOST_TEST(ana.department == "D07");
    BOOST_TEST(ana.location == "Zagreb");
    BOOST_TEST(ana.preferred_language == "hr");
    BOOST_TEST(ana.timezone.empty());
    BOOST_TEST(ana.active);
    BOOST_TEST(feed.people[1].display_name == "Bo, Jr.");
    BOOST_TEST(feed.people[1].department == "Board");
    BOOST_TEST(feed.people[1].manager_id.empty());
}

BOOST_AUTO_TEST_CASE(an_active_directory_export_arrives_with_its_binary_ids) {
    const auto feed = read_ldif(
        "dn: CN=Ana,OU=Users,DC=x\r\nobjectClass: top\r\nobjectClass: user\r\n"
        "objectGUID:: AAECAwQFBgcICQoLDA0ODw==\r\nsAMAccountName: ana\r\ncn: Ana\r\n"
        "department: Sales\r\nuserAccountControl: 512\r\n"
        "manager: CN=Bo,OU=Users,DC=x\r\njpegPhoto:: /9j/\r\n 4AAQ\r\n\r\n"
        "dn: CN=Bo,OU=Users,DC=x\r\nobjectClass: user\r\nsAMAccountName: bo\r\n"
        "objectGUID:: EBESExQVFhcYGRobHB0eHw==\r\nuserAccountControl: 66050\r\n\r\n"
        "dn: CN=PC7,OU=Machines,DC=x\r\nobjectClass: person\r\nobjectClass: user\r\n"
        "objectClass: computer\r\nsAMAccountName: PC7$\r\n\r\n");

    BOOST_TEST(feed.findings.empty(), kith::tests::listed(feed.findings));
    BOOST_REQUIRE(feed.people.size() == 2u);
    BOOST_TEST(feed.people[0].id.text() == "03020100-0504-0706-0809-0a0b0c0d0e0f");
    BOOST_TEST(feed.people[0].manager_id.text() == "13121110-1514-1716-1819-1a1b1c1d1e1f");
    BOOST_TEST(feed.people[0].department == "Sales");
    BOOST_TEST(feed.people[0].active);
    BOOST_TEST(!feed.people[1].active);
}

BOOST_AUTO_TEST_CASE(a_389_export_has_its_own_id_and_its_own_lock) {
    const auto feed = read_ldif(entry("ana", "nsUniqueId: 1-2-3-4\nnsAccountLock: TRUE\n"));

    BOOST_TEST(only(feed).id.text() == "1-2-3-4");
    BOOST_TEST(!only(feed).active);
}

BOOST_AUTO_TEST_CASE(without_an_id_of_its_own_an_entry_is_known_by_its_name) {
    BOOST_TEST(only(read_ldif("dn: UID=Ana , OU=People,DC=X\nobjectClass: person\nuid: ana\n"))
                   .id.text() == "uid=ana,ou=people,dc=x");
}

BOOST_AUTO_TEST_CASE(a_lock_for_good_makes_inactive_and_a_lock_for_an_hour_does_not) {
    BOOST_TEST(!only(read_ldif(entry("ana", "pwdAccountLockedTime: 000001010000Z\n"))).active);
    BOOST_TEST(only(read_ldif(entry("ana", "pwdAccountLockedTime: 20260102030405Z\n"))).active);
    BOOST_TEST(only(read_ldif(entry("ana", "nsAccountLock: false\n"))).active);
}

BOOST_AUTO_TEST_CASE(what_is_no_person_is_left_out) {
    const auto feed = read_ldif(
        "dn: dc=x\nobjectClass: domain\ndc: x\n\n"
        "dn: cn=g,dc=x\nobjectClass: groupOfNames\ncn: g\nmember: uid=ana,ou=people,dc=x\n\n" +
        entry("ana"));

    BOOST_TEST(only(feed).user_name == "ana");
}

BOOST_AUTO_TEST_CASE(a_manager_who_is_nobody_stays_an_unknown_manager) {
    BOOST_TEST(only(read_ldif(entry("ana", "manager: CN=Gone, DC=X\n"))).manager_id.text() ==
               "cn=gone,dc=x");

    const std::string far(400, 'y');
    const auto feed = read_ldif(entry("ana", "manager: cn=" + far + "ü,dc=x\n"));
    BOOST_TEST(!only(feed).manager_id.empty());
    BOOST_TEST(only(feed).manager_id.text().size() <= kith::limits::id_bytes_max);

    const auto words = read_ldif(entry("ana", "manager: Bo Boss\n"));
    BOOST_TEST(!has_errors(words.findings));
    BOOST_TEST(found(words.findings, kith::Severity::warning, 5, "not a distinguished name"));
    BOOST_TEST(!words.people.at(0).manager_id.empty());
}

BOOST_AUTO_TEST_CASE(two_managers_are_a_warning_and_the_first_leads) {
    const auto feed = read_ldif(entry("ana", "manager: cn=a,dc=x\nmanager: cn=b,dc=x\n"));

    BOOST_TEST(feed.people.at(0).manager_id.text() == "cn=a,dc=x");
    BOOST_TEST(found(feed.findings, kith::Severity::warning, 1, "more than one manager"));
}

BOOST_AUTO_TEST_CASE(options_comments_folds_and_empty_values_are_understood) {
    const auto feed = read_ldif(
        "dn: uid=ana,\n dc=x\nobjectClass: person\nuid: ana\n"
        "# a comment\n  that goes on\ncn;lang-de: Anna\ncn: An\n a\n"
        "displayName:\nmail::\ntitle;binary: Boss\n");

    BOOST_TEST(only(feed).display_name == "Ana");
    BOOST_TEST(only(feed).mail.empty());
    BOOST_TEST(only(feed).title == "Boss");
}

BOOST_AUTO_TEST_CASE(what_ldapsearch_writes_besides_entries_is_understood) {
    const auto whole =
        read_ldif("# extended LDIF\n#\n# LDAPv3\n\n" + entry("ana") +
                  "# search result\nsearch: 2\nresult: 0 Success\n\n# numEntries: 1\n");
    BOOST_TEST(only(whole).user_name == "ana");

    const auto cut = read_ldif(entry("ana") + "search: 2\nresult: 4 Size limit exceeded\n");
    BOOST_TEST(found(cut.findings, kith::Severity::error, 7, "the export broke off"));

    const auto referred = read_ldif(entry("ana") + "# search reference\nref: ldap://b.x/dc=b\n\n");
    BOOST_TEST(!has_errors(referred.findings));
    BOOST_TEST(found(referred.findings, kith::Severity::warning, 7, "another server"));
}

BOOST_AUTO_TEST_CASE(no_entry_can_make_the_feed_read_another_file) {
    const Folder folder;
    kith::tests::write(folder / "other", "Secret");
    kith::tests::write(folder / "other.ldif", entry("bo"));
    const auto url = "file://" + folder / "other";
    for (const auto& line : {"title:< " + url, "title:<" + url, "title :< " + url,
                             "title:\n < " + url, "title:\r\n < " + url, "title;x:< " + url}) {
        const auto feed = read_ldif(entry("ana", line + "\n"));
        BOOST_TEST(has_errors(feed.findings), line);
        for (const auto& person : feed.people)
            BOOST_TEST(person.title != "Secret");
    }
    const auto included = read_ldif("include: " + url + ".ldif\n\n" + entry("ana"));
    BOOST_TEST(found(included.findings, kith::Severity::error, 1, "begins with \"dn:\""));
    BOOST_TEST(included.people.size() == 1u);
    const auto inside = read_ldif(entry("ana", "include: " + url + ".ldif\n"));
    BOOST_TEST(inside.people.size() == 1u);
}

BOOST_AUTO_TEST_CASE(each_mistake_is_named_with_its_line_and_what_would_be_right) {
    const std::string far(kith::limits::id_bytes_max, 'y');
    const Mistake mistakes[] = {
        {"version: 2\n\n" + entry("ana"), 1, "another version"},
        {entry("ana") + "uid: bo\nobjectClass: person\n", 6, "an entry begins with \"dn:\""},
        {entry("ana") + "dn: uid=bo,dc=x\nchangetype: add\nobjectClass: person\n", 7,
         "a change record"},
        {"dn: uid=bo,dc=x\ncontrol: 1.2.3\nchangetype: delete\n", 2, "a change record"},
        {entry("ana", "jpegPhoto:< file:///etc/hostname\n"), 5, "opens no other file"},
        {entry("ana", "title:: not base64!\n"), 5, "not base64"},
        {entry("ana", "title:: QQ\n"), 5, "not base64"},
        {entry("ana", "title:: Q=Q=\n"), 5, "not base64"},
        {entry("ana", "no colon here\n"), 5, "not \"name: value\""},
        {entry("ana", ": value\n"), 5, "not \"name: value\""},
        {entry("ana", "dn: uid=bo,dc=x\n"), 5, "a second dn in one entry"},
        {"dn: not a name\nobjectClass: person\n", 1, "not a distinguished name"},
        {"dn:\nobjectClass: person\n", 1, "not a distinguished name"},
        {"dn:: dWlkPWEAYixkYz14\nobjectClass: person\n", 1, "not a distinguished name"},
        {entry("ana", "title: M\xFCller\n"), 5, "title is not UTF-8"},
        {entry("ana", "title:: YQBi\n"), 5, "title is not UTF-8"},
        {entry("ana", bytes("title: a\0b\n")), 5, "NUL"},
        {entry("ana", "mail: " + std::string(70'000, 'm') + "\n"), 5, "mail is too long"},
        {entry("ana") + entry("ANA", "entryUUID: 7\n"), 6, "is already in the entry of line 1"},
        {entry("ana", "entryUUID: 7\n") + entry("bo", "entryUUID: 7\n"), 7,
         "id \"7\" is already in the entry of line 1"},
        {entry(far), 1, "export entryUUID or objectGUID"},
        {entry("ana", "entryUUID: " + far + "y\n"), 1, "the id is too long"},
        {entry("ana", "objectGUID:: AAEC\n"), 5, "objectGUID has 3 bytes"},
        {entry("ana", "userAccountControl: off\n"), 5, "userAccountControl holds \"off\""},
        {entry("ana", "a:: " + std::string(17 << 20, 'A') + "\n") + entry("bo"), 1,
         "longer than 16 MiB"},
    };
    for (const auto& mistake : mistakes) {
        const Folder folder;
        const auto path = folder / "people.ldif";
        kith::tests::write(path, mistake.content);
        check_found(read_ldif_file(path).findings, path, mistake);
    }
}

BOOST_AUTO_TEST_CASE(a_line_is_counted_behind_folds_comments_and_empty_lines) {
    const auto feed = read_ldif("\n\n# c\n\n" + entry("ana", "title: a\n b\n  c\n# d\n  e\n") +
                                "\n\r\n" + entry("bo", "title: a\n b\nmail:: !\n"));

    BOOST_TEST(found(feed.findings, kith::Severity::error, 23, "not base64"),
               kith::tests::listed(feed.findings));
    BOOST_TEST(feed.people.size() == 1u);
}

BOOST_AUTO_TEST_CASE(two_spellings_of_a_name_are_one_name) {
    const auto plain = normalised_dn("cn=a b+uid=x,dc=k");
    BOOST_REQUIRE(plain);
    BOOST_TEST(normalised_dn("UID=X + CN=\"A B\", DC=k").value() == *plain);
    BOOST_TEST(normalised_dn("cn=a\\20b+uid=x,dc=k").value() == *plain);
    BOOST_TEST(normalised_dn("cn=\\C3\\BC,dc=k").value() ==
               normalised_dn("cn=\xC3\xBC,dc=k").value());
    BOOST_TEST(!normalised_dn("no name").has_value());
    BOOST_TEST(!normalised_dn(std::string("cn=a\0,dc=k", 10)).has_value());
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_entries_are_read) {
    const Folder folder;
    std::string many = "version: 1\n\n";
    for (int i = 0; i < 100'000; ++i) {
        const auto id = std::to_string(i);
        many += entry("u" + id, "entryUUID: " + id + "\nsn: Surname\nmail: u" + id +
                                    "@x.example\nmanager: uid=u" + std::to_string(i / 8) +
                                    ",ou=people,dc=x\ndepartmentNumber: D12\nl: Berlin\n");
    }
    kith::tests::write(folder / "people.ldif", many);

    const auto begin = std::chrono::steady_clock::now();
    const auto feed = read_ldif_file(folder / "people.ldif");
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;

    BOOST_TEST(feed.people.size() == 100'000u);
    BOOST_TEST(feed.findings.empty());
    BOOST_TEST_MESSAGE("100,000 people from LDIF: " << took.count() << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
