#include <boost/test/unit_test.hpp>

#include <string>

#include "base/limits.h"
#include "connectors/feed/requests_csv.h"
#include "written_file.h"

namespace feed = kith::connectors::feed;
using kith::tests::bytes;
using kith::tests::check_found;
using kith::tests::Folder;
using kith::tests::Mistake;

namespace {

const std::string requests_header = "id,requesterId,personsConcerned,language,topic,excludeIds\n";

feed::RequestFeed requests_in(const std::string& path) {
    const auto read = feed::read_requests(path);
    BOOST_REQUIRE(read);
    return *read;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(requests_csv)

BOOST_AUTO_TEST_CASE(requests_arrive_in_their_order_with_every_column) {
    const Folder folder;
    kith::tests::write(folder / "requests.csv", requests_header +
                                                    "r2,e1,e5; e6,PL,Threats,e9\n"
                                                    "r1,e2,,,,\n");

    const auto read = requests_in(folder / "requests.csv");

    BOOST_TEST(read.findings.empty());
    BOOST_REQUIRE(read.requests.size() == 2u);
    const auto& first = read.requests.front();
    BOOST_TEST(first.id == "r2");
    BOOST_TEST(first.requester.text() == "e1");
    BOOST_REQUIRE(first.persons_concerned.size() == 2u);
    BOOST_TEST(first.persons_concerned[1].text() == "e6");
    BOOST_TEST(first.language == "pl");
    BOOST_TEST(first.topic == "threats");
    BOOST_REQUIRE(first.excluded.size() == 1u);
    BOOST_TEST(first.excluded[0].text() == "e9");
    BOOST_TEST(read.requests[1].id == "r1");
    BOOST_TEST(read.requests[1].persons_concerned.empty());
}

BOOST_AUTO_TEST_CASE(each_mistake_is_named_with_its_line_and_what_would_be_right) {
    const std::string long_id(kith::limits::id_bytes_max + 1, 'x');
    const Mistake mistakes[] = {
        {"id,requesterId,personConcerned,language,topic,excludeIds\n", 1,
         "did you mean \"personsConcerned\""},
        {"id,requesterId,personsConcerned,language,topic\n", 1, "\"excludeIds\" is missing"},
        {"id,id,requesterId,personsConcerned,language,topic,excludeIds\n", 1, "there twice"},
        {requests_header + ",e1,,en,threats,\n", 2, "column \"id\" is empty"},
        {requests_header + "r1,,,en,threats,\n", 2, "column \"requesterId\" is empty"},
        {requests_header + "r1,e1,,en,threats,\nr1,e2,,en,threats,\n", 3, "is already in line 2"},
        {requests_header + "r1,e1,,en,threats\n", 2, "5 fields where the header has 6 fields"},
        {requests_header + "r1,e1,e2,e3,en,threats,\n", 2, "7 fields"},
        {requests_header + "r1," + long_id + ",,en,threats,\n", 2, "column \"requesterId\" holds"},
        {requests_header + "r1,e1," + long_id + ",en,threats,\n", 2, "\"personsConcerned\" holds"},
        {requests_header + "r1,e1,,en,threats," + long_id + "\n", 2, "column \"excludeIds\" holds"},
        {requests_header + "r1,e1,,en,\"thr\"eats,\n", 2, "text after the closing quote"},
        {requests_header + "r1,e1,,en,\"threats,\n", 2, "never closed"},
        {requests_header + "r1,e1,,\xC3,threats,\n", 2, "field 4 is not UTF-8"},
        {requests_header + bytes("r1,e1,,e\0n,threats,\n"), 2, "NUL"},
    };
    for (const auto& mistake : mistakes) {
        const Folder folder;
        const auto path = folder / "requests.csv";
        kith::tests::write(path, mistake.content);
        check_found(requests_in(path).findings, path, mistake);
    }
}

BOOST_AUTO_TEST_SUITE_END()
