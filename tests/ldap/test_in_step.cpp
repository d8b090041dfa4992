// Rule: after any sequence of changes, read in increments, nobody in Kith has a manager whom the
// directory does not give her; where that cannot be known her chain is unknown (O1 to O3).
#include <boost/test/unit_test.hpp>

#include <map>
#include <random>
#include <set>

#include "connectors/ldap/ldap_directory.h"
#include "directory/org_chart.h"
#include "kit/world.h"
#include "service/sync_directory.h"
#include "slapd.h"

namespace kith::tests {
namespace {

using directory::OrgChart;
using directory::Seat;

constexpr int changes = 500;
constexpr const char* base = "dc=kith,dc=test";

// What is so in the directory, by people and not by names. Each has a number, which she carries as
// her title.
struct Someone {
    std::string uid;
    std::string unit;
    bool there = true;
    std::string manager;  // The DN that her entry names.
    int led_by = -1;      // Who was meant by it, or by the last one that she had.
    std::string dn() const { return "uid=" + uid + ",ou=" + unit + ",ou=people," + base; }
};

class Truth {
public:
    explicit Truth(unsigned seed) : random_(seed) {}

    // One change, as LDIF.
    std::string next() {
        const auto dice = number(100);
        if (there() < 8 || dice < 25) return hire();
        if (dice < 35) return dismiss();
        if (dice < 43) return hire_again();
        if (dice < 55) return rename();
        if (dice < 67) return move();
        if (dice < 69) return forget_manager();
        if (dice < 80) return touch();
        return set_manager();
    }

