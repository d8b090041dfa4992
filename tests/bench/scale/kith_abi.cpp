// Kith as a host uses it: JSON in and out, the session, the policy and the database between.
#include "scale/engine.h"
#include "scale/host.h"

namespace scale {
namespace {

std::string search_json(const Search& asked) {
    std::string json = R"({"language": ")" + std::string(languages[asked.language]) +
                       R"(", "topic": ")" + std::string(topics[asked.topic]) + '"';
    if (asked.site) json += R"(, "location": ")" + site_text(*asked.site) + '"';
    if (asked.channel) json += R"(, "channel": ")" + std::string(channels[*asked.channel]) + '"';
    return json + R"(, "limit": 20})";
}

class KithAbi final : public Engine {
public:
    explicit KithAbi(const Setting& setting) {
        std::string problem;
        instance_ = open_kith(setting.manifest, problem);
        must(instance_ != 0, "kith_open: " + problem);
        session_ = open_session(instance_, id_text(0), "employee");
        must(session_ != 0, "no session for an employee");
        for (const auto& one : setting.questions.searches)
            searches_.push_back(search_json(one));
    }
    ~KithAbi() override {
        kith_session_close(session_);
        kith_close(instance_);
    }

    std::string name() const override { return "kith, C ABI and JSON"; }
    bool has(Task task) const override { return task == Task::search; }
    void ask(Task, std::size_t i) override {
        kith_buf_free(&out_.raw);
        const auto& input = searches_[i];
        const auto status =
            kith_call(session_, "directory.search/1", input.data(), input.size(), &out_.raw);
        must(status == KITH_OK, "directory.search/1 refused a query");
    }
    std::vector<Number> answer() const override {
        constexpr std::string_view begin = R"("id":")";
        const std::string_view json(out_.raw.data, out_.raw.len);
        std::vector<Number> people;
        for (auto at = json.find(begin); at != json.npos; at = json.find(begin, at + 1)) {
            const auto id = json.substr(at + begin.size());
            people.push_back(from_id_text(id.substr(0, id.find('"'))));
        }
        return people;
    }

private:
    kith_instance instance_ = 0;
    kith_session session_ = 0;
    std::vector<std::string> searches_;
    Buffer out_;
};

}  // namespace

void add_kith_abi(Engines& engines, const Setting& setting) {
    engines.push_back(std::make_unique<KithAbi>(setting));
}

}  // namespace scale
