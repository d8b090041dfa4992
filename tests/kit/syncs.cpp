#include "kit/syncs.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace kith::kit {
namespace {

std::atomic<Syncs*> listening{nullptr};

}  // namespace

Syncs::Syncs() {
    listening = this;
}

Syncs::~Syncs() {
    listening = nullptr;
}

void Syncs::note(int file) {
    const auto opened = "/proc/self/fd/" + std::to_string(file);
    std::error_code failed;
    Sync sync{std::filesystem::read_symlink(opened, failed).string(), {}};
    if (std::filesystem::is_regular_file(opened, failed)) {
        std::ifstream in(opened, std::ios::binary);
        sync.bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    seen_.push_back(std::move(sync));
}

}  // namespace kith::kit

extern "C" int fsync(int file) {
    if (auto* const listener = kith::kit::listening.load()) listener->note(file);
    return static_cast<int>(syscall(SYS_fsync, file));
}