    const std::vector<Someone>& people() const { return people_; }

private:
    int number(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
    int there() const {
        int count = 0;
        for (const auto& one : people_)
            count += one.there ? 1 : 0;
        return count;
    }
    // The first leads the house, and nothing happens to her.
    int anybody(int from = 0) {
        for (;;) {
            const auto one = from + number(static_cast<int>(people_.size()) - from);
            if (people_[static_cast<std::size_t>(one)].there) return one;
        }
    }
    int anybody_below() { return anybody(1); }
    Someone& at(int one) { return people_[static_cast<std::size_t>(one)]; }

    std::string add(Someone one) {
        if (!people_.empty()) {
            one.led_by = anybody();
            one.manager = at(one.led_by).dn();
        }
        const auto title = std::to_string(people_.size());
        const auto lines = "title: " + title + "\n" +
                           (one.manager.empty() ? "" : "manager: " + one.manager + "\n");
        const auto ldif = person(one.uid, lines, "ou=" + one.unit + ",ou=people");
        people_.push_back(std::move(one));
        return ldif;
    }
    std::string unit() { return number(2) == 0 ? "a" : "b"; }
    std::string hire() {
        Someone one;
        one.uid = "u" + std::to_string(next_uid_++);
        one.unit = unit();
        return add(one);
    }
    std::string dismiss() {
        auto& one = at(anybody_below());
        one.there = false;
        free_.push_back(one.dn());
        return "dn: " + one.dn() + "\nchangetype: delete\n\n";
    }
    // Under the name of one who is gone: those who name it are led by the new one.
    std::string hire_again() {
        if (free_.empty()) return hire();
        const auto name = free_.back();
        free_.pop_back();
        Someone one;
        one.uid = name.substr(4, name.find(',') - 4);
        one.unit = name.substr(name.find(",ou=") + 4, 1);
        const auto ldif = add(one);
        const int anew = static_cast<int>(people_.size()) - 1;
        for (auto& other : people_)
            if (other.manager == name && other.led_by >= 0 && !at(other.led_by).there &&
                at(other.led_by).dn() == name)
                other.led_by = anew;
        return ldif;
    }
    std::string renamed(Someone& one, const std::string& uid, const std::string& unit) {
        auto ldif = "dn: " + one.dn() + "\nchangetype: modrdn\nnewrdn: uid=" + uid +
                    "\ndeleteoldrdn: 1\nnewsuperior: ou=" + unit + ",ou=people," + base + "\n\n";
        one.uid = uid;
        one.unit = unit;
        return ldif;
    }
    std::string rename() {
        auto& one = at(anybody_below());
        return renamed(one, "u" + std::to_string(next_uid_++), one.unit);
    }
    // A name of her own there: a move back would take up a name that others may still use.
    std::string move() {
        auto& one = at(anybody_below());
        return renamed(one, "u" + std::to_string(next_uid_++), one.unit == "a" ? "b" : "a");
    }
    std::string forget_manager() {
        auto& one = at(anybody_below());
        if (one.manager.empty()) return set_manager();
        one.manager.clear();
        return "dn: " + one.dn() + "\nchangetype: modify\ndelete: manager\n\n";
    }
    std::string touch() {
        return "dn: " + at(anybody()).dn() +
               "\nchangetype: modify\nreplace: l\nl: " + std::to_string(number(1000)) + "\n\n";
    }
    std::string set_manager() {
        const auto who = anybody_below();
        auto& one = at(who);
        // Mostly somebody who was there before her, else all would soon be circles.
        do
            one.led_by = anybody();
        while (one.led_by >= who && number(20) > 0);
        one.manager = at(one.led_by).dn();
        return "dn: " + one.dn() +
               "\nchangetype: modify\nreplace: manager\nmanager: " + one.manager + "\n\n";
    }

    std::mt19937 random_;
    std::vector<Someone> people_;
    std::vector<std::string> free_;
    int next_uid_ = 0;
};

struct Company : kit::World {
    explicit Company(const Slapd& slapd) {
        auto settings = slapd.settings();
        settings.removed_percent_max = 100;
        rooms.settings.people.emplace();
        rooms.settings.people->kind = model::PeopleSource::Kind::ldap;
        rooms.settings.people->ldap = settings;
        rooms.people_directory = std::make_unique<connectors::ldap::LdapDirectory>(settings);
    }
    service::SyncReport sync(bool whole) {
        service::Session admin;
        admin.capacity = policy::Capacity::it_admin;
        admin.purpose = policy::Purpose::administration;
        service::SyncOrder order;
        order.whole = whole;
        const auto report = service::sync_directory(rooms, admin, order);
        BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().detail.view())
                                          << " " << (report ? "" : report.error().field));
        ways.insert(report->way);
        return *report;
    }
    OrgChart chart() {
        auto people =
            rooms.database->read([](store::Transaction& tx) { return store::people(tx); });
        BOOST_REQUIRE(people);
        return OrgChart(std::move(*people));
    }
    // As a manifest does once her id is known: others lose their managers, too.
    void name_the_top() {
        auto& tops = rooms.settings.people->ldap.tops;
        if (!tops.empty()) return;
        const auto now = chart();
        for (const auto& person : now.people())
            if (person.title == "0") tops.push_back(person.id);
    }
    std::set<std::string> ways;
};

struct Held {
    int right = 0;
    int unknown = 0;  // Named by a name that Kith never saw.
    int known = 0;    // To the top of the house.
};

std::map<int, Seat> seats_of(const OrgChart& chart) {
    std::map<int, Seat> seats;
    for (Seat seat = 0; seat < chart.size(); ++seat)
        seats[std::stoi(chart.person(seat).title)] = seat;
    return seats;
}

// Whether her line is the one that was meant, and whether anybody could know so.
struct Line {
    bool right = false;
    bool sure = false;
};

Line line_of(const OrgChart& chart, Seat seat, const Truth& truth, const Someone& one) {
    const auto manager = chart.manager(seat);
    if (one.led_by < 0) {
        BOOST_TEST(!manager.has_value(), one.dn());
        return {true, chart.has_reports(seat)};  // The one at the top.
    }
    const auto& boss = truth.people()[static_cast<std::size_t>(one.led_by)];
    const bool right = manager && chart.person(*manager).title == std::to_string(one.led_by);
    return {right, right && boss.there && !one.manager.empty()};
}

// On her way up every line is sure and none comes back.
bool known_to_the_top(const Truth& truth, const std::map<int, Line>& lines, int who) {
    std::set<int> met;
    for (int at = who; at >= 0; at = truth.people()[static_cast<std::size_t>(at)].led_by) {
        const auto line = lines.find(at);
        if (line == lines.end() || !line->second.sure || !met.insert(at).second) return false;
    }
    return true;
}

Held hold(Company& company, const Truth& truth) {
    const auto chart = company.chart();
    const auto seats = seats_of(chart);
    std::map<int, Line> lines;
    for (int who = 0; who < static_cast<int>(truth.people().size()); ++who) {
        const auto& one = truth.people()[static_cast<std::size_t>(who)];
        const auto seat = seats.find(who);
        if (one.there) BOOST_REQUIRE_MESSAGE(seat != seats.end(), one.dn());
        if (seat == seats.end()) continue;  // She came and went between two readings.
        BOOST_TEST(chart.person(seat->second).active == one.there, one.dn());
        if (one.there) lines[who] = line_of(chart, seat->second, truth, one);
    }
    Held held;
    for (const auto& [who, line] : lines) {
        const bool known = known_to_the_top(truth, lines, who);
        const auto& one = truth.people()[static_cast<std::size_t>(who)];
        BOOST_TEST(chart.chain_unknown(seats.at(who)) == !known,
                   one.dn() << " names '" << one.manager << "'");
        (line.right ? held.right : held.unknown) += 1;
        held.known += known ? 1 : 0;
    }
    return held;
}

// What the increments came to is what one reading of everything gives, wherever that gives
// anything.
void compare_with_fresh(Company& company, const Slapd& slapd) {
    Company fresh(slapd);
    fresh.sync(true);
    const auto read = fresh.chart();
    const auto kept = company.chart();
    const auto seats = seats_of(kept);
    int compared = 0;
    for (const auto& [who, seat] : seats_of(read)) {
        const auto manager = read.manager(seat);
        if (!manager) continue;
        const auto known = kept.manager(seats.at(who));
        BOOST_REQUIRE(known.has_value());
        BOOST_TEST(kept.person(*known).title == read.person(*manager).title);
        ++compared;
    }
    BOOST_TEST(compared > 20);
}

BOOST_AUTO_TEST_SUITE(in_step)

void run(unsigned seed, const std::string& way) {
    Slapd slapd;
    slapd.change(
        "dn: ou=a,ou=people,dc=kith,dc=test\nobjectClass: organizationalUnit\nou: a\n\n"
        "dn: ou=b,ou=people,dc=kith,dc=test\nobjectClass: organizationalUnit\nou: b\n\n");
    Company company(slapd);
    if (!way.empty()) {
        company.rooms.settings.people->ldap.way = way;
        company.rooms.people_directory =
            std::make_unique<connectors::ldap::LdapDirectory>(company.rooms.settings.people->ldap);
    }
    Truth truth(seed);
    std::mt19937 random(seed);
    Held held;
    for (int done = 0; done < changes;) {
        std::string ldif;
        for (auto left = random() % 12 + 1; left > 0; --left, ++done)
            ldif += truth.next();
        slapd.change(ldif);
        company.sync(false);
        company.name_the_top();
        held = hold(company, truth);
    }
    BOOST_TEST(held.right > 20);
    BOOST_TEST(held.known > 10);
    BOOST_TEST(held.unknown * 5 < held.right);
    company.sync(true);
    hold(company, truth);
    compare_with_fresh(company, slapd);
    BOOST_TEST(company.ways.contains(way.empty() ? "syncrepl" : way));
}

BOOST_AUTO_TEST_CASE(by_increments_of_syncrepl) {
    run(1, "");
}

BOOST_AUTO_TEST_CASE(by_reading_everything_each_time) {
    run(2, "paged");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
