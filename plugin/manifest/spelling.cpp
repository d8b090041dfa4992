#include "manifest/spelling.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "manifest/hard_rules.h"
#include "manifest/vocabulary.h"

namespace kith::manifest {
namespace {

template <class Word>
std::vector<std::string_view> names_of(const std::vector<Word>& words) {
    std::vector<std::string_view> found;
    for (const auto& word : words)
        found.emplace_back(word.name);
    return found;
}

std::string list(const std::vector<std::string_view>& names) {
    return join(std::vector<std::string>(names.begin(), names.end()), ", ");
}

// Where only case or hyphens differ, or the end is missing, that was meant, however many edits.
std::string guess(const std::string& word, const std::vector<std::string_view>& known) {
    for (const auto candidate : known)
        if (plain(candidate) == plain(word)) return std::string(candidate);
    constexpr std::size_t telling = 5;  // Letters that say enough of a word cut short.
    for (const auto candidate : known)
        if (word.size() >= telling && plain(candidate).starts_with(plain(word)))
            return std::string(candidate);
    return std::string(nearest(word, known));
}

class Words {
public:
    explicit Words(Report& report) : report_(report) {}

    void check(xmlNode* element, const ElementWord& word) {
        for (xmlAttr* each : attributes(element))
            check_attribute(element, each, word);
        if (!word.has_text) check_no_text(element, word);
        for (xmlNode* each : children(element))
            check_child(each, word);
    }

private:
    void check_attribute(xmlNode* element, xmlAttr* attribute, const ElementWord& word) {
        const std::string name = text_of(attribute->name);
        if (word.attribute(name) != nullptr) return;

        const std::string where = "<" + word.name + "> has no attribute " + name;
        if (const auto why = why_not(name, word)) {
            report_.error(attribute, where + ": this rule cannot be switched off", *why);
            xmlRemoveProp(attribute);
            return;
        }
        const auto known = names_of(word.attributes);
        const std::string meant = guess(name, known);
        if (meant.empty() || value_present(element, meant)) {
            report_.error(attribute, where, other_place(name, word));
            xmlRemoveProp(attribute);
            return;
        }
        report_.error(attribute, where + ": did you mean " + meant + "?",
                      word.attribute(meant)->documentation);
        xmlNodeSetName(reinterpret_cast<xmlNode*>(attribute), xml(meant.c_str()));
    }

    // Some rules are named by common words, so they are looked for only where rules are set.
    static std::optional<std::string> why_not(const std::string& name, const ElementWord& word) {
        constexpr std::array<std::string_view, 4> rule_places{"routing", "relax", "weights",
                                                              "eligibility"};
        const bool here =
            std::find(rule_places.begin(), rule_places.end(), word.name) != rule_places.end();
        if (!here && plain(name) != "chainofcommand") return std::nullopt;
        return why_it_holds(name);
    }

    static bool value_present(const xmlNode* element, const std::string& name) {
        return attribute(element, name) != nullptr;
    }

    static std::string other_place(const std::string& name, const ElementWord& word) {
        if (relaxable(name))
            return "Write <relax rule=\"" + *relaxable(name) + "\"/> in <routing>.";
        if (word.child(name) != nullptr) return "Write it as an element: <" + name + ">.";
        if (word.attributes.empty()) return "<" + word.name + "> has no attributes.";
        return "It has: " + list(names_of(word.attributes)) + ".";
    }

    void check_child(xmlNode* child, const ElementWord& word) {
        const std::string name = name_of(child);
        if (const ElementWord* known = word.child(name)) return check(child, *known);

        const std::string where = "<" + word.name + "> has no element <" + name + ">";
        if (const auto why = why_not(name, word)) {
            report_.error(child, where + ": this rule cannot be switched off", *why);
            return drop(child);
        }
        const std::string meant = guess(name, names_of(word.children));
        if (meant.empty()) {
            report_.error(child, where, other_place_of_element(name, word));
            return drop(child);
        }
        const ElementWord* known = word.child(meant);
        report_.error(child, where + ": did you mean <" + meant + ">?", known->documentation);
        xmlNodeSetName(child, xml(meant.c_str()));
        check(child, *known);
    }

    static std::string other_place_of_element(const std::string& name, const ElementWord& word) {
        if (relaxable(name))
            return "Write <relax rule=\"" + *relaxable(name) + "\"/> in <routing>.";
        if (word.attribute(name) != nullptr)
            return "Write it as an attribute: " + name + "=\"...\".";
        for (const auto& section : vocabulary().children)
            if (section.name == name || section.child(name) != nullptr)
                return "It belongs into <" +
                       (section.name == name ? vocabulary().name : section.name) + ">.";
        if (word.children.empty()) return "<" + word.name + "> holds no elements.";
        return "It holds: " + list(names_of(word.children)) + ".";
    }

    void check_no_text(xmlNode* element, const ElementWord& word) {
        for (xmlNode* node = element->children; node != nullptr;) {
            xmlNode* next = node->next;
            const bool is_text = node->type == XML_TEXT_NODE;
            if (is_text && !trimmed(text_of(node->content)).empty()) {
                report_.error(element, "text stands in <" + word.name + ">, where none belongs",
                              "Values are attributes: name=\"value\".");
                drop(node);
            }
            node = next;
        }
    }

    static void drop(xmlNode* node) {
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }

    Report& report_;
};

// A section that stands twice: the second might be thought to add to the first.
void check_once(xmlNode* root, Report& report) {
    for (const auto& section : vocabulary().children) {
        auto found = children(root, section.name);
        for (std::size_t i = 1; i < found.size(); ++i) {
            const Place first = report.place(found.front());
            report.error(found[i], "<" + section.name + "> stands twice",
                         "The first is in " + first.file + ":" + std::to_string(first.line) +
                             ". Put both together.");
            xmlUnlinkNode(found[i]);
            xmlFreeNode(found[i]);
        }
    }
}

}  // namespace

void check_words(xmlNode* root, Report& report) {
    Words(report).check(root, vocabulary());
    check_once(root, report);
}

}  // namespace kith::manifest
