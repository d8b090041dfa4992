// The figures of a run: one line for each engine and task, and what they come to side by side.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scale/engine.h"

namespace scale {

struct Line {
    std::size_t people = 0;
    std::string task;
    std::string engine;
    std::size_t questions = 0;
    double p50 = 0;  // Microseconds, each question asked a second time.
    double p90 = 0;
    double p99 = 0;
    double most = 0;
    double per_second = 0;
    double first_p50 = 0;  // Asked for the first time, after other engines have had the caches.
};

const char* name_of(Task task);

// Of this run and, from the file, of the runs before it at other sizes.
class Lines {
public:
    explicit Lines(std::string path);

    void add(const Line& line);
    // Null where there is none.
    const Line* find(std::size_t people, const std::string& task, const std::string& engine) const;
    const std::vector<Line>& all() const { return lines_; }
    bool write() const;

private:
    std::string path_;
    std::vector<Line> lines_;
};

void print_head();
void print(const Line& line, const std::string& hash);
// Every ratio that the project has set itself an aim for; a missed aim is said, and is no error.
void print_ratios(const Lines& lines, std::size_t people);

}  // namespace scale
