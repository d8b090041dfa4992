// Kith as a guest in this process: loaded with dlopen, used, closed, unloaded.
#pragma once

#include <kith/kith.h>

#include <dlfcn.h>

#include <string>
#include <string_view>

namespace kith::test {

class Guest {
public:
    explicit Guest(const std::string& folder)
        : library_(dlopen((folder + "/libkith.so.1").c_str(), RTLD_NOW | RTLD_LOCAL)) {}
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;
    ~Guest() {
        if (library_ != nullptr) dlclose(library_);
    }

    bool open(std::string_view manifest) {
        const auto status = function<decltype(kith_open)>("kith_open")(
            nullptr, manifest.data(), manifest.size(), &instance_, nullptr);
        return status == KITH_OK;
    }

    // A bit of everything. True where a session could be opened.
    bool use() const {
        constexpr std::string_view who =
            R"({"capacity":"employee","purpose":"peer-support","subject":"ana"})";
        kith_session session = 0;
        std::uint64_t due = 0;
        const auto status = function<decltype(kith_session_open)>("kith_session_open")(
            instance_, who.data(), who.size(), &session, nullptr);
        call(session);
        function<decltype(kith_pump)>("kith_pump")(instance_, 20, &due);
        for (const char* what : {"operations", "build", "health"})
            describe(what);
        wait_for_an_event(0);
        function<decltype(kith_session_close)>("kith_session_close")(session);
        return status == KITH_OK;
    }

    void wait_for_an_event(std::uint32_t ms) const {
        kith_buf out = KITH_BUF_INIT;
        function<decltype(kith_next_event)>("kith_next_event")(instance_, ms, &out);
        free(out);
    }

    void close() { function<decltype(kith_close)>("kith_close")(instance_); }

private:
    template <class Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(dlsym(library_, name));
    }
    void free(kith_buf& out) const { function<decltype(kith_buf_free)>("kith_buf_free")(&out); }
    void call(kith_session session) const {
        kith_buf out = KITH_BUF_INIT;
        function<decltype(kith_call)>("kith_call")(session, "directory.search/1", nullptr, 0, &out);
        free(out);
    }
    void describe(const char* what) const {
        kith_buf out = KITH_BUF_INIT;
        function<decltype(kith_describe)>("kith_describe")(instance_, what, &out);
        free(out);
    }

    void* library_;
    kith_instance instance_ = 0;
};

}  // namespace kith::test
