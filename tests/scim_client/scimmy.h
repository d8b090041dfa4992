// A real SCIM 2.0 service provider (scimmy) on a free loopback port, in a process of its own.
#pragma once

#include <Poco/JSON/Object.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include <string>
#include <vector>

#include "model/settings.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {

class Scimmy {
public:
    // Over HTTPS with the certificate of that name from tests/ldap/kit; empty: over HTTP.
    explicit Scimmy(const std::string& certificate = "", const std::string& tls_version_max = "");
    Scimmy(const Scimmy&) = delete;
    Scimmy& operator=(const Scimmy&) = delete;
    ~Scimmy();

    // Where it is, with a token that it takes, and whom it trusts.
    model::ScimClientSettings settings() const;
    std::string url(const std::string& path = "/scim/v2") const;
    std::string token_file() const { return "file:" + folder_ / "token"; }
    std::string client_secret_file() const { return "file:" + folder_ / "secret"; }

    // Users as JSON; who has that id already is changed.
    void put(const std::vector<std::string>& users);
    void hire(const std::string& id, const std::string& manager, const std::string& more = "");
    void dismiss(const std::string& id);
    std::vector<std::string> asked();  // The targets, since the last time.

private:
    Poco::JSON::Object::Ptr tell(const std::string& command);

    Folder folder_;
    bool encrypted_;
    Poco::Pipe in_;
    Poco::Pipe out_;
    Poco::ProcessHandle process_;
    Poco::PipeOutputStream commands_;
    Poco::PipeInputStream answers_;
    int port_ = 0;
};

// As scimmy takes one in: her manager and department in the extension.
std::string employee(const std::string& id, const std::string& manager,
                     const std::string& more = "");

}  // namespace kith::tests
