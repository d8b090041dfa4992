#include "connectors/saml/redirect.h"

#include <Poco/DeflatingStream.h>
#include <Poco/InflatingStream.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "base/guard.h"
#include "connectors/common/percent.h"
#include "connectors/saml/algorithms.h"
#include "connectors/saml/names.h"
#include "connectors/saml/relay_state.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"

namespace kith::connectors::saml {
namespace {

constexpr int raw_deflate = -15;  // RFC 1951 without a header; the window has 2^15 bytes.
constexpr int best_compression = 9;
constexpr std::size_t query_bytes_max = message_bytes_max;
constexpr const char* deflate_encoding =
    "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

Result<std::string> deflated(std::string_view text) {
    return guard(ErrorCode::invalid_input, "a SAML message of ours cannot be compressed", [&] {
        std::ostringstream out;
        Poco::DeflatingOutputStream deflating(out, raw_deflate, best_compression);
        deflating.write(text.data(), static_cast<std::streamsize>(text.size()));
        deflating.close();
        return out.str();
    });
}

// Nothing where it is no deflated text. Stops behind bytes_max: one byte more tells too many.
std::optional<std::string> inflated(std::string_view bytes, std::size_t bytes_max) {
    const auto read = guard(ErrorCode::invalid_input, "it cannot be inflated", [&] {
        std::istringstream in{std::string(bytes)};
        Poco::InflatingInputStream inflating(in, raw_deflate);
        std::string text(bytes_max + 1, '\0');
        inflating.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(inflating.gcount()));
        return inflating.bad() ? std::string() : text;
    });
    if (!read || read->empty()) return std::nullopt;
    return *read;
}

// The parameters of the binding as they came: raw octets, none where it is not there.
struct RawQuery {
    struct Parameter {
        std::string_view name;
        std::optional<std::string_view> value{};
    };
    std::array<Parameter, 6> parameters{{{"SAMLRequest"},
                                         {"SAMLResponse"},
                                         {"RelayState"},
                                         {"SigAlg"},
                                         {"Signature"},
                                         {"SAMLEncoding"}}};

    Parameter* named(std::string_view name) {
        auto* const found = std::ranges::find(parameters, name, &Parameter::name);
        return found == parameters.end() ? nullptr : found;
    }
    std::optional<std::string_view> operator[](std::string_view name) { return named(name)->value; }
};

Refusal wrong_parameters(std::string detail) {
    return {"redirect_parameters", "Bindings 3.4.4.1", std::move(detail)};
}

// Parameters of others stand in a query too, and are passed over; ours under another spelling of
// their name are refused, since the next reader would take them.
Checked<RawQuery> raw_query(std::string_view query) {
    RawQuery read;
    while (!query.empty()) {
        const auto part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        const auto name = part.substr(0, part.find('='));
        const auto decoded = percent_decoded(name);
        auto* const known = decoded ? read.named(*decoded) : nullptr;
        if (known == nullptr) continue;
        if (name != known->name)
            return wrong_parameters("the name of a parameter is percent-encoded");
        if (known->value)
            return wrong_parameters("there is more than one " + std::string(known->name));
        known->value = part.substr(std::min(part.size(), name.size() + 1));
    }
    return read;
}

std::optional<crypto::Bytes> base64_in(std::optional<std::string_view> raw) {
    const auto decoded = raw ? percent_decoded(*raw) : std::nullopt;
    if (!decoded) return std::nullopt;
    return crypto::from_base64(*decoded);
}

// A space may come as a plus sign; base64 has plus signs of its own, and must encode them.
std::optional<std::string> form_decoded(std::string_view raw) {
    std::string text(raw);
    std::ranges::replace(text, '+', ' ');
    return percent_decoded(text);
}

std::string parameter(std::string_view name, std::string_view raw) {
    return std::string(name) + "=" + std::string(raw);
}

using SignatureThere = std::optional<RedirectSignature>;

Checked<SignatureThere> signature_in(RawQuery& query, std::string_view message_name) {
    if (!query["SigAlg"] && !query["Signature"]) return SignatureThere();
    if (!query["SigAlg"] || !query["Signature"])
        return wrong_parameters("there is one of SigAlg and Signature without the other");
    const auto algorithm = percent_decoded(*query["SigAlg"]);
    auto value = base64_in(query["Signature"]);
    if (!algorithm || algorithm->empty() || !value)
        return wrong_parameters("SigAlg or Signature is not encoded as it must be");
    auto octets = parameter(message_name, *query[message_name]);
    for (const auto* const name : {"RelayState", "SigAlg"})
        if (query[name]) octets += "&" + parameter(name, *query[name]);
    return SignatureThere({std::move(octets), *algorithm, std::move(*value)});
}

Checked<Document> read_message(std::optional<std::string_view> raw) {
    const auto bytes = base64_in(raw);
    if (!bytes)
        return Refusal{"redirect_encoding", "Bindings 3.4.4.1",
                       "the message is no percent-encoded base64"};
    const auto xml = inflated(crypto::text_of(*bytes), message_bytes_max);
    if (!xml) return Refusal{"redirect_deflate", "Bindings 3.4.4.1", "the message is not deflated"};
    auto document = Document::parse(*xml);
    if (document && is(document->root(), ns::protocol, "Response"))
        return Refusal{"redirect_response", "Profiles 4.1.2",
                       "a Response came by redirect; the provider must send it by HTTP-POST"};
    return document;
}

}  // namespace

