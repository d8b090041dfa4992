#include "store/messages.h"

#include "store/fields.h"
#include "store/request_keys.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

using model::Message;

// Author, order and assignment are part of the place: a message that is put under another name or
// elsewhere into the conversation does not open.
std::string message_row(const RequestId& request, const Message& message) {
    return FieldWriter()
        .text(request.text())
        .text(message.id.text())
        .number(message.number)
        .text(message.assignment.text())
        .number(static_cast<int>(message.author))
        .packed();
}

Result<int> next_message_number(Transaction& tx, const RequestId& request) {
    std::vector<int> numbers;
    const auto read = tx.run(
        "SELECT COALESCE(MAX(number), 0) + 1 FROM message WHERE tenant_id = $1 AND request_id = $2",
        tx.tenant(), bind(request.text()), into(numbers));
    if (!read) return read.error();
    if (numbers.size() != 1) return damaged_row();
    return numbers.front();
}

struct MessageColumns {
    std::vector<std::string> ids;
    std::vector<int> numbers;
    std::vector<std::string> assignments;
    std::vector<int> authors;
    std::vector<std::int64_t> sent;
    std::vector<Poco::Data::BLOB> bodies;
};

Result<Message> opened_message(Transaction& tx, const Secret& key, const RequestId& request,
                               const MessageColumns& columns, std::size_t at) {
    const auto author = to_enum(columns.authors[at], model::Author::supporter);
    if (!author) return author.error();
    Message message{MessageId{columns.ids[at]},
                    columns.numbers[at],
                    AssignmentId{columns.assignments[at]},
                    *author,
                    columns.sent[at],
                    {}};
    const auto row = message_row(request, message);
    auto text = tx.vault().open(key, to_span(columns.bodies[at]), {"message", "body", row});
    if (!text) return text.error();
    message.text = std::move(*text);
    return message;
}

}  // namespace

Result<Message> add_message(Transaction& tx, const RequestId& request, Message message) {
    const auto number = next_message_number(tx, request);
    if (!number) return number.error();
    auto id = crypto::random_uuid();
    if (!id) return id.error();
    message.number = *number;
    message.id = MessageId{std::move(*id)};

    const auto key = request_key(tx, request, KeyClass::content);
    if (!key) return key.error();
    const auto row = message_row(request, message);
    const auto sealed = tx.vault().seal(*key, message.text, {"message", "body", row});
    if (!sealed) return sealed.error();
    const auto done = tx.run(
        "INSERT INTO message (tenant_id, request_id, number, id, assignment_id, author, "
        "sent_hour, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.tenant(), bind(request.text()), bind(message.number), bind(message.id.text()),
        bind(message.assignment.text()), bind(static_cast<int>(message.author)),
        bind(message.sent_hour), bind(to_blob(*sealed)));
    if (!done) return done.error();
    return message;
}

Result<std::vector<Message>> messages(Transaction& tx, const model::Permit& permit,
                                      const std::optional<AssignmentId>& within, int after) {
    KITH_ASSERT(permit.kind() == model::Kind::conversation);
    const auto& request = permit.request();
    const auto key = request_key(tx, request, KeyClass::content);
    if (!key) return key.error();

    MessageColumns found;
    const auto read = tx.run(
        "SELECT id, number, assignment_id, author, sent_hour, body FROM message "
        "WHERE tenant_id = $1 AND request_id = $2 AND number > $3 "
        "AND ($4 = '' OR assignment_id = $4) ORDER BY number",
        tx.tenant(), bind(request.text()), bind(after),
        bind(within ? within->text() : std::string{}), into(found.ids), into(found.numbers),
        into(found.assignments), into(found.authors), into(found.sent), into(found.bodies));
    if (!read) return read.error();

    std::vector<Message> messages;
    for (std::size_t i = 0; i < found.ids.size(); ++i) {
        auto message = opened_message(tx, *key, request, found, i);
        if (!message) return message.error();
        messages.push_back(std::move(*message));
    }
    return messages;
}

}  // namespace kith::store
