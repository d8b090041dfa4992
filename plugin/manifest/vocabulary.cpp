#include "manifest/vocabulary.h"

#include <map>
#include <memory>
#include <new>

#include "base/fault.h"
#include "base/text.h"
#include "manifest/built_in.h"
#include "manifest/manifest.h"
#include "manifest/xml.h"

namespace kith::manifest {
namespace {

struct Type {
    std::string documentation;
    std::vector<std::string> choices;
};

std::string documentation(const xmlNode* item) {
    const xmlNode* annotation = child(item, "annotation");
    const xmlNode* words = annotation == nullptr ? nullptr : child(annotation, "documentation");
    return words == nullptr ? std::string() : content(words);
}

class SchemaReader {
public:
    explicit SchemaReader(const xmlNode* schema) : schema_(schema) {
        for (const xmlNode* type : children(schema, "simpleType")) {
            Type& named = types_["k:" + value(type, "name")];
            named.documentation = documentation(type);
            if (const xmlNode* restriction = child(type, "restriction"))
                for (const xmlNode* choice : children(restriction, "enumeration"))
                    named.choices.push_back(value(choice, "value"));
        }
    }

    ElementWord root() const {
        const xmlNode* kith = child(schema_, "element");
        KITH_ASSERT(kith != nullptr);
        return element(kith);
    }

private:
    ElementWord element(const xmlNode* item) const {
        ElementWord word;
        word.name = value(item, "name");
        word.documentation = documentation(item);
        collect(item, word);
        const std::string type = value(item, "type");
        for (const xmlNode* shared : children(schema_, "complexType"))
            if ("k:" + value(shared, "name") == type) collect(shared, word);
        return word;
    }

    // Everything below `item` down to the next element, which collects its own.
    void collect(const xmlNode* item, ElementWord& word) const {
        for (const xmlNode* each : children(item)) {
            const std::string kind = name_of(each);
            // Where the schema says one in two places, it is one word.
            if (kind == "element" && word.child(value(each, "name")) == nullptr)
                word.children.push_back(element(each));
            if (kind == "attribute") word.attributes.push_back(attribute(each));
            if (kind == "extension") {
                word.has_text = true;
                word.allowed = type(value(each, "base")).documentation;
            }
            if (kind != "element" && kind != "attribute") collect(each, word);
        }
    }

    AttributeWord attribute(const xmlNode* item) const {
        const Type& of = type(value(item, "type"));
        return {value(item, "name"),
                documentation(item),
                of.documentation,
                value(item, "default"),
                value(item, "use") == "required",
                of.choices};
    }

    const Type& type(const std::string& name) const {
        const auto found = types_.find(name);
        KITH_ASSERT(found != types_.end());
        return found->second;
    }

    const xmlNode* schema_;
    std::map<std::string, Type> types_;
};

ElementWord read_schema() {
    const auto text = schema_text();
    const Document schema(xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr,
                                        "UTF-8", XML_PARSE_NONET | XML_PARSE_NODICT));
    if (schema == nullptr) throw std::bad_alloc();  // It is Kith's own, and sound.
    return SchemaReader(xmlDocGetRootElement(schema.get())).root();
}

std::string explained(const ElementWord& word) {
    std::string text = word.documentation;
    if (word.has_text) text += "\nAllowed: " + word.allowed;
    for (const auto& each : word.attributes) {
        text += "\n@" + each.name + ": " + each.documentation;
        if (each.required) text += " (required)";
    }
    for (const auto& each : word.children)
        text += "\n<" + each.name + ">: " + each.documentation;
    return text;
}

std::string explained(const AttributeWord& word) {
    std::string text = word.documentation + "\nAllowed: " + word.allowed;
    if (!word.preset.empty()) text += "\nDefault: " + word.preset;
    if (word.required) text += "\nRequired.";
    return text;
}

}  // namespace

const AttributeWord* ElementWord::attribute(std::string_view wanted) const {
    for (const auto& each : attributes)
        if (each.name == wanted) return &each;
    return nullptr;
}

const ElementWord* ElementWord::child(std::string_view wanted) const {
    for (const auto& each : children)
        if (each.name == wanted) return &each;
    return nullptr;
}

const ElementWord& vocabulary() {
    // Never destroyed: a thread of the host may still ask while the process ends.
    static const auto* const words = std::make_unique<ElementWord>(read_schema()).release();
    return *words;
}

std::string explain(const std::string& element_path) {
    const ElementWord* word = &vocabulary();
    auto steps = split_list(element_path, '/');
    if (!steps.empty() && steps.front() == "kith") steps.erase(steps.begin());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        std::string step = steps[i];
        const bool last = i + 1 == steps.size();
        const bool marked = step.front() == '@';
        const AttributeWord* found = word->attribute(marked ? step.substr(1) : step);
        if (const ElementWord* below = marked ? nullptr : word->child(step)) {
            word = below;
            continue;
        }
        return last && found != nullptr ? explained(*found) : std::string();
    }
    return explained(*word);
}

}  // namespace kith::manifest
