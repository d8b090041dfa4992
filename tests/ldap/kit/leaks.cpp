// What libldap 2.5 over GnuTLS never frees: the key and the chain of a client's certificate.

// Asked by the leak sanitizer where the program is built with it.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
    return "leak:gnutls_x509_privkey_init\nleak:gnutls_x509_crt_init\n";
}
