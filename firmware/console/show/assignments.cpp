// `show set` and `show alias`.
#include "firmware/console/expansion.hpp"
#include "firmware/console/show/show.hpp"

namespace kyoten::console {
namespace {

Lines assignments(const View& view, std::string_view command) {
  const auto wanted = view.statement.text_of("NAME");
  Lines lines;
  for (auto* statement : view.backend.running().find(command)) {
    const auto* assignment = statement->find("ASSIGNMENT");
    const auto* text = assignment ? std::get_if<std::string>(&assignment->value) : nullptr;
    if (text == nullptr) continue;
    if (wanted.empty() || text->substr(0, text->find('=')) == wanted) lines.push_back(*text);
  }
  return lines;
}

}  // namespace

Lines show_alias(const View& view) { return assignments(view, "alias"); }

Lines show_set(const View& view) {
  auto lines = assignments(view, "set");
  const bool own =
      std::any_of(lines.begin(), lines.end(), [](auto& line) { return line.starts_with("PWD="); });
  const auto wanted = view.statement.text_of("NAME");
  if (!own && (wanted.empty() || wanted == "PWD"))
    lines.push_back("PWD=" + assigned(view.backend.running(), "set", "PWD").value_or(""));
  return lines;
}

}  // namespace kyoten::console
