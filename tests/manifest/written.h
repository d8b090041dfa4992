// Manifests that a test writes into a folder of its own.
#pragma once

#include <stdlib.h>  // mkdtemp

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "manifest/manifest.h"

namespace kith::test {

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "kith-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string path(const std::string& name) const { return (path_ / name).string(); }

    std::string write(const std::string& name, std::string_view text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path(name);
    }

private:
    std::filesystem::path path_;
};

// A sound manifest in which one line can be replaced; what is put in at line 5 may have several.
struct Draft {
    std::string root = R"(<kith xmlns="urn:kith:manifest:1">)";
    std::string tenant =
        R"(<tenant id="demo" name="Demo"><role name="coordinator" person="e1"/></tenant>)";
    std::string store = R"(<store database="data/kith.db" keySource="env:KITH_KEY"/>)";
    std::string people = R"(<people><csv path="people.csv"/></people>)";
    std::string more;
    std::string resources =
        R"(<resources><resource id="emergency" kind="emergency" phone="112">)"
        R"(<label language="en">Emergency</label><label language="de">Notruf</label>)"
        R"(<label language="fr">Urgences</label><label language="nl">Noodnummer</label>)"
        R"(</resource></resources>)"
        R"(<audit><checkpoints folder="/one"/><checkpoints folder="/other"/></audit>)";

    std::string text() const {
        return root + "\n" + tenant + "\n" + store + "\n" + people + "\n" + more + "\n" +
               resources + "\n</kith>\n";
    }
};

inline bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

inline manifest::Reading reading_of(const Draft& draft) {
    const Folder folder;
    return manifest::read(folder.write("kith.xml", draft.text()));
}

// The finding at this place whose text has this part, or null.
inline const Finding* find(const Findings& findings, const std::string& file, int line,
                           std::string_view what) {
    for (const auto& finding : findings)
        if (finding.file == file && finding.line == line && holds(finding.what, what))
            return &finding;
    return nullptr;
}

// As kithctl would print them, for the message of a failing test.
inline std::string listed(const Findings& findings) {
    std::string all;
    for (const auto& finding : findings)
        all += "\n  " + finding.file + ":" + std::to_string(finding.line) + ": " + finding.what +
               " | " + finding.hint;
    return all;
}

}  // namespace kith::test
