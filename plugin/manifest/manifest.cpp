#include "manifest/manifest.h"

#include <filesystem>

#include "base/limits.h"
#include "manifest/canonical.h"
#include "manifest/include.h"
#include "manifest/lint.h"
#include "manifest/overlay.h"
#include "manifest/parse.h"
#include "manifest/policy_reader.h"
#include "manifest/secrets.h"
#include "manifest/settings_reader.h"
#include "manifest/spelling.h"
#include "manifest/validate.h"

namespace kith::manifest {
namespace {

namespace fs = std::filesystem;

std::string absolute_folder_of(const std::string& path) {
    std::error_code failed;
    const fs::path whole = fs::absolute(path, failed);
    return whole.lexically_normal().parent_path().string();
}

bool is_manifest(const xmlNode* root, Report& report) {
    if (name_of(root) == "kith") return true;
    report.error(
        root, "<" + name_of(root) + "> is not the root of a manifest",
        "A manifest begins with <kith xmlns=\"" + std::string(manifest_namespace) + "\">.");
    return false;
}

// Everything that comes after reading files, on the merged tree.
Reading checked(xmlDoc* document, const std::string& folder, Report& report) {
    xmlNode* root = xmlDocGetRootElement(document);
    check_words(root, report);
    validate(document, report);
    complete(root, report);
    const model::Settings settings = settings_of(root, folder, report);
    lint(root, settings, folder, report);

    Reading reading;
    reading.findings = report.take();
    reading.manifest = {settings, canonical_text(settings)};
    return reading;
}

// What an overlay stands over, where it is given in a manifest's place; empty for anything else.
std::string base_of(const Source& source, const std::string& folder) {
    Report ignored;
    const Document document = parse(source, overlay_namespace, ignored);
    if (document == nullptr) return {};
    const xmlNode* root = xmlDocGetRootElement(document.get());
    const std::string base = name_of(root) == "overlay" ? value(root, "base") : std::string{};
    return base.empty() ? base : (fs::path(folder) / base).lexically_normal().string();
}

}  // namespace

Reading read(const std::string& path, const std::vector<std::string>& overlays) {
    const LastErrorKept kept;
    Report report;
    const Source source = read_source(path, path, report);
    const std::string base = source.name.empty() ? "" : base_of(source, absolute_folder_of(path));
    if (!base.empty() && overlays.size() < std::size_t{limits::include_depth_max}) {
        std::vector<std::string> above{path};
        above.insert(above.end(), overlays.begin(), overlays.end());
        return read(base, above);
    }
    const Document document =
        source.name.empty() ? nullptr : parse(source, manifest_namespace, report);
    if (document == nullptr) return {report.take(), {}};

    xmlNode* root = xmlDocGetRootElement(document.get());
    if (!is_manifest(root, report)) return {report.take(), {}};
    resolve_includes(root, path, report);
    for (const auto& overlay : overlays)
        apply_overlay(document.get(), overlay, report);
    // Only what people write: an applied manifest has absolute paths, and a folder of a machine's
    // own naming may look like anything.
    refuse_secrets(root, report);
    return checked(document.get(), absolute_folder_of(path), report);
}

Reading read_canonical(const std::string& canonical) {
    const LastErrorKept kept;
    Report report;
    const Document document = parse({"(applied manifest)", canonical}, manifest_namespace, report);
    if (document == nullptr) return {report.take(), {}};

    xmlNode* root = xmlDocGetRootElement(document.get());
    if (!is_manifest(root, report)) return {report.take(), {}};
    refuse_includes(root, report);
    return checked(document.get(), {}, report);
}

PolicyReading read_policy(const std::string& name, std::string_view text) {
    const LastErrorKept kept;
    Report report;
    const Document document = parse({name, std::string(text)}, manifest_namespace, report);
    if (document == nullptr) return {report.take(), {}};

    xmlNode* root = xmlDocGetRootElement(document.get());
    if (!is_manifest(root, report)) return {report.take(), {}};
    check_words(root, report);
    validate(document.get(), report);
    const xmlNode* policy = child(root, "policy");
    if (policy == nullptr || children(root).size() != 1)
        report.error(root, "a policy document has one <policy> and nothing else", "");
    if (report.has_errors()) return {report.take(), {}};
    return {report.take(), policy_of(policy, report)};
}

}  // namespace kith::manifest
