// What kithctl says: findings as `file:line: error: what`, errors as what, where and what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/error.h"
#include "base/finding.h"
#include "ctl/command.h"

namespace kith::ctl {

void say(const std::string& line);  // To standard output.

// To standard error, or as JSON to standard output. `found` where one is an error.
int tell(const Findings& findings, bool json);
int fail(const Error& error);  // could_not_run.
int misused(const std::string& what, const Command* command = nullptr);

// A line on standard error that is written over as it goes; only for a terminal.
void progress(std::string_view what, std::int64_t done, std::int64_t all);
void progress(std::string_view what, std::int64_t done);  // Nobody knows of how many.
void progress_ended();

// Who knows the org chart and sees that one assignment ended would know whose. So up to four are
// nobody's business.
std::string ended_assignments(int count);

std::string quoted(std::string_view text);  // As a JSON string.
std::string json_list(const std::vector<std::string>& texts);

// Today where `text` is empty; nothing where it is no day.
std::optional<Day> day_or_today(const std::string& text);

}  // namespace kith::ctl
