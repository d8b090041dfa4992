#include "connectors/saml/partner.h"

#include <algorithm>

#include "connectors/common/http_client.h"
#include "connectors/common/quoted.h"
#include "connectors/common/small_file.h"
#include "connectors/saml/own_keys.h"
#include "connectors/saml/sign_on.h"

namespace kith::connectors::saml {
namespace {

using Settings = model::SamlSettings::Provider;

Refusal unread(const Settings& settings, const Error& error) {
    const auto where = error.field.empty() ? settings.metadata_url : error.field;
    return {"metadata_unread", "Metadata 2",
            "the metadata of " + quoted(settings.name) + ": " + where + ": " +
                std::string(error.detail.view())};
}

Result<std::string> metadata_text(const Settings& settings, const Fetch& fetch) {
    if (settings.metadata_url.empty())
        return read_small_file(settings.metadata_file, metadata_bytes_max);
    return fetch(settings.metadata_url);
}

Checked<Partner> read_partner(const Settings& settings, std::int64_t now_ms, const Fetch& fetch) {
    MetadataSource source;
    source.by_url = !settings.metadata_url.empty();
    source.now_ms = now_ms;
    if (!settings.metadata_certificate_file.empty()) {
        const auto certificate = read_certificate(settings.metadata_certificate_file);
        if (!certificate) return unread(settings, certificate.error());
        auto key = crypto::VerifyingKey::of_certificate(*certificate);
        if (!key) return unread(settings, key.error());
        source.pinned.push_back(std::move(*key));
    }
    const auto text = metadata_text(settings, fetch);
    if (!text) return unread(settings, text.error());
    std::vector<std::string> wanted;
    if (!settings.entity_id.empty()) wanted.push_back(settings.entity_id);
    auto read = read_provider_metadata(*text, wanted, source);
    if (read) return Partner{settings, std::move(read->front())};
    auto refusal = read.error();
    refusal.detail = "the metadata of " + quoted(settings.name) + ": " + refusal.detail;
    return refusal;
}

}  // namespace

Result<std::string> fetch_by_https(const std::string& url) {
    const auto query = url.find('?');
    auto place = HttpPlace::at(url.substr(0, query));
    if (!place) return place.error();
    HttpRules rules;
    rules.body_bytes_max = metadata_bytes_max;
    rules.answer_seconds = 10;
    HttpRequest request;
    request.target = place->path + (query == std::string::npos ? "" : url.substr(query));
    auto answer = HttpClient(std::move(*place), std::move(rules)).ask(request);
    if (!answer) return answer.error();
    if (answer->status != 200)
        return Error{ErrorCode::source_unreadable, "the address did not answer with 200", url,
                     "open it in a browser"};
    return std::move(answer->body);
}

Checked<std::string> fetch_metadata(const Settings& provider, std::int64_t now_ms) {
    std::string xml;
    const auto read = read_partners({provider}, now_ms, [&](const std::string& url) {
        auto text = fetch_by_https(url);
        if (text) xml = *text;
        return text;
    });
    if (!read) return read.error();
    return xml;
}

Checked<std::vector<Partner>> read_partners(const std::vector<Settings>& providers,
                                            std::int64_t now_ms, const Fetch& fetch) {
    std::vector<Partner> partners;
    for (const auto& settings : providers) {
        auto partner = read_partner(settings, now_ms, fetch);
        if (!partner) return partner.error();
        const auto& id = partner->provider().entity_id;
        // Whoever speaks for two could choose by which one's rules it is believed.
        if (std::ranges::any_of(
                partners, [&](const auto& other) { return other.provider().entity_id == id; }))
            return Refusal{"metadata_entity", "Metadata 2.3.2",
                           "two providers of the manifest are " + quoted(id)};
        partners.push_back(std::move(*partner));
    }
    return partners;
}

}  // namespace kith::connectors::saml
