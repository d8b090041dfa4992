// Files that are broken, too large or meant to do harm: one clear error, at once, nothing fetched.
#include <boost/test/unit_test.hpp>

#include <chrono>

#include "base/limits.h"
#include "written.h"

namespace {

using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;

void expect_refused(const std::string& path, int line, const char* what) {
    const auto started = std::chrono::steady_clock::now();

    const auto reading = kith::manifest::read(path);

    BOOST_TEST(kith::has_errors(reading.findings));
    BOOST_TEST((kith::test::find(reading.findings, path, line, what) != nullptr),
               what << kith::test::listed(reading.findings));
    const auto took = std::chrono::steady_clock::now() - started;
    BOOST_TEST((took < std::chrono::seconds(5)));
}

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_files)

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there) {
    expect_refused(Folder().path("kith.xml"), 0, "no such");
}

BOOST_AUTO_TEST_CASE(a_folder_instead_of_a_file) {
    const Folder folder;
    expect_refused(folder.path("."), 0, "this is a folder");
}

BOOST_AUTO_TEST_CASE(an_empty_file_and_one_of_white_space) {
    const Folder folder;
    expect_refused(folder.write("a.xml", ""), 0, "the file is empty");
    expect_refused(folder.write("b.xml", " \n\t\n"), 0, "the file is empty");
}

BOOST_AUTO_TEST_CASE(something_that_is_not_xml) {
    const Folder folder;
    expect_refused(folder.write("kith.xml", "tenant: demo\n"), 1, "holds no XML");
}

BOOST_AUTO_TEST_CASE(a_file_that_ends_too_early_anywhere) {
    const Folder folder;
    const std::string whole = Draft().text();
    for (std::size_t size = 1; size + 2 < whole.size(); size += 7) {
        const auto path = folder.write("kith.xml", whole.substr(0, size));
        BOOST_TEST(kith::has_errors(kith::manifest::read(path).findings), size);
    }
}

BOOST_AUTO_TEST_CASE(a_changed_byte_anywhere_gives_an_answer_and_no_crash) {
    const Folder folder;
    std::ifstream in(KITH_MANIFESTS "/examples/complete.xml", std::ios::binary);
    const std::string whole{std::istreambuf_iterator<char>(in), {}};
    std::size_t refused = 0;
    for (std::size_t at = 0; at < whole.size(); at += 11) {
        std::string changed = whole;
        changed[at] = static_cast<char>("<>\"&/ \0A\xFF"[at % 9]);
        refused += kith::has_errors(kith::manifest::read(folder.write("k.xml", changed)).findings);
    }
    BOOST_TEST(refused > 100U);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_named_by_line) {
    const Folder folder;
    Draft draft;
    draft.more = "<!-- caf\xE9 -->";
    expect_refused(folder.write("kith.xml", draft.text()), 5, "not UTF-8");
    expect_refused(folder.write("utf16.xml", std::string("\xFF\xFE<\0k\0", 6)), 1, "not UTF-8");
}

BOOST_AUTO_TEST_CASE(a_root_that_is_no_manifest) {
    const Folder folder;
    expect_refused(folder.write("kith.xml", "<kiht xmlns=\"urn:kith:manifest:1\"/>"), 1,
                   "<kiht> is not the root of a manifest");
}

BOOST_AUTO_TEST_CASE(any_doctype_is_refused) {
    const Folder folder;
    expect_refused(
        folder.write("plain.xml", "<?xml version=\"1.0\"?>\n<!DOCTYPE kith>\n" + Draft().text()), 2,
        "a DOCTYPE is refused");
    expect_refused(
        folder.write("remote.xml",
                     "<!DOCTYPE kith SYSTEM \"http://127.0.0.1:9/kith.dtd\">\n" + Draft().text()),
        1, "a DOCTYPE is refused");
}

BOOST_AUTO_TEST_CASE(entities_that_grow_without_end_are_never_expanded) {
    std::string bomb = "<!DOCTYPE kith [<!ENTITY a0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const std::string before = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + repeated(before, 10) + "\">";
    }
    const Folder folder;
    expect_refused(
        folder.write("kith.xml", bomb + "]><kith xmlns=\"urn:kith:manifest:1\">&a29;</kith>"), 1,
        "a DOCTYPE is refused");
}

