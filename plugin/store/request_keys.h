// A request's two data keys, wrapped at rest: one for what it is about, one for who.
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"
#include "store/transaction.h"

namespace kith::store {

// A new key, kept in wrapped form.
Result<Secret> make_request_key(Transaction& tx, const RequestId& request, KeyClass key_class);
// denied where there is no such request.
Result<Secret> request_key(Transaction& tx, const RequestId& request, KeyClass key_class);

// The same key, locked under the current epoch.
Result<void> replace_request_key(Transaction& tx, const RequestId& request, KeyClass key_class,
                                 const Secret& key);

// The one answer for a request that is not there.
Error no_request();

}  // namespace kith::store
