#include <algorithm>
#include <limits>

#include "connectors/common/quoted.h"
#include "connectors/saml/logout.h"
#include "connectors/saml/names.h"
#include "connectors/saml/post.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/service_provider.h"
#include "connectors/saml/subject.h"

namespace kith::connectors::saml {
namespace {

using ports::SignOnMemory;
using ports::SignOnMessage;
using ports::SignOnName;
using ports::SignOnVerdict;

Checked<std::string> xml_of(const SignOnMessage& message) {
    const auto begin = message.text.find_first_not_of(" \t\r\n");
    const bool is_xml = begin != std::string::npos && message.text[begin] == '<';
    if (is_xml && message.came == SignOnMessage::Came::kept) return message.text;
    return read_field(message.text);
}

// An editor ends its last line, and no query ends so.
std::string query_in(std::string text) {
    text.erase(text.find_last_not_of("\r\n") + 1);
    return text;
}

SignOnName name_of(const NameId& id) {
    return {id.value, id.format, id.name_qualifier, id.sp_name_qualifier};
}

class Judging {
public:
    Judging(const ServiceProvider& us, const SignOnMessage& message, SignOnMemory& memory)
        : us_(us), message_(message), memory_(memory) {}

    Result<SignOnVerdict> run() {
        const auto said = message_.came == SignOnMessage::Came::redirected ? of_query() : of_text();
        verdict_.accepted = static_cast<bool>(said);
        for (const auto& [rule, section] : held_)
            verdict_.checks.push_back({std::string(rule.view()), std::string(section), true});
        if (!said) {
            const auto& [rule, section, detail] = said.error();
            verdict_.checks.push_back({std::string(rule.view()), std::string(section), false});
            verdict_.reason = rule;
            verdict_.section = section;
            verdict_.detail = detail;
        }
        if (forgot_) return *forgot_;
        return std::move(verdict_);
    }

private:
    Checked<void> of_query() {
        const auto received = read_redirect(query_in(message_.text));
        if (!received) return received.error();
        return logout(*received);
    }

    Checked<void> of_text() {
        const auto xml = xml_of(message_);
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

    // What memory says, or where it failed what is safe.
    template <class T>
    T remembered(Result<T> said, T otherwise) {
        if (said) return std::move(*said);
        forgot_ = said.error();
        return otherwise;
    }

    const Partner& speaker_called(const std::string& name, const std::string& issuer) {
        const auto* const partner =
            name.empty() ? &us_.partner_of(issuer) : us_.partner_called(name);
        if (partner == nullptr) return speaker(issuer);
        verdict_.provider = partner->settings.name;
        return *partner;
    }

    // Metadata 2.3.2: its keys are good until then, however long ago it was read.
    std::optional<Refusal> end_of(const Partner& partner) const {
        const auto until_ms = partner.metadata.valid_until_ms;
        if (!until_ms || message_.now_ms < *until_ms) return std::nullopt;
        return Refusal{"metadata_validity", "Metadata 2.3.1, 2.3.2",
                       "the metadata of " + quoted(partner.settings.name) +
                           " has had its time, and no newer one could be read"};
    }

    const Partner& speaker(const std::string& issuer) {
        const auto& partner = us_.partner_of(issuer);
        verdict_.provider = partner.settings.name;
        return partner;
    }

    // What was asked, where a message says that it answers; none: it does not say so.
    Checked<std::optional<SignOnMemory::Asked>> asked_by(const Document& document) {
        using Asked = std::optional<SignOnMemory::Asked>;
        const auto request = attribute_or_empty(document.root(), "InResponseTo");
        if (request.empty()) return Asked{};
        auto taken = remembered(memory_.take(request), Asked{});
        if (!taken)
            return Refusal{"in_response_to", "Core 3.2.2; Profiles 4.1.4.3",
                           "it answers a request that nobody waits for: another browser's, one "
                           "that was answered before, or one of too long ago"};
        return Asked{std::move(*taken)};
    }

    Checked<void> response(const Document& document) {
        verdict_.kind = "Response";
        const auto asked = asked_by(document);
        if (!asked) return asked.error();
        const auto issuer = simple_text(read_parts(document).response_issuer).value_or("");
        const auto& partner = *asked ? speaker_called((*asked)->provider, issuer) : speaker(issuer);
        if (const auto ended = end_of(partner)) return *ended;
        const auto request = attribute(document.root(), "InResponseTo");
        auto expected = us_.expected(partner, *asked ? request : std::nullopt, message_.now_ms);
        if (*asked && (*asked)->forced) expected.authn_after_ms = (*asked)->asked_ms;
        const auto signed_in = check_response(document, expected, &held_);
        if (!signed_in) return signed_in.error();
        if (!*asked && !partner.settings.unasked)
            return Refusal{"unasked", "Profiles 4.1.5",
                           "nobody asked for it, and the manifest does not let " +
                               quoted(partner.settings.name) +
                               " begin by itself (kithctl: --in-response-to names our request)"};
        auto subject = subject_of(*signed_in, partner.settings);
        if (!subject) return subject.error();
        const auto name = partner.provider().entity_id + '\n' + signed_in->assertion_id;
        if (!remembered(memory_.is_first(name, signed_in->replay_until_ms), false))
            return Refusal{"replay", "Profiles 4.1.4.5", "this assertion was taken before"};
        tell(*signed_in, std::move(*subject));
        return {};
    }

    void tell(const SignedIn& signed_in, Subject subject) {
        verdict_.name_id = name_of(signed_in.name_id);
        for (const auto& attribute : signed_in.attributes)
            verdict_.attributes.push_back({attribute.name, attribute.values});
        verdict_.person = std::move(subject.person);
        verdict_.roles = std::move(subject.roles);
        if (!signed_in.session_index.empty())
            verdict_.session_indexes.push_back(signed_in.session_index);
        verdict_.session_until_ms =
            std::min(us_.session_until_ms(message_.now_ms),
                     signed_in.session_until_ms.value_or(std::numeric_limits<std::int64_t>::max()));
    }

    Checked<void> logout(const Received& received) {
        const auto& partner = speaker(said_issuer(received));
        if (const auto ended = end_of(partner)) return *ended;
        auto expected = us_.logout_expected(partner, message_.now_ms);
        if (received.kind == MessageKind::request) {
            verdict_.kind = "LogoutRequest";
            const auto asked = check_logout_request(received, expected, &held_);
            if (!asked) return asked.error();
            verdict_.id = asked->id;
            verdict_.name_id = name_of(asked->name_id);
            verdict_.session_indexes = asked->session_indexes;
            return {};
        }
        verdict_.kind = "LogoutResponse";
        const auto asked = asked_by(received.document);
        if (!asked) return asked.error();
        expected.request_id =
            *asked ? attribute_or_empty(received.document.root(), "InResponseTo") : "";
        const auto answered = check_logout_response(received, expected, &held_);
        if (!answered) return answered.error();
        verdict_.everywhere = answered->everywhere;
        return {};
    }

    const ServiceProvider& us_;
    const SignOnMessage& message_;
    SignOnMemory& memory_;
    std::optional<Error> forgot_;
    HeldRules held_;
    SignOnVerdict verdict_;
};

}  // namespace

Result<SignOnVerdict> ServiceProvider::judge(const SignOnMessage& message,
                                             SignOnMemory& memory) const {
    return Judging(*this, message, memory).run();
}

}  // namespace kith::connectors::saml
