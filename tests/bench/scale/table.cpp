#include "scale/table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace scale {
namespace {

constexpr std::size_t large = 1'000'000;
constexpr std::size_t middle = 100'000;

struct Aim {
    bool set = false;
    bool at_least = false;
    double bound = 0;
};

Aim most(bool set, double bound) {
    return {set, false, bound};
}
Aim least(bool set, double bound) {
    return {set, true, bound};
}

void tell(const char* kind, const std::string& what, double value, const Aim& aim) {
    std::printf("%-6s %-62s %10.2f", kind, what.c_str(), value);
    if (aim.set) {
        const bool met = aim.at_least ? value >= aim.bound : value <= aim.bound;
        std::printf("  (aim %s %g: %s)", aim.at_least ? ">=" : "<=", aim.bound,
                    met ? "met" : "missed");
    }
    std::printf("\n");
}

std::string size_text(std::size_t people) {
    char text[32];
    std::snprintf(text, sizeof text, "%.0e", static_cast<double>(people));
    std::string short_text(text);
    const auto plus = short_text.find("e+0");
    return plus == std::string::npos ? short_text : short_text.erase(plus + 1, 2);
}

bool is_sql(const std::string& engine) {
    return engine.starts_with("sqlite") || engine.starts_with("postgres");
}

// The best of each database, and each form for itself.
void tell_sql(const Lines& lines, const Line& kith, const Aim& best_aim) {
    double best = INFINITY;
    std::string best_name;
    for (const auto& line : lines.all()) {
        if (line.people != kith.people || line.task != kith.task || !is_sql(line.engine)) continue;
        tell("ratio", kith.task + ' ' + size_text(kith.people) + ' ' + line.engine + " / kith",
             line.p50 / kith.p50, {});
        if (line.p50 >= best) continue;
        best = line.p50;
        best_name = line.engine;
    }
    if (best_name.empty()) return;
    tell("ratio", kith.task + ' ' + size_text(kith.people) + " best SQL (" + best_name + ") / kith",
         best / kith.p50, best_aim);
}

void tell_growth(const Lines& lines, const Line& kith, double bound) {
    const auto* const smaller = lines.find(kith.people / 10, kith.task, kith.engine);
    if (smaller == nullptr) return;
    tell("growth", kith.task + ' ' + size_text(kith.people / 10) + " to " + size_text(kith.people),
         kith.p50 / smaller->p50, most(kith.people == large, bound));
}

void tell_directory(const Lines& lines, std::size_t people) {
    const auto* const kith = lines.find(people, "directory", "kith");
    const auto* const floor = lines.find(people, "directory", "floor");
    const auto* const abi = lines.find(people, "directory", "kith, C ABI and JSON");
    if (kith == nullptr || floor == nullptr) return;
    const auto size = size_text(people);
    tell("us", "directory " + size + " kith p50", kith->p50, most(people == large, 25));
    tell("ratio", "directory " + size + " kith / floor", kith->p50 / floor->p50,
         most(people == large, 6));
    if (const auto* const cards = lines.find(people, "directory", "floor, cards copied"))
        tell("ratio", "directory " + size + " kith / floor, cards copied", kith->p50 / cards->p50,
             {});
    tell_sql(lines, *kith, people == large ? least(true, 60) : least(people == middle, 30));
    tell_growth(lines, *kith, 5);
    if (abi != nullptr)
        tell("us", "directory " + size + " C ABI and JSON on top, p50", abi->p50 - kith->p50,
             most(true, 30));
}

void tell_routing(const Lines& lines, std::size_t people) {
    const auto* const kith = lines.find(people, "routing", "kith");
    const auto* const floor = lines.find(people, "routing", "floor");
    if (kith == nullptr || floor == nullptr) return;
    const auto size = size_text(people);
    tell("us", "routing " + size + " kith p50", kith->p50, most(people == large, 6));
    tell("us", "routing " + size + " kith p99", kith->p99, most(people == large, 80));
    tell("ratio", "routing " + size + " kith / floor", kith->p50 / floor->p50, {});
    tell_sql(lines, *kith, {});
    tell_growth(lines, *kith, 2.5);
}

void tell_executives(const Lines& lines, std::size_t people) {
    for (const auto& line : lines.all()) {
        if (line.people != people || line.task != "executive") continue;
        const auto* const ordinary = lines.find(people, "routing", line.engine);
        if (ordinary == nullptr) continue;
        const bool ours = line.engine == "kith" && people == large;
        tell("ratio", "executive / ordinary " + size_text(people) + ' ' + line.engine,
             line.p50 / ordinary->p50, most(ours, 1.3));
    }
}

}  // namespace

const char* name_of(Task task) {
    switch (task) {
        case Task::search:
            return "directory";
        case Task::request:
            return "routing";
        case Task::about_executive:
            return "executive";
    }
    return "";
}

Lines::Lines(std::string path) : path_(std::move(path)) {
    std::ifstream in(path_);
    std::string text;
    std::getline(in, text);  // The head.
    while (std::getline(in, text)) {
        std::istringstream cells(text);
        Line line;
        cells >> line.people;
        cells.ignore();
        std::getline(cells, line.task, '\t');
        std::getline(cells, line.engine, '\t');
        cells >> line.questions >> line.p50 >> line.p90 >> line.p99 >> line.most >>
            line.per_second >> line.first_p50;
        if (cells) lines_.push_back(line);
    }
}

void Lines::add(const Line& line) {
    std::erase_if(lines_, [&](const Line& old) {
        return old.people == line.people && old.task == line.task && old.engine == line.engine;
    });
    lines_.push_back(line);
}

const Line* Lines::find(std::size_t people, const std::string& task,
                        const std::string& engine) const {
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const Line& line) {
        return line.people == people && line.task == task && line.engine == engine;
    });
    return found == lines_.end() ? nullptr : &*found;
}

bool Lines::write() const {
    std::ofstream out(path_);
    out << "people\ttask\tengine\tquestions\tp50_us\tp90_us\tp99_us\tmax_us\tper_second\t"
           "first_p50_us\n";
    for (const auto& line : lines_)
        out << line.people << '\t' << line.task << '\t' << line.engine << '\t' << line.questions
            << '\t' << line.p50 << '\t' << line.p90 << '\t' << line.p99 << '\t' << line.most << '\t'
            << line.per_second << '\t' << line.first_p50 << '\n';
    out.flush();
    return out.good();
}

void print_head() {
    std::printf("%-10s %-26s %5s %10s %10s %10s %11s %10s %10s  %s\n", "task", "engine", "asked",
                "p50 us", "p90", "p99", "max", "per s", "first p50", "hash");
}

void print(const Line& line, const std::string& hash) {
    std::printf("%-10s %-26s %5zu %10.2f %10.2f %10.2f %11.1f %10.0f %10.2f  %s\n",
                line.task.c_str(), line.engine.c_str(), line.questions, line.p50, line.p90,
                line.p99, line.most, line.per_second, line.first_p50, hash.c_str());
}

void print_ratios(const Lines& lines, std::size_t people) {
    tell_directory(lines, people);
    tell_routing(lines, people);
    tell_executives(lines, people);
}

}  // namespace scale
