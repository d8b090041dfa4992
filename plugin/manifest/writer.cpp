#include "manifest/writer.h"

namespace kith::manifest {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

}  // namespace

void Writer::open(std::string_view name, const Attributes& attributes) {
    tag(name, attributes);
    out_ += ">\n";
    open_.emplace_back(name);
}

void Writer::close() {
    const std::string name = open_.back();
    open_.pop_back();
    indent();
    out_ += "</" + name + ">\n";
}

void Writer::empty(std::string_view name, const Attributes& attributes) {
    tag(name, attributes);
    out_ += "/>\n";
}

void Writer::labels(const std::vector<model::Label>& labels) {
    for (const auto& label : labels) {
        tag("label", {{"language", label.language}});
        out_ += ">" + escaped(label.text) + "</label>\n";
    }
}

void Writer::tag(std::string_view name, const Attributes& attributes) {
    indent();
    out_ += "<" + std::string(name);
    for (const auto& [key, value] : attributes)
        out_ += " " + std::string(key) + "=\"" + escaped(value) + "\"";
}

void add_some(Writer::Attributes& to, std::string_view name, const std::string& value) {
    if (!value.empty()) to.emplace_back(name, value);
}

std::string flag(bool value) {
    return value ? "true" : "false";
}

void add_number(Writer::Attributes& to, std::string_view name, int value) {
    to.emplace_back(name, std::to_string(value));
}

}  // namespace kith::manifest
