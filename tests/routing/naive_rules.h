// The table of design section 9 once more, slowly: sets and full walks, straight from its
// sentences.
//
// It reads people and supporters only and shares no code with plugin/routing or the org chart, so
// that an error would have to be made twice to stay unseen.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/person.h"
#include "model/supporter.h"
#include "routing/random_company.h"

namespace kith::tests {

// Supporter id to codes; a supporter whose set is empty is eligible.
using NaiveAnswer = std::map<std::string, std::set<std::string>>;

class NaiveRules {
public:
    explicit NaiveRules(const RandomCompany& company);

    NaiveAnswer answer(const routing::RouteRequest& request) const;

private:
    struct Chain {
        std::set<std::string> above;  // Ids, of somebody or not.
        int people_above = 0;
        bool unknown = false;
    };
    using Id = std::string;

    const model::Person* person(const Id& id) const;
    Chain walk(const Id& start) const;
    const Chain& chain(const Id& id) const;
    int level(const Id& id) const;
    std::string department(const Id& id) const;
    std::string manager(const Id& id) const;
    bool dotted(const Id& from, const Id& to) const;
    void alone(const model::PeerSupporter& s, const routing::RouteRequest& request,
               std::set<std::string>& codes) const;
    void with_party(const model::PeerSupporter& s, const Id& party,
                    std::set<std::string>& codes) const;

    const RandomCompany& company_;
    std::map<Id, const model::Person*> people_;
    std::set<Id> named_as_manager_;
    mutable std::map<Id, Chain> chains_;
};

}  // namespace kith::tests
