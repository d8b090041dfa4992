#include "tests/ldap/kit/slapd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>

namespace kith::tests {
namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool answers(int port) {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool is =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    return is;
}

int listening(int& port) {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    BOOST_REQUIRE(::bind(made, any, size) == 0);
    BOOST_REQUIRE(::listen(made, 16) == 0);
    BOOST_REQUIRE(::getsockname(made, any, &size) == 0);
    port = ntohs(address.sin_port);
    return made;
}

const std::string base = R"(dn: dc=kith,dc=test
objectClass: domain
dc: kith

dn: cn=sync,dc=kith,dc=test
objectClass: person
cn: sync
sn: sync
userPassword: sync-secret

)";

}  // namespace

int free_port() {
    int port = 0;
    ::close(listening(port));
    return port;
}

SilentHost::SilentHost(std::string word) : socket_(listening(port_)) {
    if (word.empty()) return;
    speaker_ = std::thread([this, word = std::move(word)] {
        const int caller = ::accept(socket_, nullptr, nullptr);
        static_cast<void>(::send(caller, word.data(), word.size(), MSG_NOSIGNAL));
        char heard = 0;
        while (::recv(caller, &heard, 1, 0) > 0)
            continue;
        ::close(caller);
    });
}

SilentHost::~SilentHost() {
    ::shutdown(socket_, SHUT_RDWR);
    if (speaker_.joinable()) speaker_.join();
    ::close(socket_);
}

std::string SilentHost::at(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
}

Slapd::Slapd(const Setup& setup) : port_(free_port()), tls_port_(free_port()) {
    configure(setup);
    load(setup.entries);
    start();
}

Slapd::~Slapd() {
    stop();
}

void Slapd::configure(const Setup& setup) const {
    const auto& made = Certificates::shared();
    std::string text =
        "include /etc/ldap/schema/core.schema\n"
        "include /etc/ldap/schema/cosine.schema\n"
        "include /etc/ldap/schema/inetorgperson.schema\n"
        "modulepath /usr/lib/ldap\nmoduleload back_mdb\n";
    if (!setup.certificate.empty())
        text += "TLSCACertificateFile " + made.ca() + "\nTLSCertificateFile " +
                made.certificate(setup.certificate) + "\nTLSCertificateKeyFile " +
                made.key(setup.certificate) + "\nTLSVerifyClient try\n" + setup.tls;
    text +=
        "authz-regexp \"^cn=kith-client,o=kith$\" \"cn=sync,dc=kith,dc=test\"\n"
        "authz-regexp \"^gidNumber=[0-9]+.uidNumber=[0-9]+,cn=peercred,cn=external,cn=auth$\" "
        "\"cn=sync,dc=kith,dc=test\"\n"
        "database mdb\nsuffix dc=kith,dc=test\nrootdn cn=admin,dc=kith,dc=test\n"
        "rootpw admin-secret\ndirectory " +
        folder_ / "db" + "\n" + setup.limits +
        "access to attrs=userPassword by anonymous auth by * none\n" + setup.access;
    BOOST_REQUIRE(mkdir((folder_ / "db").c_str(), 0700) == 0);
    write(folder_ / "slapd.conf", text);
}

void Slapd::load(const std::string& entries) const {
    write(folder_ / "data.ldif", base + entries);
    const auto command = "/usr/sbin/slapadd -q -f " + folder_ / "slapd.conf" + " -l " +
                         folder_ / "data.ldif" + " >" + folder_ / "slapadd.log" + " 2>&1";
    BOOST_REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command);
}

void Slapd::start() {
    const auto urls =
        ldap() + " " + ldap("127.0.0.2") + " " + ldaps() + " " + ldaps("127.0.0.2") + " " + ldapi();
    const auto configuration = folder_ / "slapd.conf";
    const auto log = folder_ / "slapd.log";
    process_ = ::fork();
    BOOST_REQUIRE(process_ >= 0);
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        ::execl("/usr/sbin/slapd", "slapd", "-d", "0", "-f", configuration.c_str(), "-h",
                urls.c_str(), nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 600 && !answers(tls_port_); ++i) {
        BOOST_REQUIRE_MESSAGE(::waitpid(process_, nullptr, WNOHANG) == 0, "slapd ended");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    BOOST_REQUIRE(answers(tls_port_));
}

void Slapd::stop() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
}

void Slapd::freeze() const {
    ::kill(process_, SIGSTOP);
    int status = 0;
    BOOST_REQUIRE(::waitpid(process_, &status, WUNTRACED) == process_);
    BOOST_REQUIRE(WIFSTOPPED(status));
}

void Slapd::thaw() const {
    ::kill(process_, SIGCONT);
}

void Slapd::set_password(const std::string& password) const {
    const auto command = "ldappasswd -x -H " + ldap() +
                         " -D cn=admin,dc=kith,dc=test -w admin-secret -s '" + password +
                         "' cn=sync,dc=kith,dc=test >/dev/null 2>&1";
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
}

model::LdapSettings Slapd::settings() const {
    model::LdapSettings settings;
    settings.uris = {ldaps()};
    settings.ca_file = Certificates::shared().ca();
    settings.bind_dn = "cn=sync,dc=kith,dc=test";
    settings.password = password_file("sync-secret\n");
    settings.bases = {{"dc=kith,dc=test", "(objectClass=person)", true}};
    settings.connect_seconds = 2;
    settings.answer_seconds = 5;
    return settings;
}

std::string Slapd::password_file(const std::string& content) const {
    const auto path = folder_ / "password";
    write(path, content);
    BOOST_REQUIRE(chmod(path.c_str(), 0600) == 0);
    return "file:" + path;
}

std::string Slapd::ldap(const std::string& host) const {
    return "ldap://" + host + ":" + std::to_string(port_);
}

std::string Slapd::ldaps(const std::string& host) const {
    return "ldaps://" + host + ":" + std::to_string(tls_port_);
}

std::string Slapd::ldapi() const {
    auto path = folder_ / "ldapi";
    for (auto at = path.find('/'); at != std::string::npos; at = path.find('/', at))
        path.replace(at, 1, "%2F");
    return "ldapi://" + path;
}

}  // namespace kith::tests
