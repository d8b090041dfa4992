#include "scimmy.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>
#include <sys/stat.h>

#include "tests/ldap/kit/certificates.h"

namespace kith::tests {
namespace {

constexpr const char* token = "a-token-of-the-service-provider";

std::string setup(const std::string& certificate, const std::string& version_max) {
    std::string text = R"({"token":")" + std::string(token) + "\"";
    if (!certificate.empty()) {
        const auto& made = Certificates::shared();
        text += R"(,"cert":")" + made.certificate(certificate) + R"(","key":")" +
                made.key(certificate) + "\"";
    }
    if (!version_max.empty()) text += R"(,"maxVersion":")" + version_max + "\"";
    return text + "}";
}

void keep_secret(const std::string& file, const std::string& secret) {
    write(file, secret + "\n");
    BOOST_REQUIRE(chmod(file.c_str(), 0600) == 0);
}

}  // namespace

std::string employee(const std::string& id, const std::string& manager, const std::string& more) {
    const auto led = manager.empty() ? "" : R"(,"manager":{"value":")" + manager + R"("})";
    return R"({"id":")" + id + R"(","userName":")" + id + R"(","displayName":")" + id +
           R"(","active":true,)"
           R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"sales")" +
           led + "}" + more + "}";
}

Scimmy::Scimmy(const std::string& certificate, const std::string& tls_version_max)
    : encrypted_(!certificate.empty()),
      process_(Poco::Process::launch(KITH_NODE, {KITH_SCIMMY, setup(certificate, tls_version_max)},
                                     &in_, &out_, nullptr)),
      commands_(in_),
      answers_(out_) {
    std::string line;
    BOOST_REQUIRE_MESSAGE(std::getline(answers_, line), "scimmy did not start");
    port_ =
        Poco::JSON::Parser().parse(line).extract<Poco::JSON::Object::Ptr>()->getValue<int>("port");
    keep_secret(folder_ / "token", token);
    keep_secret(folder_ / "secret", "client-secret");
}

Scimmy::~Scimmy() {
    Poco::Process::requestTermination(process_.id());
    process_.wait();
}

std::string Scimmy::url(const std::string& path) const {
    return (encrypted_ ? "https" : "http") + std::string("://127.0.0.1:") + std::to_string(port_) +
           path;
}

model::ScimClientSettings Scimmy::settings() const {
    model::ScimClientSettings settings;
    settings.url = url();
    settings.clear_text = !encrypted_;
    settings.token = token_file();
    if (encrypted_) settings.ca_file = Certificates::shared().ca();
    return settings;
}

Poco::JSON::Object::Ptr Scimmy::tell(const std::string& command) {
    commands_ << command << std::endl;
    std::string line;
    BOOST_REQUIRE_MESSAGE(std::getline(answers_, line), "scimmy is gone");
    return Poco::JSON::Parser().parse(line).extract<Poco::JSON::Object::Ptr>();
}

void Scimmy::put(const std::vector<std::string>& users) {
    std::string all;
    for (const auto& one : users)
        all += (all.empty() ? "" : ",") + one;
    tell(R"({"put":[)" + all + "]}");
}

void Scimmy::hire(const std::string& id, const std::string& manager, const std::string& more) {
    put({employee(id, manager, more)});
}

void Scimmy::dismiss(const std::string& id) {
    tell(R"({"remove":[")" + id + R"("]})");
}

std::vector<std::string> Scimmy::asked() {
    std::vector<std::string> targets;
    const auto said = tell(R"({"asked":true})");
    for (const auto& target : *said->getArray("asked"))
        targets.push_back(target.extract<std::string>());
    return targets;
}

}  // namespace kith::tests
