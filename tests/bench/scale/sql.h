// The questions in SQL, in the words that SQLite and PostgreSQL share, and the rows behind them.
//
// Both databases get all that a day allows to prepare: the draw, the score's own part, who has no
// room, and the numbers of the org chart, so that no engine is held back by a schema.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "scale/engine.h"

namespace scale {

// How the database is asked.
enum class Form {
    ordered,    // Over an index in the very order of a page; chains as nested sets.
    filtered,   // By the best filter, then sorted; chains as nested sets.
    recursive,  // Chains by a recursive common table expression over the managers.
};

// What differs between the two databases.
struct Dialect {
    char parameter;        // Begins one: ?1 or $1.
    const char* filtered;  // Who among `supporter s` speaks $1 and knows $2.
    const char* array;     // The type of a list of numbers.
    const char* engine;    // Behind a table that is read in the order of its key.
};

// Gives a page's people, best first, with what a page shows of them.
std::string search_sql(const Dialect& dialect, Form form, const Search& asked);
std::vector<std::int64_t> search_values(const Setting& setting, const Search& asked);

// Gives all with the most points: the lot is drawn by the caller, and only among them.
std::string request_sql(const Dialect& dialect, Form form, const Request& request);
std::vector<std::int64_t> request_values(const Setting& setting, const Request& request);

// Of those, who comes first.
std::vector<Number> first_by_lot(const Request& request, const std::vector<Number>& equals);

std::vector<std::string> schema_sql(const Dialect& dialect);
std::vector<std::string> index_sql();

// One cell: a number, or a text.
struct Cell {
    std::int64_t number = 0;
    std::string text{};
    bool is_text = false;
};
using Row = std::vector<Cell>;

struct Table {
    const char* name;
    std::size_t width;
};
inline constexpr std::array<Table, 5> tables{
    {{"person", 8}, {"supporter", 22}, {"speaks", 19}, {"card", 9}, {"declared", 2}}};

// Gives every row of one table to `take`.
void each_row(const Setting& setting, std::size_t table,
              const std::function<void(const Row&)>& take);

}  // namespace scale
