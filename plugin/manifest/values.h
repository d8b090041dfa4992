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

// Sorted, each once: equal sets have an equal order.
template <class Item>
void sort_once(std::vector<Item>& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace kith::manifest
