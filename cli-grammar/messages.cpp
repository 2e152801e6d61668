#include "cli-grammar/messages.hpp"

namespace kyoten::grammar {
namespace {

struct Text {
  std::string_view en;
  std::string_view ja;
};

constexpr Text kTexts[] = {
    {"Invalid command name", "コマンド名を確認してください"},
    {"Illegal keyword", "パラメータのキーワードが認識できません"},
    {"Administrator use only", "このコマンドは管理レベルでのみ使用できます"},
    {"Insufficient or too many parameters", "パラメータの数が不適当です"},
    {"Parameter out of range", "パラメータが範囲を越えています"},
    {"Incorrect password", "パスワードが間違っています"},
    {"Unsaved changes in volatile memory", "不揮発性メモリに保存されていない設定変更があります"},
    {"Execute pp select command beforehand", "このコマンドは相手を選択してから実行してください"},
    {"Parameter must be an integer", "パラメータは整数で指定してください"},
    {"Unrecognized IP address parameter", "IPアドレスが認識できません"},
    {"Not available on this model", "この機種では使用できません"},
    {"Command line is too long", "コマンド行が長すぎます"},
    {"Unreadable characters", "認識できない文字があります"},
    {"Not a setting; not executed from a configuration", "設定コマンドではないため実行しません"},
    {"A hidden password cannot be restored", "伏せられたパスワードは設定できません"},
    {"Your own login cannot be cut", "自分自身の接続は切断できません"},
    {"There is no such user", "該当するユーザがいません"},
    {"A password that another router encrypted is kept, but nobody can log in with it",
     "他のルーターが暗号化したパスワードは保持しますが、ログインには使えません"},
    {"No such configuration file", "設定ファイルがありません"},
    {"Configuration file is empty or damaged", "設定ファイルが空か、壊れています"},
    {"External memory is not attached", "外部メモリが接続されていません"},
    {"File not found", "ファイルがありません"},
    {"Invalid file name", "ファイル名が不正です"},
    {"Memory is write-protected", "メモリが書き込み禁止になっています"},
    {"Not enough free space in memory", "メモリの空き容量が不足しています"},
    {"File is too large", "ファイルが大きすぎます"},
    {"Memory cannot be accessed", "メモリにアクセスできません"},
    {"Encrypted files are not supported", "暗号化されたファイルには対応していません"},
};

constexpr Text kLabels[] = {
    {"      Format: ", "    入力形式: "},
    {"              ", "              "},
    {" Explanation: ", "        説明: "},
    {"     Default: ", "デフォルト値: "},
};

}  // namespace

std::string_view message(MessageId id, Language language) {
  const auto& text = kTexts[static_cast<std::size_t>(id)];
  return language == Language::english ? text.en : text.ja;
}

std::string_view label(Label id, Language language) {
  const auto& text = kLabels[static_cast<std::size_t>(id)];
  return language == Language::english ? text.en : text.ja;
}

std::string_view error_prefix(Language language) {
  return language == Language::english ? "Error: " : "エラー: ";
}

}  // namespace kyoten::grammar
