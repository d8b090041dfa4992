#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "connectors/feed/csv.h"
#include "connectors/feed/spreadsheet.h"
#include "written_file.h"

namespace feed = kith::connectors::feed;
using kith::tests::Folder;
using kith::tests::found;

namespace {

struct Read {
    std::vector<std::vector<std::string>> records;
    std::vector<int> lines;
    kith::Findings findings;
};

Read read_table(const std::string& content) {
    const Folder folder;
    const auto path = folder / "table.csv";
    kith::tests::write(path, content);
    feed::FindingList findings(path);
    auto file = feed::FeedFile::open(path, findings);
    Read read;
    if (file) {
        feed::CsvReader reader(*file, findings);
        while (reader.next()) {
            const auto fields = reader.fields();
            read.records.emplace_back(fields.begin(), fields.end());
            read.lines.push_back(reader.line());
        }
    }
    read.findings = findings.take();
    return read;
}

using Records = std::vector<std::vector<std::string>>;

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(fields_in_quotes_hold_commas_quotes_and_line_ends) {
    const auto table = read_table("a,\"b,\"\"c\"\"\",\"d\ne\"\n");

    BOOST_TEST(table.findings.empty());
    BOOST_CHECK((table.records == Records{{"a", "b,\"c\"", "d\ne"}}));
}

BOOST_AUTO_TEST_CASE(lines_end_with_lf_crlf_or_cr_and_the_last_may_have_no_end) {
    BOOST_CHECK((read_table("a,b\nc,d").records == Records{{"a", "b"}, {"c", "d"}}));
    BOOST_CHECK((read_table("a,b\r\nc,d\r\n").records == Records{{"a", "b"}, {"c", "d"}}));
    BOOST_CHECK((read_table("a,b\rc,d\r").records == Records{{"a", "b"}, {"c", "d"}}));
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_part_of_the_first_field) {
    BOOST_CHECK((read_table("\xEF\xBB\xBFid,\"x\"\n").records == Records{{"id", "x"}}));
    BOOST_CHECK((read_table("\xEF\xBB\xBF\"id\"\n").records == Records{{"id"}}));
}

BOOST_AUTO_TEST_CASE(empty_lines_are_passed_over_and_empty_fields_are_kept) {
    BOOST_CHECK((read_table("\n\r\na,,\n\n,\n\n").records == Records{{"a", "", ""}, {"", ""}}));
    BOOST_CHECK((read_table("\"\"\n").records == Records{{""}}));
}

BOOST_AUTO_TEST_CASE(a_record_knows_its_line_behind_line_ends_in_fields) {
    const auto table = read_table("a\n\"b\n\nb\"\r\n\nc\n");

    BOOST_CHECK((table.lines == std::vector<int>{1, 2, 6}));
}

BOOST_AUTO_TEST_CASE(a_broken_record_is_named_and_the_next_one_is_read) {
    const auto table = read_table("a\nb\"b\nc\n\"d\"d\ne\n");

    BOOST_CHECK((table.records == Records{{"a"}, {"c"}, {"e"}}));
    BOOST_TEST(table.findings.size() == 2u);
    BOOST_TEST(found(table.findings, kith::Severity::error, 2, "a quote inside a field"));
    BOOST_TEST(found(table.findings, kith::Severity::error, 4, "text after the closing quote"));
}

BOOST_AUTO_TEST_CASE(a_quote_that_never_closes_is_named_where_it_opens) {
    const auto table = read_table("a\n\"b\nc\",\"d\ne\nf");

    BOOST_CHECK((table.records == Records{{"a"}}));
    BOOST_TEST(found(table.findings, kith::Severity::error, 3, "never closed"));
}

BOOST_AUTO_TEST_CASE(a_field_up_to_the_limit_is_read_and_a_longer_one_stops_the_reading) {
    const std::string longest(kith::limits::feed_field_bytes_max, 'x');
    BOOST_CHECK((read_table(longest + ",b\n").records == Records{{longest, "b"}}));
    BOOST_CHECK((read_table("\"" + longest + "\"\n").records == Records{{longest}}));

    for (const auto& content : {"a\n" + longest + "x\nb\n", "a\n\"" + longest + "x\"\nb\n"}) {
        const auto table = read_table(content);
        BOOST_CHECK((table.records == Records{{"a"}}));
        BOOST_TEST(found(table.findings, kith::Severity::error, 2, "longer than 65536 bytes"));
    }
}

BOOST_AUTO_TEST_CASE(a_record_that_is_no_text_is_named) {
    const auto table = read_table(kith::tests::bytes("a\nb,\xFC\nc\0\n"));

    BOOST_CHECK((table.records == Records{{"a"}}));
    BOOST_TEST(found(table.findings, kith::Severity::error, 2, "field 2 is not UTF-8"));
    BOOST_TEST(found(table.findings, kith::Severity::error, 3, "field 1 holds a NUL byte"));
}

BOOST_AUTO_TEST_CASE(a_field_is_written_so_that_it_reads_the_same) {
    for (const std::string text : {"", "a", "a,b", "\"", "a\"b", "\n", "a\r\nb", " a ", "ü"})
        BOOST_CHECK((read_table(feed::csv_field(text) + ",x\n").records == Records{{text, "x"}}));
}

BOOST_AUTO_TEST_CASE(many_findings_are_counted_and_an_error_is_never_hidden_by_warnings) {
    feed::FindingList findings("f");
    for (int i = 0; i < 5000; ++i)
        findings.warning(i, "w", "h");
    findings.error(7, "the error", "h");
    const auto taken = findings.take();

    BOOST_TEST(taken.size() <= kith::limits::findings_max + 1);
    BOOST_TEST(found(taken, kith::Severity::error, 7, "the error"));
    BOOST_TEST(found(taken, kith::Severity::warning, 0, "0 more errors and 4500 more warnings"));

    feed::FindingList errors("f");
    for (int i = 0; i < 1500; ++i)
        errors.error(i, "e", "h");
    const auto listed = errors.take();
    BOOST_TEST(listed.size() == kith::limits::findings_max + 1);
    BOOST_TEST(found(listed, kith::Severity::error, 0, "500 more errors"));
}

BOOST_AUTO_TEST_CASE(a_quoted_value_is_short_and_cannot_steer_a_terminal) {
    BOOST_TEST(kith::connectors::quoted("a\x1B[31m\r\nb") == "\"a?[31m??b\"");
    BOOST_TEST(kith::connectors::quoted("\xFC") == "\"?\"");
    BOOST_TEST(kith::connectors::quoted("Łukasz") == "\"Łukasz\"");
    const std::string wide = std::string(79, 'x') + "ü" + std::string(10, 'y');
    BOOST_TEST(kith::connectors::quoted(wide) == "\"" + std::string(79, 'x') + "...\"");
}

BOOST_AUTO_TEST_CASE(no_cell_begins_with_a_formula_wherever_a_spreadsheet_splits_it) {
    const std::vector<std::pair<std::string, std::string>> cells{
        {"=1+1", "'=1+1"}, {"+1", "'+1"},         {"-1", "'-1"},         {"@x", "'@x"},
        {"a;=b", "a;'=b"}, {"a,\"=b", "a,\"'=b"}, {"a\n=b", "a\n'=b"},   {"'=b", "''=b"},
        {"a=b", "a=b"},    {"it's", "it's"},      {"'t Hart", "'t Hart"}};
    for (const auto& [text, safe] : cells) {
        BOOST_TEST(feed::without_formulas(text) == safe);
        BOOST_TEST(feed::with_formulas(safe) == text);
    }
}

BOOST_AUTO_TEST_CASE(every_short_text_survives_its_protection) {
    const std::string signs = "a=;'\"\t\r\n,-";
    const auto count = signs.size() * signs.size() * signs.size() * signs.size();
    for (std::size_t number = 0; number < count; ++number) {
        std::string text;
        for (std::size_t rest = number, i = 0; i < 4; ++i, rest /= signs.size())
            text += signs[rest % signs.size()];
        if (feed::with_formulas(feed::without_formulas(text)) != text) BOOST_FAIL(text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
