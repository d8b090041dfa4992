// What Kith asks a provider, and what it answers.
#include <algorithm>

#include "connectors/saml/authn_request.h"
#include "connectors/saml/message_id.h"
#include "connectors/saml/post.h"
#include "connectors/saml/redirect.h"
#include "connectors/saml/service_provider.h"

namespace kith::connectors::saml {
namespace {

using ports::SignOnSent;
using MaybeSent = std::optional<SignOnSent>;

struct Way {
    Binding binding = Binding::redirect;
    std::string location;
};

// As the manifest has it where the provider takes it so, else as the provider takes it.
std::optional<Way> way_to(const Endpoints& endpoints, model::SamlSettings::Binding liked) {
    const bool post_first = liked == model::SamlSettings::Binding::post;
    const Way redirect{Binding::redirect, endpoints.redirect};
    const Way post{Binding::post, endpoints.post};
    for (const auto& way : {post_first ? post : redirect, post_first ? redirect : post})
        if (!way.location.empty()) return way;
    return std::nullopt;
}

NameId name_of(const ports::SignOnName& name) {
    return {name.value, name.format, name.name_qualifier, name.sp_name_qualifier};
}

Error no_provider() {
    return {ErrorCode::invalid_input, "the manifest names no such identity provider", "provider",
            "leave it out, or take a name of the manifest's <saml>"};
}

// Seen where scripts are off.
PostPage plain_page() {
    return {"en", "Sign-on", "Continue", "../widgets/sign-on.js"};
}

Result<SignOnSent> sent(const Sending& sending, Binding binding, const Signer& signer) {
    SignOnSent out;
    auto made = binding == Binding::redirect ? redirect_address(sending, signer)
                                             : post_page(sending, signer, plain_page());
    if (!made) return made.error();
    (binding == Binding::redirect ? out.location : out.page) = std::move(*made);
    return out;
}

}  // namespace

Result<SignOnSent> ServiceProvider::ask(const Question& question) const {
    const auto* const partner =
        question.provider.empty() ? &partners_.front() : partner_called(question.provider);
    if (partner == nullptr) return no_provider();
    const auto& settings = partner->settings;
    const auto way = way_to(partner->provider().sign_on, settings.request_binding);
    KITH_ASSERT(way.has_value());  // Metadata without one is refused.
    auto id = new_message_id();
    if (!id) return id.error();
    AuthnRequest request;
    request.id = *id;
    request.entity_id = settings_.entity_id;
    request.consumer = consumer();
    request.destination = way->location;
    request.name_id_format = settings.name_id_format;
    request.authn_contexts = settings.authn_contexts;
    request.force_authn = settings.force_authn;
    request.is_passive = question.passive;
    request.now_ms = question.now_ms;
    auto xml = authn_request_xml(request);
    if (!xml) return xml.error();
    auto out = sent({MessageKind::request, std::move(*xml), way->location, {}}, way->binding,
                    signer_of(own_));
    if (!out) return out;
    out->id = std::move(*id);
    out->provider = settings.name;
    out->forced = settings.force_authn;
    return out;
}

Result<MaybeSent> ServiceProvider::ask_logout(const Session& session, std::int64_t now_ms) const {
    const auto* const partner = partner_called(session.provider);
    if (partner == nullptr) return MaybeSent{};
    const auto way = way_to(partner->provider().logout_requests, partner->settings.request_binding);
    if (!way) return MaybeSent{};
    auto id = new_message_id();
    if (!id) return id.error();
    auto xml = logout_request_xml({*id, settings_.entity_id, way->location, now_ms},
                                  name_of(session.name_id), session.session_index);
    if (!xml) return xml.error();
    auto out = sent({MessageKind::request, std::move(*xml), way->location, {}}, way->binding,
                    signer_of(own_));
    if (!out) return out.error();
    out->id = std::move(*id);
    out->provider = session.provider;
    return MaybeSent{std::move(*out)};
}

Result<MaybeSent> ServiceProvider::answer_logout(const ports::SignOnVerdict& asked,
                                                 const std::string& relay_state,
                                                 std::int64_t now_ms) const {
    const auto* const partner = partner_called(asked.provider);
    if (partner == nullptr) return MaybeSent{};
    const auto way =
        way_to(partner->provider().logout_responses, partner->settings.request_binding);
    if (!way) return MaybeSent{};
    const auto id = new_message_id();
    if (!id) return id.error();
    auto xml = logout_response_xml({*id, settings_.entity_id, way->location, now_ms}, asked.id,
                                   LogoutStatus::done);
    if (!xml) return xml.error();
    auto out = sent({MessageKind::response, std::move(*xml), way->location, relay_state},
                    way->binding, signer_of(own_));
    if (!out) return out.error();
    return MaybeSent{std::move(*out)};
}

}  // namespace kith::connectors::saml
