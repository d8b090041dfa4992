// The intranet's pages: files of samples/intranet/pages with {{places}} that are filled in.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace intranet {

std::string escaped(std::string_view text);

// The page `name` inside the frame that all pages share. Values are text; those whose name ends in
// "_html" are markup that was made here. Throws where there is no such file.
std::string page(const std::string& name, std::map<std::string, std::string> values);

// A file as it is.
std::string file(const std::string& name);

}  // namespace intranet
