#include "kith_library.h"

#include <Poco/JSON/Parser.h>
#include <dlfcn.h>

#include <cstdio>

namespace intranet {
namespace {

// Kith's log lines hold no name and no content, so they go where ours go.
std::int32_t log_line(void*, std::int32_t level, const char* event, std::uint64_t,
                      std::int64_t number) {
    const auto* grave = level >= KITH_LOG_ERROR ? "error" : "note";
    std::fprintf(stderr, "kith: %s: %s (%lld)\n", grave, event, static_cast<long long>(number));
    return KITH_OK;
}

}  // namespace

KithLibrary::KithLibrary(const std::string& path, std::string manifest)
    : library_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)), manifest_(std::move(manifest)) {
    if (library_ == nullptr) throw KithTrouble("libkith.so.1 cannot be loaded: " + path);
    find(negotiate_, "kith_negotiate");
    find(open_, "kith_open");
    find(close_, "kith_close");
    find(http_, "kith_http");
    find(pump_, "kith_pump");
    find(next_event_, "kith_next_event");
    find(event_ack_, "kith_event_ack");
    find(buf_init_, "kith_buf_init");
    find(buf_free_, "kith_buf_free");
    if (negotiate_(KITH_ABI, nullptr) != KITH_OK)
        throw KithTrouble("libkith.so.1 is of another version than this host");
    open();
}

KithLibrary::~KithLibrary() {
    close_(instance_);
    dlclose(library_);
}

template <class Function>
void KithLibrary::find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(library_, name));
    if (function == nullptr) throw KithTrouble(std::string("libkith.so.1 lacks ") + name);
}

std::string KithLibrary::text_of(kith_buf& buffer) const {
    std::string text =
        buffer.data == nullptr ? std::string{} : std::string(buffer.data, buffer.len);
    buf_free_(&buffer);
    return text;
}

void KithLibrary::open() {
    kith_buf err = KITH_BUF_INIT;
    kith_instance instance = 0;
    kith_host host{};
    host.size = sizeof host;
    host.abi = KITH_ABI;
    host.log = log_line;
    const auto status = open_(&host, manifest_.data(), manifest_.size(), &instance, &err);
    const auto explained = text_of(err);
    if (status != KITH_OK) throw KithTrouble("Kith does not open: " + explained);
    instance_ = instance;
}

WebAnswer KithLibrary::http(const WebRequest& request) {
    const kith_http_request given{sizeof(kith_http_request), 0,
                                  request.method.data(),     request.method.size(),
                                  request.target.data(),     request.target.size(),
                                  request.headers.data(),    request.headers.size(),
                                  request.body.data(),       request.body.size(),
                                  request.subject.data(),    request.subject.size(),
                                  request.sign_on.data(),    request.sign_on.size()};
    WebAnswer answer;
    kith_buf headers = KITH_BUF_INIT;
    kith_buf body = KITH_BUF_INIT;
    const kith_instance used = instance_;
    const auto status = http_(used, &given, &answer.status, &headers, &body);
    answer.headers = text_of(headers);
    answer.body = text_of(body);
    if (status == KITH_OK) return answer;

    if (status == KITH_E_INTERNAL || status == KITH_E_HANDLE) {
        const std::lock_guard lock(opening_);
        if (instance_ == used) open();  // Unless another thread did.
    }
    // What Kith says of a failure is for the log of a developer, not for a browser.
    return WebAnswer{};
}

std::uint64_t KithLibrary::pump(std::uint32_t budget_ms) {
    std::uint64_t due_ms = 1000;
    const auto status = pump_(instance_, budget_ms, &due_ms);
    return status == KITH_OK ? due_ms : 1000;
}

std::optional<std::string> KithLibrary::next_notice() {
    kith_buf out = KITH_BUF_INIT;
    const auto status = next_event_(instance_, 0, &out);
    const auto json = text_of(out);
    if (status != KITH_OK) return std::nullopt;

    Poco::JSON::Parser parser;
    const auto event = parser.parse(json).extract<Poco::JSON::Object::Ptr>();
    event_ack_(instance_, event->getValue<std::uint64_t>("seq"), nullptr);
    return event->getValue<std::string>("audience");
}

}  // namespace intranet
