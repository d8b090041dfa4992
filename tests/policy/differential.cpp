// One policy, three readers: the gate, the naive reading and SQL decide a hundred thousand random
// accesses alike. A fourth, Cedar, reads what this writes into the folder KITH_CEDAR_FOLDER.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "policy/cedar_text.h"
#include "policy/naive.h"
#include "policy/shipped.h"
#include "policy/sql.h"

namespace kith::policy_test {
namespace {

using policy::Access;
using policy::Gate;

constexpr std::size_t accesses_count = 100'000;

NaiveAccess naive(const Access& access) {
    NaiveAccess words{model::name(access.capacity),
                      model::name(access.action),
                      model::name(access.kind),
                      model::name(access.purpose),
                      {}};
    for (const auto& known : model::fact_names) {
        const auto truth = access.facts[known.word];
        words.facts[known.name] = !truth ? Kleene::unknown : *truth ? Kleene::yes : Kleene::no;
    }
    return words;
}

std::set<std::string> names(policy::Words<policy::Obligation> obligations) {
    std::set<std::string> found;
    for (const auto& known : model::obligation_names)
        if (obligations.has(known.word)) found.emplace(known.name);
    return found;
}

// The first six of them by name: a decision carries no more.
std::vector<std::string> first_six(const std::set<std::string>& rules) {
    std::vector<std::string> first(rules.begin(), rules.end());
    first.resize(std::min<std::size_t>(first.size(), 6));
    return first;
}

// Where Cedar's test looks, or nowhere.
std::ofstream cedar_file(const std::string& name) {
    std::ofstream file;
    const char* folder = std::getenv("KITH_CEDAR_FOLDER");
    if (folder == nullptr) return file;
    file.open(std::string(folder) + '/' + name + ".jsonl");
    BOOST_REQUIRE(file.good());
    return file;
}

struct Count {
    std::size_t permitted = 0;
    std::size_t unlike_naive = 0;
    std::size_t unlike_sql = 0;
    std::size_t only_by_skipping = 0;
};

void tell(const std::string& name, const Count& count) {
    std::printf(
        "%-8s %zu accesses, %zu permitted; unlike the naive reading %zu, unlike SQL %zu; "
        "permitted only where unknown forbids are skipped %zu\n",
        name.c_str(), accesses_count, count.permitted, count.unlike_naive, count.unlike_sql,
        count.only_by_skipping);
}

bool alike(const Gate& gate, const policy::Decision& ours, const NaiveDecision& theirs) {
    return ours.permitted() == theirs.permitted && policy::code(ours.why()) == theirs.why &&
           names(ours.obligations()) == theirs.obligations &&
           gate.ids(ours.rules()) == first_six(theirs.rules);
}

void compare(const std::string& name, const model::Policy& policy) {
    std::mt19937 random(1);
    std::vector<Access> accesses;
    for (std::size_t i = 0; i < accesses_count; ++i)
        accesses.push_back(drawn_access(policy, random));
    const Gate gate(policy);
    const Naive again(policy);
    const auto by_sql = decided_by_sql(policy, accesses);
    auto file = cedar_file(name);
    write_fact_names(file);
    write_cedar(file, policy);

    Count count;
    for (std::size_t i = 0; i < accesses.size(); ++i) {
        const auto ours = gate.decide(accesses[i]);
        const auto words = naive(accesses[i]);
        const auto theirs = again.decide(words);
        const auto skipping = again.decide(words, UnknownForbid::is_skipped);
        if (ours.permitted()) ++count.permitted;
        if (!alike(gate, ours, theirs)) ++count.unlike_naive;
        if (ours.permitted() != by_sql[i]) ++count.unlike_sql;
        if (skipping.permitted && !theirs.permitted) ++count.only_by_skipping;
        write_decided(file, accesses[i],
                      {ours.permitted(), skipping.permitted, gate.ids(ours.rules())});
    }

    tell(name, count);
    BOOST_TEST(count.permitted * 10 >= accesses.size());
    BOOST_TEST(count.permitted * 10 <= accesses.size() * 9);
    BOOST_TEST(count.only_by_skipping > 0U);
    BOOST_TEST(count.unlike_naive == 0U);
    BOOST_TEST(count.unlike_sql == 0U);
}

void compare_random(unsigned seed, std::size_t rules) {
    std::mt19937 random(seed);
    compare("random-" + std::to_string(rules) + '-' + std::to_string(seed),
            random_policy(rules, random));
}

BOOST_AUTO_TEST_SUITE(differential)

BOOST_AUTO_TEST_CASE(three_readers_of_the_shipped_policy_decide_alike) {
    compare("shipped", policy::in_force(shipped()));
}

BOOST_AUTO_TEST_CASE(three_readers_of_random_policies_of_fifty_rules_decide_alike) {
    for (const unsigned seed : {1U, 2U, 3U})
        compare_random(seed, 50);
}

BOOST_AUTO_TEST_CASE(three_readers_of_a_random_policy_of_five_hundred_rules_decide_alike) {
    compare_random(4, 500);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::policy_test
