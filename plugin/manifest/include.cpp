#include "manifest/include.h"

#include <algorithm>
#include <filesystem>
#include <new>

#include "base/limits.h"
#include "manifest/parse.h"

namespace kith::manifest {
namespace {

namespace fs = std::filesystem;

constexpr const char* where_files_lie =
    "Give a path below the manifest's folder, such as href=\"parts/routing.xml\".";

void copy_places(const xmlNode* from, xmlNode* to) {
    to->_private = from->_private;
    for (xmlAttr *a = from->properties, *b = to->properties; a != nullptr && b != nullptr;
         a = a->next, b = b->next)
        b->_private = a->_private;
    const auto originals = children(from);
    const auto copies = children(to);
    for (std::size_t i = 0; i < originals.size() && i < copies.size(); ++i)
        copy_places(originals[i], copies[i]);
}

bool climbs(const fs::path& path) {
    return std::any_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

bool lies_in(const fs::path& folder, const fs::path& path) {
    const auto [rest, ignored] =
        std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    return rest == folder.end();
}

class Includes {
public:
    Includes(fs::path folder, Report& report) : folder_(std::move(folder)), report_(report) {}

    // `shown_folder` is how the administrator calls the folder of the file that `root` is from.
    void resolve(xmlNode* root, const fs::path& real_file, const fs::path& shown_folder) {
        stack_.push_back(real_file);
        for (xmlNode* include : children(root, "include")) {
            replace(include, shown_folder);
            xmlUnlinkNode(include);
            xmlFreeNode(include);
        }
        stack_.pop_back();
    }

private:
    void replace(xmlNode* include, const fs::path& shown_folder) {
        const xmlAttr* href = attribute(include, "href");
        if (href == nullptr)
            return report_.error(include, "<include> has no href", where_files_lie);
        const std::string wanted = value(href);
        const auto file = real_file(href, wanted);
        if (file.empty()) return;

        const auto name = (shown_folder / wanted).lexically_normal();
        const Source source = read_source(file.string(), name.string(), report_);
        if (source.name.empty()) return;
        const Document part = parse(source, manifest_namespace, report_);
        if (part == nullptr) return;

        xmlNode* root = xmlDocGetRootElement(part.get());
        if (name_of(root) != "kith") {
            insert_copy(root, include->parent, include);
            return;
        }
        resolve(root, file, name.parent_path());
        for (const xmlNode* section : children(root))
            insert_copy(section, include->parent, include);
    }

    // The file with symbolic links resolved, or empty and a finding.
    fs::path real_file(const xmlAttr* href, const std::string& wanted) {
        const fs::path path = wanted;
        if (wanted.empty() || path.is_absolute() || climbs(path) ||
            wanted.find_first_of(":\\") != std::string::npos) {
            report_.error(href, "<include> leads out of the manifest's folder: " + shown(wanted),
                          where_files_lie);
            return {};
        }
        std::error_code failed;
        const fs::path file = fs::canonical(stack_.back().parent_path() / path, failed);
        if (failed) {
            report_.error(href, "the included file does not exist: " + shown(wanted),
                          "The path counts from the folder of the file that includes it.");
            return {};
        }
        return allowed(href, wanted, file) ? file : fs::path();
    }

    bool allowed(const xmlAttr* href, const std::string& wanted, const fs::path& file) {
        if (!lies_in(folder_, file)) {
            report_.error(href, "<include> leads out of the manifest's folder: " + shown(wanted),
                          "A symbolic link on the way points elsewhere: copy the file instead.");
            return false;
        }
        if (std::find(stack_.begin(), stack_.end(), file) != stack_.end()) {
            report_.error(href, "files include each other in a circle: " + shown(wanted),
                          "Take this include out.");
            return false;
        }
        if (stack_.size() > static_cast<std::size_t>(limits::include_depth_max)) {
            report_.error(href,
                          "files include each other more than " +
                              std::to_string(limits::include_depth_max) + " deep",
                          "Include the file from one nearer to the manifest.");
            return false;
        }
        return true;
    }

    fs::path folder_;  // The manifest's, resolved.
    Report& report_;
    std::vector<fs::path> stack_;  // The files being read, the manifest first.
};

}  // namespace

xmlNode* insert_copy(const xmlNode* node, xmlNode* parent, xmlNode* next) {
    xmlNode* copy = xmlDocCopyNode(const_cast<xmlNode*>(node), parent->doc, 1);
    if (copy == nullptr) throw std::bad_alloc();
    copy_places(node, copy);
    if (next == nullptr) return xmlAddChild(parent, copy);
    return xmlAddPrevSibling(next, copy);
}

void resolve_includes(xmlNode* root, const std::string& path, Report& report) {
    std::error_code failed;
    const fs::path file = fs::canonical(path, failed);
    if (failed) return refuse_includes(root, report);
    Includes(file.parent_path(), report).resolve(root, file, fs::path(path).parent_path());
}

void refuse_includes(const xmlNode* root, Report& report) {
    for (const xmlNode* include : children(root, "include"))
        report.error(include, "<include> is not possible here", "Put the sections in themselves.");
}

}  // namespace kith::manifest
