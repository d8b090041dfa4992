// An LDAP server that does what a script says: what no real server does at a test's word.
//
// kith_scripted_ldap SCRIPT: listens on loopback, prints its port and serves until it is killed or
// whoever started it is gone.

#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <thread>

#include "conversation.h"

namespace {

using kith::scripted::Conversation;
using kith::scripted::Reply;

constexpr std::size_t message_bytes_max = 1 << 20;

int listening(int& port) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(made, any, size) != 0 || ::listen(made, 16) != 0 ||
        ::getsockname(made, any, &size) != 0)
        return -1;
    port = ntohs(address.sin_port);
    return made;
}

bool receive(int socket, std::string& text, std::size_t count) {
    std::string more(count, '\0');
    if (count > 0 && ::recv(socket, more.data(), count, MSG_WAITALL) != static_cast<ssize_t>(count))
        return false;
    text += more;
    return true;
}

// One message; empty where the caller has hung up or sends no LDAP.
std::string message_from(int socket) {
    std::string text;
    if (!receive(socket, text, 2) || text[0] != 0x30) return {};
    std::size_t length = static_cast<unsigned char>(text[1]);
    if (length >= 0x80) {
        const auto octets = length & 0x7F;
        if (octets > 4 || !receive(socket, text, octets)) return {};
        length = 0;
        for (const char c : text.substr(2))
            length = length * 256 + static_cast<unsigned char>(c);
    }
    if (length > message_bytes_max || !receive(socket, text, length)) return {};
    return text;
}

void send_all(int socket, const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        const auto now = ::send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return;
        sent += static_cast<std::size_t>(now);
    }
}

// Nothing more is said; the other side may go.
void be_silent(int socket) {
    char octet = 0;
    while (::recv(socket, &octet, 1, 0) > 0)
        continue;
}

void serve(int socket, Conversation conversation) {
    auto reply = conversation.greet();
    for (;;) {
        send_all(socket, reply.octets);
        if (reply.then == Reply::Then::silence) be_silent(socket);
        if (reply.then != Reply::Then::listen) break;
        const auto message = message_from(socket);
        if (message.empty()) break;
        reply = conversation.answer(message);
    }
    ::close(socket);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: kith_scripted_ldap SCRIPT\n", stderr);
        return 2;
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    kith::scripted::Script script;
    try {
        script = kith::scripted::read_script(arguments[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "kith_scripted_ldap: %s\n", error.what());
        return 2;
    }
    int port = 0;
    const int door = listening(port);
    if (door < 0) {
        std::perror("kith_scripted_ldap");
        return 3;
    }
    std::printf("%d\n", port);
    std::fflush(stdout);
    const auto own_uri = "ldap://127.0.0.1:" + std::to_string(port) + "/";
    kith::scripted::Counts counts;
    for (;;) {
        const int socket = ::accept4(door, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket >= 0) std::thread(serve, socket, Conversation(script, counts, own_uri)).detach();
    }
}
