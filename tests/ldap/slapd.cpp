#include "slapd.h"

#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
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

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    BOOST_REQUIRE(bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
    BOOST_REQUIRE(getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    close(socket);
    return ntohs(address.sin_port);
}

void wait_a_little() {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

constexpr const char* suffix = "dc=kith,dc=test";
constexpr const char* root = "cn=admin,dc=kith,dc=test";

}  // namespace

Slapd::Slapd(const Setup& setup) : port_(free_port()) {
    configure(setup);
    start();
    change(
        "dn: dc=kith,dc=test\nobjectClass: dcObject\nobjectClass: organization\n"
        "dc: kith\no: Kith\n\n"
        "dn: ou=people,dc=kith,dc=test\nobjectClass: organizationalUnit\nou: people\n\n"
        "dn: ou=groups,dc=kith,dc=test\nobjectClass: organizationalUnit\nou: groups\n\n"
        "dn: cn=sync,dc=kith,dc=test\nobjectClass: organizationalRole\n"
        "objectClass: simpleSecurityObject\ncn: sync\nuserPassword: sync-secret\n\n");
}

Slapd::~Slapd() {
    stop();
}

void Slapd::configure(const Setup& setup) const {
    std::filesystem::create_directory(folder_ / "db");
    std::string conf;
    for (const auto* schema : {"core", "cosine", "inetorgperson"})
        conf += std::string("include ") + KITH_LDAP_SCHEMA + "/" + schema + ".schema\n";
    conf += std::string("modulepath ") + KITH_SLAPD_MODULES + "\nmoduleload back_mdb\n" +
            (setup.syncprov == Syncprov::none ? "" : "moduleload syncprov\n") +
            "database mdb\nsuffix " + suffix + "\nrootdn " + root +
            "\nrootpw admin-secret\ndirectory " + folder_ / "db" +
            "\nindex objectClass,entryUUID,entryCSN,uid eq\n"
            "limits dn.exact=\"cn=sync,dc=kith,dc=test\" " +
            (setup.limits == "unlimited" ? "size=unlimited" : setup.limits) +
            "\naccess to attrs=userPassword by anonymous auth by * none\n" + setup.more +
            "access to * by users read by * none\n";
    if (setup.syncprov == Syncprov::overlay) conf += "overlay syncprov\nsyncprov-sessionlog 1000\n";
    write(folder_ / "slapd.conf", conf);
    write(folder_ / "password", "sync-secret\n");
    BOOST_REQUIRE(chmod((folder_ / "password").c_str(), 0600) == 0);
}

void Slapd::start() {
    const auto conf = folder_ / "slapd.conf";
    const auto at = uri() + "/";
    process_ = fork();
    if (process_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);  // It must not outlive a test that crashed.
        execl(KITH_SLAPD, "slapd", "-f", conf.c_str(), "-h", at.c_str(), "-d", "0", nullptr);
        _exit(127);
    }
    for (int i = 0; i < 500 && !answers(); ++i)
        wait_a_little();
    BOOST_REQUIRE(answers());
}

bool Slapd::answers() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto address = loopback(port_);
    const bool there =
        connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(socket);
    return there;
}

void Slapd::stop() {
    if (process_ == 0) return;
    kill(process_, SIGCONT);
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    process_ = 0;
}

void Slapd::freeze() const {
    kill(process_, SIGSTOP);
    waitpid(process_, nullptr, WUNTRACED);  // Its threads stop one after the other.
}

model::LdapSettings Slapd::settings() const {
    model::LdapSettings settings;
    settings.uris = {uri()};
    settings.protection = model::LdapSettings::Protection::none;
    settings.clear_text = true;
    settings.bind_dn = "cn=sync,dc=kith,dc=test";
    settings.password = "file:" + folder_ / "password";
    settings.bases.push_back({"ou=people,dc=kith,dc=test", "", true, ""});
    return settings;
}

void Slapd::change(const std::string& ldif) const {
    write(folder_ / "change.ldif", ldif);
    const auto command = std::string(KITH_LDAPMODIFY) + " -a -x -H " + uri() + " -D " + root +
                         " -w admin-secret -f " + folder_ / "change.ldif" + " > " +
                         folder_ / "change.log" + " 2>&1";
    BOOST_REQUIRE_MESSAGE(std::system(command.c_str()) == 0, ldif.substr(0, 500));
}

void Slapd::add_people(int count) const {
    std::string ldif;
    for (int i = 0; i < count; ++i)
        ldif += person("p" + std::to_string(i), i == 0 ? ""
                                                       : "manager: uid=p" +
                                                             std::to_string((i - 1) / 2) +
                                                             ",ou=people,dc=kith,dc=test\n");
    change(ldif);
}

std::string person(const std::string& user, const std::string& more, const std::string& unit) {
    return "dn: uid=" + user + "," + unit +
           ",dc=kith,dc=test\nobjectClass: inetOrgPerson\nuid: " + user + "\ncn: Name of " + user +
           "\nsn: " + user + "\n" + more + "\n";
}

}  // namespace kith::tests
