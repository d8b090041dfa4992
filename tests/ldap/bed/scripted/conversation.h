// What a scripted server answers, request by request.
#pragma once

#include <atomic>
#include <string>

#include "script.h"

namespace kith::scripted {

// How often something has happened so far, on all connections together.
struct Counts {
    std::atomic<int> connections = 0;
    std::atomic<int> binds = 0;
    std::atomic<int> searches = 0;
};

struct Reply {
    enum class Then { listen, hang_up, silence };

    std::string octets;
    Then then = Then::listen;
};

class Conversation {
public:
    // `own_uri` stands for "self" in a referral or a reference.
    Conversation(const Script& script, Counts& counts, std::string own_uri)
        : script_(script), counts_(counts), own_uri_(std::move(own_uri)) {}

    Reply greet();
    Reply answer(const std::string& message);

private:
    Reply bind(const Request& request);
    Reply search(const Request& request);
    Reply searched(const Request& request, const Action* action) const;
    Reply acted(const Request& request, ber_tag_t kind, const Action& action) const;
    std::string messages(const Request& request, const std::vector<Entry>& all, std::size_t begin,
                         std::size_t end) const;
    std::vector<Entry> found(const Request& request) const;
    Entry shown(const Entry& entry, const Request& request) const;
    std::string place(const std::string& uri) const { return uri == "self" ? own_uri_ : uri; }

    const Script& script_;
    Counts& counts_;
    std::string own_uri_;
};

}  // namespace kith::scripted
