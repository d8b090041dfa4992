/* What libldap alone needs to read everybody: pages of 1000, every value touched.
 *
 *   bench_ldap_bare URI BIND-DN PASSWORD BASE
 *
 * Prints how many entries and how many bytes of values there were. */
#include <ldap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { page_size = 1000 };

static void need(int code, const char* what) {
    if (code == LDAP_SUCCESS) return;
    fprintf(stderr, "%s: %s\n", what, ldap_err2string(code));
    exit(1);
}

static unsigned long touched;

static void touch(LDAP* link, LDAPMessage* entry) {
    BerElement* at = NULL;
    for (char* name = ldap_first_attribute(link, entry, &at); name != NULL;
         name = ldap_next_attribute(link, entry, at)) {
        struct berval** values = ldap_get_values_len(link, entry, name);
        for (int i = 0; values != NULL && values[i] != NULL; ++i)
            for (ber_len_t byte = 0; byte < values[i]->bv_len; ++byte)
                touched += values[i]->bv_val[byte] != 0;
        ldap_value_free_len(values);
        ldap_memfree(name);
    }
    ber_free(at, 0);
}

static LDAP* connected(char** argv) {
    LDAP* link = NULL;
    const int version = LDAP_VERSION3;
    need(ldap_initialize(&link, argv[1]), "the URI");
    ldap_set_option(link, LDAP_OPT_PROTOCOL_VERSION, &version);
    struct berval password = {strlen(argv[3]), argv[3]};
    need(ldap_sasl_bind_s(link, argv[2], LDAP_SASL_SIMPLE, &password, NULL, NULL, NULL), "bind");
    return link;
}

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    LDAP* link = connected(argv);
    char* wanted[] = {"*", "entryUUID", "modifyTimestamp", NULL};
    struct berval cookie = {0, NULL};
    unsigned long entries = 0;
    do {
        LDAPControl* page = NULL;
        need(ldap_create_page_control(link, page_size, &cookie, 1, &page), "the control");
        LDAPControl* controls[] = {page, NULL};
        int id = 0;
        need(ldap_search_ext(link, argv[4], LDAP_SCOPE_SUBTREE, "(objectClass=person)", wanted, 0,
                             controls, NULL, NULL, LDAP_NO_LIMIT, &id),
             "search");
        ldap_control_free(page);
        LDAPMessage* message = NULL;
        while (ldap_result(link, id, LDAP_MSG_ONE, NULL, &message) == LDAP_RES_SEARCH_ENTRY) {
            touch(link, message);
            ++entries;
            ldap_msgfree(message);
        }
        LDAPControl** answered = NULL;
        int code = LDAP_OTHER;
        need(ldap_parse_result(link, message, &code, NULL, NULL, NULL, &answered, 1), "the answer");
        need(code, "search");
        ber_int_t estimate = 0;
        ber_memfree(cookie.bv_val);
        LDAPControl* next = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, answered, NULL);
        need(ldap_parse_pageresponse_control(link, next, &estimate, &cookie), "the cookie");
        ldap_controls_free(answered);
    } while (cookie.bv_len > 0);
    ldap_unbind_ext_s(link, NULL, NULL);
    printf("%lu %lu\n", entries, touched);
    return 0;
}
