// bench_scale_generate PEOPLE SEED FOLDER: writes a made-up company and what is asked about it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "scale/questions.h"

namespace {

// The shape of the org chart, so that anybody can hold it against real ones.
void tell(const scale::Company& company) {
    std::vector<std::uint32_t> reports(company.people.size());
    double levels = 0;
    std::uint32_t deepest = 0;
    for (const auto& person : company.people) {
        levels += person.level;
        deepest = std::max(deepest, person.level);
        if (person.manager != scale::nobody) ++reports[person.manager];
    }
    reports.erase(std::remove(reports.begin(), reports.end(), 0U), reports.end());
    std::sort(reports.begin(), reports.end());
    std::printf(
        "%zu people, %zu supporters, %u sites, %u departments; %.1f %% manage, reports p50 "
        "%u p90 %u max %u; levels mean %.1f max %u\n",
        company.people.size(), company.supporters.size(), company.sites, company.departments,
        100.0 * static_cast<double>(reports.size()) / static_cast<double>(company.people.size()),
        reports[reports.size() / 2], reports[reports.size() * 9 / 10], reports.back(),
        levels / static_cast<double>(company.people.size()), deepest);
}

}  // namespace

int main(int argc, char** argv) {
    const auto people = argc == 4 ? std::strtoull(argv[1], nullptr, 10) : 0;
    if (people < 500 || people > 100'000'000) {
        std::fprintf(stderr, "usage: bench_scale_generate PEOPLE SEED FOLDER; at least 500\n");
        return 2;
    }
    const auto seed = std::strtoull(argv[2], nullptr, 10);
    const auto company = scale::make_company(people, seed);
    tell(company);
    if (scale::write_files(company, scale::make_questions(company, seed), argv[3])) return 0;
    std::fprintf(stderr, "bench_scale_generate: %s cannot be written\n", argv[3]);
    return 1;
}
