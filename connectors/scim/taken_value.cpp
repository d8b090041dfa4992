#include <map>

#include "base/text.h"
#include "connectors/common/moment.h"
#include "connectors/scim/resource.h"
#include "connectors/scim/values.h"

namespace kith::connectors::scim {
namespace {

using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;
using Type = Attribute::Type;

// RFC 7643, section 2.3.6: what fills it up at the end may be left out.
bool is_base64(std::string_view text) {
    const auto filling = text.size() - std::min(text.find('='), text.size());
    if (filling > 0 && text.size() % 4 != 0) return false;
    if (filling > 2 ||
        text.substr(text.size() - filling) != std::string_view("==").substr(0, filling))
        return false;
    text.remove_suffix(filling);
    return text.size() % 4 != 1 && text.find_first_not_of(
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789+/") == std::string_view::npos;
}

class Taking {
public:
    explicit Taking(Habits habits) : lenient_(habits != Habits::strict) {}

    Answer<Var> all(const Attribute& attribute, const Var& given) const {
        if (given.isEmpty()) return Var();
        if (!attribute.multi_valued) {
            if (given.type() == typeid(Array::Ptr)) return wrong(attribute);
            return one(attribute, given);
        }
        if (given.type() != typeid(Array::Ptr)) {
            if (!lenient_) return wrong(attribute);
            auto alone = new_list();
            alone->add(given);
            return list(attribute, *alone);
        }
        return list(attribute, *given.extract<Array::Ptr>());
    }

private:
    static Problem wrong(const Attribute& attribute) {
        return invalid_value("the value is not of the attribute's type", attribute.name);
    }

    // Without those that are empty, and each once (RFC 7643, section 2.4): what is said of it the
    // second time is added to it.
    Answer<Var> list(const Attribute& attribute, const Array& given) const {
        auto taken = new_list();
        std::map<Identity, Var> known;
        for (const auto& value : given) {
            if (value.type() == typeid(Array::Ptr)) return wrong(attribute);
            auto read = one(attribute, value);
            if (!read) return read;
            if (read->isEmpty()) continue;
            // Who is meant cannot be told without it.
            if (attribute.kept_apart && own_value(attribute, *read).isEmpty())
                return wrong(attribute);
            const auto [before, is_new] = known.emplace(identity_of(attribute, *read), *read);
            if (is_new) taken->add(*read);
            if (!is_new) add_missing(before->second, *read);
        }
        return taken->size() == 0 ? Var() : Var(taken);
    }

    Answer<Var> one(const Attribute& attribute, const Var& given) const {
        if (given.isEmpty()) return Var();
        switch (attribute.type) {
            case Type::string:
            case Type::reference:
                return text(attribute, given);
            case Type::boolean:
                return truth(attribute, given);
            case Type::integer:
            case Type::decimal:
                return number(attribute, given);
            case Type::date_time:
                return moment(attribute, given);
            case Type::binary:
                if (!given.isString() || !is_base64(given.extract<std::string>()))
                    return wrong(attribute);
                return given;
            case Type::complex:
                break;
        }
        return complex(attribute, given);
    }

    static Answer<Var> text(const Attribute& attribute, const Var& given) {
        if (!given.isString()) return wrong(attribute);
        if (!is_utf8(given.extract<std::string>())) return wrong(attribute);
        return given;
    }

    Answer<Var> truth(const Attribute& attribute, const Var& given) const {
        if (given.isBoolean()) return given;
        if (!lenient_ || !given.isString()) return wrong(attribute);
        const auto word = lower_ascii(given.extract<std::string>());
        if (word == "true") return Var(true);
        if (word == "false") return Var(false);
        return wrong(attribute);
    }

    static Answer<Var> number(const Attribute& attribute, const Var& given) {
        if (!given.isNumeric() || given.isBoolean()) return wrong(attribute);
        if (attribute.type == Type::integer && !given.isInteger()) return wrong(attribute);
        return given;
    }

    static Answer<Var> moment(const Attribute& attribute, const Var& given) {
        if (!given.isString() || !moment_of(given.extract<std::string>())) return wrong(attribute);
        return given;
    }

    Answer<Var> complex(const Attribute& attribute, const Var& given) const {
        const auto* const value = attribute.sub("value");
        if (given.isString() && lenient_ && value != nullptr) {
            auto read = one(*value, given);
            if (!read) return read;
            if (is_no_value(*read)) return Var();
            auto alone = new_object();
            alone->set(value->name, *read);
            return Var(alone);
        }
        if (given.type() != typeid(Object::Ptr)) return wrong(attribute);
        auto taken = new_object();
        for (const auto& [name, part] : *given.extract<Object::Ptr>()) {
            const auto* const sub = attribute.sub(name);
            if (sub == nullptr && !lenient_)
                return invalid_value("the attribute has no such part", attribute.name);
            if (sub == nullptr || sub->mutability == Attribute::Mutability::read_only) continue;
            auto read = all(*sub, part);
            if (!read) return read;
            if (read->isEmpty() || (sub == value && is_no_value(*read))) continue;
            if (taken->has(sub->name)) return invalid_syntax("a part stands twice");
            taken->set(sub->name, *read);
        }
        return taken->size() == 0 ? Var() : Var(taken);
    }

    // A manager without an id is none (Microsoft Entra ID).
    bool is_no_value(const Var& value) const {
        return lenient_ && value.isString() && value.extract<std::string>().empty();
    }

    bool lenient_;
};

}  // namespace

Answer<Var> taken_value(const Attribute& attribute, const Var& given, Habits habits) {
    return Taking(habits).all(attribute, given);
}

}  // namespace kith::connectors::scim
