#include "manifest/paths.h"

#include <filesystem>
#include <string_view>

namespace kith::manifest {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file = "file:";

fs::path real_folder_of(const std::string& path) {
    const fs::path folder = fs::path(path).parent_path();
    std::error_code failed;
    fs::path real = fs::weakly_canonical(folder, failed);
    return failed ? folder.lexically_normal() : real;
}

}  // namespace

std::string resolved(const std::string& path, const std::string& folder) {
    if (path.empty() || folder.empty()) return path;
    return (fs::path(folder) / path).lexically_normal().string();
}

std::string resolved_reference(const std::string& reference, const std::string& folder) {
    if (!reference.starts_with(file)) return reference;
    return std::string(file) + resolved(file_of(reference), folder);
}

std::string file_of(const std::string& reference) {
    return reference.starts_with(file) ? reference.substr(file.size()) : std::string();
}

bool in_one_folder(const std::string& path, const std::string& other) {
    return !path.empty() && !other.empty() && real_folder_of(path) == real_folder_of(other);
}

}  // namespace kith::manifest
