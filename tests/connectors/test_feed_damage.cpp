// Feeds that were damaged at random: whatever comes, a reader gives people or findings, and never
// crashes. Seeded, so that a failure can be seen again.
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <random>
#include <string>

#include "connectors/feed/people_csv.h"
#include "connectors/feed/people_ldif.h"
#include "connectors/feed/supporters_csv.h"
#include "written_file.h"

namespace feed = kith::connectors::feed;
using kith::tests::Folder;

namespace {

constexpr std::chrono::seconds each{2};

const std::string people_csv =
    "id,userName,displayName,mail,title,managerId,dottedManagerIds,department,location,timezone,"
    "level,preferredLanguage,active\r\n"
    "e1,ana,\"Ana, \"\"A\"\"\",a@x,Engineer,e2,e3;e4,Sales,Kraków,Europe/Warsaw,3,pl,true\r\n"
    "e2,bo,\"two\nlines\",b@x,Head,,,Sales,Berlin,Europe/Berlin,,de,no\r\n";
const std::string supporters_csv =
    "userId,languages,topics,capacity,openCases,accreditedUntil,listed,onLeaveUntil,"
    "declaredConflicts,about,channels,hours,shared\n"
    "e1,pl;en,threats,3,1,2027-12-31,true,,e7,\"I listen, always\",chat,mon 09-12,parent\n";
const std::string people_ldif =
    "version: 1\n\n# one\ndn: cn=Ana\\, A+uid=ana,ou=people,dc=x\nobjectClass: inetOrgPerson\n"
    "uid: ana\ndisplayName:: xYF1Y2phIEhvcnZhdA==\ntitle: Engin\n eer\n"
    "manager: cn=\"Bo\",dc=x\nuserAccountControl: 512\n\n"
    "dn:: Y249Qm8sZGM9eA==\r\nobjectClass: user\r\nobjectGUID:: AAECAwQFBgcICQoLDA0ODw==\r\n";

std::string damaged(std::string text, std::mt19937& random) {
    static const std::string signs = std::string("\0\n\r\"\\,;:<= #+'\xC3\xFF", 17) + "dn";
    const auto below = [&](std::size_t bound) { return random() % bound; };
    for (auto blows = 1 + below(8); blows > 0 && !text.empty(); --blows) {
        const auto at = below(text.size());
        const auto length = below(std::min<std::size_t>(20, text.size() - at) + 1);
        switch (below(5)) {
            case 0:
                text[at] = static_cast<char>(random());
                break;
            case 1:
                text.insert(at, 1, signs[below(signs.size())]);
                break;
            case 2:
                text.erase(at, length);
                break;
            case 3:
                text.insert(below(text.size()), text.substr(at, length));
                break;
            default:
                text[at] = signs[below(signs.size())];
        }
    }
    return text;
}

// Reads damaged copies of `whole` for a while; `read` says how many people and findings came.
template <class Read>
void damage(const std::string& whole, unsigned seed, Read read) {
    const Folder folder;
    const auto path = folder / "feed";
    std::mt19937 random(seed);
    int rounds = 0;
    const auto end = std::chrono::steady_clock::now() + each;
    for (; std::chrono::steady_clock::now() < end; ++rounds) {
        const auto text = damaged(whole, random);
        kith::tests::write(path, text);
        if (!read(path)) BOOST_FAIL("round " << rounds << " of seed " << seed << ":\n" << text);
    }
    BOOST_TEST_MESSAGE(rounds << " damaged feeds");
    BOOST_TEST(rounds > 10);
}

bool is_told(const kith::Findings& findings, const std::string& path) {
    for (const auto& one : findings)
        if (one.file != path || one.what.empty() || one.line < 0) return false;
    return true;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(feed_damage)

BOOST_AUTO_TEST_CASE(damaged_people_csv_gives_people_or_findings) {
    damage(people_csv, 1, [](const std::string& path) {
        const auto read = feed::PeopleCsv(path).read();
        if (!read || !is_told(read->findings, path)) return false;
        for (const auto& person : read->people)
            if (person.id.empty() && !has_errors(read->findings)) return false;
        return true;
    });
}

BOOST_AUTO_TEST_CASE(damaged_supporters_csv_gives_supporters_or_findings) {
    damage(supporters_csv, 2, [](const std::string& path) {
        const auto read = feed::read_supporters(path);
        if (!read || !is_told(read->findings, path)) return false;
        if (has_errors(read->findings)) return true;
        // What was read without an error can be written and read again.
        kith::tests::write(path, feed::write_supporters(read->supporters));
        const auto again = feed::read_supporters(path);
        return again && again->findings.empty() &&
               feed::write_supporters(again->supporters) ==
                   feed::write_supporters(read->supporters);
    });
}

BOOST_AUTO_TEST_CASE(damaged_ldif_gives_people_or_findings) {
    damage(people_ldif, 3, [](const std::string& path) {
        const auto read = feed::PeopleLdif(path).read();
        if (!read || !is_told(read->findings, path)) return false;
        for (const auto& person : read->people)
            if (person.id.empty() && !has_errors(read->findings)) return false;
        return true;
    });
}

BOOST_AUTO_TEST_SUITE_END()
