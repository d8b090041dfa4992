#include "connectors/feed/people_csv.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "connectors/feed/csv.h"
#include "connectors/feed/csv_table.h"

namespace kith::connectors::feed {
namespace {

struct PersonColumn {
    enum : std::size_t {
        id,
        user_name,
        display_name,
        mail,
        title,
        manager_id,
        dotted_manager_ids,
        department,
        location,
        timezone,
        level,
        preferred_language,
        active,
    };
};

constexpr std::array<CsvColumn, 13> person_columns{{{"id"},
                                                    {"userName"},
                                                    {"displayName"},
                                                    {"mail"},
                                                    {"title"},
                                                    {"managerId"},
                                                    {"dottedManagerIds"},
                                                    {"department"},
                                                    {"location"},
                                                    {"timezone"},
                                                    {"level"},
                                                    {"preferredLanguage"},
                                                    {"active"}}};

constexpr int level_max = 1000;  // Either way: some companies count from the bottom.

model::Person person(CsvTable& table, FindingList& findings) {
    model::Person person;
    person.id = table.own_id(PersonColumn::id);
    person.user_name = table.text(PersonColumn::user_name);
    person.display_name = table.text(PersonColumn::display_name);
    person.mail = table.text(PersonColumn::mail);
    person.title = table.text(PersonColumn::title);
    person.manager_id = table.id(PersonColumn::manager_id);
    person.dotted_manager_ids = table.ids(PersonColumn::dotted_manager_ids);
    person.department = table.text(PersonColumn::department);
    person.location = table.text(PersonColumn::location);
    person.timezone = table.text(PersonColumn::timezone);
    if (!table.text(PersonColumn::level).empty())
        person.level = table.number(PersonColumn::level, -level_max, level_max);
    person.preferred_language = table.text(PersonColumn::preferred_language);
    person.active = table.yes_or_no(PersonColumn::active).value_or(false);

    if (person.user_name.empty())
        findings.warning(table.line(), "column \"userName\" is empty",
                         "without a userName nobody can sign in as this person");
    return person;
}

std::array<std::string, person_columns.size()> person_cells(const model::Person& person) {
    return {person.id.text(),
            person.user_name,
            person.display_name,
            person.mail,
            person.title,
            person.manager_id.text(),
            csv_list(person.dotted_manager_ids),
            person.department,
            person.location,
            person.timezone,
            person.level ? std::to_string(*person.level) : std::string{},
            person.preferred_language,
            person.active ? "true" : "false"};
}

}  // namespace

std::string write_people(const std::vector<model::Person>& people) {
    std::string table;
    for (const auto& column : person_columns)
        table += (table.empty() ? "" : ",") + std::string(column.name);
    table += "\r\n";
    for (const auto& person : people) {
        std::string row;
        for (const auto& cell : person_cells(person))
            row += (row.empty() ? "" : ",") + csv_field(cell);
        table += row + "\r\n";
    }
    return table;
}

Result<ports::PeopleFeed> PeopleCsv::read() {
    FindingList findings(path_);
    ports::PeopleFeed feed;
    if (auto file = FeedFile::open(path_, findings)) {
        CsvTable table(*file, person_columns, findings);
        while (table.next())
            feed.people.push_back(person(table, findings));
        if (file->failed())
            return Error{ErrorCode::source_unreadable, "people.csv: the disk refused", {}, {}};
    }
    feed.findings = findings.take();
    return feed;
}

}  // namespace kith::connectors::feed
