// What is applied: equal text means equal effect, and it reads back as it was written.
#include <boost/test/unit_test.hpp>

#include "written.h"

namespace {

using kith::manifest::read;
using kith::manifest::read_canonical;
using kith::test::Draft;
using kith::test::Folder;

const std::string examples = KITH_MANIFESTS "/examples/";

kith::manifest::Reading sound(const std::string& path,
                              const std::vector<std::string>& overlays = {}) {
    auto reading = read(path, overlays);
    BOOST_TEST(!kith::has_errors(reading.findings), kith::test::listed(reading.findings));
    return reading;
}

std::string canonical(const Draft& draft) {
    const Folder folder;
    std::string text = sound(folder.write("kith.xml", draft.text())).manifest.canonical;
    // The folder differs from draft to draft and is no part of what is compared.
    for (auto at = text.find(folder.path("")); at != std::string::npos;
         at = text.find(folder.path("")))
        text.erase(at, folder.path("").size());
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(canonical_text)

BOOST_AUTO_TEST_CASE(every_example_is_sound_and_reads_back_as_it_was_written) {
    const std::vector<std::pair<std::string, std::vector<std::string>>> all{
        {"smallest.xml", {}},
        {"complete.xml", {}},
        {"ldap.xml", {}},
        {"active-directory.xml", {}},
        {"scim.xml", {}},
        {"scim-client.xml", {}},
        {"saml.xml", {}},
        {"with-includes/kith.xml", {}},
        {"with-includes/kith.xml", {examples + "with-includes/production.xml"}},
    };
    for (const auto& [name, overlays] : all) {
        const auto first = sound(examples + name, overlays).manifest;

        const auto again = read_canonical(first.canonical);

        BOOST_TEST(!kith::has_errors(again.findings), kith::test::listed(again.findings));
        BOOST_TEST(again.manifest.canonical == first.canonical);
        BOOST_TEST(kith::manifest::difference(first, again.manifest).empty(), name);
    }
}

BOOST_AUTO_TEST_CASE(a_folder_whose_name_looks_like_a_key_is_read_back) {
    const Folder folder;
    std::filesystem::create_directory(folder.path("kith-Intranet-aB3dE5fG7hJ9kL1mN0pQ2rS4"));
    const auto path =
        folder.write("kith-Intranet-aB3dE5fG7hJ9kL1mN0pQ2rS4/kith.xml", Draft().text());
    const auto first = sound(path).manifest;

    const auto again = read_canonical(first.canonical);

    BOOST_TEST(!kith::has_errors(again.findings), kith::test::listed(again.findings));
}

BOOST_AUTO_TEST_CASE(the_smallest_manifest_has_about_ten_lines_and_all_defaults) {
    std::ifstream in(examples + "smallest.xml");
    std::string line;
    int lines = 0;
    while (std::getline(in, line))
        ++lines;
    BOOST_TEST(lines <= 11);

    const auto settings = sound(examples + "smallest.xml").manifest.settings;

    BOOST_TEST(settings.topics.size() == 8U);
    for (const auto& topic : settings.topics)
        BOOST_TEST(topic.labels.size() == 6U, topic.id);
    BOOST_TEST(settings.languages == (std::vector<std::string>{"en", "de", "fr", "es", "pl", "ar"}),
               boost::test_tools::per_element());
    BOOST_TEST(settings.default_language == "en");
    BOOST_TEST(!settings.eligibility.managers_of_people);
}

BOOST_AUTO_TEST_CASE(the_complete_example_says_what_it_says) {
    const auto settings = sound(examples + "complete.xml").manifest.settings;

    BOOST_TEST(settings.tenant.text() == "nordlicht");
    BOOST_TEST(settings.timezone == "Europe/Berlin");
    BOOST_TEST(settings.role_holders.size() == 3U);
    BOOST_TEST(settings.store.key_source == "file:/run/secrets/kith/nordlicht.key");
    BOOST_REQUIRE(settings.people.has_value());
    BOOST_TEST((settings.people->kind == kith::model::PeopleSource::Kind::ldif));
    BOOST_TEST(settings.people->path.ends_with("/manifests/examples/people.ldif"));
    BOOST_TEST(settings.eligibility.excluded_departments.size() == 2U);
    BOOST_TEST(settings.eligibility.excluded_departments.front() == "Compliance & Investigations");
    BOOST_TEST(settings.eligibility.excluded_titles.size() == 2U);
    BOOST_TEST(!settings.routing.topic);
    BOOST_TEST(settings.routing.same_team);
    BOOST_TEST(settings.routing.concerned_department);
    BOOST_TEST(!settings.routing.level_distance);
    BOOST_TEST(settings.routing.answer_within_hours == 36);
    BOOST_TEST(settings.topics.size() == 3U);
    BOOST_TEST(settings.default_language == "de");
    BOOST_TEST(settings.role_labels.size() == 2U);
    BOOST_REQUIRE(settings.resources.size() == 3U);
    BOOST_TEST(settings.resources[2].languages.size() == 3U);
    BOOST_TEST(settings.resources[2].url == "https://eap.example/nordlicht");
}

BOOST_AUTO_TEST_CASE(what_has_no_effect_does_not_change_the_text) {
    Draft plain;
    plain.more = R"(<caseload/><eligibility><excludedTitle name="A"/><excludedTitle name="B"/>)"
                 R"(</eligibility><routing answerWithin="36"/>)";
    Draft other;
    other.root =
        "<!-- ours --><k:kith xmlns:k=\"urn:kith:manifest:1\" "
        "xmlns=\"urn:kith:manifest:1\">";
    other.tenant =
        R"(<tenant name=" Demo " timeZone="UTC" id="demo"><role person="e1" name="coordinator"/>)"
        "</tenant>";
    other.more = R"(<eligibility managersOfPeople="false"><excludedTitle name="B"/><!-- x -->)"
                 R"(<excludedTitle name="A"/></eligibility><routing answerWithin="P1DT12H"/>)"
                 R"(<caseload openMax="03"/>)";

    auto text = other.text();
    text.replace(text.rfind("</kith>"), 7, "</k:kith>");
    const Folder folder;
    const Folder same;
    const auto first = sound(folder.write("kith.xml", plain.text()));
    const auto path = folder.write("kith.xml", text);

    BOOST_TEST(sound(path).manifest.canonical == first.manifest.canonical);
}

BOOST_AUTO_TEST_CASE(what_has_an_effect_changes_the_text) {
    Draft draft;
    const auto before = canonical(draft);
    draft.more = R"(<routing><relax rule="topic"/></routing>)";
    BOOST_TEST(canonical(draft) != before);
    draft.more = R"(<languages default="de"/>)";
    BOOST_TEST(canonical(draft) != before);
}

BOOST_AUTO_TEST_CASE(signs_that_xml_uses_itself_survive) {
    Draft draft;
    draft.tenant = R"(<tenant id="demo" name="A &amp; B &lt;&quot;C&quot;&gt;">)"
                   R"(<role name="coordinator" person="cn=o'neil&amp;co"/></tenant>)";
    const Folder folder;
    const auto first = sound(folder.write("kith.xml", draft.text())).manifest;

    const auto again = read_canonical(first.canonical).manifest;

    BOOST_TEST(again.settings.tenant_name == "A & B <\"C\">");
    BOOST_TEST(again.settings.role_holders.front().person.text() == "cn=o'neil&co");
    BOOST_TEST(again.canonical == first.canonical);
}

BOOST_AUTO_TEST_CASE(paths_count_from_the_folder_of_the_manifest) {
    const Folder folder;
    Draft draft;
    draft.store = R"(<store database="data/kith.db" keySource="file:../keys/k"/>)";
    const auto settings = sound(folder.write("sub/kith.xml", draft.text())).manifest.settings;

    BOOST_TEST(settings.store.path == folder.path("sub/data/kith.db"));
    BOOST_TEST(settings.store.key_source == "file:" + folder.path("keys/k"));
    BOOST_TEST(settings.people->path == folder.path("sub/people.csv"));
}

BOOST_AUTO_TEST_CASE(an_applied_text_has_no_includes_and_may_be_damaged) {
    const auto included =
        read_canonical(R"(<kith xmlns="urn:kith:manifest:1"><include href="a"/></kith>)");
    BOOST_TEST(kith::test::holds(kith::test::listed(included.findings), "not possible here"));
    BOOST_TEST(kith::has_errors(read_canonical("").findings));
    BOOST_TEST(kith::has_errors(read_canonical("<kith").findings));
    BOOST_TEST(kith::has_errors(read_canonical(std::string("\0\0", 2)).findings));
}

BOOST_AUTO_TEST_SUITE_END()
