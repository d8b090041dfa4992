// The document that describes the web side, made from the tables that serve it.
#include <set>

#include "base/text.h"
#include "gateway/gateway.h"
#include "gateway/http.h"
#include "gateway/json.h"
#include "gateway/own_session.h"
#include "gateway/routes.h"

namespace kith::gateway {
namespace {

Object::Ptr own(std::string_view json) {
    const auto parsed = parse(json);
    KITH_ASSERT(parsed);
    return *parsed;
}

Object::Ptr reference(const char* to) {
    auto out = object();
    out->set("$ref", std::string("#/components/") + to);
    return out;
}

std::set<std::string> path_parts(std::string_view path) {
    std::set<std::string> parts;
    for (auto open = path.find('{'); open != std::string_view::npos;
         open = path.find('{', open + 1))
        parts.insert(std::string(path.substr(open + 1, path.find('}', open) - open - 1)));
    return parts;
}

Object::Ptr parameter(const std::string& in, const std::string& name, bool required,
                      const Object::Ptr& schema) {
    auto out = object();
    out->set("in", in);
    out->set("name", name);
    out->set("required", required);
    out->set("schema", schema);
    return out;
}

// What of the operation's input stands neither in the address nor in a header.
Object::Ptr body_schema(const Object::Ptr& input, const std::set<std::string>& elsewhere) {
    auto properties = object();
    if (const auto all = input->getObject("properties"))
        for (const auto& name : all->getNames())
            if (!elsewhere.contains(name)) properties->set(name, all->get(name));
    auto required = array();
    for (const auto& name : texts(*input, "required"))
        if (!elsewhere.contains(name)) required->add(name);

    auto out = object();
    out->set("type", "object");
    out->set("additionalProperties", false);
    if (required->size() > 0) out->set("required", required);
    out->set("properties", properties);
    return out;
}

Object::Ptr json_content(const Object::Ptr& schema) {
    auto media = object();
    media->set("schema", schema);
    auto content = object();
    content->set("application/json", media);
    return content;
}

Object::Ptr responses(const Route& route, const Object::Ptr& output) {
    auto good = object();
    good->set("description", "Done.");
    good->set("content", json_content(output));
    auto out = object();
    out->set("200", good);
    if (route.method == "GET") out->set("304", reference("responses/Unchanged"));
    for (const auto* const code : {"400", "403", "404", "405", "413", "429", "503"})
        out->set(code, reference("responses/Problem"));
    if (route.needs_sign_on) out->set("401", reference("responses/Problem"));
    if (changes(route.operation)) {
        out->set("409", reference("responses/Problem"));
        out->set("415", reference("responses/Problem"));
    }
    return out;
}

Array::Ptr parameters(const Route& route, const Object::Ptr& input,
                      const std::set<std::string>& parts) {
    auto out = array();
    const auto properties = input->getObject("properties");
    for (const auto& part : parts)
        out->add(parameter("path", part, true, properties->getObject(part)));
    if (route.method == "GET" && properties)
        for (const auto& name : properties->getNames())
            if (!parts.contains(name))
                out->add(parameter("query", name, false, properties->getObject(name)));
    if (changes(route.operation)) {
        out->add(reference("parameters/Csrf"));
        out->add(reference("parameters/IdempotencyKey"));
    }
    if (route.capacity == policy::Capacity::requester) out->add(reference("parameters/ReturnCode"));
    return out;
}

Object::Ptr operation_json(const Route& route, const Object::Ptr& described) {
    const auto input = described->getObject("input");
    auto elsewhere = path_parts(route.path);
    const auto parts = elsewhere;
    elsewhere.insert("idempotencyKey");

    auto out = object();
    out->set("operationId", lower_ascii(route.method) + ' ' + std::string(route.path));
    out->set("summary", described->getValue<std::string>("summary"));
    out->set("description", "Operation " + std::string(route.operation) + ", as " +
                                std::string(policy::name(route.capacity)) + ".");
    out->set("parameters", parameters(route, input, parts));
    if (route.method != "GET") {
        auto body = object();
        body->set("content", json_content(body_schema(input, elsewhere)));
        out->set("requestBody", body);
    }
    out->set("responses", responses(route, described->getObject("output")));
    return out;
}

Object::Ptr described(const Array::Ptr& operations, std::string_view name) {
    for (unsigned i = 0; i < operations->size(); ++i)
        if (operations->getObject(i)->getValue<std::string>("name") == name)
            return operations->getObject(i);
    throw Fault("a route without an operation");
}

constexpr std::string_view components = R"({
    "parameters": {
        "Csrf": {"in": "header", "name": "Kith-CSRF", "schema": {"type": "string"},
            "description": "The csrf of GET /v1/session. Not needed with a return code."},
        "IdempotencyKey": {"in": "header", "name": "Idempotency-Key", "required": true,
            "schema": {"type": "string", "minLength": 8, "maxLength": 128},
            "description": "A new random one for a new act; the same one to repeat it."},
        "ReturnCode": {"in": "header", "name": "Kith-Return-Code", "schema": {"type": "string"},
            "description": "Twelve words, in the place of a sign-on: opens one request."}},
    "responses": {
        "Unchanged": {"description": "As it was when the ETag in If-None-Match was given."},
        "Problem": {"description": "Refused. 404: not found, not allowed and expired are one answer.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
    "schemas": {
        "Problem": {"type": "object", "description": "RFC 9457",
            "required": ["type", "title", "status", "code", "detail", "field", "hint", "retry"],
            "properties": {
                "type": {"type": "string", "description": "urn:kith:problem: and the code"},
                "title": {"type": "string"}, "status": {"type": "integer"},
                "code": {"enum": ["invalid_input", "encoding", "sign_in", "csrf", "cross_site",
                    "denied", "method", "conflict", "too_large", "media_type", "too_many", "busy",
                    "store_failed", "store_corrupt", "source_unreadable"]},
                "detail": {"type": "string"}, "hint": {"type": "string"},
                "field": {"type": "string", "description": "JSON Pointer into the input, or empty"},
                "retry": {"type": "boolean", "description": "the same call may succeed later"}}}}})";

constexpr std::string_view file_path = R"({"get": {"operationId": "get @",
    "summary": "@", "responses": {
        "200": {"description": "The file."},
        "404": {"$ref": "#/components/responses/Problem"},
        "405": {"$ref": "#/components/responses/Problem"}},
    "parameters": [{"in": "path", "name": "name", "required": true, "schema": {"type": "string"}}]}})";

