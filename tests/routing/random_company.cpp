#include "routing/random_company.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "base/text.h"

namespace kith::tests {
namespace {

const std::vector<std::string> languages{"en", "de", "fr", "es", "pl"};
const std::vector<std::string> topics{"bullying", "stress", "conflict", "grief"};
const std::vector<std::string> departments{"Sales", "Works, \"North\"", "IT", "Care", "Büro",
                                           "Lab"};

// SplitMix64: the standard's distributions differ between libraries, this does not.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool percent(int chance) { return between(0, 99) < chance; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

class Maker {
public:
    Maker(std::uint64_t seed, const RandomCompanySize& size) : dice_(seed), size_(size) {
        company_.today = Day{20'000}.plus(dice_.between(0, 800));
    }

    RandomCompany make() {
        for (std::size_t i = 0; i < size_.people; ++i)
            hire(i);
        for (std::size_t i = 0; i < 3 + size_.people / 200; ++i)
            close_a_cycle();
        for (std::size_t i = 0; i < size_.supporters; ++i)
            enrol(i);
        for (std::size_t i = 0; i < size_.requests; ++i)
            ask(i);
        return std::move(company_);
    }

private:
    static EmployeeId person_id(std::size_t i) { return EmployeeId("p" + std::to_string(i)); }
    // Few of them, so that a line, a party, a supporter and an exclusion name the same nobody.
    EmployeeId nobody() { return EmployeeId("x" + std::to_string(dice_.between(0, 4))); }
    EmployeeId anybody() {
        return dice_.percent(3) ? nobody() : person_id(dice_.below(size_.people));
    }

    EmployeeId manager_for(std::size_t i) {
        if (i == 0 || dice_.percent(2)) return EmployeeId();  // A root, or an orphan.
        if (dice_.percent(2)) return nobody();
        if (dice_.percent(1)) return person_id(i);  // Her own manager.
        // Seven reports each, or a long line of one below the other.
        const std::size_t above = dice_.percent(8) ? i - 1 : (i - 1) / 7;
        return person_id(above);
    }

    void hire(std::size_t i) {
        model::Person person;
        person.id = person_id(i);
        person.user_name = "user" + std::to_string(i);
        person.display_name = dice_.percent(5) ? "Doe, \"Jo\"" : "Jo " + std::to_string(i);
        person.mail = person.user_name + "@example.org";
        person.manager_id = manager_for(i);
        while (dice_.percent(8))
            person.dotted_manager_ids.push_back(anybody());
        if (!dice_.percent(6)) person.department = dice_.one_of(departments);
        if (dice_.percent(40) && i > 6 && !company_.people[(i - 1) / 7].department.empty())
            person.department = company_.people[(i - 1) / 7].department;
        person.location = dice_.percent(50) ? "Graz" : "Łódź";
        person.timezone = "Europe/Vienna";
        if (dice_.percent(20)) person.level = dice_.between(0, 6);
        person.preferred_language = dice_.one_of(languages);
        person.active = !dice_.percent(7);
        company_.people.push_back(std::move(person));
    }

    // Somebody reports to one who is a few steps below her.
    void close_a_cycle() {
        const std::size_t start = dice_.below(size_.people);
        std::size_t upper = start;
        for (int step = dice_.between(0, 4); step > 0 && upper > 0; --step)
            upper = (upper - 1) / 7;
        company_.people[upper].manager_id = person_id(start);
    }

    std::vector<std::string> some(const std::vector<std::string>& words) {
        std::vector<std::string> chosen;
        for (const auto& word : words)
            if (dice_.percent(55)) chosen.push_back(word);
        return chosen;
    }

    void enrol(std::size_t i) {
        const std::size_t stride = size_.people / size_.supporters;
        model::PeerSupporter supporter;
        supporter.id = person_id(i * stride + dice_.below(stride));
        if (dice_.percent(i < 5 ? 20 : 2)) supporter.id = EmployeeId("x" + std::to_string(i));
        supporter.languages = some(languages);
        supporter.topics = some(topics);
        supporter.capacity = dice_.between(0, 4);
        supporter.open_cases = dice_.percent(60) ? 0 : dice_.between(0, 4);
        if (!dice_.percent(6)) supporter.accredited_until = day_around();
        supporter.listed = !dice_.percent(8);
        if (dice_.percent(15)) supporter.on_leave_until = day_around().plus(-200);
        while (dice_.percent(20))
            supporter.declared_conflicts.push_back(anybody());
        supporter.about = dice_.percent(20) ? "I listen.\n\"Really\", always." : "";
        company_.supporters.push_back(std::move(supporter));
    }

    // Mostly ahead, and often today itself or a day beside it, where the edges are.
    Day day_around() {
        if (dice_.percent(20)) return company_.today.plus(dice_.between(-1, 1));
        return company_.today.plus(dice_.between(-60, 600));
    }

    // Anybody, an executive, the requester's boss, a team mate, a supporter, nobody, herself.
    EmployeeId concerned_by(const EmployeeId& requester) {
        const auto place = static_cast<std::size_t>(std::stoul("0" + requester.text().substr(1)));
        const std::size_t i = std::min(place, size_.people - 1);
        switch (dice_.between(0, 9)) {
            case 0:
                return person_id(dice_.below(3));
            case 1:
            case 2: {
                const auto& boss = company_.people[i].manager_id;
                return boss.empty() ? anybody() : boss;
            }
            case 3:
                return person_id(std::min(i + 1, size_.people - 1));
            case 4:
                return dice_.one_of(company_.supporters).id;
            case 5:
                return dice_.percent(30) ? nobody() : anybody();
            case 6:
                return dice_.percent(20) ? requester : anybody();
            case 7:
                return somebody_declared();
            default:
                return anybody();
        }
    }

    // Whom a supporter declared as a conflict, if the dice find one who did.
    EmployeeId somebody_declared() {
        for (int attempt = 0; attempt < 10; ++attempt) {
            const auto& declared = dice_.one_of(company_.supporters).declared_conflicts;
            if (!declared.empty()) return declared.front();
        }
        return anybody();
    }

    void ask(std::size_t i) {
        routing::RouteRequest request;
        request.key = "r" + std::to_string(i);
        request.requester = dice_.percent(8) ? dice_.one_of(company_.supporters).id : anybody();
        for (int count = dice_.between(0, 3); count > 0; --count)
            request.persons_concerned.push_back(concerned_by(request.requester));
        if (!dice_.percent(20)) request.language = dice_.one_of(languages);
        if (dice_.percent(10)) request.language = "EN";
        if (!dice_.percent(40)) request.topic = dice_.one_of(topics);
        if (dice_.percent(10)) request.topic = "Stress";
        if (dice_.percent(2)) request.topic = "a topic of nobody";
        while (dice_.percent(25))
            request.excluded.push_back(dice_.one_of(company_.supporters).id);
        company_.requests.push_back(std::move(request));
    }

    Dice dice_;
    RandomCompanySize size_;
    RandomCompany company_;
};

// RFC 4180: a field with a comma, a quote or a line break stands in quotes, a quote is doubled.
std::string quoted(const std::string& field) {
    if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
    std::string text = "\"";
    for (const char c : field)
        text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

std::string row(const std::vector<std::string>& fields) {
    std::string line;
    for (const auto& field : fields)
        line += (line.empty() ? "" : ",") + quoted(field);
    return line + "\r\n";
}

std::string list(const std::vector<EmployeeId>& ids) {
    std::vector<std::string> texts;
    for (const auto& id : ids)
        texts.push_back(id.text());
    return join(texts, ";");
}

std::string day(const std::optional<Day>& day) {
    return day ? to_text(*day) : "";
}
std::string yes_no(bool yes) {
    return yes ? "true" : "false";
}

void write(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write a made-up company");
}

std::string people_csv(const RandomCompany& company) {
    std::string text =
        row({"id", "userName", "displayName", "mail", "title", "managerId", "dottedManagerIds",
             "department", "location", "timezone", "level", "preferredLanguage", "active"});
    for (const auto& p : company.people)
        text +=
            row({p.id.text(), p.user_name, p.display_name, p.mail, p.title, p.manager_id.text(),
                 list(p.dotted_manager_ids), p.department, p.location, p.timezone,
                 p.level ? std::to_string(*p.level) : "", p.preferred_language, yes_no(p.active)});
    return text;
}

std::string supporters_csv(const RandomCompany& company) {
    std::string text =
        row({"userId", "languages", "topics", "capacity", "openCases", "accreditedUntil", "listed",
             "onLeaveUntil", "declaredConflicts", "about", "channels", "hours", "shared"});
    for (const auto& s : company.supporters)
        text +=
            row({s.id.text(), join(s.languages, ";"), join(s.topics, ";"),
                 std::to_string(s.capacity), std::to_string(s.open_cases), day(s.accredited_until),
                 yes_no(s.listed), day(s.on_leave_until), list(s.declared_conflicts), s.about,
                 join(s.channels, ";"), join(s.hours, ";"), join(s.shared, ";")});
    return text;
}

std::string requests_csv(const RandomCompany& company) {
    std::string text =
        row({"id", "requesterId", "personsConcerned", "language", "topic", "excludeIds"});
    for (const auto& r : company.requests)
        text += row({r.key, r.requester.text(), list(r.persons_concerned), r.language, r.topic,
                     list(r.excluded)});
    return text;
}

}  // namespace

RandomCompany random_company(std::uint64_t seed, const RandomCompanySize& size) {
    return Maker(seed, size).make();
}

void write_csv(const RandomCompany& company, const std::string& folder) {
    write(folder + "/people.csv", people_csv(company));
    write(folder + "/supporters.csv", supporters_csv(company));
    write(folder + "/requests.csv", requests_csv(company));
}

}  // namespace kith::tests
