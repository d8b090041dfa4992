// Mistakes that administrators make, one a row: each is found at its line, in words that help.
#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "written.h"

namespace {

using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;

struct Mistake {
    std::string name;
    std::string Draft::*part;  // What of the draft is written wrongly.
    std::string text;
    int line;
    std::string what;
    std::string hint;
};

const std::vector<Mistake>& mistakes() {
    static const std::vector<Mistake> all{
        // Words that do not exist.
        {"misspelt section", &Draft::more, "<rooting/>", 5, "did you mean <routing>?",
         "hard rules always hold"},
        {"misspelt attribute", &Draft::more, R"(<caseload openMaxx="2"/>)", 5,
         "did you mean openMax?", "same time"},
        {"attribute in another spelling", &Draft::more, R"(<caseload open-max="2"/>)", 5,
         "did you mean openMax?", "same time"},
        {"attribute cut short", &Draft::more, R"(<caseload newPerYear="4"/>)", 5,
         "did you mean newPerYearMax?", "twelve months"},
        {"attribute on a later line of its tag", &Draft::more,
         "<caseload openMax=\"2\"\n  newPerYear=\"4\"\n  coolDownDay=\"3\"/>", 7,
         "did you mean coolDownDays?", "Rest after"},
        {"unknown section", &Draft::more, "<firewall/>", 5, "<kith> has no element <firewall>",
         "It holds: include, tenant"},
        {"unknown attribute", &Draft::more, R"(<caseload colour="red"/>)", 5,
         "<caseload> has no attribute colour", "It has: openMax, newPerYearMax, coolDownDays"},
        {"a child of a misspelt section is still checked", &Draft::more,
         "<rooting>\n<relax rule=\"levelDistanse\"/></rooting>", 6, "relax/@rule cannot be",
         "Did you mean levelDistance?"},
        {"misspelt element deep down", &Draft::more,
         "<topics><topic id=\"a\">\n<lable language=\"en\">A</lable></topic></topics>", 6,
         "did you mean <label>?", "What people read"},
        {"element where an attribute is meant", &Draft::more,
         "<caseload><openMax>3</openMax></caseload>", 5, "<caseload> has no element <openMax>",
         "as an attribute: openMax="},
        {"element in the wrong section", &Draft::more, R"(<weights topic="10"/>)", 5,
         "<kith> has no element <weights>", "It belongs into <routing>"},
        {"section in another section", &Draft::more, "<routing><caseload/></routing>", 5,
         "<routing> has no element <caseload>", "It belongs into <kith>"},
        {"text between elements", &Draft::more, "<routing>fast</routing>", 5,
         "text stands in <routing>", "Values are attributes"},
        {"attribute with a prefix", &Draft::more, R"(<caseload xmlns:a="urn:a" a:openMax="3"/>)", 5,
         "has a prefix", "without a prefix"},
        {"section twice", &Draft::more, "<caseload/>\n<caseload openMax=\"2\"/>", 6,
         "<caseload> stands twice", ":5. Put both together"},

        // Hard rules.
        {"hard rule as an attribute", &Draft::more, R"(<routing chain_of_command="false"/>)", 5,
         "this rule cannot be switched off", "the power that they are afraid of"},
        {"hard rule as an element", &Draft::more, "<routing><chainOfCommand/></routing>", 5,
         "this rule cannot be switched off", "in any company"},
        {"hard rule to be relaxed", &Draft::more,
         R"(<routing><relax rule="chain_of_command"/></routing>)", 5,
         "this rule cannot be switched off", "nobody above or below"},
        {"hard rule by a common word", &Draft::more, R"(<routing><relax rule="party"/></routing>)",
         5, "this rule cannot be switched off", "a matter of her own"},
        {"hard rule on the root", &Draft::root,
         R"(<kith xmlns="urn:kith:manifest:1" chain-of-command="off">)", 1,
         "this rule cannot be switched off", "afraid of"},
        {"soft rule as an attribute", &Draft::more, R"(<routing same_team="false"/>)", 5,
         "<routing> has no attribute same_team", R"(<relax rule="sameTeam"/>)"},
        {"soft rule in snake case", &Draft::more,
         R"(<routing><relax rule="concerned_department"/></routing>)", 5, "relax/@rule cannot be",
         "Did you mean concernedDepartment?"},
        {"rule that is none", &Draft::more, R"(<routing><relax rule="weather"/></routing>)", 5,
         "cannot be 'weather'", "no other rule can be relaxed"},
        {"rule relaxed twice", &Draft::more,
         "<routing><relax rule=\"topic\"/>\n<relax rule=\"topic\"/></routing>", 6,
         "stands twice for 'topic'", "Keep one"},

        // Values.
        {"number too high", &Draft::more, R"(<caseload openMax="21" newPerYearMax="100"/>)", 5,
         "caseload/@openMax cannot be '21'", "from 1 to 20"},
        {"number too low", &Draft::more, R"(<caseload openMax="0"/>)", 5,
         "caseload/@openMax cannot be '0'", "from 1 to 20"},
        {"number beyond any type", &Draft::more,
         R"(<caseload coolDownDays="99999999999999999999"/>)", 5, "coolDownDays cannot be",
         "from 0 to 365"},
        {"word for a number", &Draft::more, R"(<caseload newPerYearMax="many"/>)", 5,
         "cannot be 'many'", "from 1 to 100"},
        {"yes for true", &Draft::more, R"(<eligibility managersOfPeople="yes"/>)", 5,
         "cannot be 'yes'", "true or false"},
        {"months too many", &Draft::more, R"(<routing formerManagerMonths="121"/>)", 5,
         "formerManagerMonths cannot be '121'", "from 0 to 120"},
        {"duration in minutes", &Draft::more, R"(<routing answerWithin="PT90M"/>)", 5,
         "answerWithin cannot be 'PT90M'", "days and hours"},
        {"duration too long", &Draft::more, R"(<routing answerWithin="P31D"/>)", 5,
         "answerWithin cannot be 'P31D'", "1 to 720 hours"},
        {"duration of nothing", &Draft::more, R"(<routing answerWithin="PT0H"/>)", 5,
         "answerWithin cannot be 'PT0H'", "1 to 720 hours"},
        {"weight above 100", &Draft::more, "<routing><weights\n  topic=\"130\"/></routing>", 6,
         "weights/@topic cannot be '130'", "from 0 to 100"},
        {"weights all zero", &Draft::more,
         R"(<routing><weights topic="0" language="0" hours="0" location="0" spareCapacity="0")"
         R"( rested="0"/></routing>)",
         5, "all weights are 0", "above 0"},
        {"capacity that can never be reached", &Draft::more,
         R"(<caseload openMax="9" newPerYearMax="4"/>)", 5, "can never be reached",
         "Lower openMax to 4"},
        {"language that is no tag", &Draft::more,
         "<languages default=\"en\"><language tag=\"en\"/>\n<language "
         "tag=\"english\"/></languages>",
         6, "language/@tag cannot be 'english'", "BCP 47"},
        {"language with an underscore", &Draft::more,
         R"(<languages default="en"><language tag="en"/><language tag="pt_BR"/></languages>)", 5,
         "cannot be 'pt_BR'", "pt-BR"},
        {"default language not among the languages", &Draft::more,
         R"(<languages default="fr"><language tag="de"/></languages>)", 5,
         "'fr' is not among the languages", R"(<language tag="fr"/>)"},
        {"language twice", &Draft::more,
         R"(<languages default="de"><language tag="de"/><language tag="DE"/></languages>)", 5,
         "stands twice for 'DE'", "Keep one"},
        {"shipped topics without the default language", &Draft::more,
         R"(<languages default="nl"><language tag="nl"/></languages>)", 5,
         "shipped topics have no labels", "<topics> of your own"},

        // Tenant, store, people.
        {"no coordinator", &Draft::tenant, R"(<tenant id="demo" name="Demo"/>)", 2,
         "names no coordinator", R"(<role name="coordinator")"},
        {"misspelt role", &Draft::tenant,
         R"(<tenant id="demo" name="Demo"><role name="cordinator" person="e1"/></tenant>)", 2,
         "role/@name cannot be 'cordinator'", "Did you mean coordinator?"},
        {"role holder twice", &Draft::tenant,
         R"(<tenant id="demo" name="Demo"><role name="coordinator" person="e1"/>)"
         R"(<role name="coordinator" person="e1"/></tenant>)",
         2, "<role> stands twice", "Keep one"},
        {"missing attribute", &Draft::tenant,
         R"(<tenant id="demo"><role name="coordinator" person="e1"/></tenant>)", 2,
         "<tenant> needs the attribute name", "know the company by"},
        {"tenant id in capitals", &Draft::tenant,
         R"(<tenant id="Demo Ltd" name="D"><role name="coordinator" person="e1"/></tenant>)", 2,
         "tenant/@id cannot be 'Demo Ltd'", "lower-case"},
        {"time zone that does not exist", &Draft::tenant,
         R"(<tenant id="demo" name="D" timeZone="Europe/Berlinn">)"
         R"(<role name="coordinator" person="e1"/></tenant>)",
         2, "no time zone 'Europe/Berlinn'", "Did you mean Europe/Berlin?"},
        {"time zone by its city", &Draft::tenant,
         R"(<tenant id="demo" name="D" timeZone="Berlin">)"
         R"(<role name="coordinator" person="e1"/></tenant>)",
         2, "no time zone 'Berlin'", "Did you mean Europe/Berlin?"},
        {"tenant missing", &Draft::tenant, "", 1, "<tenant> is missing", "Example: <tenant"},
        {"store missing", &Draft::store, "", 1, "<store> is missing", "Example: <store"},
        {"people missing", &Draft::people, "", 1, "<people> is missing",
         "csv, ldif, ldap or scimClient"},
        {"people without a source", &Draft::people, "<people/>", 4,
         "<people> needs <csv> or <ldif> or <ldap> or <scimClient> or <scim>", "one source"},
        {"people with two sources", &Draft::people,
         R"(<people><csv path="a"/><ldif path="b"/></people>)", 4, "one too many in <people>",
         "one source"},
        {"people with an empty path", &Draft::people, R"(<people><csv path=""/></people>)", 4,
         "csv/@path cannot be ''", "the path of a file"},
        {"people from a URL", &Draft::people,
         R"(<people><csv path="https://hr.example/people.csv"/></people>)", 4,
         "csv/@path cannot be 'https://hr.example", "not a URL"},
        {"key beside the database", &Draft::store,
         R"(<store database="data/kith.db" keySource="file:data/kith.key"/>)", 3,
         "same folder as the database", "would have both"},
        {"key beside the database by another way", &Draft::store,
         R"(<store database="data/kith.db" keySource="file:keys/../data/kith.key"/>)", 3,
         "same folder as the database", "would have both"},
        {"key source of no known kind", &Draft::store,
         R"(<store database="data/kith.db" keySource="vault:kith"/>)", 3,
         "store/@keySource cannot be 'vault:kith'",
         "file:PATH, credential:NAME, env:NAME, host:NAME or pkcs11:URI"},
        {"credential out of its folder", &Draft::store,
         R"(<store database="data/kith.db" keySource="credential:..kith"/>)", 3,
         "store/@keySource cannot be 'credential:..kith'", "credential:NAME"},
        {"credential with a path", &Draft::store,
         R"(<store database="data/kith.db" keySource="credential:a/kith"/>)", 3,
         "store/@keySource cannot be 'credential:a/kith'", "credential:NAME"},
        {"token without a module", &Draft::store,
         R"(<store database="data/kith.db" keySource="pkcs11:token=kith;object=root"/>)", 3,
         "store/@keySource cannot be 'pkcs11:token=kith;object=root'", "pkcs11:URI"},

        // Topics, roles, resources.
        {"topic twice", &Draft::more,
         "<topics><topic id=\"a\"><label language=\"en\">A</label></topic>\n"
         "<topic id=\"a\"><label language=\"en\">B</label></topic></topics>",
         6, "<topic> stands twice for 'a'", "Keep one"},
        {"topic without a label in the default language", &Draft::more,
         R"(<topics><topic id="a"><label language="fr">A</label></topic></topics>)", 5,
         "<topic> 'a' has no label in the default language", R"(<label language="en">)"},
        {"topics without any", &Draft::more, "<topics/>", 5, "<topics> needs <topic>",
         "instead of the eight"},
        {"label twice in a language", &Draft::more,
         "<topics><topic id=\"a\"><label language=\"en\">A</label>\n"
         "<label language=\"EN\">B</label></topic></topics>",
         6, "<label> stands twice", "Keep one"},
        {"empty label", &Draft::more,
         R"(<topics><topic id="a"><label language="en"> </label></topic></topics>)", 5,
         "<label> is empty", "1 to 200 characters"},
        {"role without a label in the default language", &Draft::more,
         R"(<roles><role name="coordinator"><label language="de">L</label></role></roles>)", 5,
         "<role> 'coordinator' has no label", R"(<label language="en">)"},
        {"role that Kith does not have", &Draft::more,
         R"(<roles><role name="peer"><label language="en">P</label></role></roles>)", 5,
         "role/@name cannot be 'peer'", "peer-supporter"},
        {"no help from outside", &Draft::resources, "", 1, "no emergency number",
         R"(kind="emergency")"},
        {"resource with neither phone nor url", &Draft::resources,
         R"(<resources><resource id="x" kind="eap"><label language="en">X</label></resource>)"
         "</resources>",
         6, "has neither phone nor url", R"(phone="...")"},
        {"resource over http", &Draft::resources,
         R"(<resources><resource id="x" kind="eap" url="http://eap.example">)"
         R"(<label language="en">X</label></resource></resources>)",
         6, "resource/@url cannot be", "an https address"},
        {"telephone number with words", &Draft::resources,
         R"(<resources><resource id="x" kind="hotline" phone="call us">)"
         R"(<label language="en">X</label></resource></resources>)",
         6, "resource/@phone cannot be 'call us'", "digits"},
        {"resource of no known kind", &Draft::resources,
         R"(<resources><resource id="x" kind="hotlin" phone="112">)"
         R"(<label language="en">X</label></resource></resources>)",
         6, "resource/@kind cannot be 'hotlin'", "Did you mean hotline?"},

        // Namespaces and XML itself.
        {"no namespace", &Draft::root, "<kith>", 1, "<kith> has no namespace",
         "xmlns=\"urn:kith:manifest:1\""},
        {"wrong namespace", &Draft::root, R"(<kith xmlns="urn:kith:manifest:9">)", 1,
         "<kith> is in another namespace", "urn:kith:manifest:1"},
        {"tag closed by another", &Draft::more, "<routing>\n</caseload>", 6,
         "<routing> is closed as </caseload>", "</routing>"},
        {"value without quotes", &Draft::more, "<caseload openMax=3/>", 5, "has no quotes",
         "name=\"value\""},
        {"ampersand alone", &Draft::more,
         "<eligibility>\n<excludedDepartment name=\"R & D\"/></eligibility>", 6,
         "& or < stands alone", "&amp;"},
        {"unknown entity", &Draft::more,
         R"(<eligibility><excludedDepartment name="R&nbsp;D"/></eligibility>)", 5,
         "&nbsp; is not known", "the character itself"},
        {"attribute twice", &Draft::more, R"(<caseload openMax="2" openMax="3"/>)", 5,
         "openMax stands twice", "XML editor"},
        {"quote missing", &Draft::more, "<caseload openMax=\"2/>\n<routing/>", 6,
         "a quote is missing", "XML editor"},
        {"undeclared prefix", &Draft::more, "<k:routing/>", 5, "the prefix k: is not declared",
         "without a prefix"},
    };
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mistakes_of_administrators)

BOOST_AUTO_TEST_CASE(the_draft_without_a_mistake_has_no_finding) {
    const Folder folder;

    const auto reading = kith::manifest::read(folder.write("kith.xml", Draft().text()));

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
}

BOOST_AUTO_TEST_CASE(each_mistake_is_found_at_its_line_with_what_would_be_right) {
    const Folder folder;
    BOOST_TEST(mistakes().size() >= 45U);
    for (const auto& mistake : mistakes()) {
        Draft draft;
        draft.*mistake.part = mistake.text;
        const auto path = folder.write("kith.xml", draft.text());

        const auto reading = kith::manifest::read(path);

        const auto* found = kith::test::find(reading.findings, path, mistake.line, mistake.what);
        BOOST_TEST_CONTEXT(mistake.name << kith::test::listed(reading.findings)) {
            BOOST_TEST((found != nullptr));
            BOOST_TEST((found == nullptr || holds(found->hint, mistake.hint)));
        }
    }
}

BOOST_AUTO_TEST_CASE(one_mistake_is_said_once) {
    const Folder folder;
    // Two mistakes in one row, and a misspelt role that leaves the tenant without a coordinator.
    const std::vector<std::string> two_sided{"attribute on a later line of its tag",
                                             "a child of a misspelt section is still checked",
                                             "misspelt role"};
    for (const auto& mistake : mistakes()) {
        Draft draft;
        draft.*mistake.part = mistake.text;
        const auto reading = kith::manifest::read(folder.write("kith.xml", draft.text()));

        const bool spared =
            std::find(two_sided.begin(), two_sided.end(), mistake.name) != two_sided.end();
        std::size_t count = 0;
        for (const auto& finding : reading.findings)
            if (!holds(finding.what, "checkpoints of the audit log") &&
                (mistake.text.empty() || !holds(finding.what, "no emergency number")))
                ++count;
        BOOST_TEST_CONTEXT(mistake.name << kith::test::listed(reading.findings)) {
            BOOST_TEST((spared || count == 1U));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_finding_speaks_the_language_of_the_schema_library) {
    const Folder folder;
    for (const auto& mistake : mistakes()) {
        Draft draft;
        draft.*mistake.part = mistake.text;

        for (const auto& finding :
             kith::manifest::read(folder.write("kith.xml", draft.text())).findings) {
            BOOST_TEST(!holds(finding.what, "{urn"), finding.what);
            BOOST_TEST(!holds(finding.what, "facet"), finding.what);
            BOOST_TEST(!holds(finding.what, "atomic type"), finding.what);
            BOOST_TEST(!finding.what.empty());
            BOOST_TEST(!finding.hint.empty(), finding.what);
        }
    }
}

BOOST_AUTO_TEST_CASE(all_mistakes_of_a_file_are_reported_at_once_in_the_order_of_lines) {
    const Folder folder;
    Draft draft;
    draft.tenant = R"(<tenant id="demo" nam="Demo"/>)";
    draft.store = R"(<store database="kith.db" keySource="file:kith.key"/>)";
    draft.people = R"(<peeple><csv pth="people.csv"/></peeple>)";
    draft.more =
        "<caseload openMax=\"x\"/>\n<routing party=\"no\">\n<relax rule=\"topik\"/></routing>";
    const auto path = folder.write("kith.xml", draft.text());

    const auto findings = kith::manifest::read(path).findings;

    const auto found = [&](int line, const char* what) {
        return kith::test::find(findings, path, line, what) != nullptr;
    };
    BOOST_TEST(found(2, "did you mean name?"));
    BOOST_TEST(found(2, "names no coordinator"));
    BOOST_TEST(found(3, "same folder"));
    BOOST_TEST(found(4, "did you mean <people>?"));
    BOOST_TEST(found(4, "did you mean path?"));
    BOOST_TEST(found(5, "openMax cannot be 'x'"));
    BOOST_TEST(found(6, "cannot be switched off"));
    BOOST_TEST(found(7, "cannot be 'topik'"));
    BOOST_TEST(findings.size() == 8U, kith::test::listed(findings));
    BOOST_TEST(std::is_sorted(findings.begin(), findings.end(),
                              [](const auto& a, const auto& b) { return a.line < b.line; }));
}

BOOST_AUTO_TEST_CASE(what_looks_like_a_secret_is_refused_and_never_shown) {
    const Folder folder;
    const std::vector<std::string> secrets{
        "https://admin:hunter2-Geheim@eap.example/x",
        "https://hunter2-Geheim@eap.example",
        "ldaps://a.example ldaps://hunter2-Geheim@b.example",
        "-----BEGIN PRIVATE KEY----- hunter2-Geheim",
        "00112233445566778899aabbccddeeff",
        "kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9wT4BnM=",
        "pkcs11:token=kith;object=root?module-path=/m.so&amp;pin-value=1234",
        "pkcs11:token=kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9wT4BnM=",
    };
    for (const auto& secret : secrets) {
        Draft draft;
        draft.store = "<store database=\"data/kith.db\" keySource=\"" + secret + "\"/>";
        draft.more = "<topics><topic id=\"a\">\n<label language=\"en\">" + secret +
                     "</label></topic></topics><routing answerWithin=\"" + secret + "\" " + "/>";
        const auto path = folder.write("kith.xml", draft.text());

        const auto findings = kith::manifest::read(path).findings;

        BOOST_TEST((kith::test::find(findings, path, 3, "looks like a secret") != nullptr));
        BOOST_TEST((kith::test::find(findings, path, 6, "looks like a secret") != nullptr));
        for (const auto& finding : findings)
            BOOST_TEST(!holds(finding.what + finding.hint, secret.substr(3)), finding.what);
    }
}

BOOST_AUTO_TEST_CASE(a_credential_and_a_key_on_a_token_are_no_mistakes) {
    const Folder folder;
    for (const std::string source :
         {"credential:kith-root.1",
          "pkcs11:token=kith;object=kith-root?module-path=/usr/safenet/lunaclient/lib/"
          "libCryptoki2_64.so&amp;pin-source=file:/run/secrets/kith.pin"}) {
        Draft draft;
        draft.store = "<store database=\"data/kith.db\" keySource=\"" + source + "\"/>";
        const auto read = kith::manifest::read(folder.write("kith.xml", draft.text()));
        BOOST_TEST(!kith::has_errors(read.findings), kith::test::listed(read.findings));
    }
}

BOOST_AUTO_TEST_CASE(an_id_of_a_person_may_look_like_hex) {
    const Folder folder;
    Draft draft;
    draft.tenant = R"(<tenant id="demo" name="D"><role name="coordinator" )"
                   R"(person="00112233445566778899aabbccddeeff"/></tenant>)";

    const auto reading = kith::manifest::read(folder.write("kith.xml", draft.text()));

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
}

BOOST_AUTO_TEST_SUITE_END()
