// `show command` and `help`.
#include <fmt/format.h>

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
  if (view.english()) {
    return {
        "Keys of the command line:",
        "  TAB, SPACE      complete a word",
        "  ?               list what may come next, or explain the command",
        "  Up, Down        earlier and later command lines (Ctrl-P, Ctrl-N)",
        "  Left, Right     move the cursor (Ctrl-B, Ctrl-F); Ctrl-A, Ctrl-E: to the ends",
        "  BackSpace       delete (Ctrl-D: at the cursor, Ctrl-W: a word, Ctrl-U: the line)",
        "  Ctrl-R          show the line again",
        "  Ctrl-C          give up the line or stop what is running",
        "'show command' lists all commands; 'show config' prints the configuration.",
    };
  }
  return {
      "コマンド行で使えるキー:",
      "  TAB, SPACE      単語を補完する",
      "  ?               次に入力できる語の一覧、またはコマンドの説明を表示する",
      "  ↑, ↓          入力履歴を呼び出す (Ctrl-P, Ctrl-N)",
      "  ←, →          カーソルを動かす (Ctrl-B, Ctrl-F)、行頭と行末は Ctrl-A, Ctrl-E",
      "  BackSpace       文字を消す (Ctrl-D: カーソル位置、Ctrl-W: 単語、Ctrl-U: 行)",
      "  Ctrl-R          行を表示し直す",
      "  Ctrl-C          行の入力または実行を中止する",
      "コマンドの一覧は show command、設定は show config で表示します。",
  };
}

}  // namespace kyoten::console
