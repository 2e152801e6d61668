// Commands that ask for passwords before they act. A dialogue is a prompt, an answer, and another
// prompt until it is done; it knows no terminal.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/console/backend.hpp"

namespace kyoten::console {

class Dialogue {
 public:
  struct Step {
    std::vector<std::string> lines;  ///< to print
    bool done = true;                ///< false: prompt() asks for more
    bool administrator = false;      ///< the console is at the administrator level now
    bool guessed = false;            ///< a wrong password, to be paid for with time
    bool refused = false;            ///< `lines` are an error
  };
  virtual ~Dialogue() = default;
  [[nodiscard]] virtual std::string prompt() const = 0;
  /// A question that one key answers, "y" or "n", and not a password.
  [[nodiscard]] virtual bool is_question() const { return false; }
  virtual Step answer(std::string_view typed) = 0;
};

struct DialogueContext {
  Backend& backend;
  ConsoleKind kind;
  grammar::Language language;
};

/// `administrator`.
std::unique_ptr<Dialogue> become_administrator(DialogueContext context, std::string way);
/// `login password`, `administrator password`, their `encrypted` forms, `login user NAME`.
std::unique_ptr<Dialogue> change_password(DialogueContext context, grammar::Statement statement);
/// `show config N`: a saved configuration, which needs both passwords.
std::unique_ptr<Dialogue> show_saved(DialogueContext context, config::AreaName area);
/// `cold start`.
std::unique_ptr<Dialogue> cold_start(DialogueContext context);

/// As the log names the way in: "TELNET".
std::string_view way_in(ConsoleKind kind);

/// "Error: Incorrect password"
std::string error_text(grammar::MessageId id, grammar::Language language);

}  // namespace kyoten::console
