// The saved configurations of a router in its flash: config0 to config4, of each the two that stood
// there before (0.1, 0.2), and which of them it starts with. When and why a configuration was saved
// stands in comment lines of its own text, so that it cannot be torn from it. Every step is one
// atomic write of the flash: wherever the power goes, each area holds its old or its new text,
// whole.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/ports/flash.hpp"

namespace kyoten::config {

struct AreaName {
  static constexpr int kHighestNumber = 4;
  static constexpr int kHighestGeneration = 2;

  int number = 0;
  int generation = 0;  ///< 0: what was saved last; 1: what stood there before; 2: before that

  /// "3", "3.1"; nothing for what is out of range.
  static std::optional<AreaName> parse(std::string_view text);
  [[nodiscard]] std::string text() const;   ///< "3.1"
  [[nodiscard]] std::string file() const;   ///< in the flash: "config3.1"
  [[nodiscard]] std::string label() const;  ///< as messages name it: "CONFIG3.1"
  auto operator<=>(const AreaName&) const = default;
};

/// When a configuration was saved, and what its owner wrote about it.
struct Stamp {
  std::optional<WallTime> saved;
  std::string comment;
};

/// `text` with these comment lines behind its first line; those of an earlier stamp are taken out.
[[nodiscard]] std::string stamped(std::string_view text, const Stamp& stamp);
[[nodiscard]] Stamp stamp_of(std::string_view text);

struct AreaEntry {
  AreaName name;
  std::size_t bytes = 0;
  Stamp stamp;
};

class Areas {
 public:
  using Failure = std::optional<ports::StorageFailure>;

  explicit Areas(ports::Flash& flash) : flash_(flash) {}

  [[nodiscard]] std::optional<std::string> read(AreaName area) const;
  [[nodiscard]] std::vector<AreaEntry> list() const;
  /// What stood there becomes generation 1, and generation 1 becomes generation 2. One that the
  /// router starts with stays where it is: then the other is overwritten.
  [[nodiscard]] Failure write(int number, std::string_view text);
  [[nodiscard]] Failure remove(AreaName area);
  /// Everything that the flash holds. The area of the start goes last but for its choice: until
  /// then the router would start as before, afterwards as from the factory.
  [[nodiscard]] Failure remove_all();
  /// All areas, not the choice.
  [[nodiscard]] Failure remove_configurations();

  [[nodiscard]] AreaName startup() const;
  [[nodiscard]] Failure set_startup(AreaName area);
  /// In this order a start looks for a configuration that can be used: the chosen one, what stood
  /// there before, the other areas.
  [[nodiscard]] std::vector<AreaName> startup_candidates() const;

 private:
  Failure move(AreaName from, AreaName to);

  ports::Flash& flash_;
};

}  // namespace kyoten::config
