#include "assembly/saml_desk.h"

#include "assembly/opening.h"
#include "base/clock.h"
#include "connectors/all.h"
#include "connectors/common/moment.h"
#include "connectors/common/small_file.h"
#include "store/replay_file.h"

namespace kith::assembly {
namespace {

constexpr std::size_t file_bytes_max = std::size_t{1} << 20;

struct ByManifest {
    TenantId tenant;
    std::unique_ptr<ports::SignOn> sign_on;
};

Result<ByManifest> sign_on_of(const std::string& path, std::int64_t now_ms, Findings& findings) {
    const auto manifest = sound_manifest(path, findings);
    if (!manifest) return manifest.error();
    if (!manifest->settings.saml)
        return Error{ErrorCode::unsupported, "the manifest has no <saml>", path,
                     "kithctl explain saml says what stands there"};
    auto opened = connectors::sign_on(*manifest->settings.saml, now_ms);
    if (opened) return ByManifest{manifest->settings.tenant, std::move(*opened)};
    findings.push_back({Severity::error, path, 0, opened.error(), {}});
    return Error{ErrorCode::manifest_invalid, "what the manifest's <saml> names cannot be used",
                 path, "kithctl check says what it can see without reading it"};
}

// What whoever judges a message says of it: which request of ours it must answer.
class ToldMemory final : public ports::SignOnMemory {
public:
    ToldMemory(std::string request, std::optional<store::ReplayFile> replay)
        : request_(std::move(request)), replay_(std::move(replay)) {}
    Result<std::optional<Asked>> take(const std::string& request) override {
        taken_ = request == request_;
        return taken_ ? std::optional(Asked{}) : std::nullopt;
    }
    Result<bool> is_first(const std::string& assertion, std::int64_t until_ms) override {
        return replay_ ? replay_->is_first(assertion, until_ms) : Result<bool>(true);
    }

    bool waits() const { return !request_.empty() && !taken_; }

private:
    std::string request_;
    std::optional<store::ReplayFile> replay_;
    bool taken_ = false;
};

}  // namespace

Result<std::string> saml_metadata(const std::string& manifest, Findings& findings) {
    const auto now_ms = SystemClock().now_unix_ms();
    const auto us = sign_on_of(manifest, now_ms, findings);
    if (!us) return us.error();
    return us->sign_on->metadata(now_ms);
}

Result<ports::SignOnVerdict> judge_saml(const SamlQuestion& question, Findings& findings) {
    const auto now_ms = question.now.empty() ? std::optional(SystemClock().now_unix_ms())
                                             : connectors::moment_of(question.now);
    if (!now_ms)
        return Error{ErrorCode::invalid_input, "this is no point in time", "now",
                     "2026-01-31T10:00:00Z"};
    const auto us = sign_on_of(question.manifest, *now_ms, findings);
    if (!us) return us.error();
    auto text = connectors::read_small_file(question.file, file_bytes_max);
    if (!text) {
        auto error = text.error();
        error.hint = "name a file of less than a megabyte";
        return error;
    }
    ports::SignOnMessage message;
    message.text = std::move(*text);
    using Came = ports::SignOnMessage::Came;
    message.came = question.redirect ? Came::redirected : Came::kept;
    message.now_ms = *now_ms;
    std::optional<store::ReplayFile> replay;
    if (!question.replay.empty()) {
        auto file = store::ReplayFile::open(question.replay, us->tenant);
        if (!file) return file.error();
        replay = std::move(*file);
    }
    ToldMemory memory(question.in_response_to, std::move(replay));
    auto verdict = us->sign_on->judge(message, memory);
    if (verdict && verdict->accepted && verdict->kind != "LogoutRequest" && memory.waits())
        return ports::refused(*verdict, "in_response_to", "Core 3.2.2; Profiles 4.1.4.3",
                              "it answers no request, and --in-response-to names one");
    return verdict;
}

}  // namespace kith::assembly
