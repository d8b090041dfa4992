#include "store/people_rows.h"

#include <algorithm>
#include <charconv>

#include "store/fields.h"
#include "store/rows_digest.h"

namespace kith::store {
namespace {

using model::FormerManager;
using model::Person;

struct PeopleColumns {
    std::vector<std::string> tenants;  // Only for writing.
    std::vector<std::string> ids;
    std::vector<std::string> user_names;
    std::vector<std::string> display_names;
    std::vector<std::string> mails;
    std::vector<std::string> titles;
    std::vector<std::string> managers;
    std::vector<std::string> departments;
    std::vector<std::string> locations;
    std::vector<std::string> timezones;
    std::vector<Poco::Nullable<int>> levels;
    std::vector<std::string> languages;
    std::vector<int> active;
    std::vector<int> unsure;
    std::vector<int> departed;
};

void add(PeopleColumns& columns, const std::string& tenant, const Person& person) {
    columns.tenants.push_back(tenant);
    columns.ids.push_back(person.id.text());
    columns.user_names.push_back(person.user_name);
    columns.display_names.push_back(person.display_name);
    columns.mails.push_back(person.mail);
    columns.titles.push_back(person.title);
    columns.managers.push_back(person.manager_id.text());
    columns.departments.push_back(person.department);
    columns.locations.push_back(person.location);
    columns.timezones.push_back(person.timezone);
    columns.levels.emplace_back();
    if (person.level) columns.levels.back() = *person.level;
    columns.languages.push_back(person.preferred_language);
    columns.active.push_back(person.active ? 1 : 0);
    columns.unsure.push_back(person.manager_unsure ? 1 : 0);
    columns.departed.push_back(person.departed ? 1 : 0);
}

Person person_from(PeopleColumns& columns, std::size_t i) {
    Person person;
    person.id = EmployeeId{std::move(columns.ids[i])};
    person.user_name = std::move(columns.user_names[i]);
    person.display_name = std::move(columns.display_names[i]);
    person.mail = std::move(columns.mails[i]);
    person.title = std::move(columns.titles[i]);
    person.manager_id = EmployeeId{std::move(columns.managers[i])};
    person.department = std::move(columns.departments[i]);
    person.location = std::move(columns.locations[i]);
    person.timezone = std::move(columns.timezones[i]);
    if (!columns.levels[i].isNull()) person.level = columns.levels[i].value();
    person.preferred_language = std::move(columns.languages[i]);
    person.active = columns.active[i] != 0;
    person.manager_unsure = columns.unsure[i] != 0;
    person.departed = columns.departed[i] != 0;
    return person;
}

struct LineColumns {
    std::vector<std::string> tenants;
    std::vector<std::string> people;
    std::vector<int> positions;
    std::vector<std::string> managers;
};

void add(LineColumns& columns, const std::string& tenant, const Person& person) {
    int position = 0;
    for (const auto& manager : person.dotted_manager_ids) {
        columns.tenants.push_back(tenant);
        columns.people.push_back(person.id.text());
        columns.positions.push_back(++position);
        columns.managers.push_back(manager.text());
    }
}

Result<void> insert(Transaction& tx, const PeopleColumns& columns) {
    const auto done = tx.run(
        "INSERT INTO dir_person (tenant_id, id, user_name, display_name, mail, title, "
        "manager_id, department, location, timezone, level, preferred_language, active, "
        "manager_unsure, departed) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        bind(columns.tenants), bind(columns.ids), bind(columns.user_names),
        bind(columns.display_names), bind(columns.mails), bind(columns.titles),
        bind(columns.managers), bind(columns.departments), bind(columns.locations),
        bind(columns.timezones), bind(columns.levels), bind(columns.languages),
        bind(columns.active), bind(columns.unsure), bind(columns.departed));
    if (!done) return done.error();
    return {};
}

Result<void> insert(Transaction& tx, const LineColumns& columns) {
    if (columns.people.empty()) return {};
    const auto done = tx.run(
        "INSERT INTO dir_dotted_line (tenant_id, person_id, position, manager_id) "
        "VALUES ($1, $2, $3, $4)",
        bind(columns.tenants), bind(columns.people), bind(columns.positions),
        bind(columns.managers));
    if (!done) return done.error();
    return {};
}

// Both are sorted by person.
Result<void> read_dotted_lines(Transaction& tx, std::vector<Person>& people) {
    LineColumns found;
    const auto read = tx.run(
        "SELECT person_id, manager_id FROM dir_dotted_line WHERE tenant_id = $1 "
        "ORDER BY person_id, position",
        tx.tenant(), into(found.people), into(found.managers));
    if (!read) return read.error();

    auto person = people.begin();
    for (std::size_t i = 0; i < found.people.size(); ++i) {
        while (person != people.end() && person->id.text() < found.people[i])
            ++person;
        if (person == people.end() || person->id.text() != found.people[i]) return damaged_row();
        person->dotted_manager_ids.emplace_back(found.managers[i]);
    }
    return {};
}

}  // namespace

std::string row_of(const Person& person) {
    return FieldWriter()
        .text(person.id.text())
        .text(person.user_name)
        .text(person.display_name)
        .text(person.mail)
        .text(person.title)
        .text(person.manager_id.text())
        .ids(person.dotted_manager_ids)
        .text(person.department)
        .text(person.location)
        .text(person.timezone)
        .text(person.level ? std::to_string(*person.level) : std::string{})
        .text(person.preferred_language)
        .number(person.active ? 1 : 0)
        .number(person.manager_unsure ? 1 : 0)
        .number(person.departed ? 1 : 0)
        .packed();
}

std::string row_of(const FormerManager& line) {
    return FieldWriter()
        .text(line.employee.text())
        .text(line.manager.text())
        .number(line.until.since_epoch)
        .packed();
}

std::optional<Person> person_of_row(std::string_view row) {
    FieldReader fields(row);
    Person person;
    person.id = EmployeeId{fields.text()};
    person.user_name = fields.text();
    person.display_name = fields.text();
    person.mail = fields.text();
    person.title = fields.text();
    person.manager_id = EmployeeId{fields.text()};
    person.dotted_manager_ids = fields.ids<EmployeeId>();
    person.department = fields.text();
    person.location = fields.text();
    person.timezone = fields.text();
    const auto level = fields.text();
    if (!level.empty()) {
        int number = 0;
        const auto* const end = level.data() + level.size();
        const auto [stop, trouble] = std::from_chars(level.data(), end, number);
        if (trouble != std::errc{} || stop != end) return std::nullopt;
        person.level = number;
    }
    person.preferred_language = fields.text();
    person.active = fields.number() != 0;
    person.manager_unsure = fields.number() != 0;
    person.departed = fields.number() != 0;
    if (!fields.complete()) return std::nullopt;
    return person;
}

Result<std::vector<Person>> stored_people(Transaction& tx) {
    PeopleColumns found;
    const auto read = tx.run(
        "SELECT id, user_name, display_name, mail, title, manager_id, department, location, "
        "timezone, level, preferred_language, active, manager_unsure, departed FROM dir_person "
        "WHERE tenant_id = $1 ORDER BY id",
        tx.tenant(), into(found.ids), into(found.user_names), into(found.display_names),
        into(found.mails), into(found.titles), into(found.managers), into(found.departments),
        into(found.locations), into(found.timezones), into(found.levels), into(found.languages),
        into(found.active), into(found.unsure), into(found.departed));
    if (!read) return read.error();

    std::vector<Person> people;
    people.reserve(found.ids.size());
    for (std::size_t i = 0; i < found.ids.size(); ++i)
        people.push_back(person_from(found, i));
    const auto lines = read_dotted_lines(tx, people);
    if (!lines) return lines.error();
    return people;
}

Result<std::optional<Person>> stored_person(Transaction& tx, const EmployeeId& id) {
    PeopleColumns found;
    LineColumns lines;
    const auto read = tx.run(
        "SELECT id, user_name, display_name, mail, title, manager_id, department, location, "
        "timezone, level, preferred_language, active, manager_unsure, departed FROM dir_person "
        "WHERE tenant_id = $1 AND id = $2",
        tx.tenant(), bind(id.text()), into(found.ids), into(found.user_names),
        into(found.display_names), into(found.mails), into(found.titles), into(found.managers),
        into(found.departments), into(found.locations), into(found.timezones), into(found.levels),
        into(found.languages), into(found.active), into(found.unsure), into(found.departed));
    if (!read) return read.error();
    if (found.ids.empty()) return std::optional<Person>{};
    const auto dotted = tx.run(
        "SELECT manager_id FROM dir_dotted_line WHERE tenant_id = $1 AND person_id = $2 "
        "ORDER BY position",
        tx.tenant(), bind(id.text()), into(lines.managers));
    if (!dotted) return dotted.error();

    auto person = person_from(found, 0);
    for (const auto& manager : lines.managers)
        person.dotted_manager_ids.emplace_back(manager);
    return std::optional(std::move(person));
}

Result<void> insert_people(Transaction& tx, const std::vector<const Person*>& people) {
    const auto tenant = tx.database().tenant().text();
    for (std::size_t begin = 0; begin < people.size(); begin += bound_rows_max) {
        PeopleColumns columns;
        LineColumns lines;
        const auto end = std::min(begin + bound_rows_max, people.size());
        for (std::size_t i = begin; i < end; ++i) {
            add(columns, tenant, *people[i]);
            add(lines, tenant, *people[i]);
        }
        const auto inserted = insert(tx, columns);
        if (!inserted) return inserted;
        const auto lined = insert(tx, lines);
        if (!lined) return lined;
    }
    return {};
}

Result<void> delete_person(Transaction& tx, const EmployeeId& id) {
    const auto lines = tx.run("DELETE FROM dir_dotted_line WHERE tenant_id = $1 AND person_id = $2",
                              tx.tenant(), bind(id.text()));
    if (!lines) return lines.error();
    const auto person = tx.run("DELETE FROM dir_person WHERE tenant_id = $1 AND id = $2",
                               tx.tenant(), bind(id.text()));
    if (!person) return person.error();
    return {};
}

Result<std::vector<FormerManager>> stored_former_managers(Transaction& tx) {
    std::vector<std::string> employees;
    std::vector<std::string> managers;
    std::vector<int> until;
    const auto read = tx.run(
        "SELECT employee_id, manager_id, until_day FROM dir_former_manager "
        "WHERE tenant_id = $1 ORDER BY employee_id, manager_id",
        tx.tenant(), into(employees), into(managers), into(until));
    if (!read) return read.error();

    std::vector<FormerManager> former;
    for (std::size_t i = 0; i < employees.size(); ++i)
        former.push_back({EmployeeId{employees[i]}, EmployeeId{managers[i]}, Day{until[i]}});
    return former;
}

Result<std::optional<FormerManager>> stored_former_manager(Transaction& tx,
                                                           const EmployeeId& employee,
                                                           const EmployeeId& manager) {
    std::vector<int> until;
    const auto read = tx.run(
        "SELECT until_day FROM dir_former_manager "
        "WHERE tenant_id = $1 AND employee_id = $2 AND manager_id = $3",
        tx.tenant(), bind(employee.text()), bind(manager.text()), into(until));
    if (!read) return read.error();
    if (until.empty()) return std::optional<FormerManager>{};
    return std::optional(FormerManager{employee, manager, Day{until.front()}});
}

Result<std::vector<FormerManager>> former_managers_before(Transaction& tx, Day oldest) {
    std::vector<std::string> employees;
    std::vector<std::string> managers;
    std::vector<int> until;
    const auto read = tx.run(
        "SELECT employee_id, manager_id, until_day FROM dir_former_manager "
        "WHERE tenant_id = $1 AND until_day < $2",
        tx.tenant(), bind(oldest.since_epoch), into(employees), into(managers), into(until));
    if (!read) return read.error();

    std::vector<FormerManager> found;
    for (std::size_t i = 0; i < employees.size(); ++i)
        found.push_back({EmployeeId{employees[i]}, EmployeeId{managers[i]}, Day{until[i]}});
    return found;
}

Result<void> put_former_manager(Transaction& tx, const FormerManager& line) {
    const auto done = tx.run(
        "INSERT INTO dir_former_manager (tenant_id, employee_id, manager_id, until_day) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, employee_id, manager_id) "
        "DO UPDATE SET until_day = excluded.until_day",
        tx.tenant(), bind(line.employee.text()), bind(line.manager.text()),
        bind(line.until.since_epoch));
    if (!done) return done.error();
    return {};
}

Result<void> forget_former_managers_before(Transaction& tx, Day oldest) {
    const auto done =
        tx.run("DELETE FROM dir_former_manager WHERE tenant_id = $1 AND until_day < $2",
               tx.tenant(), bind(oldest.since_epoch));
    if (!done) return done.error();
    return {};
}

}  // namespace kith::store
