#include "manifest/policy_reader.h"

#include <algorithm>

#include "base/text.h"

namespace kith::manifest {
namespace {

// The words of a list; those of another vocabulary were reported by validate.cpp.
template <class Word>
model::Words<Word> words(const xmlNode* element, const char* name) {
    model::Words<Word> found;
    for (const auto& each : split_list(value(element, name), ' '))
        if (const auto known = model::word<Word>(each)) found.add(*known);
    return found;
}

// What is left out means all of them.
template <class Word>
model::Words<Word> words_or_all(const xmlNode* element, const char* name) {
    if (attribute(element, name) == nullptr) return model::Words<Word>::all();
    return words<Word>(element, name);
}

model::Scope scope(const xmlNode* rule) {
    return {words_or_all<model::Capacity>(rule, "as"), words_or_all<model::Action>(rule, "do"),
            words_or_all<model::Kind>(rule, "on"), words_or_all<model::Purpose>(rule, "for")};
}

model::Condition condition(const xmlNode* rule, const char* name) {
    model::Condition terms;
    for (const xmlNode* term : children(rule, name))
        terms.push_back({words<model::Fact>(term, "all"), words<model::Fact>(term, "none")});
    return terms;
}

class PolicyReader {
public:
    explicit PolicyReader(const Report& report) : report_(report) {}

    model::Policy read(const xmlNode* policy) {
        for (const xmlNode* each : children(policy))
            add(each);
        for (auto* rules : {&out_.permits, &out_.forbids, &out_.obliges})
            std::ranges::stable_sort(*rules, {}, &model::Rule::id);
        std::ranges::stable_sort(out_.invariants, {}, &model::Invariant::id);
        std::ranges::sort(out_.withdrawn);
        return std::move(out_);
    }

private:
    void add(const xmlNode* element) {
        const auto name = name_of(element);
        if (name == "permit") out_.permits.push_back(rule(element, "oblige"));
        if (name == "forbid") out_.forbids.push_back(rule(element, "oblige"));
        if (name == "oblige") out_.obliges.push_back(rule(element, "with"));
        if (name == "withdraw") out_.withdrawn.push_back(value(element, "permit"));
        if (name == "invariant") out_.invariants.push_back(invariant(element));
        if (name == "example") out_.examples.push_back(example(element));
    }

    model::Rule rule(const xmlNode* element, const char* obligations) const {
        return {value(element, "id"), scope(element), condition(element, "when"),
                words<model::Obligation>(element, obligations), written(element)};
    }

    model::Invariant invariant(const xmlNode* element) const {
        model::Invariant out{value(element, "id"), scope(element), std::nullopt, written(element)};
        auto unless = condition(element, "unless");
        if (!unless.empty()) out.unless = std::move(unless);
        return out;
    }

    model::Example example(const xmlNode* element) const {
        model::Example out;
        out.permitted = value(element, "expect") == "permit";
        set(out.capacity, element, "as");
        set(out.action, element, "do");
        set(out.kind, element, "on");
        set(out.purpose, element, "for");
        out.given = words<model::Fact>(element, "given");
        out.missing = words<model::Fact>(element, "unknown");
        out.obligations = words<model::Obligation>(element, "with");
        out.written = written(element);
        return out;
    }

    template <class Word>
    static void set(Word& to, const xmlNode* element, const char* name) {
        if (const auto known = model::word<Word>(value(element, name))) to = *known;
    }

    model::Written written(const xmlNode* element) const {
        const auto place = report_.place(element);
        return {place.file, place.line};
    }

    const Report& report_;
    model::Policy out_;
};

}  // namespace

model::Policy policy_of(const xmlNode* policy, const Report& report) {
    return PolicyReader(report).read(policy);
}

}  // namespace kith::manifest
