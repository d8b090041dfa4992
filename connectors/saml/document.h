// A message as one tree, within limits: what is verified and what is read are the same nodes.
#pragma once

#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/saml/element.h"
#include "connectors/saml/refusal.h"

namespace kith::connectors::saml {

// Real responses have 5 to 20 KB, a depth of 12 and some hundred elements. libxml2 looks at each
// pair of one element's attributes: ten thousand of them take it a tenth of a second.
inline constexpr std::size_t message_bytes_max = 128 * 1024;
inline constexpr std::size_t metadata_bytes_max = 4 * 1024 * 1024;
// A parser's tree takes thirty times the bytes of an empty element. On the average each has so many
// at the least: a message 4,096 elements, metadata 131,072.
inline constexpr std::size_t element_bytes_min = 32;
inline constexpr int depth_max = 64;
inline constexpr int attributes_max = 64;  // Of one element, namespaces included.

class Document {
public:
    // UTF-8 without a DOCTYPE, well-formed to its last byte; each namespace an absolute URI in
    // ASCII, since canonicalization fails on others after it began; every ID its own.
    static Checked<Document> parse(std::string_view xml, std::size_t bytes_max = message_bytes_max);

    const Element* root() const;
    xmlDoc* tree() const { return tree_.get(); }
    // Whether an ID stands in both: one that names two elements names none. Two signatures may have
    // one: nothing that Kith follows names a signature, and pysaml2 counts them anew inside.
    bool shares_id_with(const Document& other) const;

private:
    struct Free {
        void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
    };
    explicit Document(xmlDoc* tree) : tree_(tree) {}

    std::unique_ptr<xmlDoc, Free> tree_;
    std::set<std::string> ids_;
    std::set<std::string> signature_ids_;  // Of these, those of a ds:Signature.
};

// libxml2 keeps the last error per thread, and the host may look at its own later: put back as it
// was.
class LastXmlErrorKept {
public:
    LastXmlErrorKept();
    ~LastXmlErrorKept();
    LastXmlErrorKept(const LastXmlErrorKept&) = delete;
    LastXmlErrorKept& operator=(const LastXmlErrorKept&) = delete;

private:
    xmlError kept_{};
};

}  // namespace kith::connectors::saml
