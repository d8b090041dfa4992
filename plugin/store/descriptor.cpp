#include "store/descriptor.h"

#include <fcntl.h>

#include <filesystem>

namespace kith::store {

bool sync_folder_of(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path();
    const auto* const folder = parent.empty() ? "." : parent.c_str();
    const Descriptor fd(::open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd.valid() && fsync(fd.get()) == 0;
}

}  // namespace kith::store
