// One way to answer the questions. All of them have to give the same answers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/day.h"
#include "scale/questions.h"

namespace scale {

enum class Task { search, request, about_executive };

class Engine {
public:
    Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;
    virtual ~Engine() = default;

    virtual std::string name() const = 0;
    virtual bool has(Task) const { return true; }
    // How many of the questions it is asked; for those who would take too long with all.
    virtual std::size_t at_most(Task) const { return 1000; }

    // Answers the i-th question; this is what is timed.
    virtual void ask(Task task, std::size_t i) = 0;
    // Whom the last answer gave, in order: a page, or at most one.
    virtual std::vector<Number> answer() const = 0;
};

using Engines = std::vector<std::unique_ptr<Engine>>;

struct Setting {
    const Company& company;
    const Questions& questions;
    kith::Day today;
    std::string folder;    // Of the company's files.
    std::string manifest;  // Of a company that has been imported.

    const std::vector<Request>& requests(Task task) const {
        return task == Task::request ? questions.requests : questions.about_executives;
    }
};

// Each adds its own. `postgres` says how the server is reached; empty: it is left out.
void add_kith_inside(Engines& engines, const Setting& setting);
void add_kith_abi(Engines& engines, const Setting& setting);
void add_floor(Engines& engines, const Setting& setting);
void add_sqlite(Engines& engines, const Setting& setting);
void add_postgres(Engines& engines, const Setting& setting, const std::string& postgres);

// Ends the run with a line of text where something that must hold does not.
void must(bool good, const std::string& what);

}  // namespace scale
