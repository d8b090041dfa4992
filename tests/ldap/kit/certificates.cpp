#include "tests/ldap/kit/certificates.h"

#include <cstdlib>
#include <iterator>

namespace kith::tests {
namespace {

const std::string new_key = " -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes ";

void run(const std::string& command) {
    BOOST_REQUIRE_MESSAGE(std::system((command + " 2>/dev/null").c_str()) == 0, command);
}

}  // namespace

const Certificates& Certificates::shared() {
    static const Certificates made;
    return made;
}

Certificates::Certificates() {
    make_ca("ca", "/CN=Kith test CA");
    make_ca("other", "/CN=Another CA");
    sign("server", "/CN=localhost", "DNS:localhost,IP:127.0.0.1", 30);
    sign("elsewhere", "/CN=127.0.0.1", "DNS:dc1.example.org", 30);
    sign("expired", "/CN=localhost", "DNS:localhost,IP:127.0.0.1", -1);
    sign("many", "/CN=dc2.example.org",
         "DNS:*.example.org,DNS:dc2,email:a@example.org,IP:192.0.2.7,IP:2001:db8::7", 30);
    sign("client", "/O=kith/CN=kith-client", "DNS:kith-client", 30);
}

void Certificates::make_ca(const std::string& name, const std::string& subject) const {
    run("openssl req -x509" + new_key + "-days 30 -subj '" + subject + "' -keyout " + key(name) +
        " -out " + certificate(name));
}

void Certificates::sign(const std::string& name, const std::string& subject,
                        const std::string& names, int days) const {
    const auto request = folder_ / (name + ".csr");
    const auto extensions = folder_ / (name + ".ext");
    write(extensions, "subjectAltName=" + names + "\n");
    run("openssl req" + new_key + "-subj '" + subject + "' -keyout " + key(name) + " -out " +
        request);
    run("openssl x509 -req -CAcreateserial -in " + request + " -CA " + ca() + " -CAkey " +
        key("ca") + " -days " + std::to_string(days) + " -extfile " + extensions + " -out " +
        certificate(name));
}

std::string Certificates::der(const std::string& name) const {
    const auto path = folder_ / (name + ".der");
    run("openssl x509 -in " + certificate(name) + " -outform DER -out " + path);
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace kith::tests
