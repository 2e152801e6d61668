#include "firmware/console/dialogue.hpp"

#include "firmware/base/secret.hpp"
#include "firmware/console/file_name.hpp"
#include "firmware/console/passwords.hpp"

namespace kyoten::console {
namespace {

using grammar::MessageId;
using grammar::Statement;

class BecomeAdministrator final : public Dialogue {
 public:
  BecomeAdministrator(DialogueContext context, std::string way)
      : context_(context), way_(std::move(way)) {}
  std::string prompt() const override { return "Password: "; }
  Step answer(std::string_view typed) override {
    const bool right = Passwords(context_.backend, context_.kind).administrator_matches(typed);
    context_.backend.log(std::string("'administrator' ") + (right ? "succeeded" : "failed") +
                         " for " + way_);
    if (right) return {{}, true, true};
    return {{error_text(MessageId::incorrect_password, context_.language)}, true, false, true};
  }

 private:
  DialogueContext context_;
  std::string way_;
};

class ChangePassword final : public Dialogue {
 public:
  ChangePassword(DialogueContext context, Statement statement)
      : context_(context), statement_(std::move(statement)) {
    const auto id = statement_.id();
    // A user that is being made has no old password.
    if (id == "login user") stage_ = Stage::first;
    of_administrator_ = id.starts_with("administrator");
    // A named user's password is always stored encrypted.
    encrypted_ = id.ends_with("encrypted") || id == "login user";
  }

  std::string prompt() const override {
    return stage_ == Stage::old ? "Old_Password: " : "New_Password: ";
  }

  Step answer(std::string_view typed) override {
    switch (stage_) {
      case Stage::old: {
        const Passwords passwords(context_.backend, context_.kind);
        const bool right = of_administrator_ ? passwords.administrator_matches(typed)
                                             : passwords.login_matches(typed);
        if (!right) return refused(MessageId::incorrect_password);
        stage_ = Stage::first;
        return {{}, false, false};
      }
      case Stage::first:
        if (!typed.empty() && !is_acceptable_password(typed))
          return refused(MessageId::parameter_out_of_range);
        first_ = Secret(as_bytes(typed));
        stage_ = Stage::again;
        return {{}, false, false};
      case Stage::again:
        if (!equal_in_constant_time(first_.view(), as_bytes(typed)))
          return refused(MessageId::incorrect_password);
        return store(typed);
    }
    return {};
  }

 private:
  enum class Stage : std::uint8_t { old, first, again };

  Step refused(MessageId why) const { return {{error_text(why, context_.language)}, true, false}; }

  void remove(Statement statement) {
    statement.negated = true;
    statement.text = "no " + statement.text;
    context_.backend.apply(statement);
  }

  Step store(std::string_view password) {
    if (password.empty()) {
      if (statement_.id() == "login user") return refused(MessageId::wrong_number_of_parameters);
      remove(statement_);
      // Whichever of the two forms was stored.
      const std::string id(statement_.id());
      constexpr std::string_view kEncrypted = " encrypted";
      auto other = statement_;
      other.text = id.ends_with(kEncrypted) ? id.substr(0, id.size() - kEncrypted.size())
                                            : id + std::string(kEncrypted);
      other.command = context_.backend.grammar().find(other.text);
      if (other.command != nullptr && !context_.backend.running().find(other.text).empty())
        remove(std::move(other));
      return {};
    }
    std::string stored(password);
    if (encrypted_) {
      auto encrypted = context_.backend.encrypt_password(password);
      if (!encrypted) return refused(MessageId::storage_failed);
      stored = std::move(*encrypted);
    }
    // The statement as a saved configuration holds it: with the password behind.
    const bool named = statement_.id() == "login user";
    const auto line = statement_.text + (named ? " encrypted " : " ") + quoted(stored);
    auto matched = context_.backend.grammar().match(line, {}, {});
    if (matched && matched->id() == statement_.id() && matched->has("PASSWORD")) {
      context_.backend.apply(*matched);
      return {};
    }
    statement_.arguments.push_back({"PASSWORD", stored, stored});
    statement_.text = line;
    context_.backend.apply(statement_);
    return {};
  }

  DialogueContext context_;
  Statement statement_;
  Stage stage_ = Stage::old;
  bool of_administrator_ = false;
  bool encrypted_ = false;
  Secret first_;
};

class ShowSaved final : public Dialogue {
 public:
  ShowSaved(DialogueContext context, config::AreaName area) : context_(context), area_(area) {}
  std::string prompt() const override {
    return login_right_ ? "Administrator Password: " : "Login Password: ";
  }

  Step answer(std::string_view typed) override {
    const Passwords passwords(context_.backend, context_.kind);
    const bool right =
        login_right_ ? passwords.administrator_matches(typed) : passwords.login_matches(typed);
    if (!right) return refused(MessageId::incorrect_password);
    if (!login_right_) {
      login_right_ = true;
      return {{}, false, false};
    }
    const auto text = context_.backend.areas().read(area_);
    if (!text) return refused(MessageId::no_such_config);
    // Read and printed again, so that secrets are hidden as in `show config`.
    config::Statements statements;
    (void)config::load(*text, context_.backend.grammar(), {}, statements);
    return {statements.print(false)};
  }

 private:
  Step refused(MessageId why) const {
    return {{error_text(why, context_.language)}, true, false, true};
  }

  DialogueContext context_;
  config::AreaName area_;
  bool login_right_ = false;
};

class ColdStart final : public Dialogue {
 public:
  explicit ColdStart(DialogueContext context) : context_(context) {}
  std::string prompt() const override { return "Password: "; }
  Step answer(std::string_view typed) override {
    if (!Passwords(context_.backend, context_.kind).administrator_matches(typed)) {
      return {{error_text(MessageId::incorrect_password, context_.language)}, true, false};
    }
    if (auto failure = context_.backend.cold_start())
      return {{error_text(message_of(failure->error), context_.language)}};
    return {};
  }

 private:
  DialogueContext context_;
};

}  // namespace

std::unique_ptr<Dialogue> become_administrator(DialogueContext context, std::string way) {
  return std::make_unique<BecomeAdministrator>(context, std::move(way));
}
std::unique_ptr<Dialogue> change_password(DialogueContext context, Statement statement) {
  return std::make_unique<ChangePassword>(context, std::move(statement));
}
std::unique_ptr<Dialogue> show_saved(DialogueContext context, config::AreaName area) {
  return std::make_unique<ShowSaved>(context, area);
}
std::unique_ptr<Dialogue> cold_start(DialogueContext context) {
  return std::make_unique<ColdStart>(context);
}

std::string_view way_in(ConsoleKind kind) {
  constexpr std::string_view kWays[] = {"SERIAL", "TELNET", "SSH", "HTTPD", "SERIAL"};
  return kWays[static_cast<std::size_t>(kind)];
}

std::string error_text(MessageId id, grammar::Language language) {
  return std::string(grammar::error_prefix(language)) + std::string(grammar::message(id, language));
}

}  // namespace kyoten::console
