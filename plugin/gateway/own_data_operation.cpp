// What Kith holds on who calls, as a file for her.
#include <sstream>

#include "gateway/operation.h"
#include "gateway/supporter_json.h"
#include "service/own_data.h"

namespace kith::gateway {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

Object::Ptr person_json(const model::Person& person) {
    auto out = object();
    out->set("id", person.id.text());
    out->set("userName", person.user_name);
    out->set("displayName", person.display_name);
    out->set("mail", person.mail);
    out->set("title", person.title);
    out->set("department", person.department);
    out->set("location", person.location);
    out->set("timezone", person.timezone);
    out->set("preferredLanguage", person.preferred_language);
    out->set("active", person.active);
    if (person.level) out->set("level", *person.level);
    return out;
}

Array::Ptr entries_json(const std::vector<service::SourceEntry>& entries) {
    auto list = array();
    for (const auto& [source, entry] : entries) {
        auto one = object();
        one->set("source", source);
        one->set("key", entry.key);
        one->set("name", entry.name);
        if (entry.departed) one->set("departed", to_text(*entry.departed));
        list->add(one);
    }
    return list;
}

Array::Ptr views_json(const std::vector<model::SourceView>& views) {
    auto list = array();
    for (const auto& view : views) {
        auto one = person_json(view.person);
        one->set("source", view.source);
        list->add(one);
    }
    return list;
}

const char* state_word(model::RequestState state) {
    switch (state) {
        case model::RequestState::waiting:
            return "waiting";
        case model::RequestState::offered:
            return "offered";
        case model::RequestState::active:
            return "active";
        case model::RequestState::closed:
            return "closed";
    }
    return "";
}

Array::Ptr messages_json(const std::vector<model::Message>& messages) {
    auto list = array();
    for (const auto& message : messages) {
        auto one = object();
        one->set("number", message.number);
        one->set("from", message.author == model::Author::requester ? "you" : "your supporter");
        one->set("sentAt", hour_text(message.sent_hour));
        one->set("text", message.text);
        list->add(one);
    }
    return list;
}

Array::Ptr consents_json(const std::vector<model::ConsentReceipt>& receipts) {
    auto list = array();
    for (const auto& receipt : receipts) {
        auto one = object();
        one->set("scope", receipt.scope == model::ConsentScope::words ? "words" : "name");
        one->set("textVersion", receipt.text_version);
        one->set("givenAt", hour_text(receipt.given_hour));
        if (receipt.until) one->set("until", to_text(*receipt.until));
        if (receipt.withdrawn_hour) one->set("withdrawnAt", hour_text(*receipt.withdrawn_hour));
        list->add(one);
    }
    return list;
}

Array::Ptr looks_json(const std::vector<store::Look>& looks) {
    auto list = array();
    for (const auto& look : looks) {
        auto one = object();
        one->set("supporter", look.assignment_number);
        one->set("what", look.what == model::Looked::first_text     ? "first-text"
                         : look.what == model::Looked::conversation ? "conversation"
                                                                    : "name");
        one->set("at", hour_text(look.hour));
        list->add(one);
    }
    return list;
}

Object::Ptr request_json(const service::OwnRequest& request) {
    const auto& status = request.status;
    auto out = object();
    out->set("request", status.row.id.text());
    out->set("state", state_word(status.row.state));
    out->set("openedAt", hour_text(status.row.opened_hour));
    if (status.row.closed_hour) out->set("closedAt", hour_text(*status.row.closed_hour));
    out->set("topic", status.content.topic);
    out->set("language", status.content.language);
    out->set("channel", status.content.channel);
    out->set("alias", status.content.alias);
    out->set("text", status.content.text);
    out->set("messages", messages_json(request.messages));
    out->set("consents", consents_json(request.consents));
    out->set("looks", looks_json(request.looks));
    out->set("disclosureExceptions", static_cast<int>(request.exceptions.size()));
    out->set("legalHolds", static_cast<int>(request.keeping.holds.size()));
    out->set("erasedAfter", hour_text(request.keeping.until_hour));
    return out;
}

Array::Ptr served_json(const std::vector<store::Assignment>& served) {
    auto list = array();
    for (const auto& one : served) {
        auto out = object();
        out->set("askedAt", hour_text(one.proposed_hour));
        out->set("accepted", one.state != model::AssignmentState::declined &&
                                 one.state != model::AssignmentState::expired &&
                                 one.state != model::AssignmentState::proposed);
        list->add(out);
    }
    return list;
}

// Without whom it names as her manager.
Result<Array::Ptr> provided_json(const std::vector<service::ProvidedUser>& provided) {
    constexpr const char* work = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    auto list = array();
    for (const auto& user : provided) {
        const auto resource = parse(user.body);
        if (!resource) return resource.error();
        if (auto at_work = (*resource)->getObject(work)) at_work->remove("manager");
        auto one = object();
        one->set("source", user.source);
        one->set("user", *resource);
        list->add(one);
    }
    return list;
}

Result<std::string> text_of(const service::OwnData& data, const std::string& at) {
    auto out = object();
    out->set("what",
             "Everything that Kith holds on you. Your supporters stand in it by a number. Whom "
             "you named as concerned or left out, and who leads you, is about others and is not in "
             "it.");
    out->set("madeAt", at);
    if (data.person) out->set("person", person_json(*data.person));
    if (!data.entries.empty()) out->set("directoryEntries", entries_json(data.entries));
    if (!data.views.empty()) out->set("bySource", views_json(data.views));
    const auto provided = provided_json(data.provided);
    if (!provided) return provided.error();
    if (!data.provided.empty()) out->set("provided", *provided);
    if (data.supporter) out->set("supporter", supporter_json(*data.supporter));
    out->set("asSupporter", served_json(data.served));
    auto requests = array();
    for (const auto& request : data.requests)
        requests->add(request_json(request));
    out->set("requests", requests);
    std::ostringstream text;
    out->stringify(text, /*indent=*/2);
    return text.str() + "\n";
}

Result<Object::Ptr> own_data(const Caller& caller, const Object&) {
    const auto data = service::own_data(caller.rooms, caller.tx, caller.session);
    if (!data) return data.error();
    const auto& clock = *caller.rooms.clock;
    const auto text = text_of(*data, hour_text(clock.hour()));
    if (!text) return text.error();
    const auto made = service::archive(caller.rooms, *text);
    if (!made) return made.error();
    auto out = object();
    out->set("name", "kith-" + to_text(clock.today()) + ".age");
    out->set("file", made->file);
    out->set("passphrase", made->passphrase);
    return out;
}

}  // namespace

std::vector<Operation> own_data_operations() {
    return {
        {"me.data/1",
         "Everything that Kith holds on who calls, signed, in a file (age) that the passphrase "
         "opens. "
         "The passphrase is told this once and kept nowhere.",
         Effect::reads_recorded,
         {Action::read, Kind::personal_data},
         {Capacity::requester},
         "",
         R"({"type": "object", "additionalProperties": false})",
         R"({"type": "object", "required": ["name", "file", "passphrase"], "properties": {
             "name": {"type": "string"},
             "file": {"type": "string", "description": "base64"},
             "passphrase": {"type": "string", "description": "twelve words"}}})",
         own_data},
    };
}

}  // namespace kith::gateway
