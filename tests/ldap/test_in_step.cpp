// Rule: after any sequence of changes, read in increments, nobody in Kith has a manager whom the
// directory does not give her; where that cannot be known her chain is unknown (O1 to O3). On real
// servers; what is true of their people is bed/changes.py's to say.
#include <boost/test/unit_test.hpp>

#include <map>
#include <random>
#include <set>

#include "bed_server.h"
#include "connectors/ldap/ldap_directory.h"
#include "directory/org_chart.h"
#include "kit/world.h"
#include "service/sync_directory.h"
#include "store/directory_entries.h"

namespace kith::tests {
namespace {

using directory::OrgChart;
using directory::Seat;

constexpr int changes = 500;

struct Company : kit::World {
    explicit Company(const model::LdapSettings& settings) {
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
        BOOST_TEST(report->refused == 0U);
        learn_ids();
        return *report;
    }
    OrgChart chart() {
        auto people =
            rooms.database->read([](store::Transaction& tx) { return store::people(tx); });
        BOOST_REQUIRE(people);
        return OrgChart(std::move(*people));
    }
    // As a manifest does once her id is known: others lose their managers, too.
    void name_the_top(const std::string& key) { rooms.settings.people->ldap.tops = {ids.at(key)}; }
    std::map<std::string, EmployeeId> ids;  // By key, of all who were ever read.

private:
    void learn_ids() {
        const auto read = rooms.database->read([&](store::Transaction& tx) {
            return store::each_entry(
                tx, rooms.settings.people->ldap.name,
                [&](const store::EntryRow& row) { ids[row.key] = row.person; });
        });
        BOOST_REQUIRE(read);
    }
};

// Whom she was ever led by, as far as the truth was asked, by their ids in Kith.
using History = std::map<EmployeeId, std::set<EmployeeId>>;

// What Kith says of those who are there, held against what is true.
class Held {
public:
    Held(Company& company, const Truth& truth, const History& history)
        : company_(company), truth_(truth), history_(history), chart_(company.chart()) {
        for (const auto& [key, answers] : truth_.managers) {
            const auto id = company_.ids.find(key);
            BOOST_REQUIRE_MESSAGE(id != company_.ids.end(),
                                  key << " was not read" << last_changes());
            const auto seat = chart_.seat(id->second);
            BOOST_REQUIRE(seat);
            BOOST_TEST(keys_.emplace(*seat, key).second, key << " is there twice");
        }
    }

    // Nobody is led by somebody who never led her.
    void no_wrong_manager() const {
        for (const auto& [seat, key] : keys_) {
            const auto manager = manager_of(seat);
            if (manager.empty()) continue;
            const auto once = history_.find(company_.ids.at(key));
            const bool right =
                once != history_.end() && once->second.contains(company_.ids.at(manager));
            BOOST_TEST(right, who(key) << " is led by " << who(manager) << last_changes());
        }
    }

    // And where everything was told: who is there and active, who leads whom today, whose chain is
    // known.
    void everything() {
        for (const auto& person : chart_.people()) {
            const auto key = keys_.find(*chart_.seat(person.id));
            const bool active = key != keys_.end() && !truth_.disabled.contains(key->second);
            BOOST_TEST(person.active == active, person.user_name << last_changes());
        }
        for (const auto& [seat, key] : keys_) {
            const bool known = known_to_the_top(seat);
            BOOST_TEST(chart_.chain_unknown(seat) == !known,
                       who(key) << ", led by " << who(manager_of(seat)) << ", must be "
                                << (known ? "known" : "unknown") << " to the top"
                                << last_changes());
            known_count += known ? 1 : 0;
            (is_right(seat) ? right_count : unsure_count) += 1;
        }
    }

    int right_count = 0;   // Led by the one who leads her today.
    int unsure_count = 0;  // Nobody can know, or Kith came too late to know.
    int known_count = 0;   // Up to the top of the house.

private:
    std::string manager_of(Seat seat) const {
        const auto manager = chart_.manager(seat);
        if (!manager) return {};
        // Of several who had her id, the one who is there.
        if (const auto now = keys_.find(*manager); now != keys_.end()) return now->second;
        for (const auto& [key, id] : company_.ids)
            if (id == chart_.person(*manager).id) return key;
        return "?";
    }
    // Who was made anew under her id is the same person.
    bool same(const std::string& a, const std::string& b) const {
        const auto first = company_.ids.find(a);
        const auto second = company_.ids.find(b);
        return first != company_.ids.end() && second != company_.ids.end() &&
               first->second == second->second;
    }
    // The one who led her is there again, under another key: then she may lead her again.
    bool is_there_anew(const std::string& former, Seat led) const {
        if (truth_.managers.contains(former) || chart_.person(led).manager_unsure) return false;
        for (const auto& [key, answers] : truth_.managers)
            if (same(key, former)) return true;
        return false;
    }
    bool is_right(Seat seat) const {
        const auto manager = manager_of(seat);
        for (const auto& answer : truth_.managers.at(keys_.at(seat)))
            if (same(answer.key, manager) &&
                (answer.kind == Answer::Kind::is || is_there_anew(answer.key, seat)))
                return true;
        return keys_.at(seat) == truth_.top && manager.empty();
    }
    // On her way up every line is right and none comes back.
    bool known_to_the_top(Seat seat) const {
        std::set<Seat> met;
        for (auto at = seat; keys_.contains(at); at = *chart_.manager(at)) {
            if (!is_right(at) || !met.insert(at).second) return false;
            if (keys_.at(at) == truth_.top) return true;
        }
        return false;
    }
    std::string who(const std::string& key) const {
        const auto id = company_.ids.find(key);
        if (id == company_.ids.end()) return "somebody who was never read";
        const auto seat = chart_.seat(id->second);
        return (seat ? chart_.person(*seat).user_name : "somebody who went for good") + " " + key;
    }
    std::string last_changes() const {
        std::string all = "; the last changes:";
        for (const auto& change : truth_.changes)
            all += "\n    " + change;
        return all;
    }

