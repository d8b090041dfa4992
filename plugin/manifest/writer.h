// Writes elements one to a line, indented, with what XML uses itself escaped.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/settings.h"

namespace kith::manifest {

class Writer {
public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    void open(std::string_view name, const Attributes& attributes = {});
    void close();  // What was opened last.
    void empty(std::string_view name, const Attributes& attributes);
    void labels(const std::vector<model::Label>& labels);

    std::string take() { return std::move(out_); }

private:
    void indent() { out_.append(2 * open_.size(), ' '); }
    void tag(std::string_view name, const Attributes& attributes);

    std::string out_;
    std::vector<std::string> open_;
};

// Nothing where the value is empty.
void add_some(Writer::Attributes& to, std::string_view name, const std::string& value);
std::string flag(bool value);  // "true" or "false".
void add_number(Writer::Attributes& to, std::string_view name, int value);

}  // namespace kith::manifest
