// Bindings name commands and operands by text; these cases prove that the records know both.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "cli-grammar/notation.hpp"
#include "firmware/config/intent.hpp"
#include "tests/support/sample_line.hpp"
#include "tests/unit/config/typing.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

std::filesystem::path source_folder() {
  return test::kSourceTree / "firmware/config/compile";
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The bodies of the functions of one source file, by name.
std::map<std::string, std::string> functions_in(const std::string& source) {
  std::map<std::string, std::string> functions;
  const std::regex head(
      R"(\n[A-Za-z_:&<> ]+ ([a-z_0-9]+)\(const (?:grammar::)?Statement& s[^)]*\) \{)");
  for (std::sregex_iterator match(source.begin(), source.end(), head), end; match != end; ++match) {
    auto at = static_cast<std::size_t>(match->position() + match->length());
    int depth = 1;
    const auto begin = at;
    for (; at < source.size() && depth > 0; ++at)
      depth += source[at] == '{' ? 1 : source[at] == '}' ? -1 : 0;
    functions[(*match)[1]] = source.substr(begin, at - begin);
  }
  return functions;
}

/// Operand names that a function reads: behind an accessor, or in a list of names.
std::set<std::string> operands_in(const std::string& body,
                                  const std::map<std::string, std::string>& functions) {
  std::set<std::string> names;
  const std::regex accessor(
      R"((?:\.has|\.find|\.integer|\.address|\.prefix|\.text_of|\.all|is_on|switch_of|prefix_of|id_of)\((?:s, )?"([A-Za-z0-9_-]+)\")");
  for (std::sregex_iterator match(body.begin(), body.end(), accessor), end; match != end; ++match)
    names.insert((*match)[1]);
  const std::regex list("for \\(auto (?:name|parameter) : \\{([^}]*)\\}");
  std::smatch found;
  if (std::regex_search(body, found, list)) {
    const std::string items = found[1];
    const std::regex item("\"([A-Z0-9_]+)\"");
    for (std::sregex_iterator match(items.begin(), items.end(), item), end; match != end; ++match)
      names.insert((*match)[1]);
  }
  // What helpers of the same file read is read by their callers; INTERFACE may be missing in forms
  // for tunnels.
  const std::regex call(R"(\b([a-z0-9_]+)\(s\b)");
  for (std::sregex_iterator match(body.begin(), body.end(), call), end; match != end; ++match) {
    const auto helper = functions.find((*match)[1]);
    if (helper == functions.end() || &helper->second == &body || helper->second == body) continue;
    for (auto& name : operands_in(helper->second, functions)) names.insert(name);
  }
  if (body.find("draft.gateway(s)") != std::string::npos) names.insert("GATEWAY_ID");
  if (body.find("draft.nat_descriptor(s)") != std::string::npos) names.insert("NAT_DESCRIPTOR");
  return names;
}

void collect(const grammar::Pattern& pattern, std::set<std::string>& names) {
  if (pattern.kind == grammar::Pattern::Kind::parameter) names.insert(pattern.text);
  if (pattern.kind == grammar::Pattern::Kind::option)
    names.insert(pattern.text.substr(0, pattern.text.size() - 1));
  for (auto& child : pattern.children) collect(child, names);
}

std::set<std::string> operands_of(const grammar::Command& command) {
  std::set<std::string> names;
  for (auto& syntax : command.syntax) {
    auto pattern = grammar::parse_pattern(syntax);
    if (pattern) collect(*pattern, names);
  }
  return names;
}

struct FoundBinding {
  std::string command;
  std::set<std::string> operands;
  std::map<std::string, std::set<std::string>> types;
};

/// Operands read as numbers or addresses: their parameters must be typed so.
std::map<std::string, std::set<std::string>> typed_operands_in(const std::string& body) {
  std::map<std::string, std::set<std::string>> names;
  const std::regex accessor(R"((?:\.(integer|address)|(id_of))\((?:s, )?"([A-Za-z0-9_-]+)\")");
  for (std::sregex_iterator match(body.begin(), body.end(), accessor), end; match != end; ++match) {
    names[(*match)[3]].insert((*match)[1] == "address" ? "ip" : "integer");
  }
  return names;
}

std::vector<FoundBinding> bindings_in_sources() {
  std::vector<FoundBinding> result;
  for (auto& entry : std::filesystem::directory_iterator(source_folder())) {
    if (entry.path().extension() != ".cpp") continue;
    const auto source = content_of(entry.path());
    const auto functions = functions_in(source);
    const std::regex binding("\\{\"([a-z0-9 .-]+)\", ([a-z0-9_]+)\\}");
    for (std::sregex_iterator match(source.begin(), source.end(), binding), end; match != end;
         ++match) {
      const auto function = functions.find((*match)[2]);
      if (function == functions.end()) continue;
      result.push_back({(*match)[1], operands_in(function->second, functions),
                        typed_operands_in(function->second)});
    }
  }
  return result;
}

}  // namespace

TEST_CASE("every command that acts has a record, and it is a setting of the RTX810") {
  for (auto& id : config::acting_commands()) {
    INFO(id);
    auto* command = grammar::Grammar::builtin().find(id);

    REQUIRE(command != nullptr);
    CHECK(command->kind == grammar::Kind::setting);
    CHECK(command->support == grammar::ModelSupport::rtx810);
  }
}

TEST_CASE("every operand that a binding reads is declared in its record") {
  const auto found = bindings_in_sources();
  std::set<std::string> commands;
  for (auto& binding : found) {
    commands.insert(binding.command);
    auto* command = grammar::Grammar::builtin().find(binding.command);
    REQUIRE(command != nullptr);
    const auto declared = operands_of(*command);
    for (auto& operand : binding.operands) {
      INFO(binding.command << " reads " << operand);
      CHECK(declared.contains(operand));
    }
  }

  // The sources were really read: all bindings were found in them. Templates are no bindings.
  constexpr std::size_t kTemplates = 2;
  CHECK(commands.size() + kTemplates == config::acting_commands().size());
}

TEST_CASE("every operand that a binding reads as a number or an address is declared as one") {
  for (auto& binding : bindings_in_sources()) {
    auto* command = grammar::Grammar::builtin().find(binding.command);
    REQUIRE(command != nullptr);
    for (auto& parameter : command->parameters) {
      const auto wanted = binding.types.find(parameter.name);
      if (wanted == binding.types.end()) continue;
      INFO(binding.command << " reads " << parameter.name << ", which is declared as "
                           << parameter.type);
      CHECK(wanted->second.contains(parameter.type));
    }
  }
}

TEST_CASE("a sample of every acting command is stored, compiled and printed") {
  for (auto& id : config::acting_commands()) {
    auto* command = grammar::Grammar::builtin().find(id);
    REQUIRE(command != nullptr);
    for (std::size_t form = 0; form < command->syntax.size(); ++form) {
      for (const bool full : {false, true}) {
        const auto line = SampleLine(*command, full).of_form(form);
        INFO(line);
        auto statement = grammar::Grammar::builtin().match(line, selection_for(*command, line), {});
        REQUIRE(statement.has_value());
        config::Statements statements;
        statements.apply(*statement);

        const auto intent = config::compile(statements, nullptr);

        CHECK(intent.system != nullptr);
        CHECK(statements.in_order().size() == 1);
      }
    }
  }
}
