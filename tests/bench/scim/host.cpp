// A host as small as one can be, for the bench of the SCIM service provider: one thread, HTTP/1.1
// with connections that are kept, on loopback. It knows Kith's public header and nothing else.
//
// bench_scim_host LIBRARY MANIFEST
// Prints the port that it listens on; ends when its input does. POST /pump is its own: kith_pump,
// which a host calls beside its requests, here where the bench wants it to be measured.
#include <kith/kith.h>

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::uint32_t pump_budget_ms = 600'000;
constexpr std::size_t bytes_at_once = 256 * 1024;

struct Trouble : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Kith {
public:
    Kith(const char* library, std::string_view manifest) : library_(dlopen(library, RTLD_NOW)) {
        if (library_ == nullptr) throw Trouble("the library cannot be loaded");
        find(open_, "kith_open");
        find(close_, "kith_close");
        find(http_, "kith_http");
        find(pump_, "kith_pump");
        find(buf_free_, "kith_buf_free");
        kith_buf err = KITH_BUF_INIT;
        const auto status = open_(nullptr, manifest.data(), manifest.size(), &instance_, &err);
        const auto explained = text_of(err);
        if (status != KITH_OK) throw Trouble("Kith does not open: " + explained);
    }
    ~Kith() { close_(instance_); }
    Kith(const Kith&) = delete;
    Kith& operator=(const Kith&) = delete;

    // The whole answer, as it goes over the wire.
    std::string http(std::string_view method, std::string_view target, std::string_view headers,
                     std::string_view body) {
        if (target == "/pump") return pump();
        kith_http_request request{};
        request.size = sizeof request;
        request.method = method.data();
        request.method_n = method.size();
        request.target = target.data();
        request.target_n = target.size();
        request.headers = headers.data();
        request.headers_n = headers.size();
        request.body = body.data();
        request.body_n = body.size();
        std::int32_t http_status = 0;
        kith_buf lines = KITH_BUF_INIT;
        kith_buf content = KITH_BUF_INIT;
        if (http_(instance_, &request, &http_status, &lines, &content) != KITH_OK)
            throw Trouble("kith_http: " + text_of(content));
        auto answer = "HTTP/1.1 " + std::to_string(http_status) + " \r\n" + text_of(lines);
        if (http_status != 204) answer += "Content-Length: " + std::to_string(content.len) + "\r\n";
        return answer + "\r\n" + text_of(content);
    }

private:
    template <class Function>
    void find(Function& function, const char* name) {
        function = reinterpret_cast<Function>(dlsym(library_, name));
        if (function == nullptr) throw Trouble(std::string("the library lacks ") + name);
    }

    std::string text_of(kith_buf& buffer) const {
        std::string text(buffer.data == nullptr ? "" : buffer.data, buffer.len);
        buf_free_(&buffer);
        return text;
    }

    std::string pump() {
        std::uint64_t due_ms = 0;
        if (pump_(instance_, pump_budget_ms, &due_ms) != KITH_OK) throw Trouble("kith_pump");
        return "HTTP/1.1 204 \r\n\r\n";
    }

    void* library_;
    kith_instance instance_ = 0;
    decltype(&kith_open) open_ = nullptr;
    decltype(&kith_close) close_ = nullptr;
    decltype(&kith_http) http_ = nullptr;
    decltype(&kith_pump) pump_ = nullptr;
    decltype(&kith_buf_free) buf_free_ = nullptr;
};

struct Request {
    std::string_view method;
    std::string_view target;
    std::string_view headers;
    std::string_view body;
    std::size_t bytes;
};

std::size_t content_length(std::string_view headers) {
    constexpr std::string_view name = "content-length:";
    for (std::size_t at = 0; at < headers.size(); at = headers.find('\n', at) + 1) {
        if (strncasecmp(headers.data() + at, name.data(), name.size()) != 0) continue;
        const auto digits = headers.find_first_not_of(' ', at + name.size());
        std::size_t length = 0;
        std::from_chars(headers.data() + digits, headers.data() + headers.size(), length);
        return length;
    }
    return 0;
}

// The first request of what has come in; nothing while a part of it is missing.
std::optional<Request> request_of(std::string_view come) {
    constexpr std::string_view end_of_headers = "\r\n\r\n";
    const auto end = come.find(end_of_headers);
    if (end == std::string_view::npos) return std::nullopt;
    const auto begin = come.find('\n') + 1;
    const auto first = come.find(' ');
    const auto second = come.find(' ', first + 1);
    if (second >= begin) throw Trouble("this is not HTTP");
    const auto headers = come.substr(begin, end + 2 - begin);
    const auto length = content_length(headers);
    const auto body = end + end_of_headers.size();
    if (come.size() < body + length) return std::nullopt;
    return Request{come.substr(0, first), come.substr(first + 1, second - first - 1), headers,
                   come.substr(body, length), body + length};
}

class Server {
public:
    explicit Server(Kith& kith) : kith_(kith) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        const int listening = socket(AF_INET, SOCK_STREAM, 0);
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        if (bind(listening, any, size) != 0 || listen(listening, 16) != 0 ||
            getsockname(listening, any, &size) != 0)
            throw Trouble("no port can be listened on");
        std::printf("%d\n", ntohs(address.sin_port));
        std::fflush(stdout);
        watched_ = {{STDIN_FILENO, POLLIN, 0}, {listening, POLLIN, 0}};
        come_.resize(2);
    }

    void run() {
        for (;;) {
            if (poll(watched_.data(), watched_.size(), -1) < 0) throw Trouble("poll");
            if (watched_[0].revents != 0) return;
            for (std::size_t i = watched_.size(); i-- > 2;)
                if (watched_[i].revents != 0 && !served(i)) hang_up(i);
            if (watched_[1].revents != 0) pick_up();
        }
    }

private:
    void pick_up() {
        const int client = accept(watched_[1].fd, nullptr, nullptr);
        if (client < 0) throw Trouble("accept");
        const int yes = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        watched_.push_back({client, POLLIN, 0});
        come_.emplace_back();
    }

    void hang_up(std::size_t i) {
        close(watched_[i].fd);
        watched_.erase(watched_.begin() + static_cast<std::ptrdiff_t>(i));
        come_.erase(come_.begin() + static_cast<std::ptrdiff_t>(i));
    }

    // False where the other side is gone.
    bool served(std::size_t i) {
        auto& come = come_[i];
        const auto before = come.size();
        come.resize(before + bytes_at_once);
        const auto read = recv(watched_[i].fd, come.data() + before, bytes_at_once, 0);
        come.resize(before + static_cast<std::size_t>(read < 0 ? 0 : read));
        if (read <= 0) return false;
        while (const auto request = request_of(come)) {
            if (!sent(watched_[i].fd, kith_.http(request->method, request->target, request->headers,
                                                 request->body)))
                return false;
            come.erase(0, request->bytes);
        }
        return true;
    }

    static bool sent(int client, std::string_view answer) {
        while (!answer.empty()) {
            const auto written = send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
            if (written < 0) return false;
            answer.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

    Kith& kith_;
    // Our input, the port, and the connections; with each what has come in and is no request yet.
    std::vector<pollfd> watched_;
    std::vector<std::string> come_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_scim_host LIBRARY MANIFEST\n");
        return 2;
    }
    try {
        Kith kith(argv[1], argv[2]);
        Server(kith).run();
    } catch (const std::exception& trouble) {
        std::fprintf(stderr, "bench_scim_host: %s\n", trouble.what());
        return 3;
    }
    return 0;
}
