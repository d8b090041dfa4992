#include "bed_server.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Parser.h>
#include <boost/test/unit_test.hpp>

#include <filesystem>

namespace kith::tests {
namespace {

using Poco::JSON::Object;

Answer answer(const Object& given) {
    const auto kind = given.getValue<std::string>("kind");
    return {kind == "is"        ? Answer::Kind::is
            : kind == "unknown" ? Answer::Kind::unknown
                                : Answer::Kind::none,
            given.isNull("key") ? std::string() : given.getValue<std::string>("key")};
}

}  // namespace

BedServer::BedServer(const Setup& setup)
    : process_(Poco::Process::launch(
          KITH_LDAP_BED,
          {setup.server, "--people", std::to_string(setup.people), "--folder",
           folder_ / setup.server, "--seed", std::to_string(setup.seed), "--changes-seed",
           std::to_string(setup.seed), "--take", std::to_string(setup.take)},
          &in_, &out_, nullptr)),
      commands_(in_),
      answers_(out_),
      facts_(heard()) {
    for (const auto* account : {"syncAccount", "admin"}) {
        const auto file = folder_ / account;
        write(file, facts_->getObject(account)->getValue<std::string>("password"));
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    }
}

BedServer::~BedServer() {
    Poco::Process::requestTermination(process_.id());
    process_.wait();
}

Object::Ptr BedServer::heard() {
    std::string line;
    BOOST_REQUIRE_MESSAGE(std::getline(answers_, line), "the bed could not start its server");
    auto said = Poco::JSON::Parser().parse(line).extract<Object::Ptr>();
    BOOST_REQUIRE_MESSAGE(!said->has("error"), line);
    return said;
}

Object::Ptr BedServer::tell(const std::string& command) {
    commands_ << command << std::endl;
    return heard();
}

model::LdapSettings BedServer::settings() const {
    return settings("syncAccount");
}

model::LdapSettings BedServer::settings_of_administrator() const {
    return settings("admin");
}

model::LdapSettings BedServer::settings(const std::string& account) const {
    model::LdapSettings settings;
    settings.uris = {facts_->getValue<std::string>("ldapsUri")};
    settings.ca_file = facts_->getValue<std::string>("caFile");
    settings.bind_dn = facts_->getObject(account)->getValue<std::string>("dn");
    settings.password = "file:" + folder_ / account;
    settings.bases.push_back({facts_->getValue<std::string>("peopleBase"), "", true});
    settings.removed_percent_max = 100;
    return settings;
}

Truth BedServer::change(int count) {
    const auto said = tell("change " + std::to_string(count));
    Truth truth;
    truth.top = said->getValue<std::string>("top");
    for (const auto& key : *said->getArray("disabled"))
        truth.disabled.insert(key.extract<std::string>());
    for (const auto& change : *said->getArray("changes"))
        truth.changes.push_back(change.extract<std::string>());
    const auto managers = said->getObject("truth");
    for (const auto& [key, answers] : *managers)
        for (const auto& given : *answers.extract<Poco::JSON::Array::Ptr>())
            truth.managers[key].push_back(answer(*given.extract<Object::Ptr>()));
    return truth;
}

}  // namespace kith::tests
