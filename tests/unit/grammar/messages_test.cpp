#include "cli-grammar/messages.hpp"

using namespace kyoten::grammar;

namespace {

std::string english(MessageId id) {
  return std::string(error_prefix(Language::english)) + std::string(message(id, Language::english));
}
std::string japanese(MessageId id) {
  return std::string(error_prefix(Language::japanese)) +
         std::string(message(id, Language::japanese));
}

}  // namespace

TEST_CASE("errors are worded as on the device in English") {
  CHECK(english(MessageId::invalid_command_name) == "Error: Invalid command name");
  CHECK(english(MessageId::illegal_keyword) == "Error: Illegal keyword");
  CHECK(english(MessageId::administrator_use_only) == "Error: Administrator use only");
  CHECK(english(MessageId::wrong_number_of_parameters) ==
        "Error: Insufficient or too many parameters");
  CHECK(english(MessageId::parameter_out_of_range) == "Error: Parameter out of range");
  CHECK(english(MessageId::incorrect_password) == "Error: Incorrect password");
  CHECK(english(MessageId::unsaved_changes) == "Error: Unsaved changes in volatile memory");
  CHECK(english(MessageId::select_peer_first) == "Error: Execute pp select command beforehand");
  CHECK(english(MessageId::not_an_integer) == "Error: Parameter must be an integer");
  CHECK(english(MessageId::unrecognized_ip_address) == "Error: Unrecognized IP address parameter");
}

TEST_CASE("errors are worded as on the device in Japanese") {
  CHECK(japanese(MessageId::invalid_command_name) == "エラー: コマンド名を確認してください");
  CHECK(japanese(MessageId::illegal_keyword) == "エラー: パラメータのキーワードが認識できません");
  CHECK(japanese(MessageId::administrator_use_only) ==
        "エラー: このコマンドは管理レベルでのみ使用できます");
  CHECK(japanese(MessageId::wrong_number_of_parameters) == "エラー: パラメータの数が不適当です");
  CHECK(japanese(MessageId::parameter_out_of_range) == "エラー: パラメータが範囲を越えています");
  CHECK(japanese(MessageId::incorrect_password) == "エラー: パスワードが間違っています");
  CHECK(japanese(MessageId::unsaved_changes) ==
        "エラー: 不揮発性メモリに保存されていない設定変更があります");
  CHECK(japanese(MessageId::select_peer_first) ==
        "エラー: このコマンドは相手を選択してから実行してください");
  CHECK(japanese(MessageId::not_an_integer) == "エラー: パラメータは整数で指定してください");
  CHECK(japanese(MessageId::unrecognized_ip_address) == "エラー: IPアドレスが認識できません");
}

TEST_CASE("every message has a text in both languages") {
  for (auto id = MessageId{}; id <= MessageId::no_encryption;
       id = static_cast<MessageId>(static_cast<int>(id) + 1)) {
    CHECK_FALSE(message(id, Language::english).empty());
    CHECK_FALSE(message(id, Language::japanese).empty());
  }
}
