#include "gateway/json_text.h"
#include "gateway/operation.h"
#include "service/search_directory.h"

namespace kith::gateway {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

void add_card(ListText& list, const directory::SupporterCard& card) {
    list.begin();
    list.field("id", card.id.text());
    list.field("displayName", card.display_name);
    list.field("location", card.location);
    list.field("languages", card.languages);
    list.field("topics", card.topics);
    list.field("channels", card.channels);
    list.field("hours", card.hours);
    list.field("shared", card.shared);
    list.field("about", card.about);
    list.field("hasTime", card.has_time);
}

Result<Object::Ptr> search(const Caller& caller, const Object& in) {
    directory::SupporterQuery query;
    query.language = lower(in, "language");
    query.topic = lower(in, "topic");
    query.location = text(in, "location");
    query.channel = lower(in, "channel");
    query.hours = lower(in, "hours");
    query.shared = text(in, "shared");
    query.text = text(in, "text");
    query.limit = static_cast<std::size_t>(number(in, "limit", 20));
    query.after = text(in, "after");
    const auto page = service::search_supporters(caller.rooms, caller.tx, caller.session, query);
    if (!page) return page.error();

    ListText supporters;
    for (const auto& card : page->cards)
        add_card(supporters, card);
    auto out = object();
    out->set("supporters", supporters.done());
    out->set("next", page->next);
    return out;
}

Result<Object::Ptr> find_people(const Caller& caller, const Object& in) {
    const auto limit = static_cast<std::size_t>(number(in, "limit", 20));
    const auto found =
        service::search_people(caller.rooms, caller.tx, caller.session, text(in, "text"), limit);
    if (!found) return found.error();

    ListText cards;
    for (const auto& person : *found) {
        cards.begin();
        cards.field("id", person.id.text());
        cards.field("displayName", person.display_name);
        cards.field("title", person.title);
        cards.field("department", person.department);
    }
    auto out = object();
    out->set("people", cards.done());
    return out;
}

}  // namespace

std::vector<Operation> directory_operations() {
    const std::vector<Capacity> everybody{Capacity::employee, Capacity::requester,
                                          Capacity::peer_supporter, Capacity::coordinator};
    return {
        {"directory.search/1",
         "Finds peer supporters. Leaves no record of who searched.",
         Effect::reads,
         {Action::search, Kind::directory},
         everybody,
         "supporters",
         R"({"type": "object", "additionalProperties": false, "properties": {
             "language": {"type": "string", "maxLength": 35, "description": "BCP 47"},
             "topic": {"type": "string", "maxLength": 64},
             "location": {"type": "string", "maxLength": 200},
             "channel": {"type": "string", "maxLength": 64},
             "hours": {"type": "string", "maxLength": 64, "description": "mon ... sun, or as a supporter gives them"},
             "shared": {"type": "string", "maxLength": 200},
             "text": {"type": "string", "maxLength": 200, "description": "words of what supporters say of themselves"},
             "limit": {"type": "integer", "minimum": 1, "maximum": 100},
             "after": {"type": "string", "maxLength": 128, "description": "the page before's next"}}})",
         R"({"type": "object", "required": ["supporters", "next"], "properties": {
             "supporters": {"type": "array", "items": {"type": "object",
                 "required": ["id", "displayName", "languages", "topics", "hasTime"]}},
             "next": {"type": "string", "description": "empty on the last page"}}})",
         search},
        {"directory.people/1",
         "Finds colleagues by name. Leaves no record of who searched.",
         Effect::reads,
         {Action::search, Kind::directory},
         everybody,
         "",
         R"({"type": "object", "additionalProperties": false, "required": ["text"], "properties": {
             "text": {"type": "string", "minLength": 2, "maxLength": 200},
             "limit": {"type": "integer", "minimum": 1, "maximum": 100}}})",
         R"({"type": "object", "required": ["people"], "properties": {
             "people": {"type": "array", "items": {"type": "object",
                 "required": ["id", "displayName", "title", "department"]}}}})",
         find_people},
    };
}

}  // namespace kith::gateway
