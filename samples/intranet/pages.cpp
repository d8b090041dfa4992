#include "pages.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace intranet {
namespace {

std::string filled(const std::string& text, const std::map<std::string, std::string>& values) {
    std::string out;
    std::size_t at = 0;
    for (auto open = text.find("{{"); open != std::string::npos; open = text.find("{{", at)) {
        const auto close = text.find("}}", open);
        const auto name = text.substr(open + 2, close - open - 2);
        const auto found = values.find(name);
        if (found == values.end()) throw std::logic_error("a page has an unknown place: " + name);
        out += text.substr(at, open - at);
        out += name.ends_with("_html") ? found->second : escaped(found->second);
        at = close + 2;
    }
    return out + text.substr(at);
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string file(const std::string& name) {
    std::ifstream in(std::string(PAGES_FOLDER) + '/' + name, std::ios::binary);
    if (!in) throw std::runtime_error("no such page: " + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string page(const std::string& name, std::map<std::string, std::string> values) {
    values["body_html"] = filled(file(name), values);
    return filled(file("frame.html"), values);
}

}  // namespace intranet
