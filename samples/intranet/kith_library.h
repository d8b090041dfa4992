// libkith.so.1, found and loaded at run time: what a host does that was built without Kith.
#pragma once

#include <kith/kith.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace intranet {

// What went wrong, with Kith's own explanation where there is one.
struct KithTrouble : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct WebRequest {
    std::string method;
    std::string target;  // Below the mount point.
    std::string headers;
    std::string body;
    std::string subject;
    std::string sign_on;
};

struct WebAnswer {
    std::int32_t status = 500;
    std::string headers;
    std::string body;
};

class KithLibrary {
public:
    // Throws KithTrouble where the library or one of its functions is missing, or the tenant of
    // `manifest` cannot be opened.
    KithLibrary(const std::string& path, std::string manifest);
    ~KithLibrary();
    KithLibrary(const KithLibrary&) = delete;
    KithLibrary& operator=(const KithLibrary&) = delete;

    // Any thread. A bug in Kith closes its instance: it is opened anew for the next request.
    WebAnswer http(const WebRequest& request);
    // How many milliseconds until it wants to be called again.
    std::uint64_t pump(std::uint32_t budget_ms);
    // Whom something waits for; nothing where no notice is there. It is acknowledged with that.
    std::optional<std::string> next_notice();

private:
    template <class Function>
    void find(Function& function, const char* name);
    void open();
    std::string text_of(kith_buf& buffer) const;

    void* library_;
    std::string manifest_;
    std::mutex opening_;
    std::atomic<kith_instance> instance_{0};

    decltype(&kith_negotiate) negotiate_ = nullptr;
    decltype(&kith_open) open_ = nullptr;
    decltype(&kith_close) close_ = nullptr;
    decltype(&kith_http) http_ = nullptr;
    decltype(&kith_pump) pump_ = nullptr;
    decltype(&kith_next_event) next_event_ = nullptr;
    decltype(&kith_event_ack) event_ack_ = nullptr;
    decltype(&kith_buf_init) buf_init_ = nullptr;
    decltype(&kith_buf_free) buf_free_ = nullptr;
};

}  // namespace intranet
