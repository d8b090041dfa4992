#include "crypto/certificate.h"

#include <openssl/pem.h>

#include "crypto/bytes.h"
#include "crypto/openssl.h"

namespace kith::crypto {
namespace {

Error no_certificate() {
    return {ErrorCode::invalid_input,
            "this is not one certificate in PEM",
            {},
            "give one certificate, from -----BEGIN CERTIFICATE----- to its end"};
}

}  // namespace

Result<Bytes> certificate_of_pem(std::string_view pem) {
    const QuietErrors quiet;
    const auto bytes = made(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const Owned<X509> first(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
    if (!first) return no_certificate();
    const Owned<X509> second(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
    if (second) return no_certificate();
    unsigned char* written = nullptr;
    const int size = i2d_X509(first.get(), &written);
    if (size <= 0) throw std::bad_alloc();
    const Owned<unsigned char> der(written);
    return Bytes(der.get(), der.get() + size);
}

}  // namespace kith::crypto
