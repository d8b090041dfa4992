// What a program puts on the disk, in order: its fsync stands in front of the C library's.
#pragma once

#include <string>
#include <vector>

namespace kith::kit {

struct Sync {
    std::string path;   // Ends with " (deleted)" where nothing has that name any more.
    std::string bytes;  // What it held then; empty for a folder.
};

// Listens as long as it lives. One at a time.
class Syncs {
public:
    Syncs();
    Syncs(const Syncs&) = delete;
    Syncs& operator=(const Syncs&) = delete;
    ~Syncs();
    const std::vector<Sync>& seen() const { return seen_; }
    void note(int file);

private:
    std::vector<Sync> seen_;
};

}  // namespace kith::kit
