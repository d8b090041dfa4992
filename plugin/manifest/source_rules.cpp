#include "manifest/source_rules.h"

#include "manifest/values.h"

namespace kith::manifest {

void set_rules(model::SourceRules& rules, const xmlNode* source) {
    set(rules.removed_percent_max, source, "maxRemovedPercent");
    set(rules.grace_days, source, "graceDays");
    set(rules.every_minutes, source, "everyMinutes");
    set(rules.whole_every_hours, source, "wholeEveryHours");
    for (const xmlNode* each : children(source, "top"))
        rules.tops.emplace_back(value(each, "person"));
    sort_once(rules.tops);
}

void add_limits(Writer::Attributes& to, const model::SourceRules& rules) {
    add_number(to, "maxRemovedPercent", rules.removed_percent_max);
    add_number(to, "graceDays", rules.grace_days);
}

void add_times(Writer::Attributes& to, const model::SourceRules& rules) {
    add_number(to, "everyMinutes", rules.every_minutes);
    add_number(to, "wholeEveryHours", rules.whole_every_hours);
}

void write_tops(Writer& out, const model::SourceRules& rules) {
    for (const auto& top : rules.tops)
        out.empty("top", {{"person", top.text()}});
}

}  // namespace kith::manifest
