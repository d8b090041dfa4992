// Reads a small file that holds a secret, and only where nobody but this process's user and root
// can read it.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "base/secret.h"

namespace kith::connectors {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    bool open() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

enum class FileFault : std::uint8_t {
    missing,
    is_link,         // A link could be turned to another file between two looks.
    forbidden,       // This user may not read it.
    not_opened,      // For any other reason.
    not_regular,     // A folder, a pipe, a device.
    of_another,      // Belongs to neither this user nor root.
    open_to_others,  // By its mode, or by an access control list that names anybody else.
    not_read,
};

// At most `bytes_max`; of a longer file the beginning.
std::variant<Secret, FileFault> read_guarded_file(const std::string& path, std::size_t bytes_max);

// What is in it but for the line end that an editor puts there.
std::span<const std::uint8_t> without_line_end(std::span<const std::uint8_t> text);

}  // namespace kith::connectors
