// Finding supporters and colleagues. Pure: nobody learns who searched for what.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "directory/roster.h"

namespace kith::directory {

// Empty fields do not filter.
struct SupporterQuery {
    std::string language;
    std::string topic;
    std::string location;
    std::string channel;
    std::string
        hours;  // A weekday, "mon" to "sun", or a weekday with hours as supporters give them.
    std::string shared;  // One of the attributes that supporters chose to show.
    // Words, each of which begins one in `about`, without regard to ASCII case.
    std::string text;
    std::size_t limit = 20;
    std::string after;  // The `next` of the page before.
};

struct SupporterCard {
    EmployeeId id;
    std::string display_name;
    std::string location;
    std::vector<std::string> languages;
    std::vector<std::string> topics;
    std::vector<std::string> channels;
    std::vector<std::string> hours;
    std::vector<std::string> shared;
    std::string about;
    bool has_time = false;  // Below her capacity; no number, it would tell who asked.
};

struct SupporterPage {
    std::vector<SupporterCard> cards;
    std::string next;  // Empty on the last page.
};

// Those who are listed today (roster.h); by fit (how much of the query is met first), then time,
// then the roster's fair order. `after` that is not ours, of another query or of another day gives
// invalid_input at "/after"; hours that cannot be read give it at "/hours".
// `full`: the supporters who have no room for one more now. Cost: a word of bits for every 64
// supporters; with hours or text in the query, also what it takes to look at each who is found.
Result<SupporterPage> search(const Roster& roster, const SupporterQuery& query, const Bits& full);

struct PersonCard {
    EmployeeId id;
    std::string display_name;
    std::string title;
    std::string department;
};

// Colleagues whose display name, user name or mail has a word that begins with each word of `text`
// (ASCII case folded), active ones first, then by name. At least two characters, otherwise empty.
std::vector<PersonCard> find_people(const OrgChart& chart, std::string_view text,
                                    std::size_t limit);

}  // namespace kith::directory
