// Kith's own rooms: what a call costs without the C ABI.
#include "routing/router.h"
#include "scale/kith_rooms.h"

namespace scale {
namespace {

// What a call through the C ABI does inside.
class KithInside final : public Engine {
public:
    explicit KithInside(std::shared_ptr<const Rooms> rooms) : rooms_(std::move(rooms)) {}

    std::string name() const override { return "kith"; }
    void ask(Task task, std::size_t i) override {
        if (task == Task::search) {
            auto page = kith::directory::search(*rooms_->roster, rooms_->searches[i],
                                                rooms_->matcher->full());
            must(static_cast<bool>(page), "search refused a query");
            page_ = std::move(*page);
            return;
        }
        page_.cards.clear();
        best_ = rooms_->matcher->best(rooms_->request(task, i), {}, 1);
    }
    std::vector<Number> answer() const override {
        std::vector<Number> people;
        for (const auto& card : page_.cards)
            people.push_back(from_id_text(card.id.text()));
        for (const auto& one : best_)
            people.push_back(from_id_text(one.supporter.text()));
        return people;
    }

private:
    std::shared_ptr<const Rooms> rooms_;
    kith::directory::SupporterPage page_;
    std::vector<kith::routing::Candidate> best_;
};

// The rules written out, for everybody: slow, and what the fast way is held against.
class KithByTheRules final : public Engine {
public:
    explicit KithByTheRules(std::shared_ptr<const Rooms> rooms) : rooms_(std::move(rooms)) {}

    std::string name() const override { return "kith, looking at everybody"; }
    bool has(Task task) const override { return task != Task::search; }
    std::size_t at_most(Task) const override {
        return rooms_->snapshot.book->all().size() > 5000 ? 50 : 300;
    }
    void ask(Task task, std::size_t i) override {
        route_ =
            kith::routing::route(rooms_->request(task, i), rooms_->snapshot, rooms_->conditions);
    }
    std::vector<Number> answer() const override {
        if (route_.eligible.empty()) return {};
        return {from_id_text(route_.eligible.front().supporter.text())};
    }

private:
    std::shared_ptr<const Rooms> rooms_;
    kith::routing::Route route_;
};

}  // namespace

void add_kith_inside(Engines& engines, const Setting& setting) {
    const auto rooms = furnished(setting);
    engines.push_back(std::make_unique<KithInside>(rooms));
    engines.push_back(std::make_unique<KithByTheRules>(rooms));
}

}  // namespace scale
