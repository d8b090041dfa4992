// Attributes as typed values. What is not there, or cannot be read, leaves a setting as it is.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/xml.h"

namespace kith::manifest {

int number(std::string_view text, int otherwise);

void set(int& setting, const xmlNode* element, const char* name);
void set(bool& setting, const xmlNode* element, const char* name);
void set(std::string& setting, const xmlNode* element, const char* name);

// What `read` makes of each <name>, in the manifest's order.
template <class Read>
auto each_of(const xmlNode* around, std::string_view name, Read read) {
    std::vector<decltype(read(around))> found;
    for (const xmlNode* each : children(around, name))
        found.push_back(read(each));
    return found;
}

template <class Item, class Key>
void sort_by(std::vector<Item>& items, Key key) {
    std::sort(items.begin(), items.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

// Sorted, each once: equal sets have an equal order.
template <class Item>
void sort_once(std::vector<Item>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace kith::manifest
