// The lines of a configuration text, whatever ends them: LF, CR LF, CR.
#pragma once

#include <string_view>

namespace kyoten::config {

struct TextLine {
  std::string_view text;
  std::string_view end;  ///< empty behind the last line of a text that stops without one
};

/// Takes the first line off a text that is not empty.
inline TextLine take_line(std::string_view& rest) {
  const auto length = rest.find_first_of("\r\n");
  TextLine line{rest.substr(0, length), {}};
  rest.remove_prefix(line.text.size());
  line.end = rest.substr(0, rest.starts_with("\r\n") ? 2 : 1);
  rest.remove_prefix(line.end.size());
  return line;
}

}  // namespace kyoten::config
