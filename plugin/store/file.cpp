#include "store/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "crypto/crypto.h"
#include "store/schema.h"

namespace kith::store {
namespace {

// SQLite's file format, section 1.3: the magic, and at 68 the application's id, big-endian.
constexpr std::size_t header_bytes = 100;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t id_offset = 68;

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

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

Error cannot_be_made() {
    return {ErrorCode::store_failed,
            "the database file cannot be made",
            {},
            "its folder must be there, have room and belong to the one who runs Kith"};
}

// Takes the unfinished file and what SQLite may have put beside it away again.
class Unfinished {
public:
    explicit Unfinished(std::string path) : path_(std::move(path)) {}
    ~Unfinished() {
        unlink(path_.c_str());
        unlink(wal_.c_str());
        unlink(shm_.c_str());
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

private:
    std::string path_;
    std::string wal_ = path_ + "-wal";
    std::string shm_ = path_ + "-shm";
};

bool sync_folder_of(const std::string& path) {
    const auto folder = std::filesystem::path(path).parent_path().string();
    const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return fd.valid() && fsync(fd.get()) == 0;
}

}  // namespace

Result<std::string> absolute_path(const std::string& path) {
    std::error_code failed;
    const auto absolute = std::filesystem::absolute(path, failed);
    if (failed || path.empty()) return cannot_be_made();
    return absolute.string();
}

bool file_exists(const std::string& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0;
}

Result<void> check_header(const std::string& path) {
    const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid())
        return Error{ErrorCode::store_failed,
                     "the database file cannot be opened",
                     {},
                     "it must belong to the one who runs Kith"};

    std::array<char, header_bytes> header{};
    const auto read_bytes = pread(fd.get(), header.data(), header.size(), 0);
    const std::string_view text(header.data(), header.size());
    std::uint32_t id = 0;
    for (std::size_t i = 0; i < 4; ++i)
        id = id << 8 | static_cast<std::uint8_t>(header[id_offset + i]);

    const bool whole = read_bytes == static_cast<ssize_t>(header_bytes);
    if (whole && text.starts_with(magic) && id == application_id) return {};
    return Error{ErrorCode::store_corrupt,
                 "the file is damaged, or is no database of Kith's",
                 {},
                 "nothing was changed; restore the file from a backup or name another one"};
}

Result<void> make_private(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return cannot_be_made();
    if ((status.st_mode & 0777 & ~owner_only) == 0) return {};
    if (chmod(path.c_str(), owner_only) == 0) return {};
    return Error{ErrorCode::store_failed,
                 "others can read the database file, and Kith cannot change that",
                 {},
                 "set its mode to 0600"};
}

Result<void> make_file(const std::string& path,
                       const std::function<Result<void>(const std::string&)>& fill) {
    const auto id = crypto::random_uuid();
    if (!id) return id.error();
    const auto unfinished = path + "." + *id;
    const Unfinished cleared_later(unfinished);
    {
        constexpr int anew = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
        const Descriptor fd(::open(unfinished.c_str(), anew, owner_only));
        if (!fd.valid()) return cannot_be_made();
    }
    const auto filled = fill(unfinished);
    if (!filled) return filled;
    // A link and not a rename: it never replaces what somebody else made.
    if (link(unfinished.c_str(), path.c_str()) != 0 && errno != EEXIST) return cannot_be_made();
    if (!sync_folder_of(path)) return cannot_be_made();
    return {};
}

}  // namespace kith::store
