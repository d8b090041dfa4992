#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <chrono>
#include <string>

#include "base/limits.h"
#include "connectors/feed/people_csv.h"
#include "written_file.h"

using kith::tests::bytes;
using kith::tests::check_found;
using kith::tests::Folder;
using kith::tests::found;
using kith::tests::Mistake;

namespace {

const std::string people_header =
    "id,userName,displayName,mail,title,managerId,dottedManagerIds,department,location,timezone,"
    "level,preferredLanguage,active\n";
const std::string ana =
    "e1,ana,Ana Horvat,ana@x.example,Engineer,e2,e3; e4 ;,Sales,Kraków,Europe/Warsaw,3,pl,true\n";

kith::ports::PeopleFeed read_csv_file(const std::string& path) {
    const auto feed = kith::connectors::feed::PeopleCsv(path).read();
    BOOST_REQUIRE(feed);
    return *feed;
}

kith::ports::PeopleFeed read_csv(const std::string& content) {
    const Folder folder;
    kith::tests::write(folder / "people.csv", content);
    return read_csv_file(folder / "people.csv");
}

std::string row(const std::string& id) {
    return id + "," + id + ",,,,,,,,,,,true\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(people_csv)

BOOST_AUTO_TEST_CASE(each_column_arrives_where_it_belongs) {
    const auto feed = read_csv(people_header + ana);

    BOOST_TEST(feed.findings.empty());
    BOOST_REQUIRE(feed.people.size() == 1u);
    const auto& person = feed.people.front();
    BOOST_TEST(person.id.text() == "e1");
    BOOST_TEST(person.user_name == "ana");
    BOOST_TEST(person.display_name == "Ana Horvat");
    BOOST_TEST(person.mail == "ana@x.example");
    BOOST_TEST(person.title == "Engineer");
    BOOST_TEST(person.manager_id.text() == "e2");
    BOOST_REQUIRE(person.dotted_manager_ids.size() == 2u);
    BOOST_TEST(person.dotted_manager_ids[1].text() == "e4");
    BOOST_TEST(person.department == "Sales");
    BOOST_TEST(person.location == "Kraków");
    BOOST_TEST(person.timezone == "Europe/Warsaw");
    BOOST_TEST(person.level.value() == 3);
    BOOST_TEST(person.preferred_language == "pl");
    BOOST_TEST(person.active);
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again_as_it_was) {
    const auto people =
        read_csv(people_header + ana + row("e2") +
                 "e3,three,\"Says \"\"no\"\", often\",,,,,\"Line\nbreak\",,,,,false\n")
            .people;
    BOOST_REQUIRE(people.size() == 3U);

    const auto again = read_csv(kith::connectors::feed::write_people(people)).people;

    BOOST_TEST((again == people));
}

BOOST_AUTO_TEST_CASE(columns_come_in_any_order_and_values_may_be_empty) {
    const auto feed = read_csv(
        "active,level,id,userName,displayName,mail,title,managerId,dottedManagerIds,department,"
        "location,timezone,preferredLanguage\r\nfalse,, e7 ,bo,,,,,,,,,\r\n");

    BOOST_TEST(feed.findings.empty());
    BOOST_REQUIRE(feed.people.size() == 1u);
    BOOST_TEST(feed.people[0].id.text() == "e7");
    BOOST_TEST(!feed.people[0].active);
    BOOST_TEST(!feed.people[0].level.has_value());
    BOOST_TEST(feed.people[0].manager_id.empty());
}

BOOST_AUTO_TEST_CASE(yes_and_no_have_three_spellings_in_either_case) {
    for (const std::string yes : {"true", "TRUE", "1", "Yes"})
        BOOST_TEST(read_csv(people_header + "e1,a,,,,,,,,,,," + yes + "\n").people.at(0).active);
    for (const std::string no : {"false", "False", "0", "no"})
        BOOST_TEST(!read_csv(people_header + "e1,a,,,,,,,,,,," + no + "\n").people.at(0).active);
}

BOOST_AUTO_TEST_CASE(a_person_without_user_name_is_a_warning_only) {
    const auto feed = read_csv(people_header + row("e1") + "e2,,,,,,,,,,,,true\n");

    BOOST_TEST(feed.people.size() == 2u);
    BOOST_TEST(!has_errors(feed.findings));
    BOOST_TEST(found(feed.findings, kith::Severity::warning, 3, "userName"));
}

BOOST_AUTO_TEST_CASE(an_org_chart_in_disorder_is_no_mistake_of_the_feed) {
    const auto feed = read_csv(people_header + "e1,a,,,,e2,,,,,,,true\ne2,b,,,,e1,,,,,,,true\n" +
                               "e3,c,,,,nobody,e3,,,,,,true\n");

    BOOST_TEST(feed.people.size() == 3u);
    BOOST_TEST(feed.findings.empty());
}

BOOST_AUTO_TEST_CASE(each_mistake_is_named_with_its_line_and_what_would_be_right) {
    const std::string long_id(kith::limits::id_bytes_max + 1, 'x');
    const auto misspelt = [](std::string text, const std::string& was, const std::string& is) {
        return text.replace(text.find(was), was.size(), is);
    };
    const Mistake mistakes[] = {
        {misspelt(people_header, "managerId", "mangerId"), 1, "did you mean \"managerId\""},
        {misspelt(people_header, "displayName", "DISPLAYNAME"), 1, "did you mean \"displayName\""},
        {misspelt(people_header, "title", "shoeSize"), 1, "unknown column \"shoeSize\""},
        {misspelt(people_header, "mail,", ""), 1, "column \"mail\" is missing"},
        {misspelt(people_header, "mail", "title"), 1, "column \"title\" is there twice"},
        {misspelt(people_header, "mail,", "mail,,"), 1, "unknown column \"\""},
        {"id;userName;active\n", 1, "not separated by commas"},
        {"\n\n", 0, "there is no header"},
        {people_header + "e1,ana\n", 2, "2 fields where the header has 13 fields"},
        {people_header + ana + "e2" + std::string(13, ',') + "\n", 3, "14 fields"},
        {people_header + row(""), 2, "column \"id\" is empty"},
        {people_header + row("e1") + row("e2") + row("e1"), 4, "id \"e1\" is already in line 2"},
        {people_header + row(long_id), 2, "at most 256 bytes"},
        {people_header + "e1,a,,,," + long_id + ",,,,,,,true\n", 2, "column \"managerId\" holds"},
        {people_header + "e1,a,,,,,e2;" + long_id + ",,,,,,true\n", 2,
         "\"dottedManagerIds\" holds"},
        {people_header + "e1,a,,,,,,,,,three,,true\n", 2, "column \"level\" holds \"three\""},
        {people_header + "e1,a,,,,,,,,,1001,,true\n", 2, "from -1000 to 1000"},
        {people_header + "e1,a,,,,,,,,,2.5,,true\n", 2, "column \"level\" holds \"2.5\""},
        {people_header + "e1,a,,,,,,,,,,,perhaps\n", 2, "column \"active\" holds \"perhaps\""},
        {people_header + "e1,a,,,,,,,,,,,\n", 2, "column \"active\" is empty"},
        {people_header + "e1,M\xFCller,,,,,,,,,,,true\n", 2, "field 2 is not UTF-8"},
        {people_header + bytes("e1,a\0b,,,,,,,,,,,true\n"), 2, "NUL"},
        {people_header + "e1,\"a,,,,,,,,,,,true\ne2,b\n", 2, "never closed"},
        {people_header + "e1,a\"b\",,,,,,,,,,,true\n", 2, "a quote inside a field"},
        {people_header + "e1,\"x\n\ny\",,,,,,,,,,,true\n" + row("e1"), 5, "already in line 2"},
        {bytes("\xFF\xFEi\0d\0"), 1, "UTF-16"},
    };
    for (const auto& mistake : mistakes) {
        const Folder folder;
        const auto path = folder / "people.csv";
        kith::tests::write(path, mistake.content);
        check_found(read_csv_file(path).findings, path, mistake);
    }
}

BOOST_AUTO_TEST_CASE(behind_a_header_with_a_mistake_no_row_is_read) {
    const std::string lacking = people_header.substr(0, people_header.rfind(','));
    const std::string row = ana.substr(0, ana.rfind(','));
    for (const auto& content :
         {lacking + "\n" + row + "\n", lacking + ",activ\n" + ana, lacking + ",id\n" + ana}) {
        const auto feed = read_csv(content);
        BOOST_TEST(feed.people.empty());
        BOOST_TEST(has_errors(feed.findings));
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_none_is_named) {
    const Folder folder;
    const auto missing = folder / "missing.csv";
    check_found(read_csv_file(missing).findings, missing, {"", 0, "there is no such file"});
    check_found(read_csv_file(folder / "").findings, folder / "", {"", 0, "this is a folder"});

    const auto empty = folder / "empty.csv";
    kith::tests::write(empty, "");
    check_found(read_csv_file(empty).findings, empty, {"", 0, "the file is empty"});

    const auto pipe = folder / "pipe.csv";
    BOOST_REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    check_found(read_csv_file(pipe).findings, pipe, {"", 0, "not a regular file"});

    const auto large = folder / "large.csv";
    kith::tests::write(large, people_header);
    std::filesystem::resize_file(large, kith::limits::feed_bytes_max + 1);  // A hole: no disk.
    check_found(read_csv_file(large).findings, large, {"", 0, "too large"});
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told_at_once_and_the_rest_is_counted) {
    std::string many = people_header;
    for (int i = 0; i < 1500; ++i)
        many += ",ana,,,,,,,,,,,true\n";
    const auto feed = read_csv(many);

    BOOST_TEST(feed.findings.size() == kith::limits::findings_max + 1);
    BOOST_TEST(found(feed.findings, kith::Severity::error, 0, "and 500 more errors"));
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_people_are_read) {
    const Folder folder;
    std::string many = people_header;
    for (int i = 0; i < 100'000; ++i) {
        const auto id = std::to_string(i);
        many += "e" + id + ",user" + id + ",Name Surname,user" + id + "@north.example,Engineer,e" +
                std::to_string(i / 8) + ",,Department 12,Berlin,Europe/Berlin,,de,true\n";
    }
    kith::tests::write(folder / "people.csv", many);

    const auto begin = std::chrono::steady_clock::now();
    const auto feed = read_csv_file(folder / "people.csv");
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;

    BOOST_TEST(feed.people.size() == 100'000u);
    BOOST_TEST(feed.findings.empty());
    BOOST_TEST_MESSAGE("100,000 people from CSV: " << took.count() << " ms");
}

BOOST_AUTO_TEST_SUITE_END()
