#include "scale/company.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "scale/random.h"

namespace scale {
namespace {

constexpr std::size_t people_per_site = 350;
constexpr std::size_t people_per_supporter = 50;
constexpr std::uint32_t department_most = 400;
constexpr std::uint32_t countries = 24;
// Reports of one manager; half have at most six.
constexpr std::array<std::uint32_t, 20> spans{4, 4, 5, 5, 5, 6, 6,  6,  6,  7,
                                              7, 7, 7, 8, 8, 9, 10, 12, 15, 28};

// Somebody whose reports are still to be made; she stands at `first` on the way down.
struct Branch {
    Number manager = nobody;
    std::uint32_t first = 0;
    std::uint32_t size = 0;
    std::uint32_t level = 0;
    std::uint32_t department = 0;
};

// How many people are at and below each of the reports: some lead far more than others.
std::vector<std::uint32_t> parts(Random& random, std::uint32_t people) {
    const auto drawn = spans[random.below(spans.size())];
    // So few are one team.
    const auto span = people <= 3 * drawn ? people : drawn;
    std::vector<std::uint32_t> sizes(span, 1);
    std::vector<double> weights;
    for (std::uint32_t i = 0; i < span; ++i) {
        const double share = random.share();
        weights.push_back(0.04 + share * share);
    }
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    const auto more = people - span;
    std::uint32_t left = more;
    for (std::uint32_t i = 0; i < span; ++i) {
        const auto part = static_cast<std::uint32_t>(weights[i] / all * more);
        sizes[i] += part;
        left -= part;
    }
    sizes.back() += left;
    return sizes;
}

// Numbers are handed out in a random order.
void make_chart(Company& company, Random& random, const std::vector<Number>& numbers) {
    auto& people = company.people;
    company.departments = 1;  // Of those who lead too many for one department.
    std::vector<Branch> waiting{{nobody, 0, static_cast<std::uint32_t>(people.size()), 0, 0}};
    while (!waiting.empty()) {
        Branch branch = waiting.back();
        waiting.pop_back();
        if (branch.department == 0 && branch.size <= department_most)
            branch.department = company.departments++;
        const Number number = numbers[branch.first];
        Person& person = people[number];
        person.manager = branch.manager;
        person.department = branch.department;
        person.level = branch.level;
        person.first = branch.first;
        person.end = branch.first + branch.size;
        if (branch.size == 1) continue;
        if (branch.level == 1 || branch.level == 2) company.executives.push_back(number);
        std::uint32_t first = branch.first + 1;
        for (const auto size : parts(random, branch.size - 1)) {
            waiting.push_back({number, first, size, branch.level + 1, branch.department});
            first += size;
        }
    }
}

struct Site {
    std::uint32_t country = 0;
    double take_up = 0;  // How many there like to help.
};

std::vector<Site> make_sites(Random& random, std::uint32_t count) {
    std::vector<Site> sites(count);
    for (auto& site : sites) {
        site.country = random.skewed_below(countries);
        const double share = random.share();
        site.take_up = 0.05 + share * share * share;
    }
    return sites;
}

void settle(Company& company, Random& random, const std::vector<Site>& sites) {
    std::vector<std::uint32_t> home(company.departments);
    for (auto& site : home)
        site = random.skewed_below(sites.size());
    for (auto& person : company.people) {
        const bool at_home = person.department != 0 && random.chance(85);
        person.site = at_home ? home[person.department] : random.skewed_below(sites.size());
        const auto country = sites[person.site].country;
        person.time_zone = country / 2;
        const auto of_country = static_cast<std::uint32_t>(country % languages.size());
        person.language = random.chance(20) ? 0 : of_country;
    }
}

void add_language(Supporter& supporter, std::uint32_t language) {
    auto& all = supporter.languages;
    if (std::find(all.begin(), all.end(), language) == all.end()) all.push_back(language);
}

std::vector<Hours> some_hours(Random& random) {
    std::vector<Hours> all;
    for (std::uint32_t weekday = 0; weekday < 6; ++weekday) {
        if (!random.chance(weekday < 5 ? 40 : 5)) continue;
        const auto from = 8 + random.below(10);
        all.push_back({weekday, from, from + 1 + random.below(4)});
    }
    return all;
}

Supporter make_supporter(Random& random, Number number, const Person& person, std::size_t people) {
    Supporter one;
    one.person = number;
    add_language(one, person.language);
    if (random.chance(60)) add_language(one, 0);
    if (random.chance(25)) add_language(one, random.skewed_below(languages.size()));
    one.languages.resize(std::min<std::size_t>(one.languages.size(), 3));
    for (std::uint32_t topic = 0; topic < topics.size(); ++topic)
        if (random.chance(65 - 7 * topic)) one.topics |= 1U << topic;
    if (one.topics == 0) one.topics = 1;
    for (std::uint32_t channel = 0; channel < channels.size(); ++channel)
        if (random.chance(55)) one.channels |= 1U << channel;
    one.capacity = 2 + std::min(random.below(4), random.below(7));
    one.open = random.chance(10) ? one.capacity : random.below(one.capacity);
    one.accredited = !random.chance(12);
    one.on_leave = random.chance(6);
    one.listed = !random.chance(3);
    if (random.chance(8)) one.declared.push_back(random.below(people));
    one.hours = some_hours(random);
    one.about = random.below(8);
    return one;
}

void choose_supporters(Company& company, Random& random, const std::vector<Site>& sites) {
    struct Chance {
        double when;
        Number person;
    };
    std::vector<Chance> chances;
    for (Number number = 0; number < company.people.size(); ++number) {
        const auto& person = company.people[number];
        const double when = random.share() / sites[person.site].take_up;
        if (!person.leads()) chances.push_back({when, number});
    }
    const auto wanted = company.people.size() / people_per_supporter;
    std::nth_element(chances.begin(), chances.begin() + static_cast<std::ptrdiff_t>(wanted),
                     chances.end(), [](const Chance& a, const Chance& b) {
                         return a.when != b.when ? a.when < b.when : a.person < b.person;
                     });
    std::vector<Number> chosen;
    for (std::size_t i = 0; i < wanted; ++i)
        chosen.push_back(chances[i].person);
    std::sort(chosen.begin(), chosen.end());
    for (const auto number : chosen)
        company.supporters.push_back(
            make_supporter(random, number, company.people[number], company.people.size()));
}

}  // namespace

Company make_company(std::size_t people, std::uint64_t seed) {
    Random random(seed);
    Company company;
    company.people.resize(people);
    company.sites = static_cast<std::uint32_t>(std::max<std::size_t>(3, people / people_per_site));
    std::vector<Number> numbers(people);
    std::iota(numbers.begin(), numbers.end(), Number{0});
    random.shuffle(numbers);

    make_chart(company, random, numbers);
    const auto sites = make_sites(random, company.sites);
    settle(company, random, sites);
    choose_supporters(company, random, sites);
    return company;
}

std::string id_text(Number person) {
    return "E" + std::to_string(person);
}

Number from_id_text(std::string_view id) {
    Number number = nobody;
    std::from_chars(id.data() + 1, id.data() + id.size(), number);
    return number;
}

std::string name_text(Number person) {
    constexpr std::array<std::string_view, 8> given{"Ana", "Bo",    "Chiara", "Deniz",
                                                    "Ewa", "Farid", "Grete",  "Hugo"};
    return std::string(given[person % given.size()]) + " Sample-" + std::to_string(person);
}

std::string site_text(std::uint32_t site) {
    return "Site " + std::to_string(site);
}

std::string_view about_text(const Supporter& supporter) {
    constexpr std::array<std::string_view, 8> texts{
        "I listen first. We look at what you want together, and nothing happens without you.",
        "Shift work taught me how lonely a night can be. Call me, also late.",
        "I was once where you may be now, and found a way out. Let us talk.",
        "Twenty years in the warehouse; I know the place and keep what I hear to myself.",
        "Quiet talks over tea, as long as it takes.",
        "I help to sort what happened and to write it down, if you want that.",
        "New here, trained last spring, with time and an open ear.",
        "We can speak in my mother tongue or in yours, with pauses."};
    return texts[supporter.about];
}

std::string hours_text(const Hours& hours) {
    constexpr std::array<std::string_view, 6> days{"mon", "tue", "wed", "thu", "fri", "sat"};
    const auto two = [](std::uint32_t hour) {
        return (hour < 10 ? "0" : "") + std::to_string(hour);
    };
    return std::string(days[hours.weekday]) + ' ' + two(hours.from) + '-' + two(hours.until);
}

std::uint32_t hours_value(const Supporter& supporter) {
    if (supporter.hours.empty()) return 500;
    std::uint32_t hours = 0;
    for (const auto& one : supporter.hours) {
        const auto until = std::min<std::uint32_t>(one.until, 18);
        if (one.weekday < 5 && until > one.from) hours += until - one.from;
    }
    return 500 * std::min<std::uint32_t>(hours, 10) / 10;
}

}  // namespace scale
