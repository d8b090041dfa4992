#include "connectors/scim/bulk.h"

#include <map>
#include <optional>
#include <vector>

#include "base/text.h"
#include "connectors/scim/calls.h"
#include "connectors/scim/limits.h"
#include "connectors/scim/messages.h"
#include "connectors/scim/record.h"

namespace kith::connectors::scim {
namespace {

using model::ResourceKind;
using Poco::Dynamic::Var;
using Poco::JSON::Array;
using Poco::JSON::Object;

constexpr std::string_view request_message = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
constexpr const char* response_message = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
constexpr std::string_view reference = "bulkId:";

std::string sent_text(const Object& from, std::string_view name) {
    const auto value = sent_member(from, name);
    return value.isString() ? value.extract<std::string>() : std::string{};
}

struct Operation {
    std::string method;  // In upper case.
    std::string bulk_id;
    std::string version;
    std::string path;
    Object::Ptr data;
};

struct Addressed {
    ResourceKind kind;
    std::string id;  // Empty: the endpoint itself.
};

std::optional<Addressed> addressed_by(const std::string& path) {
    for (const auto kind : {ResourceKind::user, ResourceKind::group}) {
        const auto& endpoint = type_of(kind).endpoint;
        if (path == endpoint) return Addressed{kind, {}};
        if (path.starts_with(endpoint + "/") && path.size() > endpoint.size() + 1 &&
            path.find('/', endpoint.size() + 1) == std::string::npos)
            return Addressed{kind, path.substr(endpoint.size() + 1)};
    }
    return std::nullopt;
}

class Bulk {
public:
    explicit Bulk(Exchange& exchange) : exchange_(exchange) {}

    Answer<Reply> run(const Object& message) {
        const auto fine = read(message);
        if (!fine) return fine.error();
        const auto given = give_ids();
        if (!given) return given.error();
        std::int64_t failed = 0;
        for (std::size_t i = 0; i < operations_.size(); ++i) {
            const auto done = carry_out(operations_[i]);
            if (!done) return done.error();
            failed += *done ? 0 : 1;
            if (fail_on_errors_ > 0 && failed >= fail_on_errors_) break;
        }
        const auto settled = leave_out_who_failed();
        if (!settled) return settled.error();
        auto out = new_object();
        auto schemas = new_list();
        schemas->add(response_message);
        out->set("schemas", schemas);
        out->set("Operations", results_);
        return Reply{200, out, {}, {}};
    }

private:
    Answer<bool> read(const Object& message) {
        if (!names_message(message)) return invalid_syntax("schemas must name BulkRequest");
        const auto limit = sent_member(message, "failOnErrors");
        if (!limit.isEmpty()) {
            if (limit.isBoolean() || !limit.isInteger() || limit.convert<std::int64_t>() < 1)
                return invalid_value("a whole number from 1 on is expected", "failOnErrors");
            fail_on_errors_ = limit.convert<std::int64_t>();
        }
        const auto given = sent_member(message, "Operations");
        if (given.type() != typeid(Array::Ptr)) return invalid_syntax("Operations is a list");
        const auto& list = *given.extract<Array::Ptr>();
        if (list.size() > bulk_operations_max)
            return Problem{413, {}, "too many operations; ServiceProviderConfig says how many", {}};
        for (const auto& one : list) {
            if (one.type() != typeid(Object::Ptr))
                return invalid_syntax("an operation is an object");
            operations_.push_back(operation(*one.extract<Object::Ptr>()));
        }
        return true;
    }

    static bool names_message(const Object& message) {
        const auto schemas = sent_member(message, "schemas");
        if (schemas.type() != typeid(Array::Ptr)) return false;
        for (const auto& schema : *schemas.extract<Array::Ptr>())
            if (schema.isString() && same_name(schema.extract<std::string>(), request_message))
                return true;
        return false;
    }

    static Operation operation(const Object& from) {
        Operation read;
        for (const char c : sent_text(from, "method"))
            read.method += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
        read.bulk_id = sent_text(from, "bulkId");
        read.version = sent_text(from, "version");
        read.path = sent_text(from, "path");
        const auto data = sent_member(from, "data");
        if (data.type() == typeid(Object::Ptr)) read.data = data.extract<Object::Ptr>();
        return read;
    }

    Answer<bool> give_ids() {
        for (const auto& operation : operations_) {
            if (operation.method != "POST" || operation.bulk_id.empty()) continue;
            auto id = told(exchange_.table.new_id());
            if (!id) return id.error();
            if (!ids_.emplace(operation.bulk_id, *id).second)
                return invalid_value("two operations have the same bulkId", "bulkId");
            exchange_.pending.insert(std::move(*id));
        }
        return true;
    }

