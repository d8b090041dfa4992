#include "connectors/saml/post.h"

#include "connectors/saml/relay_state.h"
#include "connectors/saml/signed_xml.h"
#include "connectors/saml/writing.h"
#include "crypto/bytes.h"
#include "crypto/signing.h"

namespace kith::connectors::saml {
namespace {

constexpr const char* xhtml = "http://www.w3.org/1999/xhtml";
constexpr std::string_view prolog_end = "?>";

class Form {
public:
    Form(const Sending& sending, const PostPage& page) : writing_(nullptr, xhtml, "html") {
        writing_.set(writing_.root(), "lang", page.language);
        auto* const head = writing_.add(writing_.root(), xhtml, "head");
        writing_.set(writing_.add(head, xhtml, "meta"), "charset", "utf-8");
        writing_.add(head, xhtml, "title", page.title);
        body_ = writing_.add(writing_.root(), xhtml, "body");
        form_ = writing_.add(body_, xhtml, "form");
        writing_.set(form_, "method", "post");
        writing_.set(form_, "data-carries", "");  // For the script.
        writing_.set(form_, "action", sending.location);
    }

    void hide(const char* name, std::string_view value) {
        auto* const input = writing_.add(form_, xhtml, "input");
        writing_.set(input, "type", "hidden");
        writing_.set(input, "name", name);
        writing_.set(input, "value", value);
    }

    Result<std::string> html(const PostPage& page) {
        writing_.set(writing_.add(form_, xhtml, "button", page.button), "type", "submit");
        // HTML ends a script by its end tag alone: it must not be empty.
        if (!page.script.empty()) {
            auto* const script = writing_.add(body_, xhtml, "script", " ");
            writing_.set(script, "type", "module");
            writing_.set(script, "src", page.script);
        }
        const auto text = writing_.text();
        if (!text) return text.error();
        return "<!DOCTYPE html>" + text->substr(text->find(prolog_end) + prolog_end.size());
    }

private:
    Writing writing_;
    xmlNode* body_ = nullptr;
    xmlNode* form_ = nullptr;
};

}  // namespace

Result<std::string> post_page(const Sending& sending, const Signer& signer, const PostPage& page) {
    if (!is_relay_state(sending.relay_state)) return own_relay_state_unfit();
    const auto xml = signed_xml(sending.xml, signer);
    if (!xml) return xml.error();
    Form form(sending, page);
    form.hide(sending.kind == MessageKind::request ? "SAMLRequest" : "SAMLResponse",
              crypto::to_base64(crypto::bytes_of(*xml)));
    if (!sending.relay_state.empty()) form.hide("RelayState", sending.relay_state);
    return form.html(page);
}

Checked<std::string> read_field(std::string_view field) {
    if (field.size() > 2 * message_bytes_max)
        return Refusal{"message_size", "limits", "the form's field has more than 256 KiB"};
    std::string packed(field);
    // RFC 2045, section 6.8: lines may be broken.
    std::erase_if(packed, [](char c) { return c == ' ' || c == '\r' || c == '\n'; });
    const auto bytes = crypto::from_base64(packed);
    if (!bytes) return Refusal{"post_encoding", "Bindings 3.5.4", "the form's field is no base64"};
    return std::string(crypto::text_of(*bytes));
}

Checked<Received> read_post(MessageKind kind, std::string_view field,
                            std::string_view relay_state) {
    if (!is_relay_state(relay_state)) return received_relay_state_unfit();
    const auto xml = read_field(field);
    if (!xml) return xml.error();
    auto document = Document::parse(*xml);
    if (!document) return document.error();
    return Received{Binding::post, kind, std::move(*document), std::string(relay_state), {}};
}

}  // namespace kith::connectors::saml
