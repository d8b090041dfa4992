// In the place of postgres.cpp where PostgreSQL's client library is not there.
#include <cstdio>

#include "scale/engine.h"

namespace scale {

void add_postgres(Engines&, const Setting&, const std::string&) {
    std::printf("PostgreSQL is left out: this program was built without its client library\n");
}

}  // namespace scale
