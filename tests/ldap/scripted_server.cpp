#include "scripted_server.h"

#include <arpa/inet.h>
#include <boost/test/unit_test.hpp>
#include <lber.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

namespace kith::tests {
namespace {

struct FreeBer {
    void operator()(BerElement* ber) const { ber_free(ber, 1); }
};
using Ber = std::unique_ptr<BerElement, FreeBer>;

berval bytes(const std::string& text) {
    return {text.size(), const_cast<char*>(text.data())};
}

std::string flat(const Ber& ber) {
    berval value{};
    BOOST_REQUIRE(ber_flatten2(ber.get(), &value, 0) == 0);
    return {value.bv_val, value.bv_len};
}

std::string entry_message(int id, const ScriptedEntry& entry) {
    const Ber ber(ber_alloc_t(LBER_USE_DER));
    auto dn = bytes(entry.dn);
    ber_printf(ber.get(), "{it{O{", id, LDAP_RES_SEARCH_ENTRY, &dn);
    for (const auto& [name, values] : entry.attributes) {
        ber_printf(ber.get(), "{s[", name.c_str());
        for (const auto& value : values) {
            auto one = bytes(value);
            ber_printf(ber.get(), "O", &one);
        }
        ber_printf(ber.get(), "]}");
    }
    ber_printf(ber.get(), "}}}");
    return flat(ber);
}

std::string result_message(int id, ber_tag_t kind, const Answer& answer) {
    const Ber ber(ber_alloc_t(LBER_USE_DER));
    ber_printf(ber.get(), "{it{ess}", id, kind, answer.code, "", "");
    if (!answer.control.empty()) {
        auto value = bytes(answer.value);
        ber_printf(ber.get(), "t{{sO}}", LDAP_TAG_CONTROLS, answer.control.c_str(), &value);
    }
    ber_printf(ber.get(), "}");
    return flat(ber);
}

void send_all(int socket, const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        const auto now = send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (now <= 0) return;
        sent += static_cast<std::size_t>(now);
    }
}

// One message; empty where the caller has hung up.
std::string receive(int socket) {
    std::string text(2, '\0');
    if (recv(socket, text.data(), 2, MSG_WAITALL) != 2) return {};
    std::size_t length = static_cast<unsigned char>(text[1]);
    if (length >= 0x80) {
        std::string more(length & 0x7F, '\0');
        if (recv(socket, more.data(), more.size(), MSG_WAITALL) <= 0) return {};
        length = 0;
        for (const char c : more)
            length = length * 256 + static_cast<unsigned char>(c);
        text += more;
    }
    std::string body(length, '\0');
    if (recv(socket, body.data(), length, MSG_WAITALL) != static_cast<ssize_t>(length)) return {};
    return text + body;
}

std::vector<std::string> attributes_of(BerElement* request) {
    BerVarray list = nullptr;
    std::vector<std::string> names;
    if (ber_scanf(request, "{W}", &list) == LBER_ERROR) return names;
    for (const berval* name = list; name != nullptr && name->bv_val != nullptr; ++name)
        names.emplace_back(name->bv_val, name->bv_len);
    ber_bvarray_free(list);
    return names;
}

Question question_of(BerElement* request) {
    berval base{};
    ber_int_t scope = 0;
    ber_int_t ignored = 0;
    ber_scanf(request, "{meeiib", &base, &scope, &ignored, &ignored, &ignored, &ignored);
    Question question{{base.bv_val, base.bv_len}, scope, {}, 0};
    berval filter{};
    ber_skip_element(request, &filter);
    question.attributes = attributes_of(request);
    return question;
}

}  // namespace

std::string pages(const std::string& cookie) {
    const Ber ber(ber_alloc_t(LBER_USE_DER));
    auto value = bytes(cookie);
    ber_printf(ber.get(), "{iO}", 0, &value);
    return flat(ber);
}

ScriptedServer::ScriptedServer(ScriptedEntry root, Script script)
    : root_(std::move(root)),
      script_(std::move(script)),
      socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    BOOST_REQUIRE(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    BOOST_REQUIRE(listen(socket_, 4) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
}

model::LdapSettings ScriptedServer::settings() const {
    setenv("KITH_TEST_PASSWORD", "sync-secret", 1);
    model::LdapSettings settings;
    settings.uris = {"ldap://127.0.0.1:" + std::to_string(port_)};
    settings.protection = model::LdapSettings::Protection::none;
    settings.clear_text = true;
    settings.bind_dn = "cn=sync";
    settings.password = "env:KITH_TEST_PASSWORD";
    settings.answer_seconds = 5;
    settings.bases.push_back({"dc=x", "", true, ""});
    return settings;
}

void ScriptedServer::serve() {
    for (;;) {
        const int connection = accept(socket_, nullptr, nullptr);
        if (connection < 0) return;
        converse(connection);
        close(connection);
    }
}

void ScriptedServer::converse(int connection) {
    int number = 0;
    for (auto message = receive(connection); !message.empty(); message = receive(connection)) {
        auto whole = bytes(message);
        const Ber ber(ber_init(&whole));
        ber_int_t id = 0;
        ber_len_t length = 0;
        ber_scanf(ber.get(), "{i", &id);
        const auto kind = ber_peek_tag(ber.get(), &length);
        if (kind == LDAP_REQ_BIND) {
            send_all(connection, result_message(id, LDAP_RES_BIND, {}));
            continue;
        }
        if (kind != LDAP_REQ_SEARCH) continue;
        auto question = question_of(ber.get());
        const bool is_root = question.base.empty();
        if (!is_root) question.number = number++;
        const auto answer =
            is_root ? Answer{{root_}, LDAP_SUCCESS, "", "", false} : script_(question);
        for (const auto& entry : answer.entries)
            send_all(connection, entry_message(id, entry));
        if (answer.hangs_up) return;
        send_all(connection, result_message(id, LDAP_RES_SEARCH_RESULT, answer));
    }
}

}  // namespace kith::tests