    // Whether it went well; an error: the transaction as a whole did not.
    Answer<bool> carry_out(const Operation& operation) {
        std::optional<Answer<Reply>> done;
        const auto tried = told(exchange_.table.attempt([&] {
            done = called(operation);
            return bool(*done);
        }));
        if (!tried) return tried.error();
        if (!*done && done->error().status >= 500) return done->error();
        results_->add(result(operation, *done));
        if (*done) return true;
        const auto id = ids_.find(operation.bulk_id);
        if (operation.method == "POST" && id != ids_.end()) {
            exchange_.pending.erase(id->second);
            failed_ids_.push_back(id->second);
        }
        return false;
    }

    Answer<Reply> called(const Operation& operation) {
        auto path = operation.path;
        if (!resolve_in(path)) return unknown_reference();
        const auto place = addressed_by(path);
        if (!place) return Problem{404, {}, "a path is /Users, /Groups or one of theirs", "path"};
        Target target{place->kind, place->id, operation.version};
        if (operation.method == "DELETE" && !place->id.empty()) return remove(exchange_, target);
        if (!operation.data) return invalid_syntax("the operation needs its data");
        const auto data = copy_of(*operation.data);
        if (!resolve(Var(data))) return unknown_reference();
        if (operation.method == "POST" && place->id.empty()) {
            if (operation.bulk_id.empty())
                return invalid_value("a POST in a bulk needs a bulkId", "bulkId");
            target.id = ids_.at(operation.bulk_id);
            return create(exchange_, target, *data, {});
        }
        if (operation.method == "PUT" && !place->id.empty())
            return replace(exchange_, target, *data, {});
        if (operation.method == "PATCH" && !place->id.empty())
            return patch(exchange_, target, *data, {});
        return Problem{400, "invalidSyntax", "a method is POST, PUT, PATCH or DELETE", "method"};
    }

    static Problem unknown_reference() {
        return invalid_value("no POST of this bulk has such a bulkId", "bulkId");
    }

    // False where a reference leads nowhere.
    bool resolve(const Var& value) {
        if (value.type() == typeid(Array::Ptr)) {
            auto list = value.extract<Array::Ptr>();
            for (unsigned i = 0; i < list->size(); ++i) {
                auto one = list->get(i);
                if (!resolve_value(one)) return false;
                list->set(i, one);
            }
        }
        if (value.type() != typeid(Object::Ptr)) return true;
        auto object = value.extract<Object::Ptr>();
        for (const auto& name : object->getNames()) {
            auto one = object->get(name);
            if (!resolve_value(one)) return false;
            object->set(name, one);
        }
        return true;
    }

    bool resolve_value(Var& value) {
        if (!value.isString()) return resolve(value);
        auto text = value.extract<std::string>();
        if (text.find(reference) == std::string::npos) return true;
        if (!resolve_in(text)) return false;
        value = text;
        return true;
    }

    // The whole text, or what follows a slash or a quote in it.
    bool resolve_in(std::string& text) {
        for (auto at = text.find(reference); at != std::string::npos;
             at = text.find(reference, at)) {
            const bool begins = at == 0 || text[at - 1] == '/' || text[at - 1] == '"';
            if (!begins) return true;
            const auto end = std::min(text.find_first_of("\"/]", at), text.size());
            const auto id =
                ids_.find(text.substr(at + reference.size(), end - at - reference.size()));
            if (id == ids_.end()) return false;
            text.replace(at, end - at, id->second);
        }
        return true;
    }

    Object::Ptr result(const Operation& operation, const Answer<Reply>& done) const {
        auto out = new_object();
        out->set("method", operation.method);
        if (!operation.bulk_id.empty()) out->set("bulkId", operation.bulk_id);
        if (done && !done->version.empty()) out->set("version", done->version);
        if (done && !done->location.empty()) out->set("location", done->location);
        if (operation.method != "POST" && !(done && !done->location.empty())) {
            const auto place = addressed_by(operation.path);
            if (place)
                out->set("location", location_of(exchange_, type_of(place->kind), place->id));
        }
        out->set("status", std::to_string(done ? done->status : done.error().status));
        if (!done) out->set("response", to_json(done.error()));
        return out;
    }

    // Who was named as a member and then did not come.
    Answer<bool> leave_out_who_failed() {
        for (const auto& id : failed_ids_) {
            const auto groups = told(exchange_.table.groups_of(id));
            if (!groups) return groups.error();
            for (const auto& group : *groups) {
                const auto left = told(exchange_.table.remove_members(group, {id}));
                if (!left) return left.error();
            }
        }
        return true;
    }

    Exchange& exchange_;
    std::vector<Operation> operations_;
    std::int64_t fail_on_errors_ = 0;
    std::map<std::string, std::string> ids_;  // By bulkId.
    std::vector<std::string> failed_ids_;
    Array::Ptr results_ = new_list();
};

}  // namespace

Answer<Reply> bulk(Exchange& exchange, const Object& message) {
    return Bulk(exchange).run(message);
}

}  // namespace kith::connectors::scim
