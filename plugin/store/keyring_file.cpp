#include "store/keyring_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>

#include "crypto/signing.h"
#include "store/descriptor.h"
#include "store/fields.h"

namespace kith::store {
namespace {

constexpr std::string_view first_line = "kith-keyring 1";
constexpr std::string_view last_line = "end";
constexpr std::size_t file_bytes_max = 64 * 1024;

Error missing() {
    return {ErrorCode::key_missing,
            "the keyring is not there",
            {},
            "put it back from its own copy; without it nothing that is sealed can be read"};
}

Error unreadable() {
    return {
        ErrorCode::key_missing,
        "the keyring cannot be read",
        {},
        "look at the disk and at whom the file belongs to; do not put an older copy in its place"};
}

Error damaged() {
    return {ErrorCode::store_corrupt,
            "the keyring is damaged or another tenant's",
            {},
            "put it back from its own copy; the database was not touched"};
}

Error not_written() {
    return {ErrorCode::store_failed,
            "the keyring cannot be written",
            {},
            "its folder must be there, have room and belong to the one who runs Kith"};
}

std::string file_text(const TenantId& tenant, const LockedKeys& keys) {
    std::string text = std::string(first_line) + "\ntenant " + tenant.text() + "\n";
    for (const auto& key : keys)
        text += "key " + std::to_string(key.number) + " " + to_text(key.begun) + " " +
                crypto::to_base64(key.locked) + "\n";
    return text + std::string(last_line) + "\n";
}

// "key NUMBER DAY BASE64".
std::optional<LockedKey> key_of(const std::string& line) {
    std::istringstream words(line);
    std::string word;
    std::string day;
    std::string locked;
    LockedKey key;
    if (!(words >> word >> key.number >> day >> locked) || word != "key" || key.number < 0)
        return std::nullopt;
    const auto begun = parse_day(day);
    auto bytes = crypto::from_base64(locked);
    if (!begun || !bytes || !words.eof()) return std::nullopt;
    key.begun = *begun;
    key.locked = std::move(*bytes);
    return key;
}

std::optional<LockedKeys> parsed(const std::string& text, const TenantId& tenant) {
    std::istringstream lines(text);
    std::string line;
    if (!std::getline(lines, line) || line != first_line) return std::nullopt;
    if (!std::getline(lines, line) || line != "tenant " + tenant.text()) return std::nullopt;
    LockedKeys keys;
    while (std::getline(lines, line) && line != last_line) {
        auto key = key_of(line);
        if (!key || (!keys.empty() && key->number <= keys.back().number)) return std::nullopt;
        keys.push_back(std::move(*key));
    }
    // The last line shows that the file is whole.
    if (line != last_line || keys.size() < 2 || keys.front().number != 0) return std::nullopt;
    return keys;
}

bool write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const auto put = ::write(fd, text.data(), text.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(put));
    }
    return true;
}

// A new file, on the disk.
Result<void> write_new(const std::string& path, const std::string& text) {
    const Descriptor fd(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, owner_only));
    if (fd.valid() && fchmod(fd.get(), owner_only) == 0 && write_all(fd.get(), text) &&
        fsync(fd.get()) == 0)
        return {};
    if (fd.valid()) unlink(path.c_str());
    return not_written();
}

// A disk may keep more copies than this one (README of this room); what can be done here is done.
void overwrite(int fd) {
    struct stat status {};
    if (fstat(fd, &status) != 0) return;
    const std::string zeros(static_cast<std::size_t>(status.st_size), '\0');
    if (pwrite(fd, zeros.data(), zeros.size(), 0) >= 0) fsync(fd);
}

void destroy(const std::string& path) {
    const Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (fd.valid()) overwrite(fd.get());
    unlink(path.c_str());
}

}  // namespace

std::string place_of(const TenantId& tenant, int number, Day begun) {
    return FieldWriter()
        .text("kith/1/keyring")
        .text(tenant.text())
        .number(number)
        .text(to_text(begun))
        .packed();
}

Result<LockedKeys> read_keyring(const std::string& path, const TenantId& tenant) {
    // Somebody may replace it, and wipe the old one, while it is being read here.
    errno = 0;
    for (int attempt = 0; attempt < 3; ++attempt) {
        std::ifstream in(path, std::ios::binary);
        if (!in) return errno == ENOENT || errno == ENOTDIR ? missing() : unreadable();
        std::string text(file_bytes_max, '\0');
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(in.gcount()));
        if (auto keys = parsed(text, tenant)) return std::move(*keys);
    }
    return damaged();
}

Result<void> make_keyring(const std::string& path, const TenantId& tenant, const LockedKeys& keys) {
    const auto suffix = crypto::random_uuid();
    if (!suffix) return suffix.error();
    const auto beside = path + "." + *suffix;
    const auto written = write_new(beside, file_text(tenant, keys));
    if (!written) return written;
    // A link and not a rename: it never replaces what somebody else made.
    const bool linked = link(beside.c_str(), path.c_str()) == 0;
    const bool there = !linked && errno == EEXIST;
    unlink(beside.c_str());
    if (there) return Error{ErrorCode::conflict, "there is a keyring already", {}, {}};
    if (!linked || !sync_folder_of(path)) return not_written();
    return {};
}

Result<void> replace_keyring(const std::string& path, const TenantId& tenant,
                             const LockedKeys& keys) {
    const auto beside = path + ".new";
    // Who was stopped here left the keys of then, the old ones with them.
    destroy(beside);
    const auto written = write_new(beside, file_text(tenant, keys));
    if (!written) return written;
    const Descriptor old(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (rename(beside.c_str(), path.c_str()) != 0) {
        destroy(beside);
        return not_written();
    }
    if (!sync_folder_of(path)) return not_written();
    if (old.valid()) overwrite(old.get());
    return {};
}

}  // namespace kith::store
