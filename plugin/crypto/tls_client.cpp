#include "crypto/tls_client.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <utility>

#include "crypto/openssl.h"

namespace kith::crypto {
namespace {

constexpr std::size_t record_bytes_max = 16 * 1024;

struct Words {
    long verdict;
    FixedText detail;
    FixedText hint;
};

constexpr std::array known{
    Words{X509_V_ERR_CERT_HAS_EXPIRED,
          "the server's certificate, or one that it rests on, has expired",
          "renew it on the server, and look at this machine's clock"},
    Words{X509_V_ERR_CERT_NOT_YET_VALID,
          "the server's certificate, or one that it rests on, is not valid yet",
          "look at this machine's clock"},
    Words{X509_V_ERR_HOSTNAME_MISMATCH, "the server's certificate is for another name",
          "write the address with the name that the certificate is for"},
    Words{X509_V_ERR_IP_ADDRESS_MISMATCH, "the server's certificate is not for this IP address",
          "write the address with the name that the certificate is for"},
    Words{X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,
          "the server's certificate is signed by itself and not by a CA that is trusted",
          "name the file of the CA that signed it"},
    Words{X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
          "the server's certificate is signed by a CA that is not trusted",
          "name the file of the CA that signed it"},
    Words{X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
          "the server's certificate is signed by a CA that is not trusted",
          "name the file of the CA that signed it; the server must send what lies in between"},
    Words{X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
          "the server's certificate is signed by a CA that is not trusted",
          "name the file of the CA that signed it; the server must send what lies in between"},
};

Error untrusted(FixedText detail, FixedText hint) {
    return Error{ErrorCode::source_unreadable, detail, {}, hint};
}

Error no_tls() {
    return untrusted("OpenSSL refused to work", "see whether this machine has the memory");
}

// RFC 6066, section 3: an address is no name, and is not sent as one.
bool is_address(const std::string& host) {
    return Owned<ASN1_OCTET_STRING>(a2i_IPADDRESS(host.c_str())) != nullptr;
}

bool expect(SSL* session, const std::string& host) {
    auto* const checks = SSL_get0_param(session);
    if (is_address(host)) return X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str()) == 1;
    X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return X509_VERIFY_PARAM_set1_host(checks, host.c_str(), host.size()) == 1 &&
           SSL_set_tlsext_host_name(session, host.c_str()) == 1;
}

}  // namespace

struct TlsTrust::Context {
    Owned<SSL_CTX> owned;
};

struct TlsClient::Session {
    std::shared_ptr<TlsTrust::Context> trust;
    Owned<SSL> owned;
    BIO* incoming = nullptr;  // Both belong to `owned`.
    BIO* outgoing = nullptr;
    unsigned long reason = 0;
};

Result<TlsTrust> TlsTrust::in(const std::string& ca_file) {
    auto context = std::make_shared<Context>();
    context->owned.reset(SSL_CTX_new(TLS_client_method()));
    auto* const trust = context->owned.get();
    if (trust == nullptr || SSL_CTX_set_min_proto_version(trust, TLS1_2_VERSION) != 1)
        return no_tls();
    SSL_CTX_set_verify(trust, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_session_cache_mode(trust, SSL_SESS_CACHE_OFF);
    ERR_clear_error();
    const bool loaded = SSL_CTX_load_verify_file(trust, ca_file.c_str()) == 1;
    ERR_clear_error();
    if (!loaded)
        return Error{ErrorCode::source_unreadable, "the CA file cannot be used", ca_file,
                     "certificates in PEM"};
    TlsTrust made;
    made.context_ = std::move(context);
    return made;
}

TlsClient::TlsClient(std::unique_ptr<Session> session) : session_(std::move(session)) {}
TlsClient::~TlsClient() = default;

Result<std::unique_ptr<TlsClient>> TlsClient::to(const std::string& host, const TlsTrust& trust) {
    auto session = std::make_unique<Session>();
    session->trust = trust.context_;
    session->owned.reset(SSL_new(trust.context_->owned.get()));
    session->incoming = BIO_new(BIO_s_mem());
    session->outgoing = BIO_new(BIO_s_mem());
    auto* const tls = session->owned.get();
    if (tls == nullptr || session->incoming == nullptr || session->outgoing == nullptr) {
        BIO_free(session->incoming);
        BIO_free(session->outgoing);
        return no_tls();
    }
    SSL_set_bio(tls, session->incoming, session->outgoing);
    SSL_set_connect_state(tls);
    if (!expect(tls, host)) return no_tls();
    return std::make_unique<TlsClient>(std::move(session));
}

// The queue of errors is the thread's and may hold the host's own: it is empty before each step,
// and after it.
TlsClient::Step TlsClient::step(int result) {
    const int what = SSL_get_error(session_->owned.get(), result);
    if (what == SSL_ERROR_SSL) session_->reason = ERR_peek_error();
    ERR_clear_error();
    switch (what) {
        case SSL_ERROR_NONE:
            return Step::done;
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE:
            return Step::hungry;
        case SSL_ERROR_ZERO_RETURN:
            return Step::closed;
        default:
            return Step::failed;
    }
}

TlsClient::Step TlsClient::shake_hands() {
    ERR_clear_error();
    return step(SSL_do_handshake(session_->owned.get()));
}

TlsClient::Step TlsClient::write(std::span<const char> plain) {
    ERR_clear_error();
    const auto size = static_cast<int>(std::min(plain.size(), record_bytes_max));
    return step(SSL_write(session_->owned.get(), plain.data(), size));
}

TlsClient::Step TlsClient::read(std::span<char> plain, std::size_t& got) {
    ERR_clear_error();
    const auto size = static_cast<int>(std::min(plain.size(), record_bytes_max));
    const int read = SSL_read(session_->owned.get(), plain.data(), size);
    got = read > 0 ? static_cast<std::size_t>(read) : 0;
    return step(read);
}

void TlsClient::take_in(std::span<const char> wire) {
    BIO_write(session_->incoming, wire.data(), static_cast<int>(wire.size()));
}

std::string TlsClient::to_send() {
    std::string wire(BIO_ctrl_pending(session_->outgoing), '\0');
    if (wire.empty()) return wire;
    const int read = BIO_read(session_->outgoing, wire.data(), static_cast<int>(wire.size()));
    wire.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
    return wire;
}

Error TlsClient::why() const {
    const long verdict = SSL_get_verify_result(session_->owned.get());
    for (const auto& one : known)
        if (one.verdict == verdict) return untrusted(one.detail, one.hint);
    if (verdict != X509_V_OK)
        return untrusted("the server's certificate cannot be trusted",
                         "openssl s_client -connect HOST:PORT -CAfile FILE says what is wrong");
    switch (ERR_GET_REASON(session_->reason)) {
        case SSL_R_WRONG_VERSION_NUMBER:
        case SSL_R_HTTP_REQUEST:
            return untrusted("what answers there does not speak TLS",
                             "is this the port of https://?");
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            return untrusted("the server speaks no version of TLS that is safe",
                             "it must speak TLS 1.2 or 1.3");
        default:
            return untrusted("the encrypted connection could not be made",
                             "openssl s_client -connect HOST:PORT says more");
    }
}

std::string TlsClient::version() const {
    return SSL_get_version(session_->owned.get());
}

}  // namespace kith::crypto
