// `show command` and `help`.
#include "firmware/console/phrases.hpp"
#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {

Lines show_command(const View& view) {
  Lines lines;
  for (auto& command : view.backend.grammar().commands()) {
    if (command.support != grammar::ModelSupport::rtx810) continue;
    const auto& text =
        view.english() || command.help_ja.empty() ? command.help_en : command.help_ja;
    lines.push_back(command.id + ": " + text);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

Lines show_help(const View& view) {
  const auto& lines = key_help(view.language);
  return {lines.begin(), lines.end()};
}

}  // namespace kyoten::console
