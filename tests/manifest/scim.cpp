// Providers that push people: what is read from <scim>, and what contradicts itself there.
#include <boost/test/unit_test.hpp>

#include "manifest/secrets.h"
#include "written.h"

namespace {

using kith::Severity;
using kith::model::ScimPersonId;
using kith::model::ScimServerSettings;
using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;
using kith::test::reading_of;

const std::string token = R"(<token reference="env:KITH_SCIM_TOKEN"/>)";
const std::string other_token = R"(<token reference="env:KITH_OTHER_TOKEN"/>)";
const std::string signed_tokens =
    R"(<signedTokens issuer="https://sts.windows.net/t/" audience="APP" keys="keys.json"/>)";
const std::string csv = R"(<csv path="people.csv"/>)";

// <people> is line 4, the tag of <scim> and its attributes line 5, what is in it begins at line 6.
Draft scim_draft(const std::string& attributes, const std::string& content = token,
                 const std::string& before = "", const std::string& behind = "") {
    Draft draft;
    draft.people = "<people>" + before + "\n<scim" + attributes + ">\n" + content + "\n</scim>" +
                   behind + "</people>";
    return draft;
}

// One on each line.
std::string providers(int first, int last) {
    std::string all;
    for (int i = first; i <= last; ++i)
        all += "\n<scim personId=\"id\" name=\"a" + std::to_string(i) +
               "\"><token reference=\"env:T" + std::to_string(i) + "\"/></scim>";
    return all;
}

struct ScimMistake {
    std::string name;
    Draft draft;
    int line;
    std::string what;
    std::string hint;
    Severity severity = Severity::error;
};

const std::vector<ScimMistake>& scim_contradictions() {
    static const std::vector<ScimMistake> all{
        // Who comes.
        {"everybody may come", scim_draft(R"( name="entra")", ""), 5,
         "<scim> 'entra' does not say how the provider shows who it is", "<token reference="},
        {"a third token",
         scim_draft("", token + "\n" + other_token + "\n<token reference=\"env:KITH_THIRD\"/>"), 8,
         "<token> is one too many in <scim> 'scim'", "delete the one that no provider shows"},
        {"signed in two ways",
         scim_draft("",
                    signed_tokens +
                        "\n<signedTokens issuer=\"https://a.example\" audience=\"b\" keys=\"c\"/>"),
         7, "<signedTokens> is one too many", "a <scim> of its own"},
        {"one token twice", scim_draft("", token + "\n" + token), 7,
         "two <token> of one <scim> have the same reference", "takes over from the first"},
        {"one token twice by another way",
         scim_draft(
             "", "<token reference=\"file:keys/a\"/>\n<token reference=\"file:./keys/b/../a\"/>"),
         7, "have the same reference", "Keep one"},
        {"one token for two providers",
         scim_draft(R"( name="a" personId="id")", token, "",
                    "\n<scim name=\"b\" personId=\"id\">\n" + token + "</scim>"),
         9, "two <scim> have the same token", "Kith knows who comes"},
        {"one signer for two providers",
         scim_draft(R"( name="a" personId="id")", signed_tokens, "",
                    "\n<scim name=\"b\" personId=\"id\">\n" + signed_tokens + "</scim>"),
         9, "two <scim> take the same signed tokens", "an audience of its own"},

        // Secrets.
        {"token written down", scim_draft("", "<token\nreference=\"hunter2-Geheim\"/>"), 7,
         "token/@reference is not where a token is", "file:/etc/kith/scim.token"},
        {"token that is long",
         scim_draft("", "<token\nreference=\"kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9wT4\"/>"), 7,
         "token/@reference is not where a token is", "change it"},
        {"token from the host", scim_draft("", "<token\nreference=\"host:scim\"/>"), 7,
         "token/@reference is not where a token is", "credential:NAME"},
        {"reference to nothing", scim_draft("", "<token\nreference=\"\"/>"), 7,
         "token/@reference is empty: it names no token", "env:NAME"},
        {"reference to no variable", scim_draft("", "<token\nreference=\" env: \"/>"), 7,
         "token/@reference is empty: it names no token", "env:NAME"},
        {"reference to no file", scim_draft("", "<token\nreference=\"file:\"/>"), 7,
         "token/@reference is empty", "file:/etc/kith/scim.token"},
        {"reference to no credential", scim_draft("", "<token\nreference=\"credential:\"/>"), 7,
         "token/@reference is empty", "credential:NAME"},
        {"token without a reference", scim_draft("", "<token/>"), 6, "<token> needs the attribute",
         "Never the token itself"},
        {"token beside the database",
         scim_draft("", "<token\nreference=\"file:keys/../data/scim.token\"/>"), 7,
         "the token lies in the same folder as the database", "would have both"},
        {"second token beside the database",
         scim_draft("", token + "\n<token reference=\"file:data/scim.token\"/>"), 7,
         "the token lies in the same folder as the database", "/etc/kith"},

        // Names.
        {"name of the directory", scim_draft("\nname=\"ldap\""), 6,
         "<scim> cannot be called 'ldap'", R"(name="entra")"},
        {"name of files", scim_draft("\nname=\"file\""), 6, "<scim> cannot be called 'file'",
         "of its own"},
        {"name of the service that is asked", scim_draft("\nname=\"scimClient\""), 6,
         "scim/@name cannot be 'scimClient'", "lower-case letters"},
        {"name with a blank", scim_draft("\nname=\"our entra\""), 6,
         "scim/@name cannot be 'our entra'", "not ldap and not file"},
        {"name without end", scim_draft("\nname=\"" + std::string(41, 'x') + "\""), 6,
         "scim/@name cannot be", "1 to 40"},
        {"two of one name",
         scim_draft(R"( name="a" personId="id")", token, "",
                    "<scim personId=\"id\"\nname=\"a\">" + other_token + "</scim>"),
         8, "two <scim> are called 'a'", "a name of its own"},
        {"two without a name",
         scim_draft(R"( personId="id")", token, "",
                    "\n<scim personId=\"id\">" + other_token + "</scim>"),
         8, "two <scim> are called 'scim'", "without one it is scim"},

        // People in two sources.
        {"nobody in both", scim_draft(R"( name="entra")", token, csv), 5,
         "<scim> 'entra' stands beside another source without a personId", R"(personId="id")",
         Severity::warning},
        {"nobody in two that come",
         scim_draft(R"( name="a" personId="userName")", token, "",
                    "\n<scim name=\"b\">" + other_token + "</scim>"),
         8, "nobody is ever one person in both", R"(personId="employeeNumber")", Severity::warning},

        // What groups and people are.
        {"role that Kith does not have",
         scim_draft("", token + "<grant group=\"g\"\nrole=\"admin\"/>"), 7,
         "grant/@role cannot be 'admin'", "coordinator, identity-custodian or it-admin"},
        {"role that no group gives",
         scim_draft("", token + "<grant group=\"g\"\nrole=\"peer-supporter\"/>"), 7,
         "grant/@role cannot be 'peer-supporter'", "coordinator"},
        {"role in another spelling",
         scim_draft("", token + "<grant group=\"g\"\nrole=\"itAdmin\"/>"), 7,
         "grant/@role cannot be 'itAdmin'", "Did you mean it-admin?"},
        {"role without a group", scim_draft("", token + "\n<grant role=\"coordinator\"/>"), 7,
         "<grant> needs the attribute group", "displayName"},
        {"role twice",
         scim_draft("", token + R"(<grant role="it-admin" group="g"/>)"
                                "\n<grant group=\"g\" role=\"it-admin\"/>"),
         7, "<grant> stands twice for 'it-admin g'", "Keep one"},
        {"top twice", scim_draft("", token + "<top person=\"e1\"/>\n<top person=\"e1\"/>"), 7,
         "<top> stands twice for 'e1'", "Keep one"},

        // How many, and in which order.
        {"ninth provider", scim_draft(R"( name="a1" personId="id")", token, "", providers(2, 9)),
         15, "<scim> is one too many in <people>", "up to eight of scim"},
        {"file behind a provider", scim_draft(R"( personId="id")", token, "", "\n" + csv), 8,
         "<csv> is one too many in <people> or stands in the wrong order", "behind it"},

        // Words and values.
        {"misspelt element", scim_draft("", token + "\n<grants role=\"it-admin\" group=\"g\"/>"), 7,
         "did you mean <grant>?", "holds a role in Kith"},
        {"misspelt attribute", scim_draft("\npersonID=\"id\""), 6, "did you mean personId?",
         "signs her in with"},
        {"told how often to come", scim_draft("\neveryMinutes=\"15\""), 6,
         "<scim> has no attribute everyMinutes", "It has: name, habits"},
        {"told how often to tell all", scim_draft("\nwholeEveryHours=\"24\""), 6,
         "<scim> has no attribute wholeEveryHours", "It has: name, habits"},
        {"token as an attribute", scim_draft("\ntoken=\"env:T\""), 6,
         "<scim> has no attribute token", "as an element: <token>"},
        {"habits of nobody", scim_draft("\nhabits=\"azure\""), 6, "scim/@habits cannot be 'azure'",
         "strict, entra or okta"},
        {"person by e-mail", scim_draft("\npersonId=\"emails\""), 6,
         "scim/@personId cannot be 'emails'", "never an e-mail address"},
        {"person in another spelling", scim_draft("\npersonId=\"username\""), 6,
         "scim/@personId cannot be 'username'", "Did you mean userName?"},
        {"half a right to write", scim_draft("\nwrites=\"yes\""), 6, "scim/@writes cannot be 'yes'",
         "true or false"},
        {"more than all", scim_draft("\nmaxRemovedPercent=\"101\""), 6,
         "scim/@maxRemovedPercent cannot be '101'", "from 0 to 100"},
        {"grace of years", scim_draft("\ngraceDays=\"366\""), 6, "scim/@graceDays cannot be '366'",
         "from 0 to 365"},
        {"signer in clear",
         scim_draft("", "<signedTokens audience=\"a\" keys=\"k\"\nissuer=\"http://a.example\"/>"),
         7, "signedTokens/@issuer cannot be 'http://a.example'", "an https address"},
        {"keys from a URL",
         scim_draft("",
                    "<signedTokens issuer=\"https://a.example\" audience=\"a\"\n"
                    "keys=\"https://a.example/keys\"/>"),
         7, "signedTokens/@keys cannot be", "not a URL"},
        {"signed for nobody",
         scim_draft("", "<signedTokens issuer=\"https://a.example\" keys=\"k\"/>"), 6,
         "<signedTokens> needs the attribute audience", "as the provider calls it"},
    };
    return all;
}

ScimServerSettings scim_settings(const Draft& draft) {
    const auto reading = reading_of(draft);
    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_REQUIRE(!reading.manifest.settings.scim_servers.empty());
    return reading.manifest.settings.scim_servers.front();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scim)

BOOST_AUTO_TEST_CASE(each_contradiction_is_found_once_at_its_line_with_what_would_be_right) {
    const Folder folder;
    for (const auto& mistake : scim_contradictions()) {
        const auto path = folder.write("kith.xml", mistake.draft.text());

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

BOOST_AUTO_TEST_CASE(a_token_in_the_manifest_is_never_shown) {
    for (const std::string secret : {"hunter2-Geheim", "kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9"})
        for (const std::string& content :
             {"<token reference=\"" + secret + "\"/>", "<token refrence=\"" + secret + "\"/>",
              "<tokn reference=\"" + secret + "\"/>", "<token>" + secret + "</token>",
              "<token reference=\"" + secret + "\"/><token reference=\"" + secret + "\"/>"}) {
            const auto findings = reading_of(scim_draft("", content)).findings;

            BOOST_TEST(kith::has_errors(findings), content);
            for (const auto& finding : findings)
                BOOST_TEST(!holds(finding.what + finding.hint, secret), finding.what);
        }
}

BOOST_AUTO_TEST_CASE(little_is_needed_and_the_rest_has_defaults) {
    const auto read = scim_settings(scim_draft(""));

    const ScimServerSettings defaults;
    BOOST_TEST(read.name == "scim");
    BOOST_TEST((read.habits == ScimServerSettings::Habits::strict));
    BOOST_TEST((read.person_id == ScimPersonId::id));
    BOOST_TEST(read.writes);
    BOOST_TEST(read.removed_percent_max == defaults.removed_percent_max);
    BOOST_TEST(read.grace_days == defaults.grace_days);
    BOOST_TEST(!read.signed_tokens.has_value());
    BOOST_TEST(read.grants.empty());
    BOOST_TEST(read.tops.empty());
    BOOST_TEST(read.tokens == (std::vector<std::string>{"env:KITH_SCIM_TOKEN"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(everything_that_is_said_arrives) {
    const auto read = scim_settings(scim_draft(
        R"( name="okta-2" habits="okta" personId="externalId" writes="false")"
        R"( maxRemovedPercent="4" graceDays="5")",
        R"(<top person="e2"/><grant role="it-admin" group="Kith operations"/>)"
        R"(<token reference="file:/etc/kith/b"/><grant role="coordinator" group="Ä"/>)"
        R"(<signedTokens issuer="https://a.example/x" audience="api://kith" keys="/k.json"/>)"
        R"(<token reference="credential:a"/><top person="e1"/>)"));

    BOOST_TEST(read.name == "okta-2");
    BOOST_TEST((read.habits == ScimServerSettings::Habits::okta));
    BOOST_TEST((read.person_id == ScimPersonId::external_id));
    BOOST_TEST(!read.writes);
    BOOST_TEST(read.removed_percent_max == 4);
    BOOST_TEST(read.grace_days == 5);
    BOOST_TEST(read.tokens == (std::vector<std::string>{"credential:a", "file:/etc/kith/b"}),
               boost::test_tools::per_element());
    BOOST_REQUIRE(read.signed_tokens.has_value());
    BOOST_TEST(read.signed_tokens->issuer == "https://a.example/x");
    BOOST_TEST(read.signed_tokens->audience == "api://kith");
    BOOST_TEST(read.signed_tokens->keys_file == "/k.json");
    BOOST_REQUIRE(read.grants.size() == 2U);
    BOOST_TEST(read.grants[0].role == "coordinator");
    BOOST_TEST(read.grants[0].group == "Ä");
    BOOST_TEST(read.grants[1].role == "it-admin");
    BOOST_REQUIRE(read.tops.size() == 2U);
    BOOST_TEST(read.tops[0].text() == "e1");
}

BOOST_AUTO_TEST_CASE(each_word_of_an_attribute_has_its_meaning) {
    const std::vector<std::pair<std::string, ScimPersonId>> ids{
        {"id", ScimPersonId::id},
        {"userName", ScimPersonId::user_name},
        {"externalId", ScimPersonId::external_id},
        {"employeeNumber", ScimPersonId::employee_number}};
    for (const auto& [word, id] : ids)
        BOOST_TEST((scim_settings(scim_draft(" personId=\"" + word + "\"")).person_id == id), word);

    using Habits = ScimServerSettings::Habits;
    const std::vector<std::pair<std::string, Habits>> habits{
        {"strict", Habits::strict}, {"entra", Habits::entra}, {"okta", Habits::okta}};
    for (const auto& [word, habit] : habits)
        BOOST_TEST((scim_settings(scim_draft(" habits=\"" + word + "\"")).habits == habit), word);
}

BOOST_AUTO_TEST_CASE(signed_tokens_alone_are_enough) {
    const auto read = scim_settings(scim_draft("", signed_tokens));

    BOOST_TEST(read.tokens.empty());
    BOOST_TEST(read.signed_tokens.has_value());
}

BOOST_AUTO_TEST_CASE(its_files_count_from_the_folder_of_the_manifest) {
    const Folder folder;
    const auto path = folder.write(
        "sub/kith.xml", scim_draft("", R"(<token reference="file:../t"/>)" + signed_tokens).text());

    const auto reading = kith::manifest::read(path);

    BOOST_REQUIRE(reading.findings.empty());
    const auto& read = reading.manifest.settings.scim_servers.front();
    BOOST_TEST(read.tokens.front() == "file:" + folder.path("t"));
    BOOST_TEST(read.signed_tokens->keys_file == folder.path("sub/keys.json"));
}

BOOST_AUTO_TEST_CASE(providers_stand_beside_any_source_and_keep_their_order) {
    const std::string ldap = R"(<ldap uri="ldapi://a"><base dn="dc=x"/></ldap>)";
    const std::string client = R"(<scimClient url="https://a.example" token="env:ASKED"/>)";
    for (const std::string& source :
         {std::string(), csv, std::string(R"(<ldif path="people.ldif"/>)"), ldap, client}) {
        const auto reading =
            reading_of(scim_draft(R"( name="z" personId="userName")", token, source,
                                  R"(<scim name="a" personId="id">)" + other_token + "</scim>"));

        BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
        const auto& found = reading.manifest.settings;
        BOOST_TEST(found.people.has_value() == !source.empty());
        BOOST_REQUIRE(found.scim_servers.size() == 2U);
        BOOST_TEST(found.scim_servers[0].name == "z");
        BOOST_TEST(found.scim_servers[1].name == "a");
    }
}

BOOST_AUTO_TEST_CASE(eight_providers_are_not_too_many_beside_another_source) {
    const auto reading =
        reading_of(scim_draft(R"( name="a1" personId="id")", token, csv, providers(2, 8)));

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_TEST(reading.manifest.settings.scim_servers.size() == 8U);
}

BOOST_AUTO_TEST_CASE(what_people_write_in_another_order_is_the_same_when_applied) {
    const Folder folder;
    const auto text = [&](const std::string& content) {
        const auto path = folder.write("kith.xml", scim_draft("", content).text());
        return kith::manifest::read(path).manifest.canonical;
    };
    const std::string grants = R"(<grant role="coordinator" group="b"/>)"
                               R"(<grant role="coordinator" group="a"/>)";
    const std::string stnarg = R"(<grant role="coordinator" group="a"/>)"
                               R"(<grant role="coordinator" group="b"/>)";
    const std::string tops = R"(<top person="a"/><top person="b"/>)";
    const std::string pots = R"(<top person="b"/><top person="a"/>)";

    BOOST_TEST(!text(token).empty());
    BOOST_TEST(text(token + other_token + grants + tops) ==
               text(pots + stnarg + other_token + token));
    BOOST_TEST(text(token) != text(other_token));
    BOOST_TEST(text(token) != text(token + grants));
}

BOOST_AUTO_TEST_CASE(what_was_applied_reads_back) {
    for (const Draft& written :
         {scim_draft(""), scim_draft("", signed_tokens),
          scim_draft(
              R"( name="a" habits="entra" personId="userName" writes="false")"
              R"( maxRemovedPercent="1" graceDays="2")",
              token + other_token + signed_tokens +
                  R"(<grant role="it-admin" group="A &amp; &quot;B&quot;"/><top person="e1"/>)",
              csv, R"(<scim name="b" personId="id"><token reference="file:t"/></scim>)")}) {
        const auto first = reading_of(written).manifest;

        const auto again = kith::manifest::read_canonical(first.canonical);

        BOOST_TEST(!kith::has_errors(again.findings), kith::test::listed(again.findings));
        BOOST_TEST(again.manifest.canonical == first.canonical);
        BOOST_TEST(kith::manifest::difference(first, again.manifest).empty());
        BOOST_TEST(again.manifest.settings.scim_servers.size() ==
                   first.settings.scim_servers.size());
    }
}

BOOST_AUTO_TEST_CASE(an_overlay_turns_a_token_and_adds_a_provider) {
    const Folder folder;
    const auto manifest = folder.write("kith.xml", scim_draft(R"( name="a" personId="id")").text());
    const auto overlay = folder.write("production.xml", R"(<overlay xmlns="urn:kith:overlay:1">
        <replace sel="/kith/people/scim[@name='a']/token/@reference">env:TURNED</replace>
        <add sel="/kith/people/scim[@name='a']" type="@writes">false</add>
        <add sel="/kith/people"><scim name="b" personId="id"><token reference="file:t"/></scim></add>
        </overlay>)");

    const auto reading = kith::manifest::read(manifest, {overlay});

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    const auto& servers = reading.manifest.settings.scim_servers;
    BOOST_REQUIRE(servers.size() == 2U);
    BOOST_TEST(servers[0].tokens.front() == "env:TURNED");
    BOOST_TEST(!servers[0].writes);
    BOOST_TEST(servers[1].name == "b");
    BOOST_TEST(servers[1].tokens.front() == "file:" + folder.path("t"));
}

BOOST_AUTO_TEST_CASE(a_provider_may_stand_in_an_included_file) {
    const Folder folder;
    folder.write("parts/people.xml",
                 "<people xmlns=\"urn:kith:manifest:1\">\n<scim><token reference=\"file:t\"/>\n"
                 "<grant role=\"chef\" group=\"g\"/></scim></people>");
    Draft including;
    including.people = R"(<include href="parts/people.xml"/>)";

    const auto reading = kith::manifest::read(folder.write("kith.xml", including.text()));

    const auto& servers = reading.manifest.settings.scim_servers;
    BOOST_TEST((kith::test::find(reading.findings, folder.path("parts/people.xml"), 3,
                                 "grant/@role cannot be 'chef'") != nullptr),
               kith::test::listed(reading.findings));
    BOOST_REQUIRE(servers.size() == 1U);
    BOOST_TEST(servers.front().tokens.front() == "file:" + folder.path("t"));
}

BOOST_AUTO_TEST_CASE(what_a_provider_calls_kith_may_look_like_a_key) {
    using kith::manifest::looks_like_secret;
    const std::string key = "kJ8dhQ2mW0xY7pLs3VbN5tRzAe1FgHcU6oIq9wT4";

    scim_settings(scim_draft("", "<signedTokens issuer=\"https://a.example/oauth2/" + key +
                                     "/v2\" audience=\"" + key + "\" keys=\"k.json\"/>"));

    BOOST_TEST(looks_like_secret("name", key));
    BOOST_TEST(looks_like_secret("issuer", "https://a.example/?key=" + key));
    BOOST_TEST(looks_like_secret("issuer", "https://a.example/#" + key));
    BOOST_TEST(looks_like_secret("issuer", "https://kith:geheim@a.example/"));
    BOOST_TEST(looks_like_secret("issuer", key));
}

BOOST_AUTO_TEST_SUITE_END()
