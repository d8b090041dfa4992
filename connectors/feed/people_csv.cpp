#include "connectors/feed/people_csv.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "connectors/feed/csv.h"
#include "connectors/feed/csv_table.h"

namespace kith::connectors::feed {
namespace {

enum Column : std::size_t {
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

constexpr std::array<CsvColumn, 13> columns{{{"id"},
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
    person.id = table.own_id(id);
    person.user_name = table.text(user_name);
    person.display_name = table.text(display_name);
    person.mail = table.text(mail);
    person.title = table.text(title);
    person.manager_id = table.id(manager_id);
    person.dotted_manager_ids = table.ids(dotted_manager_ids);
    person.department = table.text(department);
    person.location = table.text(location);
    person.timezone = table.text(timezone);
    if (!table.text(level).empty()) person.level = table.number(level, -level_max, level_max);
    person.preferred_language = table.text(preferred_language);
    person.active = table.yes_or_no(active).value_or(false);

    if (person.user_name.empty())
        findings.warning(table.line(), "column \"userName\" is empty",
                         "without a userName nobody can sign in as this person");
    return person;
}

std::string list(const std::vector<EmployeeId>& ids) {
    std::vector<std::string> texts;
    for (const auto& one : ids)
        texts.push_back(one.text());
    return join(texts, ";");
}

std::array<std::string, columns.size()> cells(const model::Person& person) {
    return {person.id.text(),
            person.user_name,
            person.display_name,
            person.mail,
            person.title,
            person.manager_id.text(),
            list(person.dotted_manager_ids),
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
    for (const auto& column : columns)
        table += (table.empty() ? "" : ",") + std::string(column.name);
    table += "\r\n";
    for (const auto& person : people) {
        std::string row;
        for (const auto& cell : cells(person))
            row += (row.empty() ? "" : ",") + csv_field(cell);
        table += row + "\r\n";
    }
    return table;
}

Result<ports::PeopleFeed> PeopleCsv::read() {
    FindingList findings(path_);
    ports::PeopleFeed feed;
    if (auto file = FeedFile::open(path_, findings)) {
        CsvTable table(*file, columns, findings);
        while (table.next())
            feed.people.push_back(person(table, findings));
        if (file->failed())
            return Error{ErrorCode::source_unreadable, "people.csv: the disk refused", {}, {}};
    }
    feed.findings = findings.take();
    return feed;
}

}  // namespace kith::connectors::feed
