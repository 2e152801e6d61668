// The command language: how long a typed line takes to become a statement.
#include <benchmark/benchmark.h>

#include "cli-grammar/grammar.hpp"

using namespace kyoten;

namespace {

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

void complete(benchmark::State& state) {
  const auto& grammar = grammar::Grammar::builtin();
  for (auto _ : state) benchmark::DoNotOptimize(grammar.complete("ip lan1 ad", 10, {}, {}));
}
BENCHMARK(complete);

}  // namespace