Object::Ptr file_route(const std::string& summary, const std::string& path) {
    auto out = own(file_path);
    auto get = out->getObject("get");
    get->set("summary", summary);
    get->set("operationId", "get " + path);
    return out;
}

Object::Ptr session_route() {
    auto good = object();
    good->set("description", "Also where nobody is signed in.");
    good->set("content", json_content(own(session_output)));
    auto all = object();
    all->set("200", good);
    all->set("304", reference("responses/Unchanged"));
    for (const auto* const code : {"403", "405", "503"})
        all->set(code, reference("responses/Problem"));
    auto languages = array();
    languages->add(parameter("query", "language", false, own(R"({"type": "string"})")));
    auto get = object();
    get->set("operationId", "get /v1/session");
    get->set("summary", "For whom the page is opened, and the token that her changes need.");
    get->set("parameters", languages);
    get->set("responses", all);
    auto out = object();
    out->set("get", get);
    return out;
}

}  // namespace

std::string describe_http() {
    const auto operations = own(describe_operations())->getArray("operations");
    auto paths = object();
    paths->set("/v1/session", session_route());
    for (const auto& route : routes()) {
        const std::string path(route.path);
        if (!paths->has(path)) paths->set(path, object());
        paths->getObject(path)->set(lower_ascii(route.method),
                                    operation_json(route, described(operations, route.operation)));
    }
    paths->set("/pages/{name}",
               file_route("A frame document: find, support, desk.", "/pages/{name}"));
    paths->set("/widgets/{name}", file_route("A file of the widgets; a catalogue is "
                                             "messages/LANGUAGE.json.",
                                             "/widgets/{name}"));

    auto out = object();
    out->set("openapi", "3.1.0");
    out->set("info", own(R"({"title": "Kith", "version": "1", "license": {"name": "Apache-2.0",
        "identifier": "Apache-2.0"}, "description": "What kith_http answers below the place where a host mounts it. The host signs people in; nothing here is for another origin's page."})"));
    out->set("servers", own(R"({"list": [{"url": "/kith"}]})")->getArray("list"));
    out->set("paths", paths);
    out->set("components", own(components));
    return to_text(out);
}

}  // namespace kith::gateway
