// A file descriptor that closes itself, whom a new file is for, and what makes its name lasting.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <string>

namespace kith::store {

inline constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    bool valid() const { return fd_ >= 0; }

private:
    int fd_;
};

// A new file is on the disk when its folder is, too.
bool sync_folder_of(const std::string& path);

}  // namespace kith::store
