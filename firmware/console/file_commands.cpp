#include "firmware/console/file_commands.hpp"

#include <fmt/format.h>

#include "firmware/config/text_encoding.hpp"
#include "firmware/console/character_code.hpp"
#include "firmware/console/file_search.hpp"
#include "firmware/console/phrases.hpp"

namespace kyoten::console {
namespace {

using config::AreaName;
using grammar::MessageId;
using grammar::Statement;
using ports::StorageError;
using ports::StorageFailure;

constexpr std::size_t kMostCommentBytes = 200;

Outcome refuse(const DialogueContext& context, MessageId why) {
  Outcome outcome;
  outcome.lines.push_back(error_text(why, context.language));
  return outcome;
}

/// The console says it in its language; the log keeps the system's own words.
Outcome refuse(const DialogueContext& context, const StorageFailure& failure) {
  if (!failure.reason.empty()) context.backend.log(failure.reason);
  return refuse(context, message_of(failure.error));
}

/// An area's file that is not there is a configuration that is not there.
Outcome refuse_area(const DialogueContext& context, const StorageFailure& failure) {
  if (failure.error == StorageError::not_found) return refuse(context, MessageId::no_such_config);
  return refuse(context, failure);
}

void note_saved(const DialogueContext& context, const std::string& label) {
  context.backend.log(
      fmt::format("Configuration saved in \"{}\" by {}", label, way_in(context.kind)));
}

std::string saving_text(const DialogueContext& context, const std::string& label) {
  return fmt::format(fmt::runtime(phrase(Phrase::saving, context.language)), label);
}

/// A text as files outside of the router are: lines end with CR LF, and the code is the device's,
/// Shift_JIS, if it has every character and the text is recognized again.
Bytes outside_form(std::string_view utf8) {
  std::string text;
  for (char c : utf8) {
    if (c == '\r') continue;
    text += c == '\n' ? "\r\n" : std::string(1, c);
  }
  Bytes coded;
  encode(text, config::CharacterCode::sjis, coded);
  const std::string_view view(reinterpret_cast<const char*>(coded.data()), coded.size());
  const auto encoding = config::encoding_of(view);
  if (encoding && config::to_utf8(view, *encoding) == text) return coded;
  return to_bytes(text);
}

std::optional<StorageFailure> write_outside(const DialogueContext& context, const ExternalName& to,
                                            ByteView content) {
  auto* medium = medium_in(context.backend.external_memory(), to.slot);
  if (medium == nullptr) return StorageFailure{StorageError::no_medium, {}};
  return medium->write(to.path, content);
}

bool is_configuration(const DialogueContext& context, std::string_view text) {
  return config::is_configuration(text, context.backend.grammar(), {});
}

std::string without_quotes(std::string text) {
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool save_in(const DialogueContext& context, int number, std::string_view comment,
             Outcome& outcome) {
  if (auto failure = context.backend.save(number, comment, context.kind)) {
    outcome = refuse(context, *failure);
    return false;
  }
  outcome.lines.push_back(saving_text(context, AreaName{number, 0}.label()));
  return true;
}

}  // namespace

bool save_running(DialogueContext context, Outcome& outcome) {
  return save_in(context, context.backend.running_area().number, {}, outcome);
}

Outcome save_configuration(DialogueContext context, const Statement& statement) {
  Outcome outcome;
  if (!statement.has("FILENAME")) {
    save_running(context, outcome);
    return outcome;
  }
  const auto comment = without_quotes(statement.text_of("COMMENT"));
  if (comment.size() > kMostCommentBytes) return refuse(context, MessageId::parameter_out_of_range);
  const auto file = parse_config_file(statement.text_of("FILENAME"));
  if (!file) return refuse(context, file.error());
  if (const auto* area = std::get_if<AreaName>(&*file)) {
    // Earlier generations are not for saving.
    if (area->generation != 0) return refuse(context, MessageId::parameter_out_of_range);
    save_in(context, area->number, comment, outcome);
    return outcome;
  }
  const auto& outside = std::get<ExternalName>(*file);
  if (outside.slot == ExternalName::Slot::any) return refuse(context, MessageId::invalid_file_name);
  const auto content = outside_form(context.backend.configuration_text(comment));
  if (auto failure = write_outside(context, outside, content)) return refuse(context, *failure);
  outcome.lines.push_back(saving_text(context, outside.text()));
  note_saved(context, outside.text());
  return outcome;
}

namespace {

std::string label_of(const ConfigFile& file) {
  const auto* area = std::get_if<AreaName>(&file);
  return area != nullptr ? area->label() : std::get<ExternalName>(file).text();
}

Outcome copy_to_outside(const DialogueContext& context, AreaName from, const ExternalName& to) {
  const auto text = context.backend.areas().read(from);
  if (!text) return refuse(context, MessageId::no_such_config);
  if (auto failure = write_outside(context, to, outside_form(*text)))
    return refuse(context, *failure);
  return {};
}

Outcome copy_to_area(const DialogueContext& context, const ConfigFile& from, AreaName to) {
  std::string text;
  if (const auto* area = std::get_if<AreaName>(&from)) {
    auto saved = context.backend.areas().read(*area);
    if (!saved) return refuse(context, MessageId::no_such_config);
    text = std::move(*saved);
  } else {
    const auto content = read_file(context.backend.external_memory(), std::get<ExternalName>(from));
    if (!content) return refuse(context, content.error());
    text.assign(content->begin(), content->end());
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (text.starts_with(kByteOrderMark)) text.erase(0, kByteOrderMark.size());
  }
  if (!is_configuration(context, text)) return refuse(context, MessageId::damaged_config);
  const config::Stamp stamp{context.backend.wall_time(), config::stamp_of(text).comment};
  if (auto failure = context.backend.areas().write(to.number, config::stamped(text, stamp)))
    return refuse(context, *failure);
  return {};
}

}  // namespace

Outcome copy_configuration(DialogueContext context, const Statement& statement) {
  if (statement.has("CRYPTO") || statement.has("PASSWORD"))
    return refuse(context, MessageId::no_encryption);
  const auto from = parse_config_file(statement.text_of("FROM"));
  if (!from) return refuse(context, from.error());
  const auto to = parse_config_file(statement.text_of("TO"));
  if (!to) return refuse(context, to.error());
  const auto* area_from = std::get_if<AreaName>(&*from);
  const auto* area_to = std::get_if<AreaName>(&*to);
  // From memory to memory the device copies nothing; nor onto itself, nor into an earlier
  // generation.
  if (area_from == nullptr && area_to == nullptr)
    return refuse(context, MessageId::invalid_file_name);
  if (area_to != nullptr && area_to->generation != 0)
    return refuse(context, MessageId::parameter_out_of_range);
  if (area_from != nullptr && area_to != nullptr && *area_from == *area_to)
    return refuse(context, MessageId::parameter_out_of_range);
  if (area_to == nullptr && std::get<ExternalName>(*to).slot == ExternalName::Slot::any)
    return refuse(context, MessageId::invalid_file_name);
  auto outcome = area_to != nullptr
                     ? copy_to_area(context, *from, *area_to)
                     : copy_to_outside(context, *area_from, std::get<ExternalName>(*to));
  if (outcome.lines.empty()) {
    context.backend.log(fmt::format("Configuration copied from \"{}\" to \"{}\" by {}",
                                    label_of(*from), label_of(*to), way_in(context.kind)));
  }
  return outcome;
}

Outcome delete_configuration(DialogueContext context, const Statement& statement) {
  auto& areas = context.backend.areas();
  const auto file = statement.text_of("FILENAME");
  if (file == "all") {
    if (auto failure = areas.remove_configurations()) return refuse(context, *failure);
    context.backend.log(fmt::format("All configurations deleted by {}", way_in(context.kind)));
    return {};
  }
  const auto area = AreaName::parse(file);
  if (!area) return refuse(context, MessageId::parameter_out_of_range);
  if (auto failure = areas.remove(*area)) return refuse_area(context, *failure);
  context.backend.log(
      fmt::format("Configuration \"{}\" deleted by {}", area->label(), way_in(context.kind)));
  return {};
}

namespace {

/// Only what a router can start with is chosen for it.
Outcome choose(const DialogueContext& context, const std::string& file) {
  const auto area = AreaName::parse(file);
  if (!area) return refuse(context, MessageId::parameter_out_of_range);
  auto& areas = context.backend.areas();
  const auto text = areas.read(*area);
  if (!text) return refuse(context, MessageId::no_such_config);
  if (!is_configuration(context, *text)) return refuse(context, MessageId::damaged_config);
  if (auto failure = areas.set_startup(*area)) return refuse(context, *failure);
  return {};
}

}  // namespace

Outcome choose_configuration(DialogueContext context, const Statement& statement) {
  return choose(context, statement.text_of("FILENAME"));
}

Outcome restart_with(DialogueContext context, const Statement& statement) {
  if (statement.has("CONFIG")) {
    auto outcome = choose(context, statement.text_of("CONFIG"));
    if (!outcome.lines.empty()) return outcome;
  }
  context.backend.restart();
  return {};
}

Outcome ask_for_saved(DialogueContext context, const Statement& statement) {
  const auto area = AreaName::parse(statement.text_of("FILENAME"));
  if (!area) return refuse(context, MessageId::parameter_out_of_range);
  Outcome outcome;
  outcome.next = Next::dialogue;
  outcome.dialogue = show_saved(context, *area);
  return outcome;
}

namespace {

class Overwrite final : public Dialogue {
 public:
  Overwrite(DialogueContext context, ExternalName to, Bytes content)
      : context_(context), to_(std::move(to)), content_(std::move(content)) {}
  std::string prompt() const override {
    return std::string(phrase(Phrase::overwrite, context_.language));
  }
  bool is_question() const override { return true; }
  Step answer(std::string_view typed) override {
    if (typed != "y" && typed != "Y") return {};
    if (auto failure = write_outside(context_, to_, content_))
      return {refuse(context_, *failure).lines, true, false, true};
    return {};
  }

 private:
  DialogueContext context_;
  ExternalName to_;
  Bytes content_;
};

}  // namespace

Outcome redirect(DialogueContext context, const Redirection& to, std::vector<std::string> lines,
                 config::CharacterCode code) {
  auto name = parse_external_name(to.file);
  if (!name) return refuse(context, name.error());
  if (name->slot == ExternalName::Slot::any) return refuse(context, MessageId::invalid_file_name);
  auto* medium = medium_in(context.backend.external_memory(), name->slot);
  if (medium == nullptr) return refuse(context, MessageId::no_external_memory);
  auto old = medium->read(name->path);
  const bool there = old.has_value();
  if (!there && old.error().error != StorageError::not_found) return refuse(context, old.error());
  Bytes content;
  if (to.append && there) content = std::move(*old);
  for (auto& line : lines) encode(line + "\r\n", code, content);
  if (there && !to.append) {
    Outcome outcome;
    outcome.next = Next::dialogue;
    outcome.dialogue = std::make_unique<Overwrite>(context, std::move(*name), std::move(content));
    return outcome;
  }
  if (auto failure = medium->write(name->path, content)) return refuse(context, *failure);
  return {};
}

}  // namespace kyoten::console
