#include "connectors/feed/feed_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/limits.h"

namespace kith::connectors::feed {
namespace {

std::string why_not_opened(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return "there is no such file";
        case EACCES:
        case EPERM:
            return "the file may not be read";
        default:
            return "the file cannot be opened";
    }
}

bool is_feed(const struct stat& status, FindingList& findings) {
    if (S_ISDIR(status.st_mode)) {
        findings.error(0, "this is a folder", "name the file in it");
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        findings.error(0, "this is not a regular file", "save what it gives as a file");
        return false;
    }
    if (status.st_size == 0) {
        findings.error(0, "the file is empty",
                       "export the people again; nothing that was loaded has changed");
        return false;
    }
    if (static_cast<std::uintmax_t>(status.st_size) > limits::feed_bytes_max) {
        findings.error(0, "the file is too large for a feed",
                       "at most " + std::to_string(limits::feed_bytes_max) + " bytes");
        return false;
    }
    return true;
}

}  // namespace

std::optional<FeedFile> FeedFile::open(const std::string& path, FindingList& findings) {
    // Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        findings.error(0, why_not_opened(errno), "check the path and its rights");
        return std::nullopt;
    }
    struct stat status {};
    const bool sound = ::fstat(descriptor, &status) == 0 && is_feed(status, findings);
    File file(sound ? ::fdopen(descriptor, "r") : nullptr);
    if (!file) {
        ::close(descriptor);
        return std::nullopt;
    }
    FeedFile feed(std::move(file));
    if (!feed.begins_as_text(findings)) return std::nullopt;
    return feed;
}

bool FeedFile::refill() {
    at_ = 0;
    size_ = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
    return size_ > 0;
}

bool FeedFile::begins_as_text(FindingList& findings) {
    if (!refill()) return true;  // failed() tells.
    const std::string_view text(buffer_.data(), size_);
    if (text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE")) {
        findings.error(1, "the file is UTF-16, not UTF-8", "save it as UTF-8");
        return false;
    }
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) at_ = mark.size();
    return true;
}

}  // namespace kith::connectors::feed
