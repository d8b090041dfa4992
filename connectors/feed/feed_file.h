// A feed's file, opened for reading from its beginning to its end, once.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "connectors/feed/finding_list.h"

namespace kith::connectors::feed {

class FeedFile {
public:
    static constexpr int end = EOF;

    // A regular file of at most limits::feed_bytes_max; anything else is an error among the
    // findings. A UTF-8 byte order mark is passed over.
    static std::optional<FeedFile> open(const std::string& path, FindingList& findings);

    int get() {
        if (at_ == size_ && !refill()) return end;
        return static_cast<unsigned char>(buffer_[at_++]);
    }
    int peek() {
        if (at_ == size_ && !refill()) return end;
        return static_cast<unsigned char>(buffer_[at_]);
    }
    // The disk refused: what was read is not the whole file.
    bool failed() const { return std::ferror(file_.get()) != 0; }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, Close>;

    explicit FeedFile(File file) : file_(std::move(file)), buffer_(64 * 1024) {}
    bool refill();
    bool begins_as_text(FindingList& findings);

    File file_;
    std::vector<char> buffer_;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
};

}  // namespace kith::connectors::feed
