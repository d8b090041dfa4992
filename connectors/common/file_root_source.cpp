#include "connectors/common/file_root_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "connectors/common/root_secret.h"

namespace kith::connectors {
namespace {

// Longer than any root secret, so that a longer file is seen to be longer.
constexpr std::size_t read_bytes_max = 128;

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

Error no_key(FixedText detail, FixedText hint) {
    return Error{ErrorCode::key_missing, detail, {}, hint};
}

Error not_opened(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return no_key("the key file is not there",
                          "kithctl apply makes one where there is none");
        case ELOOP:
            return no_key("the key file is a symbolic link", "name the file itself");
        case EACCES:
        case EPERM:
            return no_key("the key file may not be read by this user",
                          "give it to the user that runs Kith");
        default:
            return no_key("the key file cannot be opened", "check its path");
    }
}

Result<void> check_guarded(int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return not_opened(errno);
    if (!S_ISREG(status.st_mode))
        return no_key("the key file is not a regular file", "name a file");
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        return no_key("the key file belongs to another user",
                      "chown it to the user that runs Kith");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return no_key("the key file is open to its group or to others", "chmod 600 it");
    return {};
}

Result<std::size_t> read_all(int file, std::span<std::uint8_t> into) {
    std::size_t size = 0;
    while (size < into.size()) {
        const auto got = ::read(file, into.data() + size, into.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return no_key("the key file cannot be read", "check the disk");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    return size;
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
    const Descriptor file(::open(path_.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.open()) return not_opened(errno);
    const auto guarded = check_guarded(file.number());
    if (!guarded) return guarded.error();

    Secret content(read_bytes_max);
    const auto size = read_all(file.number(), content.bytes());
    if (!size) return size.error();
    return root_secret_from(content.bytes().first(*size));
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
