// The made-up company of samples/company is a feed that Kith reads, and the same each time.
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "connectors/feed/people_csv.h"
#include "connectors/feed/people_ldif.h"
#include "connectors/feed/requests_csv.h"
#include "connectors/feed/supporters_csv.h"
#include "written_file.h"

namespace feed = kith::connectors::feed;
using kith::tests::Folder;

namespace {

void make(const std::string& folder, const std::string& arguments) {
    const auto command = std::string("PYTHONDONTWRITEBYTECODE=1 ") + KITH_MAKE_COMPANY + " " +
                         arguments + " " + folder + " > " + folder + ".json";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
}

std::string content(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample_company)

BOOST_AUTO_TEST_CASE(the_same_seed_makes_the_same_company_and_another_one_another) {
    const Folder folder;
    make(folder / "a", "--employees 300 --seed 5 --ldif --story");
    make(folder / "b", "--employees 300 --seed 5 --ldif --story");
    make(folder / "c", "--employees 300 --seed 6 --ldif --story");

    for (const auto* const file :
         {"/people.csv", "/supporters.csv", "/requests.csv", "/people.ldif", ".json"}) {
        BOOST_TEST(!content(folder / "a" + file).empty());
        BOOST_TEST(content(folder / "a" + file) == content(folder / "b" + file));
        BOOST_TEST(content(folder / "a" + file) != content(folder / "c" + file));
    }
}

BOOST_AUTO_TEST_CASE(a_dirty_company_is_read_without_a_finding) {
    const Folder folder;
    make(folder / "a", "--employees 3000 --dirt yes");

    const auto people = feed::PeopleCsv(folder / "a/people.csv").read();
    const auto supporters = feed::read_supporters(folder / "a/supporters.csv");
    const auto requests = feed::read_requests(folder / "a/requests.csv");

    BOOST_REQUIRE(people);
    BOOST_TEST(people->people.size() == 3000u);
    BOOST_TEST(people->findings.empty());
    BOOST_REQUIRE(supporters);
    BOOST_TEST(supporters->supporters.size() > 60u);
    BOOST_TEST(supporters->findings.empty());
    BOOST_REQUIRE(requests);
    BOOST_TEST(requests->requests.size() == 20u);
    BOOST_TEST(requests->findings.empty());
}

BOOST_AUTO_TEST_CASE(the_directorys_export_shows_the_same_people_as_the_table) {
    const Folder folder;
    make(folder / "a", "--employees 500 --dirt yes --ldif");
    const auto table = feed::PeopleCsv(folder / "a/people.csv").read();
    const auto directory = feed::PeopleLdif(folder / "a/people.ldif").read();
    BOOST_REQUIRE(table);
    BOOST_REQUIRE(directory);
    BOOST_TEST(directory->findings.empty(), kith::tests::listed(directory->findings));
    BOOST_REQUIRE(directory->people.size() == table->people.size());

    int unknown = 0;
    for (std::size_t i = 0; i < table->people.size(); ++i) {
        const auto& a = table->people[i];
        const auto& b = directory->people[i];
        BOOST_TEST(a.id.text() == b.id.text());
        BOOST_TEST(a.user_name == b.user_name);
        BOOST_TEST(a.display_name == b.display_name);
        BOOST_TEST(a.department == b.department);
        BOOST_TEST(a.preferred_language == b.preferred_language);
        BOOST_TEST(a.active == b.active);
        BOOST_TEST(a.dotted_manager_ids.size() == b.dotted_manager_ids.size());
        if (a.manager_id.text().starts_with("gone-"))
            ++unknown;  // Each file spells somebody who is not there in its own way.
        else
            BOOST_TEST(a.manager_id.text() == b.manager_id.text());
    }
    BOOST_TEST(unknown > 0);
}

BOOST_AUTO_TEST_SUITE_END()
