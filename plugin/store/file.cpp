#include "store/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "crypto/crypto.h"
#include "store/descriptor.h"
#include "store/schema.h"

namespace kith::store {
namespace {

// SQLite's file format, section 1.3. Its numbers are big-endian.
using Header = std::array<std::uint8_t, 100>;
constexpr std::string_view magic{"SQLite format 3\0", 16};
constexpr std::size_t page_size_offset = 16;
constexpr std::size_t page_count_offset = 28;
constexpr std::size_t application_id_offset = 68;

constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

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

std::uint32_t number_at(const Header& header, std::size_t offset, std::size_t bytes) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        number = number << 8 | header[offset + i];
    return number;
}

bool is_ours(const Header& header) {
    return std::equal(magic.begin(), magic.end(), header.begin()) &&
           number_at(header, application_id_offset, 4) == application_id;
}

// SQLite reads a last page that lacks some bytes as if they were zero.
bool has_all_pages(const Header& header, std::uint64_t file_bytes) {
    auto page_bytes = std::uint64_t{number_at(header, page_size_offset, 2)};
    if (page_bytes == 1) page_bytes = 65'536;  // Does not fit into the header's two bytes.
    return file_bytes >= page_bytes * number_at(header, page_count_offset, 4);
}

// While it does, the file itself may be behind, for example after a crash.
bool write_ahead_log_waits(const std::string& path) {
    struct stat status {};
    return stat((path + "-wal").c_str(), &status) == 0 && status.st_size > 0;
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

    const bool settled = !write_ahead_log_waits(path);
    Header header{};
    const bool whole =
        pread(fd.get(), header.data(), header.size(), 0) == static_cast<ssize_t>(header.size());
    struct stat status {};
    const bool sized = fstat(fd.get(), &status) == 0;
    if (whole && sized && is_ours(header) &&
        (!settled || has_all_pages(header, static_cast<std::uint64_t>(status.st_size)) ||
         write_ahead_log_waits(path)))
        return {};
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
