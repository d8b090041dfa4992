// A company small enough to know by heart, in which "dan" may be offered to "ana".
//
//              chief
//       bea     cora     dora        each in a department of her own: Sales, Care, IT
//       ana     carl     dan         in the department of the manager above
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "routing/router.h"

namespace kith::tests {

inline EmployeeId id(const std::string& text) {
    return EmployeeId(text);
}

struct SmallCompany {
    Day today{20'000};
    std::deque<model::Person> people;  // A deque: references stay good.
    std::deque<model::PeerSupporter> supporters;
    std::vector<model::FormerManager> former;
    bool keeps_former = true;
    routing::RouteRequest request;  // By ana, naming carl, in English, about stress.
    routing::Conditions conditions;

    SmallCompany() {
        person("chief", "", "Board");
        person("bea", "chief", "Sales");
        person("cora", "chief", "Care");
        person("dora", "chief", "IT");
        person("ana", "bea", "Sales");
        person("carl", "cora", "Care");
        person("dan", "dora", "IT");
        supporter("dan");
        request.key = "request";
        request.requester = id("ana");
        request.persons_concerned = {id("carl")};
        request.language = "en";
        request.topic = "stress";
        conditions.today = today;
    }

    model::Person& person(const std::string& name, const std::string& manager,
                          const std::string& department) {
        auto& one = people.emplace_back();
        one.id = id(name);
        one.manager_id = id(manager);
        one.department = department;
        return one;
    }

    model::PeerSupporter& supporter(const std::string& name) {
        auto& one = supporters.emplace_back();
        one.id = id(name);
        one.languages = {"en"};
        one.topics = {"stress"};
        one.capacity = 2;
        one.accredited_until = today.plus(100);
        one.listed = true;
        return one;
    }

    model::Person& of(const std::string& name) {
        for (auto& one : people)
            if (one.id.text() == name) return one;
        throw std::out_of_range("nobody of that name");
    }
    model::PeerSupporter& dan() { return supporters.front(); }

    directory::Snapshot snapshot() const {
        return {std::make_shared<directory::OrgChart>(
                    std::vector<model::Person>(people.begin(), people.end())),
                std::make_shared<directory::SupporterBook>(
                    std::vector<model::PeerSupporter>(supporters.begin(), supporters.end())),
                keeps_former ? std::make_shared<const std::vector<model::FormerManager>>(former)
                             : nullptr};
    }

    routing::Route found() const { return routing::route(request, snapshot(), conditions); }

    // Why a supporter is passed over, codes with a blank between; empty where she is eligible.
    std::string why(const std::string& supporter = "dan") const {
        const auto route = found();
        for (const auto& candidate : route.eligible)
            if (candidate.supporter.text() == supporter) return "";
        for (const auto& passed : route.passed_over)
            if (passed.supporter.text() == supporter) return codes(passed.why);
        return "not a supporter";
    }

    // Why an assignment of dan that stands would have to end.
    std::string conflicts() const {
        return codes(routing::conflicts(request, id("dan"), snapshot(), conditions));
    }

    std::vector<std::string> order() const {
        std::vector<std::string> ids;
        for (const auto& candidate : found().eligible)
            ids.push_back(candidate.supporter.text());
        return ids;
    }

    int score(const std::string& supporter = "dan") const {
        for (const auto& candidate : found().eligible)
            if (candidate.supporter.text() == supporter) return candidate.score;
        return -1;
    }

private:
    static std::string codes(const std::vector<routing::Exclusion>& all) {
        std::string text;
        for (const auto one : all)
            text += (text.empty() ? "" : " ") + std::string(code(one));
        return text;
    }
};

}  // namespace kith::tests
