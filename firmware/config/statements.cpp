#include "firmware/config/statements.hpp"

#include <unordered_map>
#include <unordered_set>

#include "firmware/config/layout.hpp"
#include "firmware/config/secrets.hpp"

namespace kyoten::config {
namespace {

using grammar::Command;
using grammar::Selection;
using grammar::Statement;

std::string block_name(const Selection& selection) {
  switch (selection.kind) {
    case Selection::Kind::none:
      return {};
    case Selection::Kind::pp_anonymous:
      return "anonymous";
    case Selection::Kind::switch_device:
      return selection.name;
    case Selection::Kind::pp:
    case Selection::Kind::tunnel:
      return std::to_string(selection.number);
  }
  return {};
}

std::string opening_line(const Selection& selection) {
  switch (selection.kind) {
    case Selection::Kind::none:
      return {};
    case Selection::Kind::pp:
    case Selection::Kind::pp_anonymous:
      return "pp select " + block_name(selection);
    case Selection::Kind::tunnel:
      return "tunnel select " + block_name(selection);
    case Selection::Kind::switch_device:
      return "switch select " + block_name(selection);
  }
  return {};
}

int block_group(Selection::Kind kind) {
  switch (kind) {
    case Selection::Kind::pp:
    case Selection::Kind::pp_anonymous:
      return kGroupOfPeers;
    case Selection::Kind::tunnel:
      return kGroupOfTunnels;
    case Selection::Kind::switch_device:
      return kGroupOfSwitches;
    case Selection::Kind::none:
      break;
  }
  return 0;
}

bool is_all(const Statement& statement) {
  return statement.arguments.size() == 1 && statement.arguments[0].text == "all";
}

/// `tunnel enable 1` and `pp enable 1` close their block, wherever they were typed.
std::optional<Selection> closed_block(const Statement& statement) {
  const auto id = statement.id();
  if (statement.arguments.size() != 1 || is_all(statement)) return std::nullopt;
  const auto& operand = statement.arguments[0].text;
  const auto kind = id == "tunnel enable" ? Selection::Kind::tunnel : Selection::Kind::pp;
  if (id != "tunnel enable" && id != "pp enable") return std::nullopt;
  if (operand == "anonymous") return Selection{Selection::Kind::pp_anonymous, 0, {}};
  const auto number = whole_number(operand);
  if (!number) return std::nullopt;
  return Selection{kind, *number, {}};
}

bool has_word(const Statement& statement, std::string_view word) {
  return (" " + statement.text + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

/// Words of a list sort as the list does; the default route is the first of all.
std::string sortable_operand(const Command& command, const std::string& name,
                             const std::string& text) {
  if (name == "NETWORK" && text == "default") return {};
  for (auto& parameter : command.parameters) {
    if (parameter.name != name || parameter.type != "one-of") continue;
    const auto word = std::find(parameter.values.begin(), parameter.values.end(), text);
    if (word != parameter.values.end())
      return sortable(std::to_string(word - parameter.values.begin()));
  }
  return sortable(text);
}

bool is_word(const std::string& name) { return name[0] >= 'a' && name[0] <= 'z'; }

/// One part of a statement's key: all operands of that name, or whether a word stands in the line.
std::string key_part(const Statement& statement, const std::string& name) {
  std::string part;
  for (auto& argument : statement.arguments) {
    if (argument.name != name) continue;
    // Of NAME=VALUE the name is the key; of "NAME=A VALUE" too.
    auto text = argument.text;
    if (const auto* value = std::get_if<std::string>(&argument.value); name == "ASSIGNMENT" && value)
      text = value->substr(0, value->find('='));
    part += sortable_operand(*statement.command, name, text) + ' ';
  }
  return part.empty() && is_word(name) && has_word(statement, name) ? name : part;
}

/// Whether a `no` form takes a statement away.
bool is_meant_by(const Statement& statement, const Statement& negated) {
  const auto& command = *statement.command;
  const bool any_words = command.no_means_all && std::ranges::none_of(command.key, [&](auto& name) {
    return is_word(name) && !key_part(negated, name).empty();
  });
  return std::ranges::all_of(command.key, [&](auto& name) {
    return (any_words && is_word(name)) || key_part(negated, name) == key_part(statement, name);
  });
}

/// `tunnel enable 1 3-4` is three statements; open or absurd ranges stay one.
std::vector<Statement> single_statements(const Statement& statement) {
  const bool switches = statement.id() == "tunnel enable" || statement.id() == "tunnel disable" ||
                        statement.id() == "pp enable" || statement.id() == "pp disable";
  if (!switches) return {statement};
  std::vector<std::string> items;
  for (auto& argument : statement.arguments) {
    if (auto numbers = numbers_in(argument.text)) {
      for (auto number : *numbers) items.push_back(std::to_string(number));
    } else {
      items.push_back(argument.text);
    }
  }
  if (items.size() == 1) return {statement};
  std::vector<Statement> result;
  for (auto& item : items) {
    Statement one = statement;
    one.arguments = {{statement.arguments[0].name, item, item}};
    one.text = (statement.negated ? "no " : "") + statement.command->id + " " + item;
    result.push_back(std::move(one));
  }
  return result;
}

}  // namespace

Statements::Place Statements::place_of(const Statement& statement) {
  const auto& command = *statement.command;
  Place place;
  place.command = command.id;
  place.order = command.show_order;
  for (auto& name : command.key) place.key += key_part(statement, name) + '\n';
  if (const auto block = closed_block(statement)) {
    place.group = block_group(block->kind);
    place.block = sortable(block_name(*block));
    place.order = kOrderOfBlockEnd;
  } else if (statement.selection.kind != Selection::Kind::none) {
    place.group = block_group(statement.selection.kind);
    place.block = sortable(block_name(statement.selection));
  } else if (place.order >= kFirstOrderOfInterfaces && place.order <= kLastOrderOfInterfaces) {
    const auto name = statement.text_of("INTERFACE");
    place.group = name.starts_with("bridge") ? kGroupOfBridgeInterfaces
                                             : kFirstOrderOfInterfaces / kOrdersPerGroup;
    place.block = sortable(name);
  } else {
    place.group = place.order / kOrdersPerGroup;
  }
  return place;
}

void Statements::apply(const Statement& statement) {
  for (auto& one : single_statements(statement)) apply_one(one);
}

void Statements::apply_one(const Statement& statement) {
  const auto& command = *statement.command;
  if (!command.replaces.empty()) {
    // `tunnel enable 1` ends `tunnel disable 1`; `... all` ends them all.
    if (!statement.negated) displace(statement, command.replaces);
    if (is_all(statement)) displace(statement, command.id);
  }
  if (statement.negated) {
    std::erase_if(statements_, [&](auto& item) {
      return item.first.command == command.id && item.second.selection == statement.selection &&
             is_meant_by(item.second, statement);
    });
  } else {
    statements_.insert_or_assign(place_of(statement), statement);
  }
}

void Statements::displace(const Statement& statement, std::string_view command) {
  const bool all = is_all(statement);
  const auto key = place_of(statement).key;
  std::erase_if(statements_, [&](auto& item) {
    return item.first.command == command && (all || item.first.key == key);
  });
}

/// Blocks and indentation. Under `ipsec tunnel` stand, though they are global, its policy and the
/// lines of the policy's gateway.
std::vector<Statements::Line> Statements::layout() const {
  std::unordered_map<std::int64_t, const Statement*> policies;
  std::unordered_map<std::int64_t, std::vector<const Statement*>> gateways;
  for (auto& [place, statement] : statements_) {
    if (place.command == "ipsec sa policy")
      policies[statement.integer("POLICY_ID").value_or(0)] = &statement;
    const auto gateway = statement.integer("GATEWAY_ID");
    if (gateway && place.command.starts_with("ipsec ike "))
      gateways[*gateway].push_back(&statement);
  }
  // What stands in a block is known before the global lines are written: some of them come first.
  std::unordered_set<const Statement*> nested;
  std::unordered_map<const Statement*, std::vector<const Statement*>> below;
  for (auto& [place, statement] : statements_) {
    if (place.command != "ipsec tunnel") continue;
    const auto policy = policies.find(statement.integer("POLICY_ID").value_or(0));
    if (policy == policies.end() || !nested.insert(policy->second).second) continue;
    below[&statement].push_back(policy->second);
    for (auto* line : gateways[policy->second->integer("GATEWAY_ID").value_or(0)]) {
      if (nested.insert(line).second) below[&statement].push_back(line);
    }
  }
  std::vector<Line> lines;
  const Place* previous = nullptr;
  for (auto& [place, statement] : statements_) {
    if (nested.contains(&statement)) continue;
    const bool in_block = place.group == kGroupOfPeers || place.group == kGroupOfTunnels ||
                          place.group == kGroupOfSwitches;
    const bool opens = in_block && (previous == nullptr || previous->group != place.group ||
                                    previous->block != place.block);
    if (opens)
      lines.push_back(
          {0, nullptr, opening_line(closed_block(statement).value_or(statement.selection))});
    lines.push_back({in_block ? 1 : 0, &statement, {}});
    if (auto inner = below.find(&statement); inner != below.end()) {
      for (auto* line : inner->second) lines.push_back({2, line, {}});
    }
    previous = &place;
  }
  return lines;
}

std::vector<const Statement*> Statements::in_order() const {
  std::vector<const Statement*> result;
  for (auto& line : layout()) {
    if (line.statement != nullptr) result.push_back(line.statement);
  }
  return result;
}

std::vector<std::string> Statements::print(bool secrets) const {
  std::vector<std::string> result;
  for (auto& line : layout()) {
    auto text = line.statement == nullptr ? line.opening
                : secrets                 ? line.statement->text
                                          : masked(*line.statement);
    result.push_back(std::string(static_cast<std::size_t>(line.indent), ' ') + std::move(text));
  }
  return result;
}

std::vector<std::string> Statements::print(const Selection& only, bool secrets) const {
  std::vector<std::string> result;
  const auto opening = opening_line(only);
  bool inside = false;
  for (auto& line : print(secrets)) {
    if (line.empty() || line[0] != ' ') inside = line == opening;
    if (inside) result.push_back(std::move(line));
  }
  return result;
}

std::vector<const Statement*> Statements::find(std::string_view command_id) const {
  std::vector<const Statement*> result;
  for (auto& [place, statement] : statements_) {
    if (place.command == command_id) result.push_back(&statement);
  }
  return result;
}

bool Statements::empty() const { return statements_.empty(); }

bool Statements::operator==(const Statements& other) const {
  return print(true) == other.print(true);
}

}  // namespace kyoten::config
