// The settings of one section one by one, as difference.cpp compares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/settings.h"

namespace kith::manifest {

// Which step of a setting takes a protection away from people.
enum class Loosens { never, up, down, added, removed, changed, to_true, to_none };

struct Setting {
    std::string path;
    std::string value;
    Loosens loosens = Loosens::never;
    std::string_view instead{};  // Of a reference to a secret: shown in place of the value.
    std::string_view effect{};   // What another value does to people.
};

using Section = std::vector<Setting>;

inline std::string item(const std::string& path, const std::string& id) {
    return path + "[" + id + "]";
}

inline void add_some(Section& out, const std::string& path, const std::string& value) {
    if (!value.empty()) out.push_back({path, value});
}

// <people>.
Section people_section(const model::Settings& settings);

}  // namespace kith::manifest
