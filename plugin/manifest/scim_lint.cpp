#include "manifest/scim_lint.h"

#include <set>
#include <utility>

#include "manifest/lint.h"
#include "manifest/paths.h"

namespace kith::manifest {
namespace {

constexpr std::size_t tokens_max = 2;

class ScimLint {
public:
    ScimLint(const xmlNode* people, const model::Settings& settings, const std::string& folder,
             Report& report)
        : people_(people), settings_(settings), folder_(folder), report_(report) {}

    void run() {
        const auto elements = children(people_, "scim");
        for (std::size_t i = 0; i < elements.size(); ++i)
            check(elements[i], settings_.scim_servers[i]);
    }

private:
    using Server = model::ScimServerSettings;

    void check(const xmlNode* scim, const Server& server) {
        check_name(scim, server.name);
        check_ways_in(scim, server);
        check_tokens(scim);
        check_signed_tokens(scim);
        check_person_id(scim, server.name);
        check_once(scim, "grant", {"role", "group"}, report_);
        check_once(scim, "top", {"person"}, report_);
    }

    void check_name(const xmlNode* scim, const std::string& name) {
        const xmlAttr* given = attribute(scim, "name");
        if (name == "ldap" || name == "file")
            return report_.error(given, "<scim> cannot be called " + shown(name),
                                 "People of another kind of source are kept under that name. Give "
                                 "one of its own, such as name=\"entra\".");
        if (names_.insert(name).second) return;
        report_.error(given == nullptr ? scim : as_node(given),
                      "two <scim> are called " + shown(name),
                      "Give each a name of its own, such as name=\"entra\"; without one it is "
                      "scim.");
    }

    void check_ways_in(const xmlNode* scim, const Server& server) {
        const auto tokens = children(scim, "token");
        const auto signed_tokens = children(scim, "signedTokens");
        if (tokens.empty() && signed_tokens.empty())
            report_.error(
                scim,
                "<scim> " + shown(server.name) + " does not say how the provider shows who it is",
                "Add <token reference=\"env:KITH_SCIM_TOKEN\"/>, or <signedTokens> where "
                "the provider signs its own.");
        if (tokens.size() > tokens_max)
            report_.error(tokens[tokens_max],
                          "<token> is one too many in <scim> " + shown(server.name),
                          "Two are the most, while the new one takes over from the old: delete "
                          "the one that no provider shows any more.");
        if (signed_tokens.size() > 1)
            report_.error(signed_tokens[1],
                          "<signedTokens> is one too many in <scim> " + shown(server.name),
                          "A provider signs in one way. Another provider is a <scim> of its own.");
    }

    // By the token Kith knows who comes, so it is nobody else's. Neither is shown: what is no
    // reference may be the token itself.
    void check_tokens(const xmlNode* scim) {
        std::set<std::string> here;
        for (const xmlNode* token : children(scim, "token")) {
            const auto reference = resolved_reference(value(token, "reference"), folder_);
            const xmlAttr* given = attribute(token, "reference");
            check_secret_place(given, "the token", file_of(reference), settings_.store, report_);
            if (reference.empty()) continue;
            if (!here.insert(reference).second)
                report_.error(given, "two <token> of one <scim> have the same reference",
                              "Keep one; a second is for the days when it takes over from the "
                              "first.");
            else if (references_.count(reference) != 0)
                report_.error(given, "two <scim> have the same token",
                              "Give each provider one of its own: by its token Kith knows who "
                              "comes.");
        }
        references_.insert(here.begin(), here.end());
    }

    void check_signed_tokens(const xmlNode* scim) {
        const xmlNode* tokens = child(scim, "signedTokens");
        if (tokens == nullptr) return;
        if (signers_.insert({value(tokens, "issuer"), value(tokens, "audience")}).second) return;
        report_.error(tokens, "two <scim> take the same signed tokens",
                      "Give each an audience of its own: by issuer and audience Kith knows who "
                      "comes.");
    }

    // Said where it is left out only: id, written out, says that the sources share nobody.
    void check_person_id(const xmlNode* scim, const std::string& name) {
        const bool alone = !settings_.people && settings_.scim_servers.size() == 1;
        if (alone || attribute(scim, "personId") != nullptr) return;
        report_.warning(
            scim,
            "<scim> " + shown(name) +
                " stands beside another source without a personId: nobody is ever "
                "one person in both",
            "Write personId=\"employeeNumber\", userName or externalId, whichever holds "
            "the id of the other source; or personId=\"id\" where they share nobody.");
    }

    const xmlNode* people_;
    const model::Settings& settings_;
    const std::string& folder_;
    Report& report_;
    std::set<std::string> names_;
    std::set<std::string> references_;
    std::set<std::pair<std::string, std::string>> signers_;
};

}  // namespace

void lint_scim(const xmlNode* people, const model::Settings& settings, const std::string& folder,
               Report& report) {
    ScimLint(people, settings, folder, report).run();
}

}  // namespace kith::manifest
