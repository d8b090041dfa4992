// JSON as text (RFC 8259), written straight into a string.
//
// Poco builds a tree of allocations and writes it through a stream, which was nine tenths of what a
// page of the directory cost. Answers are Poco's objects still; they are written by this, and a
// long list may stand in one as a text of its own.
#pragma once

#include <Poco/Dynamic/Var.h>

#include <string>
#include <string_view>
#include <vector>

namespace kith::gateway {

// JSON that is written already, as a value in one of Poco's objects.
struct WrittenJson {
    std::string text;
};

void append_json(std::string& out, std::string_view text);  // A string, in quotes.
void append_json(std::string& out, const Poco::Dynamic::Var& value);

// Writes an array of objects: begin() for each object, then its fields.
class ListText {
public:
    void begin();
    void field(std::string_view name, std::string_view value);
    void field(std::string_view name, bool value);
    void field(std::string_view name, const std::vector<std::string>& values);
    Poco::Dynamic::Var done();  // Ends the array; a WrittenJson.

private:
    void name(std::string_view name);

    std::string text_ = "[";
    bool first_field_ = true;
};

}  // namespace kith::gateway
