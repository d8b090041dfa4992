#include "routing/naive_rules.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace kith::tests {
namespace {

bool same_word(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::tolower(static_cast<unsigned char>(a[i])) !=
            std::tolower(static_cast<unsigned char>(b[i])))
            return false;
    return true;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    for (const auto& one : words)
        if (same_word(one, word)) return true;
    return false;
}

bool contains(const std::vector<EmployeeId>& ids, const std::string& id) {
    for (const auto& one : ids)
        if (one.text() == id) return true;
    return false;
}

}  // namespace

NaiveRules::NaiveRules(const RandomCompany& company) : company_(company) {
    for (const auto& one : company.people) {
        people_.emplace(one.id.text(), &one);
        if (!one.manager_id.empty()) named_as_manager_.insert(one.manager_id.text());
    }
}

const model::Person* NaiveRules::person(const Id& id) const {
    const auto found = people_.find(id);
    return found == people_.end() ? nullptr : found->second;
}

NaiveRules::Chain NaiveRules::walk(const Id& start) const {
    Chain chain;
    const model::Person* at = person(start);
    if (!at) {
        chain.unknown = true;
        return chain;
    }
    for (;;) {
        const Id next = at->manager_id.text();
        if (next.empty()) {
            if (!named_as_manager_.contains(at->id.text())) chain.unknown = true;
            return chain;
        }
        if (next == start || chain.above.contains(next)) {  // Round once.
            chain.unknown = true;
            return chain;
        }
        chain.above.insert(next);
        at = person(next);
        if (!at) {
            chain.unknown = true;
            return chain;
        }
        ++chain.people_above;
    }
}

const NaiveRules::Chain& NaiveRules::chain(const Id& id) const {
    const auto found = chains_.find(id);
    if (found != chains_.end()) return found->second;
    return chains_.emplace(id, walk(id)).first->second;
}

int NaiveRules::level(const Id& id) const {
    const auto* one = person(id);
    if (!one) return 0;
    return one->level ? *one->level : chain(id).people_above;
}

std::string NaiveRules::department(const Id& id) const {
    const auto* one = person(id);
    return one ? one->department : "";
}

std::string NaiveRules::manager(const Id& id) const {
    const auto* one = person(id);
    return one ? one->manager_id.text() : "";
}

bool NaiveRules::dotted(const Id& from, const Id& to) const {
    const auto* one = person(from);
    return one && contains(one->dotted_manager_ids, to);
}

void NaiveRules::alone(const model::PeerSupporter& s, const routing::RouteRequest& request,
                       std::set<std::string>& codes) const {
    const auto* one = person(s.id.text());
    if (!s.listed || s.enrolment != model::Enrolment::approved) codes.insert("not_listed");
    if (!one || !one->active) codes.insert("inactive");
    if (s.on_leave_until && *s.on_leave_until >= company_.today) codes.insert("on_leave");
    if (!s.accredited_until) codes.insert("accreditation_expired");
    if (s.accredited_until && *s.accredited_until < company_.today)
        codes.insert("accreditation_expired");
    if (s.open_cases >= s.capacity) codes.insert("at_capacity");
    if (!request.language.empty() && !contains(s.languages, request.language))
        codes.insert("language");
    if (!request.topic.empty() && !contains(s.topics, request.topic)) codes.insert("topic");
    if (contains(request.excluded, s.id.text())) codes.insert("excluded_by_requester");
}

void NaiveRules::with_party(const model::PeerSupporter& s, const Id& party,
                            std::set<std::string>& codes) const {
    const Id id = s.id.text();
    if (id == party) {
        codes.insert("party");
        return;
    }
    if (contains(s.declared_conflicts, party)) codes.insert("declared_conflict");
    if (chain(id).above.contains(party) || chain(party).above.contains(id) || dotted(id, party) ||
        dotted(party, id))
        codes.insert("chain_of_command");
    if (!manager(id).empty() && manager(id) == manager(party)) codes.insert("same_team");
    const bool same_department =
        department(id).empty() || department(party).empty() || department(id) == department(party);
    if ((chain(id).unknown || chain(party).unknown) && same_department)
        codes.insert("unknown_chain");
}

NaiveAnswer NaiveRules::answer(const routing::RouteRequest& request) const {
    NaiveAnswer answer;
    for (const auto& s : company_.supporters) {
        if (answer.contains(s.id.text())) continue;
        auto& codes = answer[s.id.text()];
        alone(s, request, codes);

        const Id requester = request.requester.text();
        with_party(s, requester, codes);
        if (s.id.text() != requester && std::abs(level(s.id.text()) - level(requester)) > 1)
            codes.insert("level_distance");

        for (const auto& concerned : request.persons_concerned) {
            with_party(s, concerned.text(), codes);
            if (s.id != concerned && !department(s.id.text()).empty() &&
                department(s.id.text()) == department(concerned.text()))
                codes.insert("concerned_department");
        }
    }
    return answer;
}

}  // namespace kith::tests
