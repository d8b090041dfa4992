// A real directory server of the bed (bed/run) with a company in it, while the object lives.
#pragma once

#include <Poco/JSON/Object.h>
#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/settings.h"
#include "tests/connectors/written_file.h"

namespace kith::tests {

// What is so of one person's manager; see bed/changes.py.
struct Answer {
    enum class Kind { is, unknown, none };
    Kind kind = Kind::none;
    std::string key;  // Who leads her, or did; empty: nobody ever.
};

// What somebody who was told everything knows, by the directory's keys: of everybody who is there.
struct Truth {
    std::string top;
    std::set<std::string> disabled;
    std::map<std::string, std::vector<Answer>> managers;  // All answers that are right.
    std::vector<std::string> changes;                     // The last ones, for a message.
};

class BedServer {
public:
    struct Setup {
        std::string server;  // "slapd", "samba", "389".
        int people = 60;
        int seed = 1;
        int take = 0;  // How often somebody new gets the name that another one had.
    };
    explicit BedServer(const Setup& setup);
    BedServer(const BedServer&) = delete;
    BedServer& operator=(const BedServer&) = delete;
    ~BedServer();

    // Over ldaps, the account that may only read what Kith needs, everybody below its base.
    model::LdapSettings settings() const;
    // The same as the administrator, who sees deleted objects.
    model::LdapSettings settings_of_administrator() const;
    Truth change(int count);
    void restart() { tell("restart"); }
    void kill() { tell("kill"); }
    const Poco::JSON::Object& facts() const { return *facts_; }

private:
    Poco::JSON::Object::Ptr tell(const std::string& command);
    Poco::JSON::Object::Ptr heard();
    model::LdapSettings settings(const std::string& account) const;

    Folder folder_;
    Poco::Pipe in_;
    Poco::Pipe out_;
    Poco::ProcessHandle process_;
    Poco::PipeOutputStream commands_;
    Poco::PipeInputStream answers_;
    Poco::JSON::Object::Ptr facts_;
};

}  // namespace kith::tests
