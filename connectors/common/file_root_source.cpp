#include "connectors/common/file_root_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "connectors/common/guarded_file.h"
#include "connectors/common/root_secret.h"

namespace kith::connectors {
namespace {

Error unusable_key_file(FileFault fault) {
    switch (fault) {
        case FileFault::missing:
            return no_key("the key file is not there",
                          "kithctl apply makes one where there is none");
        case FileFault::is_link:
            return no_key("the key file is a symbolic link", "name the file itself");
        case FileFault::forbidden:
            return no_key("the key file may not be read by this user",
                          "give it to the user that runs Kith");
        case FileFault::not_opened:
            return no_key("the key file cannot be opened", "check its path");
        case FileFault::not_regular:
            return no_key("the key file is not a regular file", "name a file");
        case FileFault::of_another:
            return no_key("the key file belongs to another user",
                          "chown it to the user that runs Kith");
        case FileFault::open_to_others:
            return no_key("the key file is open to its group or to others", "chmod 600 it");
        case FileFault::not_read:
            break;
    }
    return no_key("the key file cannot be read", "check the disk");
}

bool write_all(int file, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const auto put = ::write(file, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return true;
}

// A new file is on the disk when its folder is, too.
bool folder_on_disk(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path();
    const auto folder = parent.empty() ? std::string(".") : parent.string();
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.open() && ::fsync(opened.number()) == 0;
}

}  // namespace

Result<Secret> FileRootSource::root_secret() {
    const auto read = read_guarded_file(path_, root_file_bytes_max);
    if (const auto* fault = std::get_if<FileFault>(&read)) return unusable_key_file(*fault);
    return root_secret_from(std::get<Secret>(read).bytes());
}

Result<void> FileRootSource::keep(const Secret& root) {
    if (root.size() != root_secret_bytes)
        return Error{ErrorCode::invalid_input, "a root secret has 32 bytes", {}, {}};
    const Descriptor file(
        ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.open() && (errno == EEXIST || errno == ELOOP))
        return Error{ErrorCode::conflict, "there is a key file already", {}, {}};
    if (!file.open())
        return Error{ErrorCode::store_failed,
                     "the key file cannot be made",
                     {},
                     "check that its folder is there and may be written to"};

    const auto line = hex_line(root);
    // The host's umask may have taken away the owner's own rights.
    const bool kept = ::fchmod(file.number(), S_IRUSR | S_IWUSR) == 0 &&
                      write_all(file.number(), line.bytes()) && ::fsync(file.number()) == 0 &&
                      folder_on_disk(path_);
    if (kept) return {};
    ::unlink(path_.c_str());  // Half a key would look like a key.
    return Error{ErrorCode::store_failed, "the key file cannot be written", {}, "check the disk"};
}

}  // namespace kith::connectors
