#include "connectors/saml/outline.h"

#include <string>

#include "connectors/saml/document.h"

namespace kith::connectors::saml {
namespace {

// One pass over the bytes; nothing is kept.
class Outline {
public:
    Outline(std::string_view xml, std::size_t elements_max)
        : xml_(xml), elements_max_(elements_max) {}

    Checked<void> read() {
        for (at_ = xml_.find('<'); at_ < xml_.size(); at_ = xml_.find('<', at_)) {
            if (starts("<!--")) {
                skip_to("-->");
            } else if (starts("<![CDATA[")) {
                skip_to("]]>");
            } else if (starts("<?")) {
                skip_to("?>");
            } else if (starts("<!")) {
                return Refusal{"xml_doctype", "Core 1.3", "the message has a DOCTYPE"};
            } else {
                const auto fine = tag();
                if (!fine) return fine;
            }
        }
        return {};
    }

private:
    bool starts(std::string_view with) const { return xml_.substr(at_).starts_with(with); }

    void skip_to(std::string_view end) {
        const auto found = xml_.find(end, at_ + 2);
        at_ = found == std::string_view::npos ? xml_.size() : found + end.size();
    }

    Checked<void> tag() {
        const bool closes = starts("</");
        if (!closes && ++elements_ > elements_max_)
            return Refusal{"xml_elements", "limits",
                           "there are more than " + std::to_string(elements_max_) + " elements"};
        int values = 0;
        char quote = '\0';
        char last = '\0';
        for (++at_; at_ < xml_.size(); ++at_) {
            const char letter = xml_[at_];
            if (quote != '\0') {
                if (letter == quote) quote = '\0';
            } else if (letter == '"' || letter == '\'') {
                quote = letter;
                if (++values > attributes_max)
                    return Refusal{"xml_attributes", "limits",
                                   "an element has more than 64 attributes"};
            } else if (letter == '>') {
                break;
            }
            last = letter;
        }
        if (closes) {
            --depth_;
        } else if (last != '/' && ++depth_ > depth_max) {
            return Refusal{"xml_depth", "limits", "elements are nested more than 64 deep"};
        }
        return {};
    }

    std::string_view xml_;
    std::size_t elements_max_;
    std::size_t elements_ = 0;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Checked<void> check_outline(std::string_view xml, std::size_t elements_max) {
    return Outline(xml, elements_max).read();
}

}  // namespace kith::connectors::saml
