#include "gateway/pages.h"

#include <algorithm>

#include "base/text.h"
#include "gateway/widget_files.h"

namespace kith::gateway {
namespace {

struct Page {
    std::string_view name;
    std::string_view script;
};

// One script for both of a requester's pages: a file of its own would tell a proxy which one.
constexpr Page pages[] = {
    {"find", "requester.js"}, {"support", "requester.js"}, {"desk", "desk.js"}};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

const WidgetFile* file_named(std::string_view name) {
    const auto files = widget_files();
    const auto found = std::find_if(files.begin(), files.end(),
                                    [&](const WidgetFile& file) { return file.name == name; });
    return found == files.end() ? nullptr : &*found;
}

// Those with a catalogue, the default one first.
std::vector<std::string> languages_of(const model::Settings& settings) {
    std::vector<std::string> found;
    const auto add = [&](const std::string& tag) {
        const auto family = lower_ascii(tag.substr(0, tag.find('-')));
        if (file_named("messages/" + family + ".json") == nullptr) return;
        if (std::find(found.begin(), found.end(), family) == found.end()) found.push_back(family);
    };
    add(settings.default_language);
    for (const auto& tag : settings.languages)
        add(tag);
    if (found.empty()) found.emplace_back("en");
    return found;
}

std::string meta(std::string_view name, std::string_view content) {
    return "<meta name=\"kith-" + std::string(name) + "\" content=\"" + escaped(content) + "\">\n";
}

// The words come from the catalogue once the script runs; without it this is all there is.
std::string no_script(const model::Settings& settings) {
    std::string out = "<noscript><p>This page needs JavaScript.</p><ul>\n";
    for (const auto& resource : settings.resources) {
        if (resource.phone.empty()) continue;
        out += "<li>";
        for (const auto& label : resource.labels)
            out += escaped(label.text) + " ";
        out += escaped(resource.phone) + "</li>\n";
    }
    return out + "</ul></noscript>\n";
}

// A page whose words come from the catalogue once its script runs. `body` is what stands there
// without it.
std::string document(const model::Settings& settings, std::string_view script,
                     const std::string& attributes, const std::string& body) {
    const auto& widget = settings.widget;
    const auto languages = languages_of(settings);
    // Neither a title nor an icon in the history or on a tab may tell what the page is.
    return "<!doctype html>\n<html lang=\"" + languages.front() +
           "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<title>Intranet</title>\n<link rel=\"icon\" href=\"data:,\">\n" +
           meta("origins", join(widget.origins, " ")) + meta("exit", widget.quick_exit_to) +
           meta("exit-shortcut", widget.quick_exit_by_key ? "shift-3" : "none") +
           meta("languages", join(languages, " ")) +
           "<link rel=\"stylesheet\" href=\"../widgets/kith.css\">\n"
           "<script type=\"module\" src=\"../widgets/" +
           std::string(script) + "\"></script>\n</head>\n<body " + attributes + ">\n" +
           "<main id=\"kith\"></main>\n" + body + "</body>\n</html>\n";
}

std::string without_script(std::string_view said, const std::string& shown) {
    if (said == "refused") return "<p>You could not be signed in. " + shown + "</p>";
    if (said == "not-everywhere")
        return "<p>You may not be signed out everywhere. " + shown + "</p>";
    if (said == "signed-out") return "<p>You are signed out.</p>";
    return "<form method=\"post\" action=\"../saml/sign-off\">"
           "<input type=\"hidden\" name=\"csrf\" value=\"" +
           shown + "\"><button>Sign out</button></form>";
}

// Scripts, styles and data from here alone; framed by the tenant's own pages alone.
// Browsers hold form-action against where the answer sends somebody on, too: where there is a form,
// it is left out.
std::string policy_of(const model::Settings& settings, bool has_form = false) {
    const auto& origins = settings.widget.origins;
    return "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
           "connect-src 'self'; img-src 'self' data:; base-uri 'none'; " +
           std::string(has_form ? "" : "form-action 'none'; ") + "frame-ancestors " +
           (origins.empty() ? std::string("'none'") : join(origins, " ")) +
           "; require-trusted-types-for 'script'; trusted-types lit-html\r\n"
           // A window that opened a page of ours has no hold on it.
           "Cross-Origin-Opener-Policy: same-origin\r\n"
           "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n";
}

std::string_view type_of(std::string_view name) {
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    return "application/json";
}

}  // namespace

std::optional<HttpAnswer> page_of(const service::Rooms& rooms, const HttpMessage& message) {
    if (message.path.size() != 2) return std::nullopt;
    const auto* const page =
        std::find_if(std::begin(pages), std::end(pages),
                     [&](const Page& each) { return each.name == message.path[1]; });
    if (page == std::end(pages)) return std::nullopt;
    return http_answer(
        200, "text/html; charset=utf-8",
        document(rooms.settings, page->script, "data-page=\"" + std::string(page->name) + "\"",
                 no_script(rooms.settings)),
        policy_of(rooms.settings));
}

HttpAnswer sign_on_page(const service::Rooms& rooms, int status, std::string_view said,
                        const std::string& shown, std::string_view more_headers) {
    return http_answer(status, "text/html; charset=utf-8",
                       document(rooms.settings, "sign-on.js",
                                "data-page=\"sign-on\" data-said=\"" + std::string(said) +
                                    "\" data-shown=\"" + shown + "\"",
                                "<noscript>" + without_script(said, shown) + "</noscript>\n"),
                       policy_of(rooms.settings, said == "sign-off") + std::string(more_headers));
}

std::optional<HttpAnswer> widget_file(const HttpMessage& message) {
    const std::vector<std::string> inside(message.path.begin() + 1, message.path.end());
    const auto* const file = file_named(join(inside, "/"));
    if (file == nullptr) return std::nullopt;
    return http_answer(200, type_of(file->name), std::string(file->text));
}

}  // namespace kith::gateway
