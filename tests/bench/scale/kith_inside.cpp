// Kith's own rooms, filled from the company's files: what a call costs without the C ABI.
#include "connectors/feed/people_csv.h"
#include "connectors/feed/supporters_csv.h"
#include "directory/search.h"
#include "routing/matcher.h"
#include "routing/router.h"
#include "scale/engine.h"

namespace scale {
namespace {

using kith::EmployeeId;

EmployeeId id_of(Number person) {
    return EmployeeId{id_text(person)};
}

struct Rooms {
    kith::directory::Snapshot snapshot;
    kith::routing::Conditions conditions;
    std::shared_ptr<const kith::directory::Roster> roster;
    std::shared_ptr<const kith::routing::Matcher> matcher;
    std::vector<kith::directory::SupporterQuery> searches;
    std::vector<kith::routing::RouteRequest> requests;
    std::vector<kith::routing::RouteRequest> about_executives;

    const kith::routing::RouteRequest& request(Task task, std::size_t i) const {
        return task == Task::request ? requests[i] : about_executives[i];
    }
};

kith::routing::RouteRequest route_request(const Request& asked) {
    kith::routing::RouteRequest request;
    request.key = asked.key;
    request.requester = id_of(asked.requester);
    for (const auto person : asked.concerned)
        request.persons_concerned.push_back(id_of(person));
    if (asked.anyone_but) request.excluded.push_back(id_of(*asked.anyone_but));
    request.language = languages[asked.language];
    request.topic = topics[asked.topic];
    return request;
}

kith::directory::SupporterQuery supporter_query(const Search& asked) {
    kith::directory::SupporterQuery query;
    query.language = languages[asked.language];
    query.topic = topics[asked.topic];
    if (asked.site) query.location = site_text(*asked.site);
    if (asked.channel) query.channel = channels[*asked.channel];
    return query;
}

std::shared_ptr<const Rooms> furnished(const Setting& setting) {
    auto people = kith::connectors::feed::PeopleCsv(setting.folder + "/people.csv").read();
    must(people && people->people.size() == setting.company.people.size(), "people.csv differs");
    auto book = kith::connectors::feed::read_supporters(setting.folder + "/supporters.csv");
    must(book && book->supporters.size() == setting.company.supporters.size(),
         "supporters.csv differs");

    auto rooms = std::make_shared<Rooms>();
    rooms->snapshot.chart = std::make_shared<kith::directory::OrgChart>(std::move(people->people));
    rooms->snapshot.book =
        std::make_shared<kith::directory::SupporterBook>(std::move(book->supporters));
    rooms->conditions.today = setting.today;
    rooms->roster =
        std::make_shared<kith::directory::Roster>(rooms->snapshot, rooms->conditions.today);
    rooms->matcher = std::make_shared<kith::routing::Matcher>(rooms->roster, rooms->conditions);
    for (const auto& one : setting.questions.searches)
        rooms->searches.push_back(supporter_query(one));
    for (const auto& one : setting.questions.requests)
        rooms->requests.push_back(route_request(one));
    for (const auto& one : setting.questions.about_executives)
        rooms->about_executives.push_back(route_request(one));
    return rooms;
}

// What a call through the C ABI does inside.
class KithInside final : public Engine {
public:
    explicit KithInside(std::shared_ptr<const Rooms> rooms) : rooms_(std::move(rooms)) {}

    std::string name() const override { return "kith"; }
    void ask(Task task, std::size_t i) override {
        if (task == Task::search) {
            auto page = kith::directory::search(*rooms_->roster, rooms_->searches[i],
                                                rooms_->matcher->full());
            must(static_cast<bool>(page), "search refused a query");
            page_ = std::move(*page);
            return;
        }
        page_.cards.clear();
        best_ = rooms_->matcher->best(rooms_->request(task, i), {}, 1);
    }
    std::vector<Number> answer() const override {
        std::vector<Number> people;
        for (const auto& card : page_.cards)
            people.push_back(from_id_text(card.id.text()));
        for (const auto& one : best_)
            people.push_back(from_id_text(one.supporter.text()));
        return people;
    }

private:
    std::shared_ptr<const Rooms> rooms_;
    kith::directory::SupporterPage page_;
    std::vector<kith::routing::Candidate> best_;
};

// The rules written out, for everybody: slow, and what the fast way is held against.
class KithByTheRules final : public Engine {
public:
    explicit KithByTheRules(std::shared_ptr<const Rooms> rooms) : rooms_(std::move(rooms)) {}

    std::string name() const override { return "kith, looking at everybody"; }
    bool has(Task task) const override { return task != Task::search; }
    std::size_t at_most(Task) const override {
        return rooms_->snapshot.book->all().size() > 5000 ? 50 : 300;
    }
    void ask(Task task, std::size_t i) override {
        route_ =
            kith::routing::route(rooms_->request(task, i), rooms_->snapshot, rooms_->conditions);
    }
    std::vector<Number> answer() const override {
        if (route_.eligible.empty()) return {};
        return {from_id_text(route_.eligible.front().supporter.text())};
    }

private:
    std::shared_ptr<const Rooms> rooms_;
    kith::routing::Route route_;
};

}  // namespace

void add_kith_inside(Engines& engines, const Setting& setting) {
    const auto rooms = furnished(setting);
    engines.push_back(std::make_unique<KithInside>(rooms));
    engines.push_back(std::make_unique<KithByTheRules>(rooms));
}

}  // namespace scale
