#include "connectors/saml/own_metadata.h"

#include "connectors/common/moment.h"
#include "connectors/saml/message_id.h"
#include "connectors/saml/names.h"
#include "connectors/saml/signed_xml.h"
#include "connectors/saml/writing.h"
#include "crypto/signing.h"

namespace kith::connectors::saml {
namespace {

class OwnDescriptor {
public:
    OwnDescriptor(const OwnMetadata& own, const std::string& id)
        : own_(own), writing_("md", ns::metadata, "EntityDescriptor") {
        writing_.declare("ds", ns::signature);
        writing_.set(writing_.root(), "ID", id);
        writing_.set(writing_.root(), "entityID", own.entity_id);
        writing_.set(writing_.root(), "validUntil", moment_text(own.valid_until_ms));
        role_ = writing_.add(writing_.root(), ns::metadata, "SPSSODescriptor");
    }

    // In the order of the schema (Metadata 2.4.2, 2.4.4).
    Result<std::string> text() {
        writing_.set(role_, "protocolSupportEnumeration", ns::protocol);
        writing_.set(role_, "AuthnRequestsSigned", own_.signs_requests ? "true" : "false");
        writing_.set(role_, "WantAssertionsSigned",
                     own_.wants_assertions_signed ? "true" : "false");
        for (const auto& certificate : own_.signing_certificates)
            add_key("signing", certificate);
        for (const auto& certificate : own_.encryption_certificates) {
            auto* const key = add_key("encryption", certificate);
            for (const auto& method : own_.encryption_methods)
                writing_.set(add(key, "EncryptionMethod"), "Algorithm", method);
        }
        if (!own_.logout.empty()) {
            add_endpoint("SingleLogoutService", ns::redirect_binding, own_.logout);
            add_endpoint("SingleLogoutService", ns::post_binding, own_.logout);
        }
        for (const auto& format : own_.name_id_formats)
            add(role_, "NameIDFormat", format);
        auto* const consumer =
            add_endpoint("AssertionConsumerService", ns::post_binding, own_.consumer);
        writing_.set(consumer, "index", "0");
        writing_.set(consumer, "isDefault", "true");
        return writing_.text();
    }

private:
    xmlNode* add(xmlNode* parent, const char* name, std::string_view text = {}) {
        return writing_.add(parent, ns::metadata, name, text);
    }

    xmlNode* add_key(const char* use, const crypto::Bytes& certificate) {
        auto* const key = add(role_, "KeyDescriptor");
        writing_.set(key, "use", use);
        auto* const info = writing_.add(key, ns::signature, "KeyInfo");
        writing_.add(writing_.add(info, ns::signature, "X509Data"), ns::signature,
                     "X509Certificate", crypto::to_base64(certificate));
        return key;
    }

    xmlNode* add_endpoint(const char* service, const char* binding, const std::string& location) {
        auto* const endpoint = add(role_, service);
        writing_.set(endpoint, "Binding", binding);
        writing_.set(endpoint, "Location", location);
        return endpoint;
    }

    const OwnMetadata& own_;
    Writing writing_;
    xmlNode* role_ = nullptr;
};

}  // namespace

Result<std::string> own_metadata(const OwnMetadata& own, const Signer& signer) {
    const auto id = new_message_id();
    if (!id) return id.error();
    const auto text = OwnDescriptor(own, *id).text();
    if (!text) return text.error();
    return signed_xml(*text, signer);
}

}  // namespace kith::connectors::saml
