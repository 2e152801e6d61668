#include "firmware/console/phrases.hpp"

namespace kyoten::console {
namespace {

struct Text {
  std::string_view en;
  std::string_view ja;
};

constexpr Text kTexts[] = {
    {"Save new configuration ? (Y/N)", "新しい設定を保存しますか? (Y/N)"},
    {"Saving ... {} Done .", "セーブ中... {} 終了"},
    {"The file already exists. Overwrite it ? (Y/N)",
     "指定したファイルは既に存在しています。上書きしますか ? (Y/N)"},
    {"Already in administrator mode", "すでに管理レベルです"},
    {"Other users in administrator mode: {}", "管理レベルの他のユーザ: {}"},
    {"---more---", "---つづく---"},
    {"Searching ...", "Searching ..."},
    {"Pattern not found", "見つかりません"},
    {"Error: Login access is restricted.", "Error: Login access is restricted."},
};

}  // namespace

std::string_view phrase(Phrase id, grammar::Language language) {
  const auto& text = kTexts[static_cast<std::size_t>(id)];
  return language == grammar::Language::english ? text.en : text.ja;
}

const std::vector<std::string_view>& key_help(grammar::Language language) {
  static const std::vector<std::string_view> english{
      "Keys of the command line:",
      "  TAB, SPACE      complete a word",
      "  ?               list what may come next, or explain the command",
      "  Up, Down        earlier and later command lines (Ctrl-P, Ctrl-N)",
      "  Left, Right     move the cursor (Ctrl-B, Ctrl-F); Ctrl-A, Ctrl-E: to the ends",
      "  BackSpace       delete (Ctrl-D: at the cursor, Ctrl-K: to the end,",
      "                  Ctrl-W: a word, Ctrl-U: the line)",
      "  Ctrl-S, Ctrl-Q  stop the output, let it go on",
      "  Ctrl-R          show the line again",
      "  Ctrl-C          give up the line or stop what is running",
      "'show command' lists all commands; 'show config' prints the configuration.",
  };
  static const std::vector<std::string_view> japanese{
      "コマンド行で使えるキー:",
      "  TAB, SPACE      単語を補完する",
      "  ?               次に入力できる語の一覧、またはコマンドの説明を表示する",
      "  ↑, ↓          入力履歴を呼び出す (Ctrl-P, Ctrl-N)",
      "  ←, →          カーソルを動かす (Ctrl-B, Ctrl-F)、行頭と行末は Ctrl-A, Ctrl-E",
      "  BackSpace       文字を消す (Ctrl-D: カーソル位置、Ctrl-K: 行末まで、",
      "                  Ctrl-W: 単語、Ctrl-U: 行)",
      "  Ctrl-S, Ctrl-Q  表示を止める、再開する",
      "  Ctrl-R          行を表示し直す",
      "  Ctrl-C          行の入力または実行を中止する",
      "コマンドの一覧は show command、設定は show config で表示します。",
  };
  return language == grammar::Language::english ? english : japanese;
}

const std::vector<std::string_view>& filter_help(grammar::Language language) {
  static const std::vector<std::string_view> english{
      "      Format: show ... | grep [-i] [-v] [-w] PATTERN",
      "              show ... | less",
      " Explanation: Prints the lines in which PATTERN is found, or page by page",
      "              -i: upper case as lower case, -v: the other lines, -w: whole words",
  };
  static const std::vector<std::string_view> japanese{
      "    入力形式: show ... | grep [-i] [-v] [-w] PATTERN",
      "              show ... | less",
      "        説明: PATTERN を含む行だけを表示する、または画面単位で表示する",
      "              -i: 大文字と小文字を区別しない、-v: 含まない行、-w: 単語単位",
  };
  return language == grammar::Language::english ? english : japanese;
}

}  // namespace kyoten::console
