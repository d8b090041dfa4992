// A directory over LDAP, and beside it a provider that pushes: both tell of one company's people.
#pragma once

#include <algorithm>

#include "kit/hand_directory.h"
#include "service/directory_merge.h"
#include "service/import_people.h"
#include "store/raw_file.h"

namespace kith::tests {

struct TwoSources : DirectoryCompany {
    TwoSources() {
        model::ScimServerSettings server;
        server.name = "hr";
        rooms.settings.scim_servers = {server};
    }

    // A user of the provider's: known by an id of its own, the same person by the mapped one.
    static ports::DirectoryEntry user(const std::string& name, const std::string& manager = "") {
        ports::DirectoryEntry entry;
        entry.key = "scim-" + name;
        entry.name = entry.key;
        entry.person.id = EmployeeId{"key-" + name};
        entry.manager = manager.empty() ? "" : "scim-" + manager;
        return entry;
    }
    Result<service::SyncReport> try_push(const std::vector<ports::DirectoryEntry>& users,
                                         const std::vector<std::string>& gone = {}) {
        service::DirectoryReading reading(*rooms.database, {});
        for (const auto& one : users)
            BOOST_REQUIRE(reading.found(one));
        for (const auto& name : gone)
            BOOST_REQUIRE(reading.gone("scim-" + name));
        reading.end();
        service::SyncReport report;
        const auto merged = rooms.database->write([&](store::Transaction& tx) {
            return service::DirectoryMerge(rooms, tx, reading, report,
                                           rooms.settings.scim_servers.front(), false)
                .run(100);
        });
        if (!merged) return merged.error();
        return report;
    }
    service::SyncReport push(const std::vector<ports::DirectoryEntry>& users,
                             const std::vector<std::string>& gone = {}) {
        const auto report = try_push(users, gone);
        BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().detail.view()));
        return *report;
    }
    Result<service::PeopleImport> try_file(const std::vector<model::Person>& file,
                                           int percent = 100) {
        return rooms.database->write([&](store::Transaction& tx) {
            return service::import_people(rooms, tx, admin(), file, percent);
        });
    }
    service::PeopleImport take_file(const std::vector<model::Person>& file) {
        const auto done = try_file(file);
        BOOST_REQUIRE_MESSAGE(done, (done ? "" : done.error().detail.view()));
        return *done;
    }
    static model::Person line(const std::string& name, const std::string& manager = "") {
        model::Person person;
        person.id = EmployeeId{"key-" + name};
        person.user_name = name;
        person.department = "sales";
        if (!manager.empty()) person.manager_id = EmployeeId{"key-" + manager};
        return person;
    }
    void name_a_file() { rooms.settings.people->kind = model::PeopleSource::Kind::csv; }

    std::vector<std::string> dotted(const std::string& name) {
        const auto found = person(name);
        BOOST_REQUIRE(found);
        std::vector<std::string> lines;
        for (const auto& manager : found->dotted_manager_ids)
            lines.push_back(manager.text());
        return lines;
    }
    std::string views() { return raw("SELECT COUNT(*) FROM dir_view"); }
    std::string raw(const std::string& sql) {
        const auto rows = store_test::RawFile(rooms.settings.store.path).run(sql);
        return rows.empty() ? std::string{} : rows.front().front();
    }
    static bool names(const Findings& findings, const std::vector<std::string>& parts) {
        return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
            return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
                return finding.what.find(part) != std::string::npos;
            });
        });
    }
};

}  // namespace kith::tests
