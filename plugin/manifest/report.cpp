#include "manifest/report.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "manifest/secrets.h"

namespace kith::manifest {

std::string shown(std::string_view value) {
    constexpr std::size_t most = 80;
    if (looks_like_secret(value)) return "(not shown)";
    if (value.size() <= most) return "'" + std::string(value) + "'";
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U)
        --end;
    return "'" + std::string(value.substr(0, end)) + "...'";
}

int Report::add_file(std::string name) {
    files_.push_back(std::move(name));
    return static_cast<int>(files_.size()) - 1;
}

void Report::stamp(xmlNode* node, Origin origin) {
    origins_.push_back(origin);
    node->_private = &origins_.back();
}

void Report::stamp(xmlAttr* attribute, Origin origin) {
    origins_.push_back(origin);
    attribute->_private = &origins_.back();
}

Origin Report::origin(const xmlNode* node) const {
    for (; node != nullptr && node->type != XML_DOCUMENT_NODE; node = node->parent)
        if (node->_private != nullptr) return *static_cast<const Origin*>(node->_private);
    return {};
}

Place Report::place(const xmlNode* node) const {
    const Origin from = origin(node);
    return {files_.at(static_cast<std::size_t>(from.file)), from.line};
}

std::string Report::overlay_note(const xmlNode* node) const {
    const Origin from = origin(node);
    if (from.overlaid_file < 0) return {};
    return " (set by this overlay in " + files_.at(static_cast<std::size_t>(from.overlaid_file)) +
           ":" + std::to_string(from.overlaid_line) + ")";
}

void Report::error(const Place& place, std::string what, std::string hint) {
    add({Severity::error, place.file, place.line, std::move(what), std::move(hint)});
}

void Report::error(const xmlNode* node, std::string what, std::string hint) {
    error(place(node), std::move(what) + overlay_note(node), std::move(hint));
}

void Report::error(const xmlAttr* attribute, std::string what, std::string hint) {
    error(as_node(attribute), std::move(what), std::move(hint));
}

void Report::warning(const xmlNode* node, std::string what, std::string hint) {
    const Place at = place(node);
    add({Severity::warning, at.file, at.line, std::move(what) + overlay_note(node),
         std::move(hint)});
}

void Report::add(Finding finding) {
    const auto same = [&](const Finding& known) {
        return known.line == finding.line && known.what == finding.what &&
               known.file == finding.file;
    };
    const std::size_t most = limits::findings_max;
    if (findings_.size() > most || std::any_of(findings_.begin(), findings_.end(), same)) return;
    if (findings_.size() == most)
        finding = {Severity::error, finding.file, 0, "there are more problems than are listed here",
                   "Put these right first, then check again."};
    findings_.push_back(std::move(finding));
}

Findings Report::take() {
    const auto rank = [&](const Finding& finding) {
        return std::find(files_.begin(), files_.end(), finding.file) - files_.begin();
    };
    std::stable_sort(findings_.begin(), findings_.end(), [&](const auto& a, const auto& b) {
        return std::pair(rank(a), a.line) < std::pair(rank(b), b.line);
    });
    return std::move(findings_);
}

}  // namespace kith::manifest
