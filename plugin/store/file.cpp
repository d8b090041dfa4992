#include "store/file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <new>
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

// The file as SQLite itself opens it. Whoever closes a descriptor of his own takes the locks of the
// whole process along (POSIX fcntl): another process would then clear the log away under a database
// that is open here.
class Reading {
public:
    explicit Reading(const std::string& path)
        : name_(sqlite3_create_filename(path.c_str(), "", "", 0, nullptr), sqlite3_free_filename) {
        auto* const system = sqlite3_vfs_find(nullptr);
        if (system == nullptr || !name_) throw std::bad_alloc();
        file_.reset(static_cast<sqlite3_file*>(sqlite3_malloc(system->szOsFile)));
        if (!file_) throw std::bad_alloc();
        constexpr int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
        const int code = system->xOpen(system, name_.get(), file_.get(), flags, nullptr);
        if (code == SQLITE_NOMEM) throw std::bad_alloc();
        if (code != SQLITE_OK) file_.reset();
    }
    ~Reading() {
        if (file_) file_->pMethods->xClose(file_.get());
    }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    bool opened() const { return file_ != nullptr; }
    bool read(Header& header) const {
        constexpr int size = static_cast<int>(sizeof(Header));
        return file_->pMethods->xRead(file_.get(), header.data(), size, 0) == SQLITE_OK;
    }
    // Negative where it cannot be told.
    std::int64_t bytes() const {
        sqlite3_int64 size = 0;
        return file_->pMethods->xFileSize(file_.get(), &size) == SQLITE_OK ? size : -1;
    }

private:
    std::unique_ptr<const char, decltype(&sqlite3_free_filename)> name_;  // Outlives the file.
    std::unique_ptr<sqlite3_file, decltype(&sqlite3_free)> file_{nullptr, sqlite3_free};
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
    const Reading file(path);
    if (!file.opened())
        return Error{ErrorCode::store_failed,
                     "the database file cannot be opened",
                     {},
                     "it must belong to the one who runs Kith"};

    const bool settled = !write_ahead_log_waits(path);
    Header header{};
    const bool whole = file.read(header);
    const auto bytes = file.bytes();
    if (whole && bytes >= 0 && is_ours(header) &&
        (!settled || has_all_pages(header, static_cast<std::uint64_t>(bytes)) ||
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
