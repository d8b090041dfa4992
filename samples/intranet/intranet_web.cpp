#include "intranet_web.h"

#include <Poco/Net/HTMLForm.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <memory>

#include "pages.h"

namespace intranet {
namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

std::string origin(int port) {
    return "http://127.0.0.1:" + std::to_string(port);
}

// A strict intranet: scripts and styles from here alone, frames from Kith's origin alone.
std::string content_policy(int port) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src " +
           origin(port + 1) +
           "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
           "require-trusted-types-for 'script'; trusted-types 'none'";
}

class Page : public Poco::Net::HTTPRequestHandler {
public:
    Page(Site& site, std::string path) : site_(site), path_(std::move(path)) {}

    void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
        response.set("Content-Security-Policy", content_policy(site_.port));
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Cache-Control", "no-store");
        if (path_ == "/style.css") return send(response, file("style.css"), "text/css");
        if (path_ == "/icon.svg") return send(response, file("icon.svg"), "image/svg+xml");
        if (path_ == "/timing") return timing(request, response);
        if (path_ == "/sign-in") return sign_in(request, response);
        if (path_ == "/sign-out") return sign_out(response);

        const auto who = site_.sign_on.read(request);
        const auto* persona = who && !site_.kith_asks ? site_.personas.find(who->persona) : nullptr;
        if (path_ == "/people-to-be")
            return show(response, site_.kith_asks ? "sign-in.html" : "people-to-be.html", persona);
        if (path_ == "/canteen") return show(response, "canteen.html", persona);
        if (persona == nullptr && !site_.kith_asks) return go(response, "/people-to-be");
        if (path_ == "/") return show(response, "start.html", persona);
        if (path_ == "/wellbeing") return show(response, "wellbeing.html", persona);
        if (path_ == "/my-support") return show(response, "my-support.html", persona);
        if (path_ == "/listening") return show(response, "listening.html", persona);
        response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
        show(response, "not-here.html", persona);
    }

private:
    static void send(HTTPServerResponse& response, const std::string& body,
                     const std::string& type) {
        response.setContentType(type + "; charset=utf-8");
        response.sendBuffer(body.data(), body.size());
    }

    static void go(HTTPServerResponse& response, const std::string& to) {
        response.setStatusAndReason(HTTPResponse::HTTP_SEE_OTHER);
        response.set("Location", to);
        response.sendBuffer("", 0);
    }

    void show(HTTPServerResponse& response, const std::string& name, const Persona* persona) {
        const bool noted =
            path_ == "/" && persona != nullptr && site_.personas.take_note(persona->id);
        const std::map<std::string, std::string> values{
            {"greeting_html",
             persona == nullptr ? "" : ", <bdi>" + escaped(persona->name) + "</bdi>"},
            {"who_html", who_line(persona)},
            {"sign_on", sign_on()},
            {"language", persona == nullptr ? "en" : persona->language},
            {"kith", origin(site_.port + 1) + "/kith/"},
            {"notice_html", noted ? file("notice.html") : ""},
            {"personas_html", name == "people-to-be.html" ? persona_list() : ""},
            {"supporters_html", name == "people-to-be.html" ? supporter_options() : ""}};
        send(response, page(name, values), "text/html");
    }

    // Kith sends her to the identity provider, and then back to our start page.
    std::string sign_on() const {
        return origin(site_.port + 1) + "/kith/saml/sign-on?return=" + origin(site_.port) + "/";
    }

    // Where Kith asks who is signed in, the intranet itself does not know.
    std::string who_line(const Persona* persona) const {
        if (site_.kith_asks) return "<a href=\"" + sign_on() + "\">Sign in</a>";
        const auto name = persona == nullptr ? "Nobody" : persona->name;
        const auto title = persona == nullptr ? "not signed in" : persona->title;
        return "<bdi>" + escaped(name) + "</bdi> <span class=\"quiet\">· <bdi>" + escaped(title) +
               "</bdi></span> <a href=\"/people-to-be\">Change</a>";
    }

    std::string persona_list() const {
        std::string list;
        for (const auto& one : site_.personas.chosen())
            list += "<li><form method=\"post\" action=\"/sign-in\"><h2><bdi>" + escaped(one.name) +
                    "</bdi></h2><p class=\"quiet\">" + escaped(one.title) + " · " +
                    escaped(one.language) + "</p><p>" + escaped(one.try_this) +
                    "</p><button name=\"persona\" value=\"" + escaped(one.key) +
                    "\">Sign in as <bdi>" + escaped(one.name) + "</bdi></button></form></li>\n";
        return list;
    }

    std::string supporter_options() const {
        std::string list;
        for (const auto& one : site_.personas.supporters())
            list += "<option value=\"" + escaped(one.key) + "\">" + escaped(one.name) + " (" +
                    escaped(one.language) + ")</option>\n";
        return list;
    }

    // Another site's form must not sign anybody in here.
    bool from_here(const HTTPServerRequest& request) const {
        const auto from = request.get("Origin", "");
        return from.empty() || from == origin(site_.port);
    }

    void sign_in(HTTPServerRequest& request, HTTPServerResponse& response) {
        if (request.getMethod() != "POST" || !from_here(request) || site_.kith_asks)
            return go(response, "/people-to-be");
        const Poco::Net::HTMLForm form(request, request.stream());
        const auto* persona = site_.personas.find(form.get("persona", ""));
        if (persona == nullptr) return go(response, "/people-to-be");
        response.set("Set-Cookie", site_.sign_on.new_cookie(persona->key));
        go(response, "/");
    }

    static void sign_out(HTTPServerResponse& response) {
        response.set("Set-Cookie", "intranet=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
        go(response, "/people-to-be");
    }

    void timing(const HTTPServerRequest& request, HTTPServerResponse& response) {
        auto& timing = site_.timing;
        const auto told = "{\"requests\":" + std::to_string(timing.requests) +
                          ",\"kithMicroseconds\":" + std::to_string(timing.kith_us) +
                          ",\"hostMicroseconds\":" + std::to_string(timing.host_us) + "}\n";
        if (request.getMethod() == "POST") {
            timing.requests = 0;
            timing.kith_us = 0;
            timing.host_us = 0;
        }
        send(response, told, "application/json");
    }

    Site& site_;
    std::string path_;
};

}  // namespace

Poco::Net::HTTPRequestHandler* IntranetWeb::createRequestHandler(
    const Poco::Net::HTTPServerRequest& request) {
    const auto path = request.getURI().substr(0, request.getURI().find('?'));
    // The element's file from this origin, because our policy allows no other scripts. Poco's
    // server deletes what is made here.
    if (path == "/kith/widgets/kith.js") return std::make_unique<KithHandler>(site_).release();
    return std::make_unique<Page>(site_, path).release();
}

}  // namespace intranet
