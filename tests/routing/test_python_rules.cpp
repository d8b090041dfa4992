// The CSV files of a made-up company, read by naive_rules.py, give what plugin/routing gives.

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>

#include "routing/random_company.h"
#include "routing/router.h"

namespace kith::routing {
namespace {

namespace fs = std::filesystem;

// A folder of its own, gone afterwards.
struct Folder {
    Folder() : path(fs::temp_directory_path() / ("kith-rules-" + std::to_string(getpid()))) {
        fs::create_directory(path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path); }

    fs::path path;
};

template <class List>
std::string json_list(const List& texts) {
    std::string line;
    for (const auto& text : texts)
        line += (line.empty() ? "\"" : ", \"") + std::string(text) + '"';
    return "[" + line + "]";
}

std::string json(const std::string& request, const Route& found) {
    std::set<std::string> eligible;
    for (const auto& candidate : found.eligible)
        eligible.insert(candidate.supporter.text());

    std::string excluded;
    for (const auto& passed : found.passed_over) {
        std::set<std::string_view> codes;
        for (const auto why : passed.why)
            codes.insert(code(why));
        if (!excluded.empty()) excluded += ", ";
        excluded += '"' + passed.supporter.text() + "\": " + json_list(codes);
    }
    return "{\"request\": \"" + request + "\", \"eligible\": " + json_list(eligible) +
           ", \"excluded\": {" + excluded + "}}";
}

std::vector<std::string> python_lines(const fs::path& folder, Day today) {
    const std::string in = folder.string();
    const std::string command = "python3 '" KITH_NAIVE_RULES_PY "' --people '" + in +
                                "/people.csv' --supporters '" + in +
                                "/supporters.csv' --requests '" + in + "/requests.csv' --on " +
                                to_text(today) + " > '" + in + "/answers'";
    BOOST_REQUIRE_EQUAL(std::system(command.c_str()), 0);

    std::vector<std::string> lines;
    std::ifstream answers(folder / "answers");
    for (std::string line; std::getline(answers, line);)
        lines.push_back(line);
    return lines;
}

void compare(std::uint64_t seed, const tests::RandomCompanySize& size) {
    const auto company = tests::random_company(seed, size);
    const directory::Snapshot people{std::make_shared<directory::OrgChart>(company.people),
                                     std::make_shared<directory::SupporterBook>(company.supporters),
                                     nullptr};
    Conditions conditions;
    conditions.today = company.today;
    const Folder folder;
    tests::write_csv(company, folder.path.string());

    const auto lines = python_lines(folder.path, company.today);

    BOOST_REQUIRE_EQUAL(lines.size(), company.requests.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& request = company.requests[i];
        const bool equal = lines[i] == json(request.key, route(request, people, conditions));
        BOOST_TEST(equal, "seed " << seed << ", request " << request.key);
    }
}

BOOST_AUTO_TEST_SUITE(test_python_rules)

BOOST_AUTO_TEST_CASE(the_python_reading_of_the_rules_agrees_on_the_csv_files) {
    for (std::uint64_t seed = 101; seed < 107; ++seed)
        compare(seed, {300 * (seed - 100), 40, 40});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::routing
