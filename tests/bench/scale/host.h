// The C ABI as a host uses it, in as few words as the benchmark needs.
#pragma once

#include <kith/kith.h>

#include <string>
#include <utility>

namespace scale {

struct Buffer {
    kith_buf raw = KITH_BUF_INIT;

    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() { kith_buf_free(&raw); }
    std::string text() const { return {raw.data, raw.len}; }
};

inline kith_instance open_kith(const std::string& manifest, std::string& problem) {
    kith_instance instance = 0;
    Buffer out;
    if (kith_open(nullptr, manifest.data(), manifest.size(), &instance, &out.raw) != KITH_OK)
        problem = out.text();
    return instance;
}

// 0 where there is none.
inline kith_session open_session(kith_instance instance, const std::string& who,
                                 const std::string& capacity) {
    const auto json = R"({"capacity": ")" + capacity +
                      R"(", "purpose": "peer-support", "subject": ")" + who + R"("})";
    kith_session opened = 0;
    if (kith_session_open(instance, json.data(), json.size(), &opened, nullptr) != KITH_OK)
        return 0;
    return opened;
}

inline std::pair<int32_t, std::string> call(kith_session by, const char* operation,
                                            const std::string& input) {
    Buffer out;
    const auto status = kith_call(by, operation, input.data(), input.size(), &out.raw);
    return {status, out.text()};
}

// The text behind "NAME":" in an answer; empty where there is none.
inline std::string member(const std::string& json, const std::string& name) {
    const auto begin = json.find('"' + name + R"(":")");
    if (begin == std::string::npos) return {};
    const auto from = begin + name.size() + 4;
    return json.substr(from, json.find('"', from) - from);
}

}  // namespace scale
