#include "connectors/feed/supporters_csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "connectors/feed/csv.h"
#include "connectors/feed/csv_table.h"
#include "connectors/feed/spreadsheet.h"

namespace kith::connectors::feed {
namespace {

struct SupporterColumn {
    enum : std::size_t {
        user_id,
        languages,
        topics,
        capacity,
        open_cases,
        accredited_until,
        listed,
        on_leave_until,
        declared_conflicts,
        about,
        channels,
        hours,
        shared,
    };
};

constexpr std::array<CsvColumn, 13> supporter_columns{{{"userId"},
                                                       {"languages"},
                                                       {"topics"},
                                                       {"capacity"},
                                                       {"openCases"},
                                                       {"accreditedUntil"},
                                                       {"listed"},
                                                       {"onLeaveUntil"},
                                                       {"declaredConflicts"},
                                                       {"about", false},
                                                       {"channels", false},
                                                       {"hours", false},
                                                       {"shared", false}}};

constexpr int cases_max = 1000;

std::vector<std::string> lower_words(const CsvTable& table, std::size_t column) {
    auto words = table.words(column);
    for (auto& word : words)
        word = lower_ascii(word);
    return words;
}

model::PeerSupporter supporter(CsvTable& table) {
    model::PeerSupporter supporter;
    supporter.id = table.own_id(SupporterColumn::user_id);
    supporter.languages = lower_words(table, SupporterColumn::languages);
    supporter.topics = lower_words(table, SupporterColumn::topics);
    supporter.capacity = table.number(SupporterColumn::capacity, 0, cases_max).value_or(0);
    supporter.open_cases = table.number(SupporterColumn::open_cases, 0, cases_max).value_or(0);
    supporter.accredited_until = table.day(SupporterColumn::accredited_until);
    supporter.listed = table.yes_or_no(SupporterColumn::listed).value_or(false);
    supporter.on_leave_until = table.day(SupporterColumn::on_leave_until);
    supporter.declared_conflicts = table.ids(SupporterColumn::declared_conflicts);
    supporter.about = table.text(SupporterColumn::about);
    supporter.channels = table.words(SupporterColumn::channels);
    supporter.hours = table.words(SupporterColumn::hours);
    supporter.shared = table.words(SupporterColumn::shared);
    return supporter;
}

// A list is separated by ";", so a word that holds one gets a comma in its place.
std::string word_list(std::vector<std::string> words) {
    for (auto& word : words)
        std::replace(word.begin(), word.end(), ';', ',');
    return join(words, ";");
}

std::string day_text(const std::optional<Day>& day) {
    return day ? to_text(*day) : std::string();
}

std::array<std::string, supporter_columns.size()> supporter_cells(
    const model::PeerSupporter& supporter) {
    return {supporter.id.text(),
            word_list(supporter.languages),
            word_list(supporter.topics),
            std::to_string(supporter.capacity),
            std::to_string(supporter.open_cases),
            day_text(supporter.accredited_until),
            supporter.listed ? "true" : "false",
            day_text(supporter.on_leave_until),
            csv_list(supporter.declared_conflicts),
            supporter.about,
            word_list(supporter.channels),
            word_list(supporter.hours),
            word_list(supporter.shared)};
}

}  // namespace

Result<SupporterFeed> read_supporters(const std::string& path) {
    FindingList findings(path);
    SupporterFeed feed;
    if (auto file = FeedFile::open(path, findings)) {
        CsvTable table(*file, supporter_columns, findings);
        while (table.next())
            feed.supporters.push_back(supporter(table));
        if (file->failed())
            return Error{ErrorCode::source_unreadable, "supporters.csv: the disk refused", {}, {}};
    }
    feed.findings = findings.take();
    return feed;
}

std::string write_supporters(const std::vector<model::PeerSupporter>& supporters) {
    std::vector<std::string> names;
    for (const auto& column : supporter_columns)
        names.emplace_back(column.name);
    // The mark: without it, a spreadsheet takes UTF-8 for something else.
    std::string table = "\xEF\xBB\xBF" + join(names, ",") + "\r\n";
    for (const auto& supporter : supporters) {
        char separator = '\0';
        for (const auto& cell : supporter_cells(supporter)) {
            if (separator != '\0') table += separator;
            table += csv_field(without_formulas(cell));
            separator = ',';
        }
        table += "\r\n";
    }
    return table;
}

}  // namespace kith::connectors::feed
