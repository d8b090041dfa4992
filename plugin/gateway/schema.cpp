#include "gateway/schema.h"

// Otherwise valijson writes to the host's standard error and ends its process.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/poco_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <array>
#include <new>

#include "base/guard.h"
#include "base/text.h"

namespace kith::gateway {

struct Schema::Compiled {
    valijson::Schema schema;
};

namespace {

struct Sentence {
    std::string_view begins;  // How the validator's own sentence begins.
    FixedText what;
    FixedText hint;
};

constexpr std::string_view unknown_field = "Object contains a property";
constexpr std::string_view missing_field = "Missing required property";

// The validator's sentences quote the input, so each is replaced by one of ours.
constexpr std::array sentences{
    Sentence{unknown_field, "a field that this operation does not know",
             "kith_describe lists the fields; where `field` is given it is the nearest known one"},
    Sentence{missing_field, "a field is missing", "add it; kith_describe lists the fields"},
    Sentence{"Value type not permitted", "the value has the wrong type",
             "kith_describe gives the type of each field"},
    Sentence{"Failed to match against any enum", "the value is none of those allowed",
             "kith_describe lists the values"},
    Sentence{"String should be no more", "the text is too long", "make it shorter"},
    Sentence{"String should be no fewer", "the text is too short",
             "say something, or leave it out"},
    Sentence{"Array should contain no more", "the list is too long",
             "name fewer; kith_describe gives the number"},
    Sentence{"Array should contain no fewer", "the list is too short", "name at least one"},
    Sentence{"Elements at indexes", "the list names something twice", "name each once"},
    Sentence{"Expected number", "the number is out of range", "kith_describe gives the range"},
};

// The last thing that the validator's sentence puts between quotes: the field's name.
std::string quoted(std::string_view text) {
    const auto end = text.rfind('\'');
    if (end == std::string_view::npos || end == 0) return {};
    const auto begin = text.rfind('\'', end - 1);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin + 1, end - begin - 1));
}

std::vector<std::string_view> known_fields(const Object::Ptr& document) {
    std::vector<std::string_view> names;
    const auto properties = document->getObject("properties");
    if (properties)
        for (const auto& entry : *properties)
            names.emplace_back(entry.first);
    return names;
}

// "<root>", "[personsConcerned]", "[3]" as "/personsConcerned/3". Only our own names can be in it:
// the validator does not go below a field that the schema does not name.
std::string pointer(const std::vector<std::string>& context) {
    std::string path;
    for (const auto& step : context)
        if (step.size() > 2 && step.front() == '[') path += '/' + step.substr(1, step.size() - 2);
    return path;
}

Error in_our_words(const valijson::ValidationResults::Error& error, const Object::Ptr& document) {
    auto field = pointer(error.context);
    const std::string_view said = error.description;
    if (said.starts_with(missing_field)) field += '/' + quoted(said);
    if (said.starts_with(unknown_field)) {
        const auto meant = nearest(quoted(said), known_fields(document));
        if (!meant.empty()) field += '/' + std::string(meant);
    }
    for (const auto& sentence : sentences)
        if (said.starts_with(sentence.begins))
            return Error{ErrorCode::invalid_input, sentence.what, std::move(field), sentence.hint};
    return Error{ErrorCode::invalid_input, "the value does not fit the schema", std::move(field),
                 "kith_describe gives the schema"};
}

}  // namespace

Schema::Schema(std::string_view text) : compiled_(std::make_unique<Compiled>()) {
    auto document = parse(text);
    KITH_ASSERT(document);
    document_ = *document;
    const auto populated = guard(ErrorCode::unsupported, "schema", [&] {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::PocoJsonAdapter(document_), compiled_->schema);
    });
    if (!populated) throw std::bad_alloc();  // The schema is Kith's own, and sound.
}

Schema::~Schema() = default;

Result<void> Schema::check(const Object::Ptr& value) const {
    valijson::ValidationResults results;
    const auto fits = guard(ErrorCode::invalid_input, "the input cannot be checked", [&] {
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        return validator.validate(compiled_->schema,
                                  valijson::adapters::PocoJsonAdapter(Poco::Dynamic::Var(value)),
                                  &results);
    });
    if (!fits) return fits.error();
    if (*fits) return {};

    // The innermost error comes first; those after it only say that something inside did not fit.
    valijson::ValidationResults::Error first;
    KITH_ASSERT(results.popError(first));
    return in_our_words(first, document_);
}

}  // namespace kith::gateway
