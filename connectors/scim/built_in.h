// The schemas' texts, from schemas/.
#pragma once

namespace kith::connectors::scim {

extern const char* const common_text;
extern const char* const user_text;
extern const char* const enterprise_user_text;
extern const char* const group_text;
extern const char* const supporter_text;

}  // namespace kith::connectors::scim
