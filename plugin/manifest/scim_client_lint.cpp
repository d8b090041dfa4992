#include "manifest/scim_client_lint.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "manifest/lint.h"
#include "manifest/paths.h"

namespace kith::manifest {
namespace {

// One way of showing who asks: attributes that belong together.
struct Way {
    std::vector<const char*> needed;
    const char* besides = nullptr;  // May be left out.
};

const std::vector<Way>& ways() {
    static const std::vector<Way> all{
        {{"token"}}, {{"user", "password"}}, {{"tokenUrl", "clientId", "clientSecret"}, "scope"}};
    return all;
}

constexpr auto all_ways = "token, or user and password, or tokenUrl, clientId and clientSecret";

std::string_view host_of(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    return url.substr(0, url.find_first_of(":/?#"));
}

// Brackets and quotes; what is in a quote is nobody's business.
std::string filter_flaw(std::string_view filter) {
    std::string open;
    bool quoted = false;
    for (std::size_t i = 0; i < filter.size(); ++i) {
        const char c = filter[i];
        if (quoted && c == '\\') ++i;
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '(' || c == '[') open += c;
        if (c != ')' && c != ']') continue;
        if (open.empty() || open.back() != (c == ')' ? '(' : '['))
            return "has a closing bracket too many";
        open.pop_back();
    }
    if (quoted) return "has a quote that is not closed";
    return open.empty() ? "" : "lacks a closing bracket";
}

class ScimClientLint {
public:
    ScimClientLint(const xmlNode* client, const model::Settings& settings, Report& report)
        : client_(client),
          settings_(settings.people->scim_client),
          store_(settings.store),
          report_(report) {}

    void run() {
        check_address("url");
        check_address("tokenUrl");
        check_clear_text();
        check_ways();
        check_secret_places();
        check_filter();
        check_once(client_, "top", {"person"}, report_);
    }

private:
    bool has(const char* name) const { return attribute(client_, name) != nullptr; }

    bool is_clear(const char* name) const { return value(client_, name).starts_with("http://"); }

    // What has a user name in it was refused as a secret.
    void check_address(const char* name) {
        const std::string url = value(client_, name);
        const bool base = std::string_view(name) == "url";
        const auto behind = url.find_first_of(base ? "?#" : "#");
        if (behind != std::string::npos)
            report_.error(attribute(client_, name),
                          std::string("scimClient/@") + name + " has a " +
                              (url[behind] == '?' ? "query" : "fragment") + ": " + shown(url),
                          std::string("Leave out what begins with ") + url[behind] +
                              (base ? ": /Users and more comes behind the url." : "."));
        if (host_of(url).find('_') == std::string_view::npos) return;
        report_.warning(as_node(attribute(client_, name)),
                        "a host with an underscore is no name of DNS: " + shown(url),
                        "Certificates and many services refuse it: write the name that the "
                        "provider gives.");
    }

    void check_clear_text() {
        if (settings_.clear_text && !is_clear("url") && !is_clear("tokenUrl"))
            warn_of_idle_clear_text(client_, report_);
        for (const char* name : {"url", "tokenUrl"})
            if (is_clear(name)) check_clear_text_of(name);
    }

    void check_clear_text_of(const char* name) {
        const xmlAttr* given = attribute(client_, name);
        const std::string what = shown(value(given)) +
                                 " is asked in clear: the secret would cross the network as it is; "
                                 "so would everybody's data";
        if (settings_.clear_text) return report_.warning(as_node(given), what, "Write https://.");
        report_.error(given, what,
                      "Write https://. For a trial, and nothing but a trial: clearText=\"true\".");
    }

    // The first attribute of the way that is there, or null.
    const xmlAttr* given_of(const Way& way) const {
        for (const char* name : way.needed)
            if (has(name)) return attribute(client_, name);
        return way.besides == nullptr ? nullptr : attribute(client_, way.besides);
    }

    void check_ways() {
        std::vector<Way> given;
        for (const auto& way : ways())
            if (given_of(way) != nullptr) given.push_back(way);
        if (given.empty())
            return report_.error(client_, "<scimClient> does not say who asks the service",
                                 std::string("Add ") + all_ways + "; a secret is named only.");
        if (given.size() == 1) return check_complete(given.front());
        const xmlAttr* first = given_of(given[0]);
        const xmlAttr* second = given_of(given[1]);
        report_.error(second,
                      "<scimClient> says twice who asks the service, by " + text_of(first->name) +
                          " and by " + text_of(second->name),
                      std::string("Keep one: ") + all_ways + ".");
    }

    void check_complete(const Way& way) {
        std::vector<std::string> missing;
        for (const char* name : way.needed)
            if (!has(name)) missing.emplace_back(name);
        if (missing.empty()) return;
        const xmlAttr* given = given_of(way);
        report_.error(
            given,
            "<scimClient> has " + text_of(given->name) + " and no " + join(missing, " and no "),
            "Add " + join(missing, " and ") + ": " +
                join({way.needed.begin(), way.needed.end()}, ", ") + " belong together.");
    }

    void check_secret_places() {
        check_secret_place(attribute(client_, "token"), "the token", file_of(settings_.token),
                           store_, report_);
        check_secret_place(attribute(client_, "password"), "the password",
                           file_of(settings_.password), store_, report_);
        check_secret_place(attribute(client_, "clientSecret"), "the client's secret",
                           file_of(settings_.client_secret), store_, report_);
    }

    void check_filter() {
        const std::string flaw = filter_flaw(settings_.filter);
        if (flaw.empty()) return;
        report_.error(attribute(client_, "filter"),
                      "the filter " + flaw + ": " + shown(settings_.filter),
                      "Write it as in RFC 7644, such as userType eq \"Employee\"; within an "
                      "attribute each \" is &quot;.");
    }

    const xmlNode* client_;
    const model::ScimClientSettings& settings_;
    const model::StoreSettings& store_;
    Report& report_;
};

}  // namespace

void lint_scim_client(const xmlNode* client, const model::Settings& settings, Report& report) {
    if (!settings.people || settings.people->kind != model::PeopleSource::Kind::scim_client) return;
    ScimClientLint(client, settings, report).run();
}

}  // namespace kith::manifest
