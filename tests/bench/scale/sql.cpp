#include "scale/sql.h"

#include <algorithm>

#include "scale/arithmetic.h"

namespace scale {
namespace {

// Parameters: of a search $1 language, $2 topic, $3 today, $4 site, $5 channel; of a request
// $1 language, $2 topic, $3 today, $4 requester, $5 and $6 persons concerned, $7 anyone but.
constexpr const char* listed_today =
    " AND s.listed = 1 AND s.accredited_until >= $3 AND s.on_leave_until < $3";
constexpr const char* place_by_columns =
    "CASE WHEN s.language_1 = $1 THEN 0 WHEN s.language_2 = $1 THEN 1 ELSE 2 END";
constexpr const char* cards =
    ", c.display_name, c.location, c.languages, c.topics, c.channels, c.hours, c.shared, c.about";

std::string dressed(const Dialect& dialect, std::string sql) {
    std::replace(sql.begin(), sql.end(), '$', dialect.parameter);
    return sql;
}

std::string from_and_where(const Dialect& dialect, Form form) {
    if (form == Form::filtered) return std::string("supporter s WHERE ") + dialect.filtered;
    return "speaks s WHERE s.language = $1 AND s.topics >> $2 & 1 = 1";
}

std::string place(Form form) {
    return form == Form::filtered ? place_by_columns : "s.place";
}

// Against one party: above, below, the same team. Nested sets either nest or are apart.
std::string apart_from(const std::string& party, Form form) {
    std::string sql = " AND s.id <> " + party + ".id AND s.manager <> " + party + ".manager";
    if (form != Form::recursive)
        sql += " AND (s.first >= " + party + ".past OR " + party + ".first >= s.past)";
    return sql;
}

std::string parties(const Request& request) {
    std::string list = "$4";
    if (!request.concerned.empty()) list += ", $5";
    if (request.concerned.size() > 1) list += ", $6";
    return list;
}

// Everybody above and below the parties.
std::string chains(const Request& request) {
    const auto list = parties(request);
    return "WITH RECURSIVE up(id) AS (SELECT manager FROM person WHERE id IN (" + list +
           ") UNION SELECT p.manager FROM up JOIN person p ON p.id = up.id), "
           "down(id) AS (SELECT id FROM person WHERE manager IN (" +
           list +
           ") UNION SELECT p.id FROM down JOIN person p ON p.manager = down.id), "
           "chain(id) AS MATERIALIZED (SELECT id FROM up UNION ALL SELECT id FROM down), ";
}

}  // namespace

std::string search_sql(const Dialect& dialect, Form form, const Search& asked) {
    std::string found = "SELECT s.id, " + place(form) + " AS place, s.busy, s.draw FROM " +
                        from_and_where(dialect, form) + listed_today;
    if (asked.site) found += " AND s.site = $4";
    if (asked.channel) found += " AND s.channels >> $5 & 1 = 1";
    found += " ORDER BY place, busy, draw LIMIT 20";
    return dressed(dialect, "SELECT f.id" + std::string(cards) + " FROM (" + found +
                                ") f JOIN card c ON c.id = f.id ORDER BY f.place, f.busy, f.draw");
}

std::vector<std::int64_t> search_values(const Setting& setting, const Search& asked) {
    return {asked.language, asked.topic, setting.today.since_epoch, asked.site.value_or(0),
            asked.channel.value_or(0)};
}

std::string request_sql(const Dialect& dialect, Form form, const Request& request) {
    const auto from = from_and_where(dialect, form);
    const auto where = from.find(" WHERE ");
    std::string sql = form == Form::recursive ? chains(request) : "WITH ";
    // One who speaks it at place p gets 1000 / (p + 1) for it.
    sql += "fit AS MATERIALIZED (SELECT s.id, (100 * (s.own + 20 * (1000 / (" + place(form) +
           " + 1)) + CASE WHEN s.site = r.site THEN 10000 ELSE 0 END"
           " + CASE WHEN s.time_zone = r.time_zone THEN 15 * s.hours ELSE 0 END) + 50000)"
           " / 100000 AS points FROM person r, ";
    if (!request.concerned.empty()) sql += "person a, ";
    if (request.concerned.size() > 1) sql += "person b, ";
    sql += from.substr(0, where) + " WHERE r.id = $4 AND " + from.substr(where + 7) + listed_today +
           " AND s.busy = 0 AND s.level BETWEEN r.level - 1 AND r.level + 1" +
           apart_from("r", form);
    if (!request.concerned.empty())
        sql += " AND a.id = $5 AND s.department <> a.department" + apart_from("a", form);
    if (request.concerned.size() > 1)
        sql += " AND b.id = $6 AND s.department <> b.department" + apart_from("b", form);
    if (request.anyone_but) sql += " AND s.id <> $7";
    if (form == Form::recursive) sql += " AND s.id NOT IN (SELECT id FROM chain)";
    sql += " AND s.id NOT IN (SELECT d.supporter FROM declared d WHERE d.party IN (" +
           parties(request) + "))) SELECT id FROM fit WHERE points = (SELECT MAX(points) FROM fit)";
    return dressed(dialect, sql);
}

std::vector<std::int64_t> request_values(const Setting& setting, const Request& request) {
    const auto& concerned = request.concerned;
    return {request.language,
            request.topic,
            setting.today.since_epoch,
            request.requester,
            concerned.empty() ? 0 : concerned[0],
            concerned.size() < 2 ? 0 : concerned[1],
            request.anyone_but.value_or(0)};
}

std::vector<Number> first_by_lot(const Request& request, const std::vector<Number>& equals) {
    if (equals.size() < 2) return equals;
    const Lots lots(request.key);
    Number first = equals.front();
    auto least = lots.of(id_text(first));
    for (const auto one : equals) {
        const auto draw = lots.of(id_text(one));
        if (draw >= least) continue;
        least = draw;
        first = one;
    }
    return {first};
}

}  // namespace scale
