#include "scale/questions.h"

#include "scale/random.h"

namespace scale {
namespace {

constexpr std::size_t searches_count = 1000;
constexpr std::size_t requests_count = 1000;
constexpr std::size_t executives_count = 100;
constexpr std::uint32_t seeded_every = 20;

std::uint32_t some_topic(Random& random) {
    return random.skewed_below(topics.size());
}

Number anybody(const Company& company, Random& random) {
    return random.below(company.people.size());
}

// Most often her own manager, now and then the one above.
Number of_her_chain(const Company& company, Random& random, Number requester) {
    Number above = company.people[requester].manager;
    while (random.chance(22) && company.people[above].manager != nobody)
        above = company.people[above].manager;
    return above;
}

// Somebody who has the same manager; with some luck not she herself.
Number colleague(const Company& company, Random& random, Number requester) {
    const auto manager = company.people[requester].manager;
    for (int tries = 0; tries < 2000; ++tries) {
        const auto other = anybody(company, random);
        if (other != requester && company.people[other].manager == manager) return other;
    }
    return manager;
}

Search some_search(const Company& company, Random& random) {
    const auto& person = company.people[anybody(company, random)];
    Search search;
    search.language = person.language;
    search.topic = some_topic(random);
    if (random.chance(25)) search.site = person.site;
    if (random.chance(10)) search.channel = random.below(channels.size());
    return search;
}

Request some_request(const Company& company, Random& random, const std::string& key) {
    Request request;
    request.key = key;
    do {
        request.requester = anybody(company, random);
    } while (company.people[request.requester].manager == nobody);
    request.language = company.people[request.requester].language;
    request.topic = some_topic(random);
    if (random.chance(10))
        request.anyone_but = company.supporters[random.below(company.supporters.size())].person;
    return request;
}

// `who` is left out where she is named already.
void name(Request& request, Number who) {
    if (who == request.requester) return;
    for (const auto named : request.concerned)
        if (named == who) return;
    request.concerned.push_back(who);
}

void name_somebody(const Company& company, Random& random, Request& request) {
    const auto whom = random.below(100);
    if (whom < 65) {
        name(request, of_her_chain(company, random, request.requester));
    } else if (whom < 86) {
        name(request, colleague(company, random, request.requester));
    } else {
        name(request, anybody(company, random));
    }
    if (random.chance(25)) name(request, anybody(company, random));
}

// Somebody free who could be asked today; where `declares`, one with a conflict of her own.
const Supporter& some_supporter(const Company& company, Random& random, bool declares) {
    const auto& all = company.supporters;
    const auto begin = random.below(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& one = all[(begin + i) % all.size()];
        const bool free = one.listed && one.accredited && !one.on_leave && one.open == 0;
        if (free && (!declares || !one.declared.empty())) return one;
    }
    return all[begin];
}

// Somebody near her who may talk to her; her own manager where there is nobody.
Number neighbour(const Company& company, Random& random, Number of) {
    const auto& people = company.people;
    const auto& hers = people[of];
    const auto begin = random.below(people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto number = static_cast<Number>((begin + i) % people.size());
        const auto& other = people[number];
        if (number != of && other.site == hers.site && other.level == hers.level &&
            other.manager != hers.manager)
            return number;
    }
    return hers.manager;
}

// Rules that chance meets too seldom: the supporter who fits best is the one who may not be asked.
Request against_the_best(const Company& company, Random& random, const std::string& key,
                         std::uint32_t rule) {
    const auto& best = some_supporter(company, random, rule == 1);
    Request request;
    request.key = key;
    request.language = best.languages.front();
    while ((best.topics >> request.topic & 1U) == 0)
        ++request.topic;
    request.requester = company.people[best.person].manager;
    if (rule == 2) return request;  // She asks among those whom she leads.
    request.requester = neighbour(company, random, best.person);
    if (rule == 0) request.anyone_but = best.person;
    if (rule == 1)
        for (const auto party : best.declared)
            name(request, party);
    return request;
}

}  // namespace

Questions make_questions(const Company& company, std::uint64_t seed) {
    Random random(seed ^ 0x5EA7C4U);
    Questions all;
    while (all.searches.size() < searches_count)
        all.searches.push_back(some_search(company, random));
    while (all.requests.size() < requests_count) {
        const auto number = static_cast<std::uint32_t>(all.requests.size());
        const auto key = "request-" + std::to_string(number);
        if (number % seeded_every == 0) {
            all.requests.push_back(
                against_the_best(company, random, key, number / seeded_every % 3));
            continue;
        }
        auto request = some_request(company, random, key);
        if (random.chance(80)) name_somebody(company, random, request);
        all.requests.push_back(std::move(request));
    }
    while (all.about_executives.size() < executives_count) {
        const auto key = "executive-" + std::to_string(all.about_executives.size());
        auto request = some_request(company, random, key);
        name(request, company.executives[random.below(company.executives.size())]);
        all.about_executives.push_back(std::move(request));
    }
    return all;
}

}  // namespace scale
