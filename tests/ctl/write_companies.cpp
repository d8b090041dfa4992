// Writes fifty made-up companies of 200 to 20,000 people: write_companies FOLDER. Prints each one's
// folder and the day of its requests.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>

#include "routing/random_company.h"

int main(int argc, char** argv) {
    constexpr int companies = 50;
    constexpr double smallest = 200;
    constexpr double largest = 20'000;
    if (argc != 2) return 2;
    for (int i = 0; i < companies; ++i) {
        // Evenly on a logarithmic scale, so that most are small and quick.
        const double size = smallest * std::pow(largest / smallest, i / (companies - 1.0));
        const auto people = static_cast<std::size_t>(std::lround(size));
        const auto company = kith::tests::random_company(static_cast<std::uint64_t>(7000 + i),
                                                         {people, 20 + people / 60, 30});
        const auto folder = std::string(argv[1]) + "/" + std::to_string(i);
        std::filesystem::create_directories(folder);
        kith::tests::write_csv(company, folder);
        std::printf("%s %s\n", folder.c_str(), kith::to_text(company.today).c_str());
    }
    return 0;
}
