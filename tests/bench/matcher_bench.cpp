// The command language: how long the start, a typed line, a help key and a whole configuration
// take. Limits that are promised: start 20 ms, a configuration of 10,000 lines 100 ms, `?` and TAB
// 1 ms.
#include <benchmark/benchmark.h>

#include "cli-grammar/builtin_data.hpp"
#include "cli-grammar/grammar.hpp"
#include "cli-grammar/matcher.hpp"
#include "firmware/config/statements.hpp"

using namespace kyoten;

namespace {

/// What happens once, before the first line can be typed.
void start(benchmark::State& state) {
  for (auto _ : state) {
    std::vector<grammar::Command> commands;
    for (auto& file : grammar::builtin_files()) {
      for (auto& record : *grammar::parse_records(file.name, file.content))
        commands.push_back(std::move(record));
    }
    const grammar::Trie trie(commands);
    const grammar::Matcher matcher(commands, trie);
    benchmark::DoNotOptimize(matcher);
  }
}
BENCHMARK(start)->Unit(benchmark::kMillisecond);

void match(benchmark::State& state) {
  constexpr std::string_view kLines[] = {
      "ip lan1 address 192.168.100.1/24",
      "nat descriptor masquerade static 1 3 192.168.100.1 udp 4500",
      "ipsec ike pre-shared-key 1 text yamaha",
      "ip filter 1000 reject * * udp,tcp 135 *",
      "show config",
      "ipsec nonsense here",
  };
  const auto& grammar = grammar::Grammar::builtin();
  const auto line = kLines[state.range(0)];
  state.SetLabel(std::string(line));
  for (auto _ : state) benchmark::DoNotOptimize(grammar.match(line, {}, {}));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(match)->DenseRange(0, 5);

/// Positions with the most candidates: the empty line, the heads with most commands, and the
/// longest line that the console takes.
std::string position(std::int64_t index) {
  const std::string kPositions[] = {
      "",
      "show ",
      "ip lan1 ",
      "switch control function set ",
      "ip route default gateway pp 1 filter 1 2 3 gateway ",
      "ip lan1 secure filter in " +
          [] {
            std::string numbers;
            while (numbers.size() < 4060) numbers += "12345 ";
            return numbers;
          }(),
  };
  return kPositions[index];
}

void complete(benchmark::State& state) {
  const auto& grammar = grammar::Grammar::builtin();
  const auto line = position(state.range(0));
  state.SetLabel(line.substr(0, 40));
  for (auto _ : state) benchmark::DoNotOptimize(grammar.complete(line, line.size(), {}, {}));
}
BENCHMARK(complete)->DenseRange(0, 5)->Unit(benchmark::kMicrosecond);

void help(benchmark::State& state) {
  const auto& grammar = grammar::Grammar::builtin();
  const auto line = position(state.range(0));
  state.SetLabel(line.substr(0, 40));
  for (auto _ : state)
    benchmark::DoNotOptimize(grammar.help(line, {}, {}, grammar::Language::japanese));
}
BENCHMARK(help)->DenseRange(0, 5)->Unit(benchmark::kMicrosecond);

/// Ten thousand lines of the kinds that make configurations long.
std::string long_configuration() {
  std::string text = "ip lan1 address 192.168.100.1/24\n";
  for (int i = 1; i <= 2500; ++i) {
    const auto number = std::to_string(i);
    text +=
        "ip filter " + number + " pass 192.0.2.0/24,198.51.100.1 * tcp,udp * www,https,8000-8010\n";
    text += "ip route 10." + std::to_string(i / 250) + "." + std::to_string(i % 250) +
            ".0/24 gateway pp 1 filter 1 2 3 gateway tunnel 1 metric 2\n";
    text += "nat descriptor masquerade static 1 " + number + " 192.168.100.7 tcp 8080=80\n";
    text += "dhcp scope bind 1 192.168.100." + std::to_string(i % 250) + " 00:a0:de:00:00:01\n";
  }
  return text;
}

void load(benchmark::State& state) {
  const auto text = long_configuration();
  for (auto _ : state) {
    config::Statements statements;
    benchmark::DoNotOptimize(config::load(text, grammar::Grammar::builtin(), {}, statements));
  }
}
BENCHMARK(load)->Unit(benchmark::kMillisecond);

void print(benchmark::State& state) {
  config::Statements statements;
  (void)config::load(long_configuration(), grammar::Grammar::builtin(), {}, statements);
  for (auto _ : state) benchmark::DoNotOptimize(statements.print(true));
}
BENCHMARK(print)->Unit(benchmark::kMillisecond);

}  // namespace
