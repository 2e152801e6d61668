// What the router starts with, and what of it is saved.
#include <fmt/format.h>

#include "firmware/config/factory_default.hpp"
#include "firmware/console/dialogue.hpp"
#include "firmware/console/passwords.hpp"
#include "firmware/crypto/password_hash.hpp"
#include "firmware/router/box.hpp"

namespace kyoten::router {

/// A configuration that was handed over goes before everything; then comes the one that was chosen;
/// and a router whose chosen one is gone or spoilt still comes up, with what stood there before or
/// with another that was saved, and says so. Only one that never was configured is as from the
/// factory.
config::LoadReport Box::load(std::optional<std::string_view> configuration) {
  const grammar::MatchOptions options{grammar::Privilege::administrator, options_.strict};
  running_area_ = {areas_.startup().number, 0};
  config::LoadReport report;
  if (configuration) {
    report = config::load(*configuration, grammar(), options, running_);
  } else {
    for (auto area : areas_.startup_candidates()) {
      if (saved_in_area_) break;
      saved_in_area_ = load_area(area, report);
    }
    if (!saved_in_area_)
      report = config::load(config::factory_default(), grammar(), options, running_);
  }
  saved_lines_ = running_.print(true);
  return report;
}

/// False, and nothing is changed, if there is no configuration in it.
bool Box::load_area(config::AreaName area, config::LoadReport& report) {
  const auto text = areas_.read(area);
  if (!text) return false;
  const grammar::MatchOptions options{grammar::Privilege::administrator, options_.strict};
  if (!config::is_configuration(*text, grammar(), options)) {
    write_log(LogLevel::info, fmt::format("\"{}\" is empty or damaged", area.label()));
    return false;
  }
  report = config::load(*text, grammar(), options, running_);
  running_area_ = area;
  if (area != areas_.startup()) {
    write_log(LogLevel::info, fmt::format("\"{}\" is used instead of \"{}\"", area.label(),
                                          areas_.startup().label()));
  }
  return true;
}

/// Also when what is running was deleted: nothing would be left of it after the next start.
bool Box::unsaved_changes() const {
  return running_.print(true) != saved_lines_ || (saved_in_area_ && !areas_.read(running_area_));
}

std::optional<std::string> Box::encrypt_password(std::string_view password) {
  return crypto::hash_password(password, entropy_);
}

bool Box::matches_encrypted(std::string_view typed, std::string_view stored) const {
  return crypto::verify_password(typed, stored);
}

/// Passwords of named users are never saved in the clear, also when a file brought them so.
void Box::encrypt_user_passwords() {
  std::vector<grammar::Statement> users;
  for (auto* user : running_.find("login user")) users.push_back(*user);
  bool changed = false;
  for (auto& user : users) {
    const auto stored = console::with_encrypted_password(*this, user);
    if (!stored.statement) continue;
    running_.apply(*stored.statement);
    changed = true;
  }
  if (changed) recompile();
}

std::string Box::configuration_text(std::string_view comment) {
  encrypt_user_passwords();
  auto text = "# " + options_.identity.revision + "\n";
  for (auto& line : running_.print(true)) text += line + "\n";
  return config::stamped(text, {wall_time(), std::string(comment)});
}

std::optional<ports::StorageFailure> Box::save(int number, std::string_view comment,
                                               console::ConsoleKind from) {
  const auto text = configuration_text(comment);
  const config::AreaName area{number, 0};
  if (auto failure = areas_.write(number, text)) return failure;
  // Whoever started with an earlier generation and saves wants to start with what he saved.
  const bool earlier = areas_.startup().number == number && areas_.startup() != area;
  if (earlier) {
    if (auto failure = areas_.set_startup(area)) return failure;
  }
  saved_lines_ = running_.print(true);
  if (number == running_area_.number) {
    running_area_ = area;
    saved_in_area_ = true;
  }
  write_log(LogLevel::info, fmt::format("Configuration saved in \"{}\" by {}", area.label(),
                                        console::way_in(from)));
  return std::nullopt;
}

std::optional<ports::StorageFailure> Box::cold_start() {
  if (auto failure = areas_.remove_all()) return failure;
  out_->restart = true;
  return std::nullopt;
}

}  // namespace kyoten::router
