#include "scale/kith_rooms.h"

#include "connectors/feed/people_csv.h"
#include "connectors/feed/supporters_csv.h"

namespace scale {
namespace {

kith::EmployeeId id_of(Number person) {
    return kith::EmployeeId{id_text(person)};
}

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

}  // namespace

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

}  // namespace scale
