#include "assembly/checkpoint_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/audit_log.h"

namespace kith::assembly {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "checkpoint-";
constexpr std::size_t digits = 12;
constexpr std::size_t note_bytes_max = 4096;
constexpr std::size_t notes_max = 100'000;

std::string file_name(std::uint64_t size) {
    const auto number = std::to_string(size);
    return std::string(prefix) + std::string(digits - std::min(digits, number.size()), '0') +
           number;
}

std::string content(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(note_bytes_max, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace

bool write_checkpoint(const std::string& folder, std::uint64_t size, const std::string& note) {
    const auto file = fs::path(folder) / file_name(size);
    std::error_code failed;
    if (fs::exists(file, failed)) return content(file) == note;

    // Under another name first: what stands under the right one is whole.
    const auto part = fs::path(folder) / ("." + file_name(size) + ".part");
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out << note;
        out.flush();
        if (!out) return false;
    }
    fs::rename(part, file, failed);
    return !failed;
}

Result<void> hand_out_checkpoints(service::Rooms& rooms) {
    const auto& folders = rooms.settings.checkpoint_folders;
    if (folders.empty()) return {};
    const auto kept =
        rooms.database->read([](store::Transaction& tx) { return store::checkpoints(tx); });
    if (!kept) return kept.error();

    std::int64_t failures = 0;
    for (const auto& folder : folders)
        for (auto one = kept->rbegin(); one != kept->rend(); ++one) {
            std::error_code ignored;
            // Older ones were written before it.
            if (fs::exists(fs::path(folder) / file_name(one->size), ignored)) break;
            if (write_checkpoint(folder, one->size, one->note)) continue;
            ++failures;
            break;
        }
    if (failures > 0)
        rooms.log->write(ports::LogLevel::error,
                         "audit: checkpoints cannot be written to a folder of the manifest",
                         failures);
    return {};
}

Result<std::vector<std::string>> read_checkpoints(const std::string& folder) {
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::directory_iterator next(folder, failed), end; !failed && next != end;
         next.increment(failed))
        if (next->path().filename().string().starts_with(prefix) && files.size() < notes_max)
            files.push_back(next->path());
    if (failed)
        return Error{ErrorCode::source_unreadable,
                     "the folder with the checkpoints cannot be read",
                     {},
                     "give the folder that <audit> of the manifest names, or a copy of it"};
    std::sort(files.begin(), files.end());
    std::vector<std::string> notes;
    for (const auto& file : files)
        notes.push_back(content(file));
    return notes;
}

}  // namespace kith::assembly
