#include "gateway/supporter_json.h"

#include "base/day.h"

namespace kith::gateway {

std::string enrolment_name(model::Enrolment enrolment) {
    switch (enrolment) {
        case model::Enrolment::applied:
            return "applied";
        case model::Enrolment::approved:
            return "approved";
        case model::Enrolment::left:
            return "left";
    }
    return "";
}

Object::Ptr supporter_json(const model::PeerSupporter& supporter) {
    auto out = object();
    out->set("id", supporter.id.text());
    out->set("enrolment", enrolment_name(supporter.enrolment));
    out->set("listed", supporter.listed);
    out->set("languages", array(supporter.languages));
    out->set("topics", array(supporter.topics));
    out->set("capacity", supporter.capacity);
    if (supporter.accredited_until)
        out->set("accreditedUntil", kith::to_text(*supporter.accredited_until));
    if (supporter.on_leave_until)
        out->set("onLeaveUntil", kith::to_text(*supporter.on_leave_until));
    out->set("about", supporter.about);
    out->set("channels", array(supporter.channels));
    out->set("hours", array(supporter.hours));
    out->set("shared", array(supporter.shared));
    return out;
}

Error not_a_day(std::string field) {
    return Error{ErrorCode::invalid_input, "this is not a day of the calendar", std::move(field),
                 "write it as YYYY-MM-DD"};
}

}  // namespace kith::gateway
