// Configuration text from anywhere, and half-typed lines. Promise: what was loaded and is printed loads again to the same.
#include "cli-grammar/grammar.hpp"
#include "firmware/base/assert.hpp"
#include "firmware/config/intent.hpp"
#include "firmware/config/statements.hpp"
#include "tests/fuzz/target.hpp"

using namespace kyoten;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto& grammar = grammar::Grammar::builtin();
  config::Statements statements;
  config::load(text, grammar, {}, statements);
  static_cast<void>(config::compile(statements, nullptr));

  std::string printed;
  for (auto& line : statements.print(true)) printed += line + "\n";
  config::Statements again;
  config::load(printed, grammar, {}, again);
  KYOTEN_ASSERT(again == statements);

  const auto line = text.substr(0, text.find('\n'));
  for (std::size_t cursor : {line.size(), line.size() / 2}) {
    static_cast<void>(grammar.complete(line, cursor, {}, {}));
  }
  static_cast<void>(grammar.help(line, {}, {}, {}));
  return 0;
}
