#include "manifest/values.h"

#include <charconv>

namespace kith::manifest {

int number(std::string_view text, int otherwise) {
    if (text.starts_with('+')) text.remove_prefix(1);  // As xs:integer may be written.
    int read = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), read);
    return failed == std::errc() && end == text.data() + text.size() ? read : otherwise;
}

void set(int& setting, const xmlNode* element, const char* name) {
    setting = number(value(element, name), setting);
}

void set(bool& setting, const xmlNode* element, const char* name) {
    const std::string given = value(element, name);
    if (given == "true" || given == "false") setting = given == "true";
}

void set(std::string& setting, const xmlNode* element, const char* name) {
    if (attribute(element, name) != nullptr) setting = value(element, name);
}

}  // namespace kith::manifest
