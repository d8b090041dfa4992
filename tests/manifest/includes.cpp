// Included files: only below the manifest's folder, and what is wrong in one is said with its name.
#include <boost/test/unit_test.hpp>

#include "written.h"

namespace {

using kith::test::Draft;
using kith::test::Folder;

constexpr const char* space = R"(xmlns="urn:kith:manifest:1")";

kith::Findings findings_with(const Folder& folder, const std::string& more) {
    Draft draft;
    draft.more = more;
    return kith::manifest::read(folder.write("kith.xml", draft.text())).findings;
}

void expect_found(const kith::Findings& findings, const std::string& file, int line,
                  const char* what) {
    BOOST_TEST((kith::test::find(findings, file, line, what) != nullptr),
               what << kith::test::listed(findings));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(includes)

BOOST_AUTO_TEST_CASE(a_section_and_a_group_of_sections_take_the_place_of_the_include) {
    const Folder folder;
    folder.write("routing.xml", std::string("<routing ") + space + " answerWithin=\"48\"/>");
    folder.write("parts/more.xml",
                 std::string("<kith ") + space +
                     "><caseload openMax=\"2\"/><include href=\"el.xml\"/></kith>");
    folder.write("parts/el.xml",
                 std::string("<eligibility ") + space + " managersOfPeople=\"true\"/>");
    Draft draft;
    draft.more = R"(<include href="routing.xml"/><include href="parts/more.xml"/>)";

    const auto reading = kith::manifest::read(folder.write("kith.xml", draft.text()));

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_TEST(reading.manifest.settings.routing.answer_within_hours == 48);
    BOOST_TEST(reading.manifest.settings.caseload.open_max == 2);
    BOOST_TEST(reading.manifest.settings.eligibility.managers_of_people);
}

BOOST_AUTO_TEST_CASE(mistakes_in_included_files_are_said_with_their_own_file_and_line) {
    const Folder folder;
    const auto routing = folder.write(
        "routing.xml", std::string("<!-- ours -->\n<routing ") + space +
                           ">\n<relax rule=\"party\"/>\n<weights topic=\"130\"/></routing>");
    const auto more = folder.write(
        "parts/more.xml", std::string("<kith ") + space + ">\n<caselod openMax=\"x\"/></kith>");

    const auto findings =
        findings_with(folder, R"(<include href="routing.xml"/><include href="parts/more.xml"/>)");

    expect_found(findings, routing, 3, "cannot be switched off");
    expect_found(findings, routing, 4, "weights/@topic cannot be '130'");
    expect_found(findings, more, 2, "did you mean <caseload>?");
    expect_found(findings, more, 2, "caseload/@openMax cannot be 'x'");
    BOOST_TEST(findings.size() == 4U, kith::test::listed(findings));
}

BOOST_AUTO_TEST_CASE(a_broken_included_file_is_named_and_the_rest_still_checked) {
    const Folder folder;
    const auto broken =
        folder.write("routing.xml", std::string("<routing ") + space + ">\n<a></b>");

    const auto findings =
        findings_with(folder, "<include href=\"routing.xml\"/>\n<caseload openMax=\"x\"/>");

    expect_found(findings, broken, 2, "<a> is closed as </b>");
    expect_found(findings, folder.path("kith.xml"), 6, "openMax cannot be 'x'");
}

BOOST_AUTO_TEST_CASE(a_section_that_is_there_twice_names_both_files) {
    const Folder folder;
    const auto other =
        folder.write("load.xml", std::string("<caseload ") + space + " openMax=\"2\"/>");

    const auto findings = findings_with(folder, "<caseload/>\n<include href=\"load.xml\"/>");

    expect_found(findings, other, 1, "<caseload> stands twice");
    BOOST_TEST(kith::test::holds(findings.front().hint, folder.path("kith.xml") + ":5"));
}

BOOST_AUTO_TEST_CASE(nothing_outside_the_manifests_folder_is_included) {
    const Folder outside;
    outside.write("routing.xml", std::string("<routing ") + space + "/>");
    const Folder folder;
    std::filesystem::create_symlink(outside.path("routing.xml"), folder.path("link.xml"));
    std::filesystem::create_directory_symlink(outside.path(""), folder.path("linked"));
    folder.write("sub/routing.xml", std::string("<routing ") + space + "/>");
    const auto refused = [&](const std::string& href) {
        const auto findings = findings_with(folder, "<include href=\"" + href + "\"/>");
        expect_found(findings, folder.path("kith.xml"), 5, "leads out of the manifest's folder");
    };

    refused(outside.path("routing.xml"));
    refused("../routing.xml");
    refused("sub/../sub/routing.xml");
    refused("http://127.0.0.1:9/routing.xml");
    refused("file:///etc/passwd");
    refused("link.xml");
    refused("linked/routing.xml");
    refused("");
}

BOOST_AUTO_TEST_CASE(a_link_within_the_folder_is_followed) {
    const Folder folder;
    folder.write("a/routing.xml", std::string("<routing ") + space + " answerWithin=\"5\"/>");
    std::filesystem::create_symlink(folder.path("a/routing.xml"), folder.path("link.xml"));

    BOOST_TEST(findings_with(folder, R"(<include href="link.xml"/>)").empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_missing_is_said_where_it_is_included) {
    const Folder folder;

    const auto findings = findings_with(folder, "\n<include href=\"routnig.xml\"/>\n<include/>");

    expect_found(findings, folder.path("kith.xml"), 6,
                 "included file does not exist: 'routnig.xml'");
    expect_found(findings, folder.path("kith.xml"), 7, "<include> has no href");
}

BOOST_AUTO_TEST_CASE(files_that_include_each_other_in_a_circle_are_refused) {
    const Folder folder;
    const auto kith = std::string("<kith ") + space + ">\n";
    folder.write("a.xml", kith + "<include href=\"b.xml\"/></kith>");
    const auto b = folder.write("b.xml", kith + "<include href=\"a.xml\"/></kith>");

    const auto findings = findings_with(folder, R"(<include href="a.xml"/>)");

    expect_found(findings, b, 2, "in a circle: 'a.xml'");
    BOOST_TEST(findings.size() == 1U, kith::test::listed(findings));
}

BOOST_AUTO_TEST_CASE(includes_go_four_deep_and_no_deeper) {
    const Folder folder;
    const auto kith = std::string("<kith ") + space + ">";
    for (int i = 1; i < 5; ++i)
        folder.write(std::to_string(i) + ".xml",
                     kith + "<include href=\"" + std::to_string(i + 1) + ".xml\"/></kith>");
    folder.write("4.xml", kith + "<caseload openMax=\"2\"/></kith>");
    BOOST_TEST(findings_with(folder, R"(<include href="1.xml"/>)").empty());

    folder.write("4.xml", kith + "<include href=\"5.xml\"/></kith>");
    folder.write("5.xml", kith + "<caseload openMax=\"2\"/></kith>");
    const auto findings = findings_with(folder, R"(<include href="1.xml"/>)");

    expect_found(findings, folder.path("4.xml"), 1, "more than 4 deep");
}

BOOST_AUTO_TEST_CASE(an_included_file_has_no_doctype_either) {
    const Folder folder;
    const auto part =
        folder.write("part.xml", std::string("<!DOCTYPE caseload>\n<caseload ") + space + "/>");

    expect_found(findings_with(folder, R"(<include href="part.xml"/>)"), part, 1,
                 "DOCTYPE is refused");
}

BOOST_AUTO_TEST_SUITE_END()
