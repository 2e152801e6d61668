// Faults: what can happen to a frame on a bad line, and the dice that decide it. One seed gives one
// sequence of decisions, so that a failing run can be repeated. Used by the fault injector (real time) and by
// the simulated wires (virtual time).
#pragma once

#include <cstdint>
#include <optional>
#include <random>

#include "firmware/base/bytes.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::decorate {

/// Probabilities are 0..1 for each frame; everything zero is a perfect line.
struct Faults {
  double loss = 0;
  double duplicate = 0;
  double reorder = 0;       ///< the frame waits `reorder_delay` longer, so that later ones overtake it
  double corrupt = 0;       ///< one bit is flipped
  Duration delay{};
  Duration jitter{};        ///< added to the delay, evenly distributed between 0 and this
  Duration reorder_delay = std::chrono::milliseconds(5);
  bool link_up = true;      ///< false: nothing passes

  [[nodiscard]] bool none() const {
    return loss <= 0 && duplicate <= 0 && reorder <= 0 && corrupt <= 0 && delay == Duration{} &&
           jitter == Duration{} && link_up;
  }
};

/// What happens to one frame: up to two arrivals, each after its own time on the line.
struct Fate {
  std::optional<Duration> first;   ///< nothing: lost
  std::optional<Duration> second;  ///< the duplicate
  std::optional<std::uint64_t> flipped_bit;  ///< take it modulo the bits of the frame
};

/// mt19937_64 gives the same numbers with every standard library; the distributions of <random> do not, hence
/// the scaling done here.
class FaultDice {
 public:
  explicit FaultDice(std::uint64_t seed) : numbers_(seed) {}

  Fate throw_for(const Faults& faults) {
    Fate fate;
    // A frame costs the same number of throws whatever the faults are: changing one probability then does
    // not change what else happens to later frames.
    const bool lost = chance(faults.loss);
    const bool twice = chance(faults.duplicate);
    const bool late = chance(faults.reorder);
    const bool damaged = chance(faults.corrupt);
    const auto bit = numbers_();
    const auto first_jitter = part_of(faults.jitter);
    const auto second_jitter = part_of(faults.jitter);
    if (lost || !faults.link_up) return fate;
    fate.first = faults.delay + first_jitter + (late ? faults.reorder_delay : Duration{});
    if (twice) fate.second = faults.delay + second_jitter;
    if (damaged) fate.flipped_bit = bit;
    return fate;
  }

  static void flip(MutableByteView frame, std::uint64_t bit) {
    if (frame.empty()) return;
    const auto position = bit % (frame.size() * 8);
    frame[position / 8] = static_cast<std::uint8_t>(frame[position / 8] ^ (1u << (position % 8)));
  }

 private:
  /// 0 <= number < 1, in steps of 2^-53.
  double number() { return static_cast<double>(numbers_() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return number() < probability; }
  Duration part_of(Duration whole) {
    return Duration(static_cast<Duration::rep>(number() * static_cast<double>(whole.count())));
  }

  std::mt19937_64 numbers_;
};

}  // namespace kyoten::decorate
