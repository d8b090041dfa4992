// Syncs within one process, as a host's kith_pump does: for each line on standard input one,
// answered with its milliseconds and what it did.
//
//   bench_directory URI BIND-DN PASSWORD-REFERENCE BASE
#include <chrono>
#include <iostream>
#include <string>

#include "connectors/ldap/ldap_directory.h"
#include "kit/world.h"
#include "service/sync_directory.h"

namespace {

kith::model::LdapSettings settings(char** argv) {
    kith::model::LdapSettings settings;
    settings.uris = {argv[1]};
    settings.protection = kith::model::LdapSettings::Protection::none;
    settings.clear_text = true;
    settings.bind_dn = argv[2];
    settings.password = argv[3];
    settings.bases.push_back({argv[4], "", true});
    return settings;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    kith::kit::World world;
    auto& people = world.rooms.settings.people.emplace();
    people.kind = kith::model::PeopleSource::Kind::ldap;
    people.ldap = settings(argv);
    world.rooms.people_directory =
        std::make_unique<kith::connectors::ldap::LdapDirectory>(people.ldap);
    kith::service::Session admin;
    admin.capacity = kith::policy::Capacity::it_admin;
    admin.purpose = kith::policy::Purpose::administration;
    for (std::string line; std::getline(std::cin, line);) {
        kith::service::SyncOrder order;
        order.whole = line == "whole";
        const auto begin = std::chrono::steady_clock::now();
        const auto report = kith::service::sync_directory(world.rooms, admin, order);
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - begin;
        if (!report) {
            std::cerr << report.error().detail.view() << ' ' << report.error().field << '\n';
            return 1;
        }
        std::cout << took.count() << ' ' << report->came << ' ' << report->changed << ' '
                  << report->managers_changed << std::endl;
    }
    return 0;
}
