#include "connectors/pkcs11/reference.h"

#include <p11-kit/pkcs11.h>

#include <string_view>

namespace kith::connectors::pkcs11 {
namespace {

Error refused(FixedText detail) {
    return Error{ErrorCode::key_missing,
                 detail,
                 {},
                 "pkcs11:token=LABEL;object=LABEL?module-path=/PATH&pin-source=file:/PATH"};
}

bool names_token(P11KitUri* uri) {
    const auto* token = p11_kit_uri_get_token_info(uri);
    return token->label[0] != 0 || token->serialNumber[0] != 0;
}

// Empty where the label is absent or anything besides it should tell keys apart: what is not looked
// at must not seem to be.
std::string key_label(P11KitUri* uri) {
    CK_ULONG count = 0;
    const auto* named = p11_kit_uri_get_attributes(uri, &count);
    if (count != 1 || named->type != CKA_LABEL) return {};
    return {static_cast<const char*>(named->pValue), named->ulValueLen};
}

std::string text_or_empty(const char* text) {
    return text == nullptr ? std::string() : std::string(text);
}

}  // namespace

Result<Reference> read_reference(const std::string& text) {
    Reference read;
    read.uri.reset(p11_kit_uri_new());
    auto* const uri = read.uri.get();
    if (uri == nullptr || p11_kit_uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri) != 0)
        return refused("this is no PKCS#11 URI");
    if (p11_kit_uri_get_pin_value(uri) != nullptr)
        return Error{ErrorCode::key_missing,
                     "the PIN stands in the manifest, which many can read",
                     {},
                     "change the PIN, put it into a file of its own, and name that: "
                     "pin-source=file:/PATH"};
    if (p11_kit_uri_any_unrecognized(uri) != 0)
        return refused("the PKCS#11 URI has a part that Kith does not know");
    if (!names_token(uri)) return refused("the PKCS#11 URI names no token");

    read.key_label = key_label(uri);
    if (read.key_label.empty())
        return refused("the PKCS#11 URI does not name its key by object=LABEL alone");
    read.module_path = text_or_empty(p11_kit_uri_get_module_path(uri));
    if (!read.module_path.starts_with('/'))
        return refused("the PKCS#11 URI has no absolute module-path");
    constexpr std::string_view file = "file:";
    const auto pin_source = text_or_empty(p11_kit_uri_get_pin_source(uri));
    if (!pin_source.starts_with("file:/"))
        return refused("the PKCS#11 URI has no pin-source=file: with an absolute path");
    read.pin_path = pin_source.substr(file.size());
    return read;
}

}  // namespace kith::connectors::pkcs11
