// Where the files of a manifest lie.
#pragma once

#include <string>

namespace kith::manifest {

// A relative path counts from `folder`; an empty folder leaves it.
std::string resolved(const std::string& path, const std::string& folder);

// The same for what a reference to a secret names as file:PATH; any other reference stays.
std::string resolved_reference(const std::string& reference, const std::string& folder);

// The path in file:PATH; empty for any other reference.
std::string file_of(const std::string& reference);

// Symbolic links are followed where they can be. False where one of the paths is empty.
bool in_one_folder(const std::string& path, const std::string& other);

}  // namespace kith::manifest
