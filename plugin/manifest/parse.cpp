#include "manifest/parse.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <new>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "manifest/source_lines.h"

namespace kith::manifest {
namespace {

namespace fs = std::filesystem;

struct ParserContextFree {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

// What the parser met first; the rest mostly follows from it.
struct Trouble {
    std::optional<int> doctype_line;
    int code = XML_ERR_OK;
    int line = 0;
    std::string name;   // A tag's or attribute's name, where the code has one.
    std::string other;  // The second one.
};

Trouble& trouble_of(void* context) {
    return *static_cast<Trouble*>(static_cast<xmlParserCtxt*>(context)->_private);
}

void on_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto* parser = static_cast<xmlParserCtxt*>(context);
    trouble_of(context).doctype_line = xmlSAX2GetLineNumber(parser);
    xmlStopParser(parser);
}

void on_error(void* context, xmlError* error) {
    Trouble& trouble = trouble_of(context);
    if (trouble.code != XML_ERR_OK || error->level < XML_ERR_ERROR) return;
    trouble.code = error->code;
    trouble.line = error->line;
    trouble.name = error->str1 == nullptr ? "" : error->str1;
    trouble.other = error->str2 == nullptr ? "" : error->str2;
}

std::string what_of(const Trouble& trouble) {
    const std::string tag = "<" + trouble.name + ">";
    switch (trouble.code) {
        case XML_ERR_DOCUMENT_EMPTY:
            return "the file holds no XML";
        case XML_ERR_TAG_NAME_MISMATCH:
            return tag + " is closed as </" + trouble.other + ">";
        case XML_ERR_TAG_NOT_FINISHED:
        case XML_ERR_DOCUMENT_END:
            return "the file ends too early: something is not closed";
        case XML_ERR_UNDECLARED_ENTITY:
        case XML_WAR_UNDECLARED_ENTITY:
            return "&" + trouble.name + "; is not known: a manifest has no entities of its own";
        case XML_ERR_ATTRIBUTE_REDEFINED:
        case XML_NS_ERR_ATTRIBUTE_REDEFINED:
            return "the attribute " + trouble.name + " stands twice in one tag";
        case XML_ERR_ATTRIBUTE_NOT_STARTED:
            return "the value of an attribute has no quotes";
        case XML_ERR_LT_IN_ATTRIBUTE:
            return "a quote is missing, or < stands in a value";
        case XML_ERR_NAME_REQUIRED:
            return "& or < stands alone in the text, or a tag has no name";
        case XML_ERR_GT_REQUIRED:
            return "a tag is not closed with >";
        case XML_ERR_SPACE_REQUIRED:
            return "a space is missing between two attributes";
        case XML_NS_ERR_UNDEFINED_NAMESPACE:
            return "the prefix " + trouble.name + ": is not declared";
        case XML_ERR_INVALID_CHAR:
            return "a control character stands in the text";
        default:
            return "this is not well-formed XML";
    }
}

std::string hint_of(const Trouble& trouble) {
    switch (trouble.code) {
        case XML_ERR_DOCUMENT_EMPTY:
            return "Begin with the smallest example, manifests/examples/smallest.xml.";
        case XML_ERR_TAG_NAME_MISMATCH:
            return "Close it as </" + trouble.name + ">, or correct the opening tag.";
        case XML_ERR_TAG_NOT_FINISHED:
        case XML_ERR_DOCUMENT_END:
            return "Is the file complete? Its last line should be the closing tag.";
        case XML_ERR_UNDECLARED_ENTITY:
        case XML_WAR_UNDECLARED_ENTITY:
            return "Write the character itself; only &amp; &lt; &gt; &quot; and &apos; are known.";
        case XML_ERR_ATTRIBUTE_NOT_STARTED:
            return "Put it in quotes: name=\"value\".";
        case XML_ERR_NAME_REQUIRED:
            return "Write &amp; for & and &lt; for <.";
        case XML_NS_ERR_UNDEFINED_NAMESPACE:
            return "Write names without a prefix; the root tag says xmlns=\"" +
                   std::string(manifest_namespace) + "\".";
        default:
            return "An XML editor shows the place; line and tag before it may be the cause.";
    }
}

void say(const Trouble& trouble, const Source& source, Report& report) {
    if (trouble.doctype_line)
        return report.error(Place{source.name, *trouble.doctype_line}, "a DOCTYPE is refused",
                            "Delete it: entities and DTDs could read other files or fill the "
                            "memory, and a manifest needs neither.");
    report.error(Place{source.name, trouble.line}, what_of(trouble), hint_of(trouble));
}

int bad_line(const std::string& text) {
    int line = 1;
    for (std::size_t at = 0; at < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (!is_utf8(std::string_view(text).substr(at, end - at))) return line;
        at = end + 1;
    }
    return 0;
}

bool acceptable(const Source& source, Report& report) {
    const Place whole{source.name, 0};
    const std::string_view text = source.text;
    if (trimmed(text).empty()) {
        report.error(whole, "the file is empty",
                     "Begin with the smallest example, manifests/examples/smallest.xml.");
        return false;
    }
    if (!is_utf8(text)) {
        report.error(Place{source.name, bad_line(source.text)}, "the file is not UTF-8",
                     "Save it as UTF-8.");
        return false;
    }
    if (std::count(text.begin(), text.end(), '<') > limits::manifest_tags_max) {
        report.error(whole, "the file has more tags than any manifest",
                     "At most " + std::to_string(limits::manifest_tags_max) + " are read.");
        return false;
    }
    return true;
}

// Where a node of another namespace stands, its name would mean something else: refused, not
// ignored.
void check_namespace(const xmlNode* node, const char* wanted, Report& report) {
    const std::string found = node->ns == nullptr ? "" : text_of(node->ns->href);
    if (found == wanted || found == manifest_namespace) return;
    const std::string which = found.empty() ? "has no namespace" : "is in another namespace";
    report.error(node, "<" + name_of(node) + "> " + which,
                 "The root tag must say xmlns=\"" + std::string(wanted) + "\".");
}

// Attributes of editors (xsi:schemaLocation) are taken off unread; others keep their odd name.
void strip_attributes(xmlNode* node, Report& report) {
    for (xmlAttr* each : attributes(node)) {
        if (each->ns == nullptr) continue;
        const std::string space = text_of(each->ns->href);
        const std::string name = text_of(each->name);
        const bool editors = space == "http://www.w3.org/2001/XMLSchema-instance" &&
                             (name == "schemaLocation" || name == "noNamespaceSchemaLocation");
        if (!editors)
            report.error(each, "the attribute " + name + " has a prefix",
                         "Write attributes without a prefix.");
        xmlRemoveProp(each);
    }
}

// A path is the longest value in use. Longer ones are taken off before patterns are tried on them.
constexpr int value_bytes_max = 8 * 1024;

void drop_long_values(xmlNode* node, Report& report) {
    constexpr const char* hint = "At most 8192 characters are read: was something pasted here?";
    for (xmlAttr* each : attributes(node)) {
        if (each->children == nullptr) continue;
        if (xmlStrlen(each->children->content) <= value_bytes_max) continue;
        report.error(each, "the value of " + text_of(each->name) + " is longer than any", hint);
        xmlRemoveProp(each);
    }
    for (xmlNode *text = node->children, *next = nullptr; text != nullptr; text = next) {
        next = text->next;
        if (text->type != XML_TEXT_NODE || xmlStrlen(text->content) <= value_bytes_max) continue;
        report.error(node, "the text of <" + name_of(node) + "> is longer than any", hint);
        xmlUnlinkNode(text);
        xmlFreeNode(text);
    }
}

struct Stamping {
    const char* wanted;
    int file;
    const SourceLines& lines;
    Report& report;
    const xmlNs* outer = nullptr;  // The namespace of the element around.
};

void stamp(xmlNode* node, const Stamping& with, int depth) {
    const xmlNs* space = node->ns;
    const int tag_end = static_cast<int>(xmlGetLineNo(node));
    const int line = with.lines.of_tag(name_of(node), tag_end);
    with.report.stamp(node, {with.file, line});
    for (xmlAttr* each : attributes(node))
        with.report.stamp(each,
                          {with.file, with.lines.of_attribute(text_of(each->name), line, tag_end)});
    if (depth == 0 || space != with.outer) check_namespace(node, with.wanted, with.report);
    strip_attributes(node, with.report);
    drop_long_values(node, with.report);
    node->ns = nullptr;
    if (depth == limits::manifest_depth_max) {
        with.report.error(node, "tags are nested deeper than any manifest needs",
                          "The schema nests five deep.");
        xmlNodeSetContent(node, nullptr);
    }
    Stamping inner = with;
    inner.outer = space;  // A wrong namespace is said once, not for each child again.
    for (xmlNode* each : children(node))
        stamp(each, inner, depth + 1);
    xmlFreeNsList(node->nsDef);  // Nothing below points to it any more.
    node->nsDef = nullptr;
}

}  // namespace

Source read_source(const std::string& path, const std::string& name, Report& report) {
    const Place whole{name, 0};
    std::error_code failed;
    const auto status = fs::status(path, failed);
    if (status.type() == fs::file_type::not_found) {
        report.error(whole, "there is no such file", "Check the path.");
        return {};
    }
    if (failed || status.type() != fs::file_type::regular) {
        const bool folder = status.type() == fs::file_type::directory;
        report.error(whole, folder ? "this is a folder" : "this is not a file that can be read",
                     folder ? "Give the path of the manifest in it." : "Check path and rights.");
        return {};
    }
    std::ifstream in(path, std::ios::binary);
    std::string text(limits::manifest_bytes_max + 1, '\0');
    if (in) in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.eof() && in.gcount() == 0) {
        report.error(whole, "the file cannot be read", "Check the rights of file and folder.");
        return {};
    }
    const auto size = static_cast<std::size_t>(in.gcount());
    if (size > limits::manifest_bytes_max) {
        report.error(whole, "the file is larger than 8 MiB",
                     "A manifest of a large company has about 200 KiB: is this the right file?");
        return {};
    }
    text.resize(size);
    return {name, std::move(text)};
}

Document parse(const Source& source, const char* wanted, Report& report) {
    const int file = report.add_file(source.name);
    if (!acceptable(source, report)) return nullptr;

    const std::unique_ptr<xmlParserCtxt, ParserContextFree> context(xmlNewParserCtxt());
    if (context == nullptr) throw std::bad_alloc();
    Trouble trouble;
    context->_private = &trouble;
    context->sax->internalSubset = on_doctype;
    context->sax->serror = on_error;
    // Without a dictionary of names, nodes may move from one tree to another.
    constexpr int options =
        XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NODICT | XML_PARSE_NOCDATA;
    Document document(xmlCtxtReadMemory(context.get(), source.text.data(),
                                        static_cast<int>(source.text.size()), nullptr, "UTF-8",
                                        options));
    if (trouble.code == XML_ERR_NO_MEMORY) throw std::bad_alloc();
    if (document == nullptr || trouble.doctype_line || trouble.code != XML_ERR_OK) {
        say(trouble, source, report);
        return nullptr;
    }
    stamp(xmlDocGetRootElement(document.get()), {wanted, file, SourceLines(source.text), report},
          0);
    return document;
}

}  // namespace kith::manifest
