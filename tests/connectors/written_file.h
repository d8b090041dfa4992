// A file with given content, in a folder of its own that goes with the object; and what was found
// in it.
#pragma once

#include <boost/test/unit_test.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/finding.h"

namespace kith::tests {

class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "kith-XXXXXX").string();
        BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string operator/(std::string_view name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

inline void write(const std::string& path, std::string_view content) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    BOOST_REQUIRE(out.good());
}

// A literal with the NUL bytes in it.
template <std::size_t size>
std::string bytes(const char (&literal)[size]) {
    return std::string(literal, size - 1);
}

// One mistake: what the file says, in which line it is found, and with which words.
struct Mistake {
    std::string content;
    int line;
    std::string_view words;
};

inline std::string listed(const Findings& findings) {
    std::string text;
    for (const auto& one : findings)
        text += "\n  " + one.file + ":" + std::to_string(one.line) + ": " + one.what + " (" +
                one.hint + ")";
    return text.empty() ? "\n  nothing" : text;
}

inline bool found(const Findings& findings, Severity severity, int line, std::string_view words) {
    for (const auto& one : findings)
        if (one.severity == severity && one.line == line &&
            (one.what + " " + one.hint).find(words) != std::string::npos)
            return true;
    return false;
}

// The mistake is an error with its file, line and words, and with a word on what would be right.
inline void check_found(const Findings& findings, const std::string& path, const Mistake& mistake) {
    BOOST_TEST(found(findings, Severity::error, mistake.line, mistake.words),
               "expected line " << mistake.line << ": " << mistake.words
                                << "; found:" << listed(findings));
    for (const auto& one : findings) {
        BOOST_TEST(one.file == path);
        BOOST_TEST(!one.hint.empty());
    }
}

}  // namespace kith::tests
