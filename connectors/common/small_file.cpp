#include "connectors/common/small_file.h"

#include <fstream>

namespace kith::connectors {

Result<std::string> read_small_file(const std::string& file, std::size_t bytes_max) {
    std::ifstream in(file, std::ios::binary);
    std::string text(bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A folder opens, and cannot be read.
    if (!in.eof() && in.fail())
        return Error{ErrorCode::source_unreadable, "the file cannot be read", file,
                     "check its path and who may read it"};
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > bytes_max)
        return Error{ErrorCode::too_large, "the file is too large", file,
                     "name the file of the metadata or certificate itself"};
    return text;
}

}  // namespace kith::connectors
