#include <string>

#include "connectors/saml/post.h"
#include "connectors/saml/response.h"
#include "promises.h"
#include "saml.h"
#include "targets.h"

namespace kith::fuzz {

using connectors::saml::Binding;
using connectors::saml::Document;
using connectors::saml::MessageKind;
using connectors::saml::Received;

namespace {

constexpr std::size_t name_bytes_max = 256;

void response(const std::string& xml) {
    static const auto expected = expected_response();
    static const auto rules = unsigned_rules(connectors::saml::response_rules());
    must(!connectors::saml::check_response(xml, expected),
         "nobody is signed in without the provider's signature");
    const auto read = connectors::saml::check_response_by(rules, xml, expected);
    if (!read) return;
    must(read->name_id.value.size() <= name_bytes_max, "a name is short");
    must(!read->assertion_id.empty(), "an assertion has an ID");
    must(read->replay_until_ms > noon_ms, "what is taken can be remembered as long as it holds");
    must(!read->authn_context.empty(), "she signed in by some way");
}

void logout(const std::string& xml, MessageKind kind) {
    static const auto expected = expected_logout();
    static const auto requests = unsigned_rules(connectors::saml::logout_request_rules());
    static const auto responses = unsigned_rules(connectors::saml::logout_response_rules());
    auto document = Document::parse(xml);
    if (!document) return;
    const Received received{Binding::post, kind, std::move(*document), {}, {}};
    must(!connectors::saml::check_logout_request(received, expected),
         "no session ends without the provider's signature");
    must(!connectors::saml::check_logout_response(received, expected),
         "no answer counts without the provider's signature");
    const auto asked = connectors::saml::check_logout_request_by(requests, received, expected);
    if (asked) must(!asked->id.empty(), "a request can be answered");
    static_cast<void>(connectors::saml::check_logout_response_by(responses, received, expected));
}

}  // namespace

void saml_message(std::string_view input) {
    const auto unpacked = connectors::saml::read_field(input);
    const std::string xml = unpacked ? *unpacked : std::string(input);
    response(xml);
    logout(xml, MessageKind::request);
    logout(xml, MessageKind::response);
}

}  // namespace kith::fuzz