    Company& company_;
    const Truth& truth_;
    const History& history_;
    OrgChart chart_;
    std::map<Seat, std::string> keys_;
};

void remember(History& history, const Truth& truth, const Company& company) {
    for (const auto& [key, answers] : truth.managers)
        for (const auto& answer : answers)
            if (const auto led = company.ids.find(answer.key); led != company.ids.end())
                history[company.ids.at(key)].insert(led->second);
}

// What the increments came to is what one reading of everything gives, wherever that gives
// something true. Who knows more may be less sure: a name can go over to somebody else.
void compare_with_fresh(Company& company, const model::LdapSettings& settings, const Truth& truth) {
    Company fresh(settings);
    fresh.sync(true);
    const auto read = fresh.chart();
    const auto kept = company.chart();
    BOOST_TEST(fresh.ids.size() == truth.managers.size());
    int compared = 0;
    for (const auto& [key, answers] : truth.managers) {
        const auto manager = read.manager(*read.seat(fresh.ids.at(key)));
        const auto seat = *kept.seat(company.ids.at(key));
        if (!manager || kept.person(seat).manager_unsure) continue;
        const auto known = kept.manager(seat);
        BOOST_REQUIRE(known);
        BOOST_TEST(kept.person(*known).user_name == read.person(*manager).user_name);
        ++compared;
    }
    BOOST_TEST(compared > 20);
}

struct Course {
    std::string server;
    std::string way;         // How it must have been read.
    bool sees_going = true;  // Each reading finds out who is gone.
    bool as_administrator = false;
    bool ids_by_number = false;  // A person's id is her number in the company.
    int seed = 1;
    int take = 0;
};

model::LdapSettings settings_for(const BedServer& server, const Course& course) {
    auto settings =
        course.as_administrator ? server.settings_of_administrator() : server.settings();
    settings.way = course.way;
    if (course.ids_by_number)
        settings.mappings.push_back(
            {"id", {"employeeNumber", "employeeID"}, model::LdapSettings::Transform::none, ""});
    return settings;
}

void run(const Course& course) {
    BedServer server({course.server, 60, course.seed, course.take});
    const auto settings = settings_for(server, course);
    Company company(settings);
    BOOST_TEST(company.sync(true).way == course.way);
    History history;
    auto truth = server.change(0);
    remember(history, truth, company);
    company.name_the_top(truth.top);
    std::mt19937 random(static_cast<unsigned>(course.seed));
    int increments = 0;
    int known = 0;
    for (int done = 0; done < changes;) {
        // A name that goes over unseen would be nobody's fault: one change at a time then.
        const int count = course.take > 0 ? 1 : static_cast<int>(random() % 12 + 1);
        done += count;
        truth = server.change(count);
        const bool whole = random() % 8 == 0;
        const auto report = company.sync(whole);
        increments += report.everybody ? 0 : 1;
        remember(history, truth, company);
        Held held(company, truth, history);
        held.no_wrong_manager();
        if (course.sees_going || report.everybody) held.everything();
        known += held.known_count;
    }
    BOOST_TEST((increments > 30 || course.way == "paged"));
    company.sync(true);
    Held held(company, truth, history);
    held.no_wrong_manager();
    held.everything();
    BOOST_TEST(held.right_count > 20);
    BOOST_TEST(known > 100);
    compare_with_fresh(company, settings, truth);
    BOOST_TEST_MESSAGE(course.server << " by " << course.way << ": " << held.right_count
                                     << " right, " << held.unsure_count << " unsure, "
                                     << held.known_count << " known to the top");
}

BOOST_AUTO_TEST_SUITE(in_step)

BOOST_AUTO_TEST_CASE(slapd_by_syncrepl) {
    run({.server = "slapd", .way = "syncrepl"});
    run({.server = "slapd", .way = "syncrepl", .ids_by_number = true, .seed = 2, .take = 2});
}

BOOST_AUTO_TEST_CASE(slapd_by_timestamp) {
    run({.server = "slapd", .way = "timestamp", .sees_going = false, .seed = 3});
}

BOOST_AUTO_TEST_CASE(slapd_by_reading_everything_each_time) {
    run({.server = "slapd", .way = "paged", .ids_by_number = true, .seed = 4});
}

BOOST_AUTO_TEST_CASE(active_directory_by_dirsync) {
    run({.server = "samba", .way = "dirsync", .as_administrator = true, .seed = 5});
    run({.server = "samba", .way = "dirsync", .sees_going = false, .seed = 6, .take = 2});
}

BOOST_AUTO_TEST_CASE(active_directory_by_usn) {
    run({.server = "samba", .way = "usn", .as_administrator = true, .seed = 7});
}

BOOST_AUTO_TEST_CASE(ds389_by_syncrepl) {
    run({.server = "389", .way = "syncrepl", .seed = 8});
    run({.server = "389", .way = "syncrepl", .ids_by_number = true, .seed = 9, .take = 2});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
