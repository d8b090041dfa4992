#include "manifest/time_zone.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace kith::manifest {
namespace {

namespace fs = std::filesystem;

constexpr const char* zone_folder = "/usr/share/zoneinfo";

// posix/ and right/ hold the same zones once more, under names that are not IANA's.
bool is_copy(std::string_view name) {
    return name.starts_with("posix/") || name.starts_with("right/") || name == "posixrules";
}

bool is_zone_file(const fs::path& file) {
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) return false;
    std::array<char, 4> magic{};
    std::ifstream(file, std::ios::binary).read(magic.data(), magic.size());
    return std::string_view(magic.data(), magic.size()) == "TZif";  // RFC 8536 section 3.1.
}

std::vector<std::string> zone_names() {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(zone_folder, failed), end; !failed && at != end;
         at.increment(failed)) {
        const std::string name = at->path().lexically_relative(zone_folder).string();
        const bool of_iana = !is_copy(name) && name.find('.') == std::string::npos;
        if (of_iana && at->is_regular_file(failed)) names.push_back(name);
    }
    return names;
}

}  // namespace

bool time_zone_exists(const std::string& name) {
    if (name == "UTC") return true;
    if (is_copy(name) || name.find("..") != std::string::npos) return false;
    std::error_code failed;
    if (!fs::is_directory(zone_folder, failed)) return name.find('/') != std::string::npos;
    return is_zone_file(fs::path(zone_folder) / name);
}

std::string similar_time_zone(const std::string& name) {
    const auto names = zone_names();
    for (const auto& known : names)
        if (lower_ascii(known) == lower_ascii(name)) return known;
    for (const auto& known : names)
        if (known.ends_with("/" + name)) return known;
    return std::string(nearest(name, {names.begin(), names.end()}));
}

}  // namespace kith::manifest
