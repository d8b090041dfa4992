// A directory as the source of people: what is read from <ldap>, and what contradicts itself there.
#include <boost/test/unit_test.hpp>

#include "manifest/directory_syntax.h"
#include "written.h"

namespace {

using kith::Severity;
using kith::model::LdapSettings;
using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;
using kith::test::reading_of;

const std::string server = R"( uri="ldaps://a.example")";
const std::string account = R"( bindDn="cn=kith,dc=x" password="file:/etc/kith/ldap.password")";
const std::string base = R"(<base dn="ou=people,dc=x"/>)";

// <people> is line 4, the tag of <ldap> and its attributes line 5, what is in it begins at line 6.
Draft ldap_draft(const std::string& attributes, const std::string& content = base) {
    Draft draft;
    draft.people = "<people>\n<ldap" + attributes + ">\n" + content + "\n</ldap></people>";
    return draft;
}

struct LdapMistake {
    std::string name;
    std::string attributes;
    std::string content;
    int line;
    std::string what;
    std::string hint;
    Severity severity = Severity::error;
};

const std::vector<LdapMistake>& ldap_contradictions() {
    static const std::vector<LdapMistake> all{
        // Servers and how they are reached.
        {"no server", account, base, 5, "<ldap> names no server", "or srvDomain="},
        {"servers twice", server + account + "\nsrvDomain=\"x.example\"", base, 6,
         "twice, by uri and by srvDomain", "Keep one"},
        {"ldaps and StartTLS", account + "\nuri=\"ldaps://a.example\" protection=\"startTls\"",
         base, 6, "'ldaps://a.example' is encrypted from the start, and protection says startTls",
         R"(protection="ldaps")"},
        {"ldaps and nothing", account + "\nuri=\"ldaps://a.example\" protection=\"none\"", base, 6,
         "protection says none", R"(protection="ldaps")"},
        {"second server in clear", account + "\nuri=\"ldaps://a.example ldap://b.example:389\"",
         base, 6, "'ldap://b.example:389' begins in clear, and protection says ldaps",
         R"(protection="startTls")"},
        {"referral in clear", server + account, base + "\n<referral uri=\"ldap://b.example\"/>", 7,
         "'ldap://b.example' begins in clear", "Write ldaps://"},
        {"password in clear", R"( uri="ldap://a.example")" + account + "\nprotection=\"none\"",
         base, 6, "the password would cross the network in clear", R"(clearText="true")"},
        {"password in clear by leave",
         R"( uri="ldap://a.example" clearText="true")" + account + "\nprotection=\"none\"", base, 6,
         "the password would cross the network in clear", R"(protection="startTls")",
         Severity::warning},
        {"leave without effect", server + account + "\nclearText=\"true\"", base, 6,
         "clearText=\"true\" has no effect", "Leave it out", Severity::warning},

        // Who asks.
        {"nobody asks", server, base, 5, "<ldap> does not say who asks", "over ldapi://"},
        {"account without a password", server + "\nbindDn=\"cn=kith,dc=x\"", base, 6,
         "has bindDn and no password", "never the password itself"},
        {"password without an account", server + "\npassword=\"env:PW\"", base, 6,
         "has a password and no bindDn", "Add bindDn"},
        {"account that is no name", server + R"( password="env:PW")" + "\nbindDn=\"CORP\\kith\"",
         base, 6, "ldap/@bindDn is no distinguished name: 'CORP\\kith'", "the whole name"},
        {"certificate without a key", server + "\ncertificate=\"/etc/kith/c.pem\"", base, 6,
         "belong together", "name it twice"},
        {"key without a certificate", server + "\ncertificateKey=\"/etc/kith/c.pem\"", base, 6,
         "belong together", "name it twice"},
        {"certificate in clear",
         R"( uri="ldap://a.example" protection="none")"
         "\ncertificate=\"/etc/kith/c.pem\" certificateKey=\"/etc/kith/c.pem\"",
         base, 6, "on an encrypted connection only", R"(protection="ldaps")"},

        // Secrets.
        {"password written down", server + " bindDn=\"cn=kith,dc=x\"\npassword=\"hunter2-Geheim\"",
         base, 6, "ldap/@password is not where a password is", "file:/etc/kith/ldap.password"},
        {"password that is long",
         server + " bindDn=\"cn=kith,dc=x\"\npassword=\"kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9wT4\"",
         base, 6, "ldap/@password is not where a password is", "change it"},
        {"password from the host", server + " bindDn=\"cn=kith,dc=x\"\npassword=\"host:ldap\"",
         base, 6, "ldap/@password is not where a password is", "credential:NAME"},
        {"password beside the database",
         server + " bindDn=\"cn=kith,dc=x\"\npassword=\"file:keys/../data/ldap.password\"", base, 6,
         "the password lies in the same folder as the database", "would have both"},
        {"certificate's key beside the database",
         server + " certificate=\"c.pem\"\ncertificateKey=\"data/c.key\"", base, 6,
         "the certificate's key lies in the same folder", "would have both"},

        // Where people are.
        {"no base", server + account, "", 5, "<ldap> names no <base>", "<base dn="},
        {"base without a name", server + account, "<base/>", 6, "<base> needs the attribute dn",
         "where the search begins"},
        {"base that is no name", server + account, "<base\ndn=\"people\"/>", 7,
         "base/@dn is no distinguished name: 'people'", "ou=people,dc=example,dc=org"},
        {"group that is no name", server + account, "<base dn=\"dc=x\"\ngroup=\"cn=a,staff\"/>", 7,
         "base/@group is no distinguished name: 'cn=a,staff'", "within a value is written \\,"},
        {"bracket missing", server + account,
         "<base dn=\"dc=x\"\nfilter=\"(&amp;(objectClass=person)(mail=*)\"/>", 7,
         "the filter lacks a closing bracket", "Each ( needs its )"},
        {"bracket too many", server + account, "<base dn=\"dc=x\"\nfilter=\"(mail=*))\"/>", 7,
         "the filter has a closing bracket too many", "\\28 or \\29"},
        {"brackets the wrong way round", server + account,
         "<base dn=\"dc=x\"\nfilter=\"(a=b))((c=d)\"/>", 7, "brackets in the wrong places",
         "One pair of brackets"},
        {"two filters", server + account, "<base dn=\"dc=x\"\nfilter=\"(a=b)(c=d)\"/>", 7,
         "the filter is more than one", "One pair of brackets"},
        {"filter without brackets", server + account, "<base dn=\"dc=x\"\nfilter=\"mail=*\"/>", 7,
         "the filter stands in no brackets: 'mail=*'", "Write (mail=*)."},
        {"empty brackets", server + account, "<base dn=\"dc=x\"\nfilter=\"(|(a=b)())\"/>", 7,
         "brackets with nothing in them", "Take them out"},
        {"escape of nothing", server + account, "<base dn=\"dc=x\"\nfilter=\"(cn=a\\b)\"/>", 7,
         "not followed by two hex digits", "\\5c"},
        {"base within another", server + account,
         "<base dn=\"OU=people, DC=x\"/>\n<base dn=\"ou=a,ou=people,dc=x\"/>", 7,
         "'ou=a,ou=people,dc=x' and 'OU=people, DC=x' overlap", "Keep the upper one",
         Severity::warning},
        {"base above another", server + account, "<base dn=\"ou=a,dc=x\"/>\n<base dn=\"dc=x\"/>", 7,
         "'dc=x' and 'ou=a,dc=x' overlap", "taken once", Severity::warning},
        {"base twice", server + account,
         "<base dn=\"ou=people,dc=x\"/>\n<base dn=\"OU=People,DC=x\" scope=\"oneLevel\"/>", 7,
         "<base> stands twice for 'OU=People,DC=x'", "(|(first)(second))"},

        // What becomes what.
        {"field mapped twice", server + account,
         base + "\n<map to=\"mail\" attributes=\"mail\"/>\n<map to=\"mail\" attributes=\"m\"/>", 8,
         "<map> stands twice for 'mail'", "Keep one"},
        {"field that is none", server + account,
         base + "\n<map to=\"departement\" attributes=\"a\"/>", 7,
         "map/@to cannot be 'departement'", "Did you mean department?"},
        {"field as in people.csv", server + account,
         base + "\n<map to=\"managerId\" attributes=\"boss\"/>", 7, "map/@to cannot be 'managerId'",
         "Did you mean manager?"},
        {"map of nothing", server + account, base + "\n<map to=\"mail\"/>", 7,
         "<map> for 'mail' says not where to read it from", "for a value that all have"},
        {"one manager for all", server + account,
         base + "\n<map to=\"manager\" attributes=\"boss\"\ndefault=\"cn=ceo,dc=x\"/>", 8,
         "'manager' can have no default", "the same for everybody"},
        {"one id for all", server + account,
         base + "\n<map to=\"id\" attributes=\"uid\"\ndefault=\"nobody\"/>", 8,
         "'id' can have no default", "leave it out"},
        {"manager from nowhere", server + account, base + "\n<map to=\"manager\" default=\"a\"/>",
         7, "<map> for 'manager' says not where", "Add attributes"},
        {"manager cut short", server + account,
         base + "\n<map to=\"dottedManagers\" attributes=\"boss\"\ntransform=\"firstRdn\"/>", 8,
         "'dottedManagers' can have no transform", "found as it is"},
        {"transform that is none", server + account,
         base + "\n<map to=\"mail\" attributes=\"mail\" transform=\"lowercase\"/>", 7,
         "map/@transform cannot be 'lowercase'", "Allowed: none, lower, upper"},
        {"attributes with a comma", server + account,
         base + "\n<map to=\"mail\" attributes=\"mail,m\"/>", 7,
         "map/@attributes cannot be 'mail,m'", "a space between them"},
        {"top twice", server + account, base + "\n<top person=\"e1\"/>\n<top person=\"e1\"/>", 8,
         "<top> stands twice for 'e1'", "Keep one"},
        {"referral twice", server + account,
         base + "\n<referral uri=\"ldaps://b\"/>\n<referral uri=\"ldaps://b\"/>", 8,
         "<referral> stands twice", "Keep one"},
        {"way that is blind to a group", server + account + "\nway=\"dirsync\"",
         R"(<base dn="dc=x" group="cn=g,dc=x"/>)", 6,
         "'dirsync' does not see who joins or leaves a group", R"(way="paged")"},
        {"way that is blind to memberOf", server + account + "\nway=\"syncrepl\"",
         R"x(<base dn="dc=x" filter="(memberOf=cn=g,dc=x)"/>)x", 6, "who joins or leaves a group",
         "Leave way out"},
        {"way that is blind to others", server + account + "\nway=\"usn\"",
         base + R"(<referral uri="ldaps://b"/>)", 6, "does not see what other servers hold",
         "everything is read"},

        // Words and values.
        {"misspelt element", server + account, base + "\n<mapp to=\"mail\" attributes=\"mail\"/>",
         7, "did you mean <map>?", "instead of the usual ones"},
        {"misspelt attribute", server + account + "\nmaxRemoved=\"5\"", base, 6,
         "did you mean maxRemovedPercent?", "not taken over"},
        {"attribute in another spelling", server + account + "\nca-file=\"ca.pem\"", base, 6,
         "did you mean caFile?", "PEM"},
        {"attribute as an element", server + account, base + "\n<filter>(a=b)</filter>", 7,
         "<ldap> has no element <filter>", "It holds: base, map, top, referral"},
        {"protection in another spelling",
         R"( uri="ldap://a.example")" + account + "\nprotection=\"starttls\"", base, 6,
         "ldap/@protection cannot be 'starttls'", "Did you mean startTls?"},
        {"way that is none", server + account + "\nway=\"sync-repl\"", base, 6,
         "ldap/@way cannot be 'sync-repl'", "Did you mean syncrepl?"},
        {"scope that is none", server + account, "<base dn=\"dc=x\"\nscope=\"one\"/>", 7,
         "base/@scope cannot be 'one'", "subtree or oneLevel"},
        {"server by its name alone", account + "\nuri=\"dc1.example.org\"", base, 6,
         "ldap/@uri cannot be 'dc1.example.org'", "ldaps://host"},
        {"servers with a comma", account + "\nuri=\"ldaps://a.example,ldaps://b.example\"", base, 6,
         "ldap/@uri cannot be", "a space between them"},
        {"server with a base", account + "\nuri=\"ldaps://a.example/dc=x\"", base, 6,
         "ldap/@uri cannot be", "nothing after them"},
        {"domain as an address", account + "\nsrvDomain=\"ldaps://x.example\"", base, 6,
         "ldap/@srvDomain cannot be", "a domain of DNS"},
        {"page too large", server + account + "\npageSize=\"5001\"", base, 6,
         "ldap/@pageSize cannot be '5001'", "from 1 to 5000"},
        {"no patience", server + account + "\nconnectSeconds=\"0\"", base, 6,
         "ldap/@connectSeconds cannot be '0'", "from 1 to 60"},
        {"patience without end", server + account + "\nanswerSeconds=\"601\"", base, 6,
         "ldap/@answerSeconds cannot be '601'", "from 1 to 600"},
        {"more than all", server + account + "\nmaxRemovedPercent=\"101\"", base, 6,
         "ldap/@maxRemovedPercent cannot be '101'", "from 0 to 100"},
        {"grace of years", server + account + "\ngraceDays=\"366\"", base, 6,
         "ldap/@graceDays cannot be '366'", "from 0 to 365"},
        {"without a pause", server + account + "\neveryMinutes=\"0\"", base, 6,
         "ldap/@everyMinutes cannot be '0'", "from 1 to 1440"},
        {"seldom whole", server + account + "\nwholeEveryHours=\"169\"", base, 6,
         "ldap/@wholeEveryHours cannot be '169'", "from 1 to 168"},
    };
    return all;
}

LdapSettings ldap_settings(const Draft& draft) {
    const auto reading = reading_of(draft);
    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_REQUIRE(reading.manifest.settings.people.has_value());
    BOOST_TEST((reading.manifest.settings.people->kind == kith::model::PeopleSource::Kind::ldap));
    return reading.manifest.settings.people->ldap;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ldap)

BOOST_AUTO_TEST_CASE(each_contradiction_is_found_once_at_its_line_with_what_would_be_right) {
    const Folder folder;
    for (const auto& mistake : ldap_contradictions()) {
        const auto path =
            folder.write("kith.xml", ldap_draft(mistake.attributes, mistake.content).text());

        const auto findings = kith::manifest::read(path).findings;

        const auto* found = kith::test::find(findings, path, mistake.line, mistake.what);
        BOOST_TEST_CONTEXT(mistake.name << kith::test::listed(findings)) {
            BOOST_TEST((found != nullptr));
            if (found == nullptr) continue;
            BOOST_TEST(holds(found->hint, mistake.hint));
            BOOST_TEST((found->severity == mistake.severity));
            BOOST_TEST(findings.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_password_in_the_manifest_is_never_shown) {
    for (const std::string attribute : {"password", "pasword", "bindPassword", "Password"})
        for (const std::string secret : {"hunter2-Geheim", "kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9"})
            for (const auto& finding : reading_of(ldap_draft(server + R"( bindDn="cn=k" )" +
                                                             attribute + "=\"" + secret + "\""))
                                           .findings)
                BOOST_TEST(!holds(finding.what + finding.hint, secret), finding.what);
}

BOOST_AUTO_TEST_CASE(little_is_needed_and_the_rest_has_defaults) {
    const auto read = ldap_settings(ldap_draft(server + account));

    const LdapSettings defaults;
    BOOST_TEST(read.name == defaults.name);
    BOOST_TEST((read.protection == LdapSettings::Protection::ldaps));
    BOOST_TEST(!read.clear_text);
    BOOST_TEST(read.page_size == defaults.page_size);
    BOOST_TEST(read.removed_percent_max == defaults.removed_percent_max);
    BOOST_TEST(read.way.empty());
    BOOST_TEST(read.tops.empty());
    BOOST_REQUIRE(read.bases.size() == 1U);
    BOOST_TEST(read.bases[0].subtree);
}

BOOST_AUTO_TEST_CASE(an_empty_filter_is_as_good_as_none) {
    // What finds people differs from server to server: the connector puts it in.
    const auto read =
        ldap_settings(ldap_draft(server + account, R"(<base dn="dc=x" filter=" "/>)"));

    BOOST_REQUIRE(read.bases.size() == 1U);
    BOOST_TEST(read.bases[0].filter.empty());
}

BOOST_AUTO_TEST_CASE(everything_that_is_said_arrives) {
    const auto read = ldap_settings(ldap_draft(
        R"( uri="ldap://b.example:1389 ldap://[::1]" protection="startTls" caFile="/ca.pem")" +
            account +
            R"( connectSeconds="1" answerSeconds="2" pageSize="3" way="paged" keyAttribute="uid")"
            R"( maxRemovedPercent="4" graceDays="5" everyMinutes="6" wholeEveryHours="7")",
        R"x(<top person="e2"/><base dn="ou=b,dc=x" filter="(a=b)" scope="oneLevel" group="cn=g"/>)x"
        R"(<map to="title" attributes="title;lang-de title" transform="lastWord" default="T"/>)"
        R"(<map to="manager" attributes="boss"/><map to="dottedManagers" attributes="dotted"/>)"
        R"(<base dn="ou=a,dc=x"/><top person="e1"/><referral uri="ldap://c.example"/>)"));

    BOOST_TEST(read.uris == (std::vector<std::string>{"ldap://b.example:1389", "ldap://[::1]"}),
               boost::test_tools::per_element());
    BOOST_TEST((read.protection == LdapSettings::Protection::start_tls));
    BOOST_TEST(read.ca_file == "/ca.pem");
    BOOST_TEST(read.bind_dn == "cn=kith,dc=x");
    BOOST_TEST(read.password == "file:/etc/kith/ldap.password");
    BOOST_TEST(read.connect_seconds == 1);
    BOOST_TEST(read.answer_seconds == 2);
    BOOST_TEST(read.page_size == 3);
    BOOST_TEST(read.way == "paged");
    BOOST_TEST(read.key_attribute == "uid");
    BOOST_TEST(read.removed_percent_max == 4);
    BOOST_TEST(read.grace_days == 5);
    BOOST_TEST(read.every_minutes == 6);
    BOOST_TEST(read.whole_every_hours == 7);
    BOOST_REQUIRE(read.bases.size() == 2U);
    BOOST_TEST(read.bases[0].dn == "ou=a,dc=x");
    BOOST_TEST(read.bases[1].filter == "(a=b)");
    BOOST_TEST(!read.bases[1].subtree);
    BOOST_TEST(read.bases[1].group == "cn=g");
    // Spelled for the connectors as in people.csv.
    BOOST_REQUIRE(read.mappings.size() == 3U);
    BOOST_TEST(read.mappings[0].to == "dottedManagerIds");
    BOOST_TEST(read.mappings[1].to == "managerId");
    BOOST_TEST(read.mappings[2].to == "title");
    BOOST_TEST(read.mappings[2].attributes == (std::vector<std::string>{"title;lang-de", "title"}),
               boost::test_tools::per_element());
    BOOST_TEST((read.mappings[2].transform == LdapSettings::Transform::last_word));
    BOOST_TEST(read.mappings[2].otherwise == "T");
    BOOST_REQUIRE(read.tops.size() == 2U);
    BOOST_TEST(read.tops[0].text() == "e1");
    BOOST_TEST(read.referral_uris.size() == 1U);
}

BOOST_AUTO_TEST_CASE(its_files_count_from_the_folder_of_the_manifest) {
    const Folder folder;
    const auto path =
        folder.write("sub/kith.xml",
                     ldap_draft(server + R"( caFile="ca.pem" bindDn="cn=k" password="file:../pw")"
                                         R"( certificate="c.pem" certificateKey="../k.pem")")
                         .text());

    const auto reading = kith::manifest::read(path);

    BOOST_REQUIRE(reading.findings.empty());
    const auto& read = reading.manifest.settings.people->ldap;
    BOOST_TEST(read.ca_file == folder.path("sub/ca.pem"));
    BOOST_TEST(read.password == "file:" + folder.path("pw"));
    BOOST_TEST(read.certificate_file == folder.path("sub/c.pem"));
    BOOST_TEST(read.certificate_key_file == folder.path("k.pem"));
}

BOOST_AUTO_TEST_CASE(a_socket_of_the_same_machine_needs_neither_account_nor_encryption) {
    const auto bare = ldap_settings(ldap_draft(R"( uri="ldapi://%2Frun%2Fslapd%2Fldapi")"));
    const auto with_account = ldap_settings(
        ldap_draft(R"( uri="ldapi://%2Frun%2Fslapd%2Fldapi" protection="none")" + account));

    BOOST_TEST(bare.bind_dn.empty());
    BOOST_TEST((with_account.protection == LdapSettings::Protection::none));
}

BOOST_AUTO_TEST_CASE(active_directory_knows_an_account_as_user_at_domain_too) {
    const auto read =
        ldap_settings(ldap_draft(server + R"( bindDn="kith@ad.example" password="env:PW")"));
    BOOST_TEST(read.bind_dn == "kith@ad.example");
}

BOOST_AUTO_TEST_CASE(bases_beside_each_other_and_levels_do_not_overlap) {
    ldap_settings(ldap_draft(server + account, R"(<base dn="ou=a,dc=x"/><base dn="ou=b,dc=x"/>)"));
    ldap_settings(ldap_draft(server + account, R"(<base dn="dc=x" scope="oneLevel"/>)"
                                               R"(<base dn="ou=b,dc=x"/>)"));
    ldap_settings(
        ldap_draft(server + account, R"(<base dn="ou=b,dc=x"/><base dn="ou=xou=b,dc=x"/>)"));
}

BOOST_AUTO_TEST_CASE(the_name_of_an_entry_may_look_like_a_key) {
    const std::string name = "OU=Mitarbeitende-Standort-Hamburg-01,DC=x";

    ldap_settings(ldap_draft(
        server + R"( password="env:PW" bindDn="CN=kith,)" + name + "\"",
        "<base dn=\"" + name + "\" group=\"" + name + "\" filter=\"(memberOf=" + name + ")\"/>"));
}

BOOST_AUTO_TEST_CASE(what_people_write_in_another_order_is_the_same_when_applied) {
    const Folder folder;
    const auto text = [&](const std::string& content) {
        const auto path = folder.write("kith.xml", ldap_draft(server + account, content).text());
        return kith::manifest::read(path).manifest.canonical;
    };
    const std::string first = R"(<base dn="ou=a,dc=x"/>)";
    const std::string second = R"(<base dn="ou=b,dc=x"/>)";
    const std::string tops = R"(<top person="a"/><top person="b"/>)";
    const std::string pot = R"(<top person="b"/><top person="a"/>)";
    const std::string maps = R"(<map to="mail" attributes="m"/><map to="title" attributes="t"/>)";
    const std::string spam = R"(<map to="title" attributes="t"/><map to="mail" attributes="m"/>)";

    BOOST_TEST(!text(first).empty());
    BOOST_TEST(text(first + second + tops + maps) == text(spam + pot + second + first));
    BOOST_TEST(text(first) != text(second));
}

BOOST_AUTO_TEST_CASE(what_was_applied_reads_back) {
    for (const std::string& attributes :
         {server + account, R"( uri="ldap://a" protection="none" clearText="true")" + account,
          std::string(R"( srvDomain="x.example" certificate="c.pem" certificateKey="k.pem")")}) {
        const auto first = reading_of(ldap_draft(attributes)).manifest;

        const auto again = kith::manifest::read_canonical(first.canonical);

        BOOST_TEST(!kith::has_errors(again.findings), kith::test::listed(again.findings));
        BOOST_TEST(again.manifest.canonical == first.canonical);
        BOOST_TEST(kith::manifest::difference(first, again.manifest).empty());
    }
}

BOOST_AUTO_TEST_CASE(names_are_known_by_their_shape) {
    using kith::manifest::name_parts;
    for (const std::string name :
         {"dc=x", "CN=a\\, b,DC=x", "cn=a+uid=1,dc=x", "cn=\"a, b\";o=x", "2.5.4.3=a",
          "cn=\\c3\\a4", "cn = a , dc = x", "cn=a\\\\,dc=x", "cn=a=b", "cn=#04024869"})
        BOOST_TEST(name_parts(name).has_value(), name);
    for (const std::string name : {"", " ", "x", "cn=", "=x", "cn=a,", ",cn=a", "cn=a,,dc=x",
                                   "cn=a\\", "cn=a\\zz", "cn=\"a", "c n=a", "cn=a+,dc=x"})
        BOOST_TEST(!name_parts(name).has_value(), name);
    BOOST_TEST(*name_parts("CN = A\\, b , DC=X") == (std::vector<std::string>{"cn=a\\, b", "dc=x"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(filters_are_known_by_their_brackets) {
    using kith::manifest::filter_flaw;
    for (const std::string filter :
         {"", "(a=b)", "(&(a=b)(!(c=*d*)))", "(cn=\\28a\\29)", "(a:1.2.3:=2)",
          "(&(objectCategory=person)(!(userAccountControl:1.2.840.113556.1.4.803:=2)))"})
        BOOST_TEST(!filter_flaw(filter).has_value(), filter);
    for (const std::string filter : {"(", ")", ")(", "a", "(a=b", "a=b)", "(a)b", "()", "(a=\\)"})
        BOOST_TEST(filter_flaw(filter).has_value(), filter);
}

BOOST_AUTO_TEST_SUITE_END()