BOOST_AUTO_TEST_CASE(an_external_entity_is_never_read) {
    const Folder folder;
    folder.write("secret.txt", "canary-of-the-secret-file");
    Draft draft;
    draft.tenant = "<tenant id=\"demo\" name=\"D\">&x;</tenant>";
    const auto path =
        folder.write("kith.xml", "<!DOCTYPE kith [<!ENTITY x SYSTEM \"" +
                                     folder.path("secret.txt") + "\">]>" + draft.text());

    const auto reading = kith::manifest::read(path);

    BOOST_TEST(kith::has_errors(reading.findings));
    BOOST_TEST(!holds(kith::test::listed(reading.findings), "canary"));
    BOOST_TEST(!holds(reading.manifest.canonical, "canary"));
}

BOOST_AUTO_TEST_CASE(nine_megabytes_are_refused_unread) {
    const Folder folder;
    Draft draft;
    draft.more = "<!--" + std::string(9 * 1024 * 1024, 'x') + "-->";
    expect_refused(folder.write("kith.xml", draft.text()), 0, "larger than 8 MiB");
}

BOOST_AUTO_TEST_CASE(ten_thousand_tags_in_each_other_are_refused) {
    const Folder folder;
    const auto deep = repeated("<a>", 10'000) + repeated("</a>", 10'000);
    expect_refused(
        folder.write("kith.xml", "<kith xmlns=\"urn:kith:manifest:1\">" + deep + "</kith>"), 1,
        "not well-formed");
}

BOOST_AUTO_TEST_CASE(a_hundred_tags_in_each_other_are_refused_by_our_own_limit) {
    const Folder folder;
    const auto deep = repeated("<a>", 100) + repeated("</a>", 100);
    expect_refused(
        folder.write("kith.xml", "<kith xmlns=\"urn:kith:manifest:1\">\n" + deep + "</kith>"), 2,
        "nested deeper");
}

BOOST_AUTO_TEST_CASE(a_million_tags_are_refused) {
    const Folder folder;
    Draft draft;
    draft.more = repeated("<a/>", 1'000'000);
    expect_refused(folder.write("kith.xml", draft.text()), 0, "more tags than any manifest");
}

BOOST_AUTO_TEST_CASE(findings_are_counted_and_cut_off) {
    const Folder folder;
    Draft draft;
    draft.more = repeated("<nonsense/>\n", 50'000);

    const auto findings = kith::manifest::read(folder.write("kith.xml", draft.text())).findings;

    BOOST_TEST(findings.size() == kith::limits::findings_max + 1);
    BOOST_TEST(holds(kith::test::listed(findings), "more problems than are listed"));
}

BOOST_AUTO_TEST_CASE(values_of_megabytes_are_refused_unread) {
    const Folder folder;
    const std::string much(3 * 1024 * 1024, 'x');
    Draft draft;
    draft.more = "<routing answerWithin=\"" + much + "\"/>\n<topics><topic id=\"a\">" +
                 "<label language=\"en\">" + much + "</label></topic></topics>";
    const auto path = folder.write("kith.xml", draft.text());

    expect_refused(path, 5, "the value of answerWithin is longer than any");
    expect_refused(path, 6, "the text of <label> is longer than any");
    for (const auto& finding : kith::manifest::read(path).findings)
        BOOST_TEST(finding.what.size() < 1000U);
}

BOOST_AUTO_TEST_CASE(a_schema_location_is_left_unread) {
    const Folder folder;
    Draft draft;
    draft.root =
        R"(<kith xmlns="urn:kith:manifest:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance")"
        R"( xsi:schemaLocation="urn:kith:manifest:1 http://127.0.0.1:9/nothing.xsd">)";

    const auto reading = kith::manifest::read(folder.write("kith.xml", draft.text()));

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
}

BOOST_AUTO_TEST_SUITE_END()
