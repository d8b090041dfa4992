// A whole answer, page by page (RFC 2696). Always paged: a server's size limit counts for what is
// asked at once, and a list that was cut looks like one that is complete.
#pragma once

#include "connectors/ldap/operation.h"

namespace kith::connectors::ldap {

// Succeeds only where the last page came with success and without a cookie. Everything else is a
// part of the answer, and an error: a limit, a page without the control, a page that comes again.
Result<void> read_pages(LDAP* handle, const Asked& asked, int page_size, const Patience& patience,
                        const Hearing& hearing);

// Unpaged, for at most a handful of entries: one entry by its name, the root of the server.
// noSuchObject is no error, and nothing is heard.
Result<void> read_few(LDAP* handle, const Asked& asked, const Patience& patience,
                      const Hearing& hearing);

// Why an operation that did not end with success is not a whole answer, in words.
Error cut_short(LDAP* handle, const Ending& ending, const std::string& base);

}  // namespace kith::connectors::ldap
