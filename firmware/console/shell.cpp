#include "firmware/console/shell.hpp"

#include <fmt/format.h>

#include <charconv>

#include "firmware/config/secrets.hpp"
#include "firmware/console/clock_setting.hpp"
#include "firmware/console/expansion.hpp"
#include "firmware/console/file_commands.hpp"
#include "firmware/console/passwords.hpp"
#include "firmware/console/phrases.hpp"
#include "firmware/console/show/show.hpp"

namespace kyoten::console {
namespace {

using grammar::MessageId;
using grammar::Privilege;
using grammar::Selection;
using grammar::Statement;

std::string lower_words(std::string_view line) {
  std::string text;
  for (auto& word : words_of(line)) text += (text.empty() ? "" : " ") + word;
  for (auto& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return text;
}

bool asks_for_password(std::string_view id) {
  return id == "login password" || id == "login password encrypted" ||
         id == "administrator password" || id == "administrator password encrypted" ||
         id == "login user";
}

}  // namespace

Shell::Shell(ConsoleId id, ConsoleKind kind, std::string peer, Backend& backend)
    : id_(id), kind_(kind), peer_(std::move(peer)), backend_(backend) {
  log_in({});
}

void Shell::log_in(std::string user) {
  const auto& system = *backend_.intent().system;
  user_ = std::move(user);
  selection_ = {};
  history_.clear();
  terminal_ = {system.character, system.columns, system.lines};
  // Who reaches the control socket owns the router's process already.
  privilege_ = kind_ == ConsoleKind::control ? Privilege::administrator : Privilege::user;
}

grammar::Language Shell::language() const {
  return terminal_.character == config::CharacterCode::ascii ? grammar::Language::english
                                                             : grammar::Language::japanese;
}

grammar::MatchOptions Shell::match_options() const { return {privilege_, false}; }

std::string Shell::prompt() const {
  std::string text = backend_.intent().system->prompt;
  switch (selection_.kind) {
    case Selection::Kind::none:
      break;
    case Selection::Kind::pp:
      text += fmt::format("pp{}", selection_.number);
      break;
    case Selection::Kind::pp_anonymous:
      text += "anonymous";
      break;
    case Selection::Kind::tunnel:
      text += fmt::format("tunnel{}", selection_.number);
      break;
    case Selection::Kind::switch_device:
      text += selection_.name;
      break;
  }
  return text + (is_administrator() ? "# " : "> ");
}

std::string Shell::way() const {
  constexpr std::string_view kWays[] = {"Serial", "TELNET", "SSH", "HTTP", "Serial"};
  auto text = std::string(kWays[static_cast<std::size_t>(kind_)]);
  if (!peer_.empty()) text += ": " + peer_;
  if (!user_.empty()) text += " " + user_;
  return text;
}

Outcome Shell::error(MessageId id) const {
  Outcome outcome;
  outcome.lines.push_back(error_text(id, language()));
  return outcome;
}

Outcome Shell::ask(std::unique_ptr<Dialogue> dialogue) const {
  Outcome outcome;
  outcome.next = Next::dialogue;
  outcome.dialogue = std::move(dialogue);
  return outcome;
}

Outcome Shell::execute(std::string_view typed) {
  remember(typed);
  pipeline_.reset();
  const auto line = expand(typed, backend_.running());
  const auto words = lower_words(line);
  if (words.empty() || words[0] == '#') return {};
  if (words == "no pp select" || words == "no tunnel select" || words == "no switch select") {
    deselect();
    return {};
  }
  auto pipeline = parse_pipeline(line);
  if (line.find('>') != std::string::npos) {
    // In the text of a setting it is a sign like others.
    auto whole = backend_.grammar().match(line, selection_, match_options());
    if (whole && whole->command->kind == grammar::Kind::setting) return run(*whole);
  }
  if (!pipeline) return error(pipeline.error());
  auto statement = backend_.grammar().match(pipeline->command, selection_, match_options());
  if (!statement) return error(statement.error().message);
  if (statement->command->kind != grammar::Kind::show)
    return pipeline->piped ? error(MessageId::wrong_number_of_parameters) : run(*statement);
  if (pipeline->redirection && !may_redirect(*statement))
    return error(is_administrator() ? MessageId::wrong_number_of_parameters
                                    : MessageId::administrator_use_only);
  auto outcome = run(*statement);
  if (outcome.next == Next::prompt) return piped(std::move(outcome), *pipeline);
  // What is shown comes behind a password.
  pipeline->less |= statement->text.starts_with("less");
  pipeline_ = std::move(*pipeline);
  return outcome;
}

/// A file is written for administrators only, and `less` has no use for one.
bool Shell::may_redirect(const Statement& statement) const {
  return is_administrator() && !statement.text.starts_with("less");
}

/// What is left of the lines behind the filters, or what becomes of them in a file.
Outcome Shell::piped(Outcome outcome, const Pipeline& pipeline) {
  outcome.less |= pipeline.less;
  if (!pipeline.redirection) {
    outcome.lines = pipeline.apply(std::move(outcome.lines));
    return outcome;
  }
  auto lines = pipeline.filtered(std::move(outcome.lines));
  return redirect(context(), *pipeline.redirection, std::move(lines), terminal_.character);
}

Outcome Shell::run(const Statement& statement) {
  switch (statement.command->kind) {
    case grammar::Kind::setting:
      return set(statement);
    case grammar::Kind::show:
      return print(statement);
    case grammar::Kind::operation:
    case grammar::Kind::clear:
      return operate(statement);
  }
  return error(MessageId::invalid_command_name);
}

Outcome Shell::set(const Statement& statement) {
  const auto id = statement.id();
  if (!statement.negated && asks_for_password(id)) {
    if (!statement.has("PASSWORD")) return ask(change_password(context(), statement));
    if (id != "login user") return error(MessageId::wrong_number_of_parameters);
    if (!config::has_encrypted_password(statement) &&
        !is_acceptable_password(statement.text_of("PASSWORD")))
      return error(MessageId::parameter_out_of_range);
  }
  const auto user = with_encrypted_password(backend_, statement);
  if (user.failed) return error(MessageId::storage_failed);
  backend_.apply(user.statement ? *user.statement : statement);
  const auto& system = *backend_.intent().system;
  if (id == "console character") terminal_.character = system.character;
  if (id == "console columns") terminal_.columns = system.columns;
  if (id == "console lines") terminal_.lines = system.lines;
  return {};
}

Outcome Shell::print(const Statement& statement) {
  if (statement.id() == "show history")
    return history(words_of(statement.text).back() == "reverse", kMostHistory);
  if (statement.id() == "show command history") {
    const auto most = statement.integer("NUM").value_or(kMostHistory);
    return history(false, static_cast<std::size_t>(most));
  }
  if (statement.id() == "show config" && statement.has("FILENAME"))
    return ask_for_saved(context(), statement);
  auto lines = show({backend_, statement, language(), id_});
  if (!lines) return error(MessageId::invalid_command_name);
  Outcome outcome;
  outcome.lines = std::move(*lines);
  outcome.less = statement.text.starts_with("less");
  outcome.as_it_is = statement.id() == "show techinfo";
  return outcome;
}

/// Commands about files: file_commands.hpp.
template <Outcome (*command)(DialogueContext, const Statement&)>
Outcome Shell::of_files(Shell& shell, const Statement& statement) {
  return command(shell.context(), statement);
}

const std::vector<Shell::Operation>& Shell::operations() {
  static const std::vector<Operation> operations{
      {"administrator", [](Shell& shell, const Statement&) { return shell.administrator(); }},
      {"cold start", [](Shell& shell, const Statement&) { return shell.ask(cold_start(shell.context())); }},
      {"copy config", of_files<copy_configuration>},
      {"delete config", of_files<delete_configuration>},
      {"date",
       [](Shell& shell, const Statement& statement) {
         auto& backend = shell.backend_;
         return shell.set_clock(with_date(backend.wall_time(), backend.intent().system->timezone,
                                          statement.text_of("DATE")));
       }},
      {"disconnect user",
       [](Shell& shell, const Statement& statement) { return shell.disconnect_user(statement); }},
      {"help", [](Shell& shell, const Statement& statement) { return shell.print(statement); }},
      {"ping", [](Shell& shell, const Statement& statement) { return shell.ping(statement); }},
      {"ping6", [](Shell& shell, const Statement& statement) { return shell.ping(statement); }},
      {"pp select", [](Shell& shell, const Statement& statement) { return shell.select(statement); }},
      {"quit", [](Shell& shell, const Statement& statement) { return shell.quit(statement); }},
      {"restart", of_files<restart_with>},
      {"save", of_files<save_configuration>},
      {"set-default-config", of_files<choose_configuration>},
      {"switch select", [](Shell& shell, const Statement& statement) { return shell.select(statement); }},
      {"time",
       [](Shell& shell, const Statement& statement) {
         auto& backend = shell.backend_;
         return shell.set_clock(with_time(backend.wall_time(), backend.intent().system->timezone,
                                          statement.text_of("TIME")));
       }},
      {"tunnel select", [](Shell& shell, const Statement& statement) { return shell.select(statement); }},
  };
  return operations;
}

std::vector<std::string_view> Shell::acting_commands() {
  auto ids = shown_commands();
  for (auto& operation : operations()) ids.push_back(operation.id);
  // Done by every console for itself.
  for (auto id : {"alias", "set", "show history", "show command history"}) ids.emplace_back(id);
  return ids;
}

Outcome Shell::operate(const Statement& statement) {
  for (auto& operation : operations()) {
    if (operation.id == statement.id()) return operation.run(*this, statement);
  }
  return backend_.operate(statement) ? Outcome{} : error(MessageId::invalid_command_name);
}

Outcome Shell::ping(const Statement& statement) {
  Outcome outcome;
  outcome.next = Next::running;
  backend_.start_ping(id_, statement);
  return outcome;
}

void Shell::deselect() { selection_ = {}; }

Outcome Shell::select(const Statement& statement) {
  const auto operand = words_of(statement.text).back();
  if (statement.negated || operand == "none") {
    deselect();
    return {};
  }
  if (operand == "anonymous") {
    selection_ = {Selection::Kind::pp_anonymous, 0, {}};
    return {};
  }
  if (statement.id() == "switch select") {
    selection_ = {Selection::Kind::switch_device, 0, operand};
    return {};
  }
  const auto kind = statement.id() == "pp select" ? Selection::Kind::pp : Selection::Kind::tunnel;
  std::uint32_t number = 0;
  std::from_chars(operand.data(), operand.data() + operand.size(), number);
  selection_ = {kind, number, {}};
  return {};
}

Outcome Shell::administrator() {
  Outcome outcome;
  if (is_administrator()) {
    outcome.lines.emplace_back(phrase(Phrase::already_administrator, language()));
    return outcome;
  }
  switch (Passwords(backend_, kind_).administrator_right(user_)) {
    case AdministratorRight::never:
      return error(MessageId::administrator_use_only);
    case AdministratorRight::with_password:
      break;
    case AdministratorRight::without_password:
      backend_.log("'administrator' succeeded for " + way());
      promote(outcome);
      return outcome;
  }
  const auto who = kind_ == ConsoleKind::serial && user_.empty() ? "Serial user" : way();
  return ask(become_administrator(context(), who));
}

Outcome Shell::answer(Dialogue& dialogue, std::string_view typed) {
  auto step = dialogue.answer(typed);
  Outcome outcome;
  outcome.lines = std::move(step.lines);
  outcome.next = !step.done      ? Next::dialogue
                 : step.guessed ? Next::delayed_prompt
                                : Next::prompt;
  if (step.administrator) promote(outcome);
  if (!step.done) return outcome;
  const auto pipeline = std::exchange(pipeline_, std::nullopt);
  return pipeline && !step.refused ? piped(std::move(outcome), *pipeline) : std::move(outcome);
}

Outcome Shell::quit(const Statement& statement) {
  Outcome outcome;
  if (!is_administrator() || kind_ == ConsoleKind::control) {
    outcome.next = Next::logout;
    return outcome;
  }
  if (words_of(statement.text).back() == "save") return leave_administrator(true);
  if (backend_.unsaved_changes()) {
    outcome.next = Next::save_question;
    return outcome;
  }
  return leave_administrator(false);
}

Outcome Shell::leave_administrator(bool save) {
  Outcome outcome;
  // What could not be saved must not be lost by a slip: the console stays where it can be saved
  // elsewhere.
  if (save && !save_running(context(), outcome)) return outcome;
  privilege_ = Privilege::user;
  return outcome;
}

}  // namespace kyoten::console
