#include <functional>
#include <limits>

#include "scale/arithmetic.h"
#include "scale/sql.h"

namespace scale {
namespace {

// In the order of the draws as a signed number.
std::int64_t signed_draw(std::uint64_t draw) {
    return static_cast<std::int64_t>(draw ^ std::uint64_t{1} << 63);
}

Cell cell(std::int64_t number) {
    return {number};
}
Cell cell(std::string text) {
    return {0, std::move(text), true};
}

// The top names no manager, and that equals nobody's.
std::int64_t manager_of(Number number, const Person& person) {
    return person.manager == nobody ? -1 - std::int64_t{number} : std::int64_t{person.manager};
}

Row person_row(const Setting& setting, Number number) {
    const auto& one = setting.company.people[number];
    return {cell(number),         cell(manager_of(number, one)),
            cell(one.department), cell(one.site),
            cell(one.time_zone),  cell(one.level),
            cell(one.first),      cell(one.end)};
}

// What both tables of supporters hold of one.
Row supporter_part(const Setting& setting, const Supporter& one) {
    const auto& person = setting.company.people[one.person];
    const auto today = setting.today.since_epoch;
    return {cell(one.topics),
            cell(one.channels),
            cell(one.listed ? 1 : 0),
            cell(one.accredited ? today + 300 : today - 300),
            cell(one.on_leave ? today + 30 : 0),
            cell(own_sum(one)),
            cell(hours_value(one)),
            cell(manager_of(one.person, person)),
            cell(person.department),
            cell(person.site),
            cell(person.time_zone),
            cell(person.level),
            cell(person.first),
            cell(person.end)};
}

// -1: no such language.
std::int64_t language(const Supporter& one, std::size_t place) {
    return place < one.languages.size() ? std::int64_t{one.languages[place]} : -1;
}

// A list as PostgreSQL writes an array; SQLite has no use for it.
template <class Value>
std::string array_text(const std::vector<Value>& values) {
    std::string text = "{";
    for (const auto& value : values)
        text += (text.size() > 1 ? "," : "") + std::to_string(value);
    return text + '}';
}

Row supporter_row(const Setting& setting, const Supporter& one) {
    std::uint32_t spoken = 0;
    for (const auto each : one.languages)
        spoken |= 1U << each;
    std::vector<std::uint32_t> known;
    for (std::uint32_t i = 0; i < topics.size(); ++i)
        if ((one.topics >> i & 1U) != 0) known.push_back(i);
    const auto draw = signed_draw(draw_of_the_day(setting.today, one.person));
    Row row{cell(one.person),
            cell(spoken),
            cell(language(one, 0)),
            cell(language(one, 1)),
            cell(one.open >= one.capacity ? 1 : 0),
            cell(draw)};
    for (auto& part : supporter_part(setting, one))
        row.push_back(std::move(part));
    row.push_back(cell(array_text(one.languages)));
    row.push_back(cell(array_text(known)));
    return row;
}

Row speaks_row(const Setting& setting, const Supporter& one, std::size_t place) {
    const auto draw = signed_draw(draw_of_the_day(setting.today, one.person));
    Row row{cell(one.languages[place]), cell(static_cast<std::int64_t>(place)),
            cell(one.open >= one.capacity ? 1 : 0), cell(draw), cell(one.person)};
    for (auto& part : supporter_part(setting, one))
        row.push_back(std::move(part));
    return row;
}

Row card_row(const Setting& setting, const Supporter& one) {
    std::string spoken;
    for (const auto each : one.languages)
        spoken += std::string(languages[each]) + ';';
    std::string known;
    for (std::size_t i = 0; i < topics.size(); ++i)
        if ((one.topics >> i & 1U) != 0) known += std::string(topics[i]) + ';';
    std::string ways;
    for (std::size_t i = 0; i < channels.size(); ++i)
        if ((one.channels >> i & 1U) != 0) ways += std::string(channels[i]) + ';';
    std::string times;
    for (const auto& hours : one.hours)
        times += hours_text(hours) + ';';
    return {cell(one.person),
            cell(name_text(one.person)),
            cell(site_text(setting.company.people[one.person].site)),
            cell(spoken),
            cell(known),
            cell(ways),
            cell(times),
            cell(""),
            cell(std::string(about_text(one)))};
}

constexpr const char* supporter_part_columns =
    "topics INTEGER, channels INTEGER, listed INTEGER, accredited_until INTEGER, "
    "on_leave_until INTEGER, own INTEGER, hours INTEGER, manager INTEGER, department INTEGER, "
    "site INTEGER, time_zone INTEGER, level INTEGER, first INTEGER, past INTEGER";

}  // namespace

void each_row(const Setting& setting, std::size_t table,
              const std::function<void(const Row&)>& take) {
    if (table == 0)
        for (Number number = 0; number < setting.company.people.size(); ++number)
            take(person_row(setting, number));
    for (const auto& one : setting.company.supporters) {
        if (table == 1) take(supporter_row(setting, one));
        if (table == 2)
            for (std::size_t place = 0; place < one.languages.size(); ++place)
                take(speaks_row(setting, one, place));
        if (table == 3) take(card_row(setting, one));
        if (table == 4)
            for (const auto party : one.declared)
                take({cell(one.person), cell(party)});
    }
}

std::vector<std::string> schema_sql(const Dialect& dialect) {
    const std::string part = supporter_part_columns;
    return {
        "CREATE TABLE person (id INTEGER PRIMARY KEY, manager INTEGER, department INTEGER, "
        "site INTEGER, time_zone INTEGER, level INTEGER, first INTEGER, past INTEGER)",
        "CREATE TABLE supporter (id INTEGER PRIMARY KEY, language_bits INTEGER, "
        "language_1 INTEGER, language_2 INTEGER, busy INTEGER, draw BIGINT, " +
            part + ", languages " + dialect.array + ", topic_list " + dialect.array + ")",
        "CREATE TABLE speaks (language INTEGER, place INTEGER, busy INTEGER, draw BIGINT, "
        "id INTEGER, " +
            part + ", PRIMARY KEY (language, place, busy, draw))" + dialect.engine,
        "CREATE TABLE card (id INTEGER PRIMARY KEY, display_name TEXT, location TEXT, "
        "languages TEXT, topics TEXT, channels TEXT, hours TEXT, shared TEXT, about TEXT)",
        "CREATE TABLE declared (supporter INTEGER, party INTEGER, PRIMARY KEY (party, supporter))" +
            std::string(dialect.engine),
    };
}

std::vector<std::string> index_sql() {
    return {"CREATE INDEX person_manager ON person (manager)",
            "CREATE INDEX speaks_site ON speaks (language, site, place, busy, draw)",
            "CREATE INDEX supporter_site ON supporter (site)"};
}

}  // namespace scale