Result<std::string> redirect_address(const Sending& sending, const Signer& signer) {
    if (!is_relay_state(sending.relay_state)) return own_relay_state_unfit();
    const auto bytes = deflated(sending.xml);
    if (!bytes) return bytes.error();
    std::string query = sending.kind == MessageKind::request ? "SAMLRequest=" : "SAMLResponse=";
    query += percent_encoded(crypto::to_base64(crypto::bytes_of(*bytes)));
    if (!sending.relay_state.empty())
        query += "&RelayState=" + percent_encoded(sending.relay_state);
    query += "&SigAlg=" + percent_encoded(signature_uri(signer.scheme));
    const auto value = signer.sign(query);
    if (!value) return value.error();
    query += "&Signature=" + percent_encoded(crypto::to_base64(*value));
    const bool has_query = sending.location.find('?') != std::string::npos;
    return sending.location + (has_query ? "&" : "?") + query;
}

Checked<Received> read_redirect(std::string_view query) {
    if (query.size() > query_bytes_max)
        return Refusal{"message_size", "limits", "the query has more than 128 KiB"};
    auto raw = raw_query(query);
    if (!raw) return raw.error();
    const bool asks = (*raw)["SAMLRequest"].has_value();
    if (asks == (*raw)["SAMLResponse"].has_value())
        return wrong_parameters("there is not one of SAMLRequest and SAMLResponse");
    const auto encoding = percent_decoded((*raw)["SAMLEncoding"].value_or(deflate_encoding));
    if (encoding != deflate_encoding) return wrong_parameters("the SAMLEncoding is not DEFLATE");
    const auto relay_state = form_decoded((*raw)["RelayState"].value_or(""));
    if (!relay_state || !is_relay_state(*relay_state)) return received_relay_state_unfit();

    const auto* const name = asks ? "SAMLRequest" : "SAMLResponse";
    auto document = read_message((*raw)[name]);
    if (!document) return document.error();
    auto signature = signature_in(*raw, name);
    if (!signature) return signature.error();
    return Received{Binding::redirect, asks ? MessageKind::request : MessageKind::response,
                    std::move(*document), *relay_state, std::move(*signature)};
}

Checked<void> check_redirect_signature(const Received& message,
                                       const std::vector<crypto::VerifyingKey>& keys) {
    if (!message.signature)
        return Refusal{"signature_missing", "Bindings 3.4.4.1",
                       "the redirect has no SigAlg and Signature"};
    const auto scheme = signature_scheme(message.signature->algorithm);
    if (!scheme)
        return Refusal{"signature_method", "RFC 9231 2.3",
                       "the SigAlg is none of RSA, RSA-PSS and ECDSA with SHA-256, SHA-384 or "
                       "SHA-512"};
    const bool made_by_one = std::ranges::any_of(keys, [&](const crypto::VerifyingKey& key) {
        return key.verifies(*scheme, message.signature->octets, message.signature->value);
    });
    if (made_by_one) return {};
    return Refusal{"signature_key", "Core 5.4.5",
                   "the redirect was signed with none of the keys that the metadata holds, or it "
                   "was changed on the way"};
}

}  // namespace kith::connectors::saml
