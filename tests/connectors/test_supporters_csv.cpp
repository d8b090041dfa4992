#include <boost/test/unit_test.hpp>

#include <string>

#include "base/limits.h"
#include "connectors/feed/supporters_csv.h"
#include "written_file.h"

namespace feed = kith::connectors::feed;
using kith::tests::check_found;
using kith::tests::Folder;
using kith::tests::Mistake;

namespace {

const std::string supporters_header =
    "userId,languages,topics,capacity,openCases,accreditedUntil,listed,onLeaveUntil,"
    "declaredConflicts,about,channels,hours,shared\n";
const std::string required =
    "userId,languages,topics,capacity,openCases,accreditedUntil,listed,onLeaveUntil,"
    "declaredConflicts\n";

feed::SupporterFeed supporters_in(const std::string& path) {
    const auto read = feed::read_supporters(path);
    BOOST_REQUIRE(read);
    return *read;
}

feed::SupporterFeed supporters_of(const std::string& content) {
    const Folder folder;
    kith::tests::write(folder / "supporters.csv", content);
    return supporters_in(folder / "supporters.csv");
}

std::vector<std::string> texts(const std::vector<kith::EmployeeId>& ids) {
    std::vector<std::string> texts;
    for (const auto& id : ids)
        texts.push_back(id.text());
    return texts;
}

using Words = std::vector<std::string>;

void check_equal(const kith::model::PeerSupporter& a, const kith::model::PeerSupporter& b) {
    BOOST_TEST(a.id.text() == b.id.text());
    BOOST_TEST(a.languages == b.languages);
    BOOST_TEST(a.topics == b.topics);
    BOOST_TEST(a.capacity == b.capacity);
    BOOST_TEST(a.open_cases == b.open_cases);
    BOOST_CHECK(a.accredited_until == b.accredited_until);
    BOOST_TEST(a.listed == b.listed);
    BOOST_CHECK(a.on_leave_until == b.on_leave_until);
    BOOST_TEST(texts(a.declared_conflicts) == texts(b.declared_conflicts));
    BOOST_TEST(a.about == b.about);
    BOOST_TEST(a.channels == b.channels);
    BOOST_TEST(a.hours == b.hours);
    BOOST_TEST(a.shared == b.shared);
}

kith::model::PeerSupporter awkward() {
    kith::model::PeerSupporter supporter;
    supporter.id = kith::EmployeeId{"uid=ana,ou=people"};
    supporter.languages = {"pl", "pt-br"};
    supporter.topics = {"threats"};
    supporter.capacity = 3;
    supporter.open_cases = 1;
    supporter.accredited_until = kith::parse_day("2027-12-31");
    supporter.listed = true;
    supporter.declared_conflicts = {kith::EmployeeId{"-7"}, kith::EmployeeId{"+8"}};
    supporter.about = "=HYPERLINK(\"http://x\");\n\"Ana\", -listener- \xE2\x82\xAC;=1+1";
    supporter.channels = {"chat", "in-person"};
    supporter.hours = {"mon 09-12", "fri 13:30-17"};
    supporter.shared = {"@home", "'quoted'", "'=x"};
    return supporter;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(supporters_csv)

BOOST_AUTO_TEST_CASE(each_column_arrives_where_it_belongs) {
    const auto book = supporters_of(supporters_header +
                                    "e1,PL; en ,Threats,3,1,2027-12-31,true,2026-01-02,e7;e8,"
                                    "\"I listen, always.\",chat,mon 09-12;tue 10-11,parent\n");

    BOOST_TEST(book.findings.empty());
    BOOST_REQUIRE(book.supporters.size() == 1u);
    const auto& one = book.supporters.front();
    BOOST_TEST(one.id.text() == "e1");
    BOOST_TEST(one.languages == (Words{"pl", "en"}));
    BOOST_TEST(one.topics == Words{"threats"});
    BOOST_TEST(one.capacity == 3);
    BOOST_TEST(one.open_cases == 1);
    BOOST_TEST(to_text(one.accredited_until.value()) == "2027-12-31");
    BOOST_TEST(one.listed);
    BOOST_TEST(to_text(one.on_leave_until.value()) == "2026-01-02");
    BOOST_TEST(texts(one.declared_conflicts) == (Words{"e7", "e8"}));
    BOOST_TEST(one.about == "I listen, always.");
    BOOST_TEST(one.channels == Words{"chat"});
    BOOST_TEST(one.hours == (Words{"mon 09-12", "tue 10-11"}));
    BOOST_TEST(one.shared == Words{"parent"});
}

BOOST_AUTO_TEST_CASE(what_a_supporter_shows_of_herself_may_be_left_out) {
    const auto book = supporters_of(required + "e1,pl,threats,3,0,,no,,\n");

    BOOST_TEST(book.findings.empty());
    BOOST_REQUIRE(book.supporters.size() == 1u);
    BOOST_TEST(book.supporters[0].about.empty());
    BOOST_TEST(!book.supporters[0].accredited_until.has_value());
    BOOST_TEST(!book.supporters[0].listed);
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_the_same) {
    const Folder folder;
    kith::model::PeerSupporter plain;
    plain.id = kith::EmployeeId{"e2"};
    plain.on_leave_until = kith::parse_day("2026-05-06");
    kith::tests::write(folder / "out.csv", feed::write_supporters({awkward(), plain}));

    const auto book = supporters_in(folder / "out.csv");

    BOOST_TEST(book.findings.empty(), kith::tests::listed(book.findings));
    BOOST_REQUIRE(book.supporters.size() == 2u);
    check_equal(book.supporters[0], awkward());
    check_equal(book.supporters[1], plain);
    BOOST_TEST(feed::write_supporters(book.supporters) ==
               feed::write_supporters({awkward(), plain}));
}

BOOST_AUTO_TEST_CASE(no_cell_that_is_written_is_a_formula) {
    const auto table = feed::write_supporters({awkward()});

    BOOST_TEST(table.find("'=HYPERLINK") != std::string::npos);
    for (const auto* const formula : {",=", ",\"=", ";=", ",-", ",@", ";@", ",+", ";+"})
        BOOST_TEST(table.find(formula) == std::string::npos, formula);
}

BOOST_AUTO_TEST_CASE(a_word_in_a_list_cannot_fall_apart_when_written) {
    auto supporter = awkward();
    supporter.shared = {"chess; go"};
    const auto book = supporters_of(feed::write_supporters({supporter}));

    BOOST_REQUIRE(book.supporters.size() == 1u);
    BOOST_TEST(book.supporters[0].shared == Words{"chess, go"});
}

BOOST_AUTO_TEST_CASE(an_empty_list_of_supporters_is_written_and_read) {
    const auto book = supporters_of(feed::write_supporters({}));

    BOOST_TEST(book.findings.empty());
    BOOST_TEST(book.supporters.empty());
}

BOOST_AUTO_TEST_CASE(each_mistake_is_named_with_its_line_and_what_would_be_right) {
    const std::string good = "e1,pl,threats,3,0,2027-12-31,true,,\n";
    const std::string long_id(kith::limits::id_bytes_max + 1, 'x');
    const Mistake mistakes[] = {
        {"userId,languages,topics,capacity\n", 1, "column \"openCases\" is missing"},
        {"userId,language\n", 1, "did you mean \"languages\""},
        {required + ",pl,threats,3,0,2027-12-31,true,,\n", 2, "column \"userId\" is empty"},
        {required + good + "\n" + good, 4, "userId \"e1\" is already in line 2"},
        {required + long_id + ",pl,threats,3,0,2027-12-31,true,,\n", 2, "at most 256 bytes"},
        {required + "e1,pl,threats,many,0,2027-12-31,true,,\n", 2, "\"capacity\" holds \"many\""},
        {required + "e1,pl,threats,,0,2027-12-31,true,,\n", 2, "column \"capacity\" is empty"},
        {required + "e1,pl,threats,-1,0,2027-12-31,true,,\n", 2, "from 0 to 1000"},
        {required + "e1,pl,threats,3,1001,2027-12-31,true,,\n", 2, "\"openCases\" holds"},
        {required + "e1,pl,threats,3,0,31.12.2027,true,,\n", 2, "a date as 2026-12-31"},
        {required + "e1,pl,threats,3,0,2027-02-30,true,,\n", 2, "\"accreditedUntil\" holds"},
        {required + "e1,pl,threats,3,0,2027-12-31,true,soon,\n", 2, "\"onLeaveUntil\" holds"},
        {required + "e1,pl,threats,3,0,2027-12-31,maybe,,\n", 2, "\"listed\" holds \"maybe\""},
        {required + "e1,pl,threats,3,0,2027-12-31,true,," + long_id + "\n", 2,
         "\"declaredConflicts\" holds"},
        {required + "e1,pl,threats,3,0,2027-12-31,true\n", 2, "7 fields"},
        {required + "e1,\"pl,threats\n", 2, "never closed"},
        {required + "e1,p\xED\xA0\x80,threats,3,0,,true,,\n", 2, "field 2 is not UTF-8"},
    };
    for (const auto& mistake : mistakes) {
        const Folder folder;
        const auto path = folder / "supporters.csv";
        kith::tests::write(path, mistake.content);
        check_found(supporters_in(path).findings, path, mistake);
    }
}

BOOST_AUTO_TEST_SUITE_END()
