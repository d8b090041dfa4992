#include "manifest/overlay.h"

#include <libxml/xpath.h>

#include <new>

#include "base/text.h"
#include "manifest/include.h"
#include "manifest/parse.h"
#include "manifest/secrets.h"

namespace kith::manifest {
namespace {

// A selector over the largest honest manifest needs some thousand steps.
constexpr unsigned long selector_steps_max = 1'000'000;

struct SelectorContextFree {
    void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
};
struct ObjectFree {
    void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};

class Overlay {
public:
    Overlay(xmlDoc* manifest, Report& report)
        : report_(report), context_(xmlXPathNewContext(manifest)) {
        if (context_ == nullptr) throw std::bad_alloc();
        context_->error = ignore;
        context_->opLimit = selector_steps_max;
    }

    void apply(xmlNode* step) {
        const std::string kind = name_of(step);
        const bool known = kind == "replace" || kind == "add" || kind == "remove";
        if (!known)
            return report_.error(step, "<" + kind + "> is no step of an overlay" + meant(kind),
                                 "The steps are <replace>, <add> and <remove>.");
        if (!only_known_attributes(step, kind)) return;
        xmlNode* target = selected(step);
        if (target == nullptr) return;
        if (kind == "replace") return replace(step, target);
        if (kind == "add") return add(step, target);
        remove(step, target);
    }

private:
    static std::string meant(const std::string& word) {
        const auto guess = nearest(word, {"replace", "add", "remove"});
        return guess.empty() ? "" : ": did you mean <" + std::string(guess) + ">?";
    }

    bool only_known_attributes(const xmlNode* step, const std::string& kind) {
        const std::string where = "<" + kind + "> has no attribute ";
        bool fine = true;
        for (const xmlAttr* each : attributes(step)) {
            const std::string name = text_of(each->name);
            if (name == "sel" || (name == "type" && kind == "add")) continue;
            report_.error(each, where + name,
                          "It has sel, and <add> has type=\"@name\" for a new attribute.");
            fine = false;
        }
        return fine;
    }

    // The one node that the step means, or null and a finding.
    xmlNode* selected(const xmlNode* step) {
        const std::string selector = value(step, "sel");
        const std::unique_ptr<xmlXPathObject, ObjectFree> found(
            selector.empty() ? nullptr
                             : xmlXPathEvalExpression(xml(selector.c_str()), context_.get()));
        if (found == nullptr || found->type != XPATH_NODESET) {
            report_.error(step, "this selector cannot be read: " + shown(selector),
                          "Write it as sel=\"/kith/caseload/@openMax\", names without a prefix.");
            return nullptr;
        }
        const int count = found->nodesetval == nullptr ? 0 : found->nodesetval->nodeNr;
        if (count != 1) {
            report_.error(step,
                          "this selector must match exactly one place, it matches " +
                              std::to_string(count) + ": " + shown(selector),
                          count == 0 ? "What is to be replaced must stand in the manifest; a new "
                                       "setting is put in with <add>."
                                     : "Say which one, for example with [@id='threats'].");
            return nullptr;
        }
        xmlNode* node = found->nodesetval->nodeTab[0];
        const bool usable = node->type == XML_ELEMENT_NODE || node->type == XML_ATTRIBUTE_NODE;
        if (usable) return node;
        report_.error(step, "this selector matches neither an element nor an attribute",
                      "Select the element, such as /kith/topics/topic[@id='threats'].");
        return nullptr;
    }

    void replace(xmlNode* step, xmlNode* target) {
        const auto parts = children(step);
        const Origin was = report_.origin(target);
        if (target->type == XML_ATTRIBUTE_NODE) {
            if (!parts.empty())
                return report_.error(step, "an attribute cannot be replaced by an element",
                                     "Write the new value as text.");
            auto* owner = target->parent;
            xmlAttr* fresh = xmlSetProp(owner, target->name, xml(content(step).c_str()));
            return report_.stamp(fresh, overlaid(step, was));
        }
        if (parts.size() != 1)
            return report_.error(step, "an element is replaced by exactly one element",
                                 "Write the whole new element into <replace>.");
        if (target->parent->type == XML_DOCUMENT_NODE)
            return report_.error(step, "the root cannot be replaced", "Replace one section.");
        mark(insert_copy(parts.front(), target->parent, target), was);
        drop(target);
    }

    void add(xmlNode* step, xmlNode* target) {
        if (target->type != XML_ELEMENT_NODE)
            return report_.error(step, "<add> needs an element to add to",
                                 "End the selector with an element.");
        const std::string type = value(step, "type");
        if (!type.empty()) return add_attribute(step, target, type);
        const auto parts = children(step);
        if (parts.empty())
            return report_.error(step, "<add> holds nothing to add",
                                 "Write elements into it, or type=\"@name\" and a value.");
        const Origin around = report_.origin(target);
        for (const xmlNode* each : parts)
            mark(insert_copy(each, target, nullptr), around);
    }

    void add_attribute(xmlNode* step, xmlNode* target, const std::string& type) {
        const std::string name = type.substr(type.front() == '@' ? 1 : 0);
        if (type.front() != '@' || xmlValidateNCName(xml(name.c_str()), 0) != 0)
            return report_.error(step, "type must be @ and the name of an attribute",
                                 "For example type=\"@answerWithin\".");
        if (attribute(target, name) != nullptr)
            return report_.error(step, "the attribute " + name + " is there already",
                                 "Use <replace> with a selector that ends in /@" + name + ".");
        const Origin around = report_.origin(target);
        report_.stamp(xmlSetProp(target, xml(name.c_str()), xml(content(step).c_str())),
                      overlaid(step, around));
    }

    void remove(xmlNode* step, xmlNode* target) {
        if (target->type == XML_ATTRIBUTE_NODE) {
            xmlRemoveProp(reinterpret_cast<xmlAttr*>(target));
            return;
        }
        if (target->parent->type == XML_DOCUMENT_NODE)
            return report_.error(step, "the root cannot be removed", "Remove one section.");
        drop(target);
    }

    Origin overlaid(const xmlNode* step, const Origin& was) const {
        const Origin here = report_.origin(step);
        return {here.file, here.line, was.file, was.line};
    }

    // Everything in `fresh` was written in the overlay and stands for what was at `was`.
    void mark(xmlNode* fresh, const Origin& was) {
        for (xmlAttr* each : attributes(fresh))
            report_.stamp(each, overlaid(as_node(each), was));
        report_.stamp(fresh, overlaid(fresh, was));
        for (xmlNode* each : children(fresh))
            mark(each, was);
    }

    static void drop(xmlNode* node) {
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }

    Report& report_;
    std::unique_ptr<xmlXPathContext, SelectorContextFree> context_;
};

}  // namespace

void apply_overlay(xmlDoc* manifest, const std::string& path, Report& report) {
    const Source source = read_source(path, path, report);
    if (source.name.empty()) return;
    const Document steps = parse(source, overlay_namespace, report);
    if (steps == nullptr) return;
    xmlNode* root = xmlDocGetRootElement(steps.get());
    if (name_of(root) != "overlay")
        return report.error(
            root, "<" + name_of(root) + "> is not the root of an overlay",
            "An overlay begins with <overlay xmlns=\"" + std::string(overlay_namespace) + "\">.");
    refuse_secrets(root, report);
    Overlay overlay(manifest, report);
    for (xmlNode* step : children(root))
        overlay.apply(step);
}

}  // namespace kith::manifest
