// The settings of one section one by one, as difference.cpp compares them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/settings.h"

namespace kith::manifest {

// Which step of a setting takes a protection away from people.
enum class Loosens {
    never,
    up,
    down,
    added,
    removed,
    changed,
    set,  // Added or changed.
    to_true,
    to_false,  // Where it was true: what comes with false takes nothing away.
    to_none,
    less_signed,  // As <provider signed> says it.
    wider,        // A list of what is enough; `anything` stands for all there is.
};

inline constexpr std::string_view anything = "any";

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

inline void put_number(Section& out, const std::string& path, int value) {
    out.push_back({path, std::to_string(value)});
}

// To a secret.
inline void add_reference(Section& out, const std::string& path, const std::string& value,
                          std::string_view instead) {
    if (!value.empty()) out.push_back({path, value, Loosens::never, instead});
}

// <people>.
Section people_section(const model::Settings& settings);
// <saml>.
Section saml_section(const model::Settings& settings);

}  // namespace kith::manifest
