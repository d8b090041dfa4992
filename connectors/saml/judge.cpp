#include <algorithm>

#include "connectors/common/quoted.h"
#include "connectors/saml/logout.h"
#include "connectors/saml/names.h"
#include "connectors/saml/post.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/service_provider.h"
#include "connectors/saml/subject.h"

namespace kith::connectors::saml {
namespace {

using ports::SignOnMessage;
using ports::SignOnVerdict;

// XML as it is, or as a form's field carries it.
Checked<std::string> xml_of(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin != std::string::npos && text[begin] == '<') return text;
    return read_field(text);
}

// An editor ends its last line, and no query ends so.
std::string query_in(std::string text) {
    text.erase(text.find_last_not_of("\r\n") + 1);
    return text;
}

class Judging {
public:
    Judging(const ServiceProvider& us, const SignOnMessage& message) : us_(us), message_(message) {}

    SignOnVerdict run() {
        const auto said = message_.redirect ? of_query() : of_text();
        verdict_.accepted = static_cast<bool>(said);
        for (const auto& [rule, section] : held_)
            verdict_.checks.push_back({std::string(rule), std::string(section), true});
        if (!said) {
            const auto& [rule, section, detail] = said.error();
            verdict_.checks.push_back({std::string(rule), std::string(section), false});
            verdict_.reason = rule;
            verdict_.section = section;
            verdict_.detail = detail;
        }
        return std::move(verdict_);
    }

private:
    Checked<void> of_query() {
        const auto received = read_redirect(query_in(message_.text));
        if (!received) return received.error();
        return logout(*received);
    }

    Checked<void> of_text() {
        const auto xml = xml_of(message_.text);
        if (!xml) return xml.error();
        auto document = Document::parse(*xml);
        if (!document) return document.error();
        const bool asked = is(document->root(), ns::protocol, "LogoutRequest");
        if (!asked && !is(document->root(), ns::protocol, "LogoutResponse"))
            return response(*document);
        return logout({Binding::post,
                       asked ? MessageKind::request : MessageKind::response,
                       std::move(*document),
                       {},
                       {}});
    }

    const Partner& speaker(const std::string& issuer) {
        const auto& partner = us_.partner_of(issuer);
        verdict_.provider = partner.settings.name;
        return partner;
    }

    Checked<void> response(const Document& document) {
        verdict_.kind = "Response";
        const auto& partner =
            speaker(simple_text(read_parts(document).response_issuer).value_or(""));
        if (!message_.in_response_to && !partner.settings.unasked)
            return Refusal{"unasked", "Profiles 4.1.5",
                           "nobody asked for it, and the manifest does not let " +
                               quoted(partner.settings.name) + " begin by itself"};
        const auto signed_in = check_response(
            document, us_.expected(partner, message_.in_response_to, message_.now_ms), &held_);
        if (!signed_in) return signed_in.error();
        auto subject = subject_of(*signed_in, partner.settings);
        if (!subject) return subject.error();
        verdict_.name_id = signed_in->name_id.value;
        for (const auto& attribute : signed_in->attributes)
            verdict_.attributes.push_back({attribute.name, attribute.values});
        verdict_.person = std::move(subject->person);
        verdict_.roles = std::move(subject->roles);
        return {};
    }

    Checked<void> logout(const Received& received) {
        const auto& partner = speaker(said_issuer(received));
        auto expected = us_.logout_expected(partner, message_.now_ms);
        if (received.kind == MessageKind::request) {
            verdict_.kind = "LogoutRequest";
            const auto asked = check_logout_request(received, expected, &held_);
            if (!asked) return asked.error();
            verdict_.name_id = asked->name_id.value;
            return {};
        }
        verdict_.kind = "LogoutResponse";
        expected.request_id = message_.in_response_to.value_or("");
        const auto answered = check_logout_response(received, expected, &held_);
        if (!answered) return answered.error();
        return {};
    }

    const ServiceProvider& us_;
    const SignOnMessage& message_;
    HeldRules held_;
    SignOnVerdict verdict_;
};

}  // namespace

SignOnVerdict ServiceProvider::judge(const SignOnMessage& message) const {
    return Judging(*this, message).run();
}

}  // namespace kith::connectors::saml
