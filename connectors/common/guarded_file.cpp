#include "connectors/common/guarded_file.h"

#include <endian.h>
#include <fcntl.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <span>

namespace kith::connectors {
namespace {

FileFault not_opened(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return FileFault::missing;
        case ELOOP:
            return FileFault::is_link;
        case EACCES:
        case EPERM:
            return FileFault::forbidden;
        default:
            return FileFault::not_opened;
    }
}

bool gives_to_others(const posix_acl_xattr_entry& entry) {
    switch (le16toh(entry.e_tag)) {
        case ACL_USER:
            return le32toh(entry.e_id) != ::geteuid() && le32toh(entry.e_id) != 0;
        case ACL_GROUP_OBJ:
        case ACL_GROUP:
            return entry.e_perm != 0;
        default:
            return false;  // The owner, the mask, and the others, whom the mode shows.
    }
}

// systemd leaves a credential with root and lets the service read it by an access control list. The
// mode then shows the list's mask where the group's rights would stand.
bool list_is_for_me_alone(int file) {
    std::array<char, 1024> list{};
    const auto size = ::fgetxattr(file, "system.posix_acl_access", list.data(), list.size());
    if (size <= static_cast<ssize_t>(sizeof(posix_acl_xattr_header))) return false;

    const auto end = static_cast<std::size_t>(size);
    posix_acl_xattr_entry entry{};
    for (auto at = sizeof(posix_acl_xattr_header); at + sizeof entry <= end; at += sizeof entry) {
        std::memcpy(&entry, &list[at], sizeof entry);
        if (gives_to_others(entry)) return false;
    }
    return true;
}

std::optional<FileFault> unguarded(int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return FileFault::not_opened;
    if (!S_ISREG(status.st_mode)) return FileFault::not_regular;
    if (status.st_uid != ::geteuid() && status.st_uid != 0) return FileFault::of_another;
    if ((status.st_mode & S_IRWXO) != 0) return FileFault::open_to_others;
    if ((status.st_mode & S_IRWXG) != 0 && !list_is_for_me_alone(file))
        return FileFault::open_to_others;
    return std::nullopt;
}

std::optional<std::size_t> read_all(int file, std::span<std::uint8_t> into) {
    std::size_t size = 0;
    while (size < into.size()) {
        const auto got = ::read(file, into.data() + size, into.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    return size;
}

}  // namespace

std::variant<Secret, FileFault> read_guarded_file(const std::string& path, std::size_t bytes_max) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file.open()) return not_opened(errno);
    if (const auto fault = unguarded(file.number())) return *fault;

    Secret content(bytes_max);
    const auto size = read_all(file.number(), content.bytes());
    if (!size) return FileFault::not_read;
    return Secret(content.bytes().first(*size));
}

std::span<const std::uint8_t> without_line_end(std::span<const std::uint8_t> text) {
    if (!text.empty() && text.back() == '\n') text = text.first(text.size() - 1);
    if (!text.empty() && text.back() == '\r') text = text.first(text.size() - 1);
    return text;
}

}  // namespace kith::connectors
