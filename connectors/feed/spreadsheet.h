// Free text in a table that a coordinator opens in a spreadsheet, where "=..." would be a formula.
//
// A spreadsheet takes a cell for a formula when it begins with = + - @ or a control character, and
// a cell may begin in the middle of ours when the spreadsheet splits at ";" instead of ",". So
// wherever a cell could begin, an apostrophe is put before such a sign, and taken off again when
// read.
#pragma once

#include <string>
#include <string_view>

namespace kith::connectors::feed {

std::string without_formulas(std::string_view text);

// For every text: with_formulas(without_formulas(text)) == text.
std::string with_formulas(std::string_view text);

}  // namespace kith::connectors::feed
