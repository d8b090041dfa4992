// A directory whose every answer is in the test's hand, faults included, and a small company in it.
// What real servers say is tested against them.
#pragma once

#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "directory/org_chart.h"
#include "kit/world.h"
#include "service/sync_directory.h"

namespace kith::tests {

class HandDirectory final : public ports::PeopleDirectory {
public:
    Result<ports::DirectoryAnswer> ask(const ports::DirectoryQuestion& question,
                                       ports::DirectoryListener& listener) override {
        ++asked;
        asked_whole = question.whole;
        return tell(question.whole || unasked, listener);
    }
    // A burst for each of `bursts`; without any, it cannot be followed.
    Result<void> follow(
        const ports::DirectoryQuestion& question, ports::DirectoryListener& listener,
        const std::function<Result<void>(ports::DirectoryAnswer)>& settle) override {
        if (bursts.empty()) return Error{ErrorCode::unsupported, "not this one", {}, {}};
        asked_whole = question.whole;
        bool whole = question.whole;
        for (const auto& burst : bursts) {
            if (!question.go_on()) return {};
            burst();
            auto answer = tell(whole, listener);
            if (!answer) return answer.error();
            const auto settled = settle(std::move(*answer));
            if (!settled) return settled;
            whole = false;
        }
        return {};
    }
    Result<ports::DirectoryAnswer> tell(bool everybody, ports::DirectoryListener& listener) {
        std::size_t told = 0;
        for (const auto& [key, entry] : entries) {
            if (cut_after && told++ == *cut_after)
                return Error{ErrorCode::source_unreadable, "cut", {}, {}};
            const bool told_now = everybody || changed.contains(key);
            if (refused.contains(key)) {
                const auto done = listener.refused(key, entry.name, "it cannot be read", "");
                if (!done) return done.error();
            } else if (told_now) {
                const auto done = listener.found(entry);
                if (!done) return done.error();
            }
        }
        for (const auto& entry : told_twice) {
            const auto done = listener.found(entry);
            if (!done) return done.error();
        }
        for (const auto& key : gone) {
            const auto done = listener.gone(key);
            if (!done) return done.error();
        }
        if (meanwhile) meanwhile();
        changed.clear();
        gone.clear();
        ports::DirectoryAnswer answer;
        answer.everybody = everybody;
        answer.names_are_links = links;
        answer.state = "state";
        answer.way = "paged";
        return answer;
    }
    Result<std::vector<std::string>> explain(const std::string&) override {
        return std::vector<std::string>{};
    }
    Findings examine() override { return {}; }

    std::map<std::string, ports::DirectoryEntry> entries;
    std::vector<ports::DirectoryEntry> told_twice;
    std::map<std::string, bool> changed;
    std::map<std::string, bool> refused;
    std::vector<std::string> gone;
    std::optional<std::size_t> cut_after;
    std::function<void()> meanwhile;
    int asked = 0;
    bool asked_whole = false;
    bool links = false;
    bool unasked = false;  // It tells everybody, asked for it or not.
    std::vector<std::function<void()>> bursts;
};

inline std::string dn(const std::string& name) {
    return "uid=" + name + ",dc=example";
}

// Top leads bo and far; bo leads ana; far leads dan and eve.
struct DirectoryCompany : kit::World {
    DirectoryCompany() {
        rooms.settings.people.emplace();
        rooms.settings.people->kind = model::PeopleSource::Kind::ldap;
        auto made = std::make_unique<HandDirectory>();
        directory = made.get();
        rooms.people_directory = std::move(made);
        hire("top", "");
        hire("bo", "top");
        hire("far", "top");
        hire("ana", "bo");
        hire("dan", "far");
        hire("eve", "far");
    }

    void hire(const std::string& name, const std::string& manager) {
        ports::DirectoryEntry entry;
        entry.key = "key-" + name;
        entry.name = dn(name);
        entry.manager = manager.empty() ? "" : dn(manager);
        entry.person.user_name = name;
        entry.person.display_name = name;
        entry.person.department = "sales";
        directory->entries["key-" + name] = entry;
        directory->changed["key-" + name] = true;
    }
    ports::DirectoryEntry& change(const std::string& name) {
        directory->changed["key-" + name] = true;
        return directory->entries["key-" + name];
    }
    // Without a word about anybody else: O1.
    void dismiss(const std::string& name) {
        directory->entries.erase("key-" + name);
        directory->gone.push_back("key-" + name);
    }
    service::SyncReport sync(bool whole = false, int percent = 100) {
        service::SyncOrder order;
        order.whole = whole;
        order.removed_percent_max = percent;
        auto report = service::sync_directory(rooms, admin(), order);
        BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().detail.view()));
        return *report;
    }
    ErrorCode refused_sync(int percent = 20) {
        service::SyncOrder order;
        order.whole = true;
        order.removed_percent_max = percent;
        const auto report = service::sync_directory(rooms, admin(), order);
        BOOST_REQUIRE(!report);
        return report.error().code;
    }
    service::Session admin() {
        service::Session session;
        session.capacity = policy::Capacity::it_admin;
        session.purpose = policy::Purpose::administration;
        return session;
    }
    directory::OrgChart chart() {
        auto all = rooms.database->read([](store::Transaction& tx) { return store::people(tx); });
        BOOST_REQUIRE(all);
        return directory::OrgChart(std::move(*all));
    }
    std::optional<model::Person> person(const std::string& name) {
        auto found = rooms.database->read(
            [&](store::Transaction& tx) { return store::person(tx, EmployeeId{"key-" + name}); });
        BOOST_REQUIRE(found);
        return *found;
    }
    std::string manager(const std::string& name) {
        const auto found = person(name);
        BOOST_REQUIRE(found);
        return found->manager_id.text();
    }
    bool above(const std::string& upper, const std::string& lower) {
        const auto company = chart();
        return company.above(*company.seat(EmployeeId{"key-" + upper}),
                             *company.seat(EmployeeId{"key-" + lower}));
    }
    bool unknown(const std::string& name) {
        const auto company = chart();
        return company.chain_unknown(*company.seat(EmployeeId{"key-" + name}));
    }

    HandDirectory* directory = nullptr;
};

}  // namespace kith::tests
