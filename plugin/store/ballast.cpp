#include "store/ballast.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/descriptor.h"

namespace kith::store {
namespace {

constexpr off_t ballast_bytes = 8 * 1024 * 1024;

std::string file_of(const std::string& database) {
    return database + ".ballast";
}

}  // namespace

bool keep_ballast(const std::string& database) {
    const auto path = file_of(database);
    const Descriptor fd(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, owner_only));
    if (!fd.valid()) return false;
    struct stat status {};
    if (fstat(fd.get(), &status) == 0 && status.st_size >= ballast_bytes) return true;
    if (posix_fallocate(fd.get(), 0, ballast_bytes) == 0) return true;
    unlink(path.c_str());  // Half of it would be room taken for nothing.
    return false;
}

bool drop_ballast(const std::string& database) {
    return unlink(file_of(database).c_str()) == 0;
}

}  // namespace kith::store
