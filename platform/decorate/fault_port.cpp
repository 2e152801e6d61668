#include "platform/decorate/fault_port.hpp"

#include <charconv>
#include <cmath>
#include <string_view>

namespace kyoten::decorate {

FaultPort::FaultPort(std::unique_ptr<ports::PacketPort> inner, Faults faults, std::uint64_t seed,
                     Clock clock)
    : inner_(std::move(inner)), faults_(faults), inbound_dice_(2 * seed),
      outbound_dice_(2 * seed + 1), clock_(std::move(clock)), outgoing_pool_(kBatchPackets) {}

void FaultPort::receive(PacketPool& pool, Batch& batch) {
  const auto now = clock_();
  Batch arrived;
  inner_->receive(pool, arrived);
  for (const auto& packet : arrived) {
    const auto fate = inbound_dice_.throw_for(faults_);
    put(inbound_, fate, std::as_const(*packet).bytes(), now);
  }
  arrived.clear();
  take_due(inbound_, pool, batch, now);
}

void FaultPort::send(Batch& batch) {
  const auto now = clock_();
  for (const auto& packet : batch) {
    const auto fate = outbound_dice_.throw_for(faults_);
    put(outbound_, fate, std::as_const(*packet).bytes(), now);
  }
  batch.clear();
  Batch due;
  do {
    take_due(outbound_, outgoing_pool_, due, now);
    const bool last = due.size() < kBatchPackets;
    inner_->send(due);  // also empty: something may wait inside
    if (last) break;
  } while (true);
}

std::optional<Instant> FaultPort::deadline() const {
  auto result = inner_->deadline();
  if (!inbound_.empty()) result = earlier(result, inbound_.begin()->first);
  if (!outbound_.empty()) result = earlier(result, outbound_.begin()->first);
  return result;
}

void FaultPort::put(Line& line, const Fate& fate, ByteView frame, Instant now) {
  if (!fate.first) ++counters_.lost;
  if (fate.second) ++counters_.duplicated;
  if (fate.flipped_bit) ++counters_.damaged;
  for (const auto& time : {fate.first, fate.second}) {
    if (!time) continue;
    if (line.size() >= kMostHeldFrames) {
      ++counters_.overflowed;
      continue;
    }
    auto copy = to_bytes(frame);
    if (fate.flipped_bit) FaultDice::flip(copy, *fate.flipped_bit);
    line.emplace(now + *time, std::move(copy));
  }
}

void FaultPort::take_due(Line& line, PacketPool& pool, Batch& batch, Instant now) {
  while (!line.empty() && line.begin()->first <= now && batch.size() < kBatchPackets) {
    auto packet = pool.copy(line.begin()->second);
    if (!packet) return;  // no buffer: it stays on the line
    batch.push_back(std::move(packet));
    line.erase(line.begin());
  }
}

namespace {

std::optional<double> parse_number(std::string_view text, std::string_view& unit) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || !(value >= 0) || value > 1e9) return std::nullopt;
  unit = text.substr(static_cast<std::size_t>(end - text.data()));
  return value;
}

std::optional<double> parse_probability(std::string_view text) {
  std::string_view unit;
  auto value = parse_number(text, unit);
  if (value && unit == "%") {
    *value /= 100;
  } else if (!unit.empty()) {
    return std::nullopt;
  }
  return value && *value <= 1 ? value : std::nullopt;
}

std::optional<Duration> parse_duration(std::string_view text) {
  std::string_view unit;
  const auto value = parse_number(text, unit);
  if (!value) return std::nullopt;
  double nanoseconds = 0;
  if (unit == "us") nanoseconds = 1e3;
  if (unit == "ms") nanoseconds = 1e6;
  if (unit == "s") nanoseconds = 1e9;
  if (nanoseconds == 0 || *value * nanoseconds > 3600e9) return std::nullopt;
  return Duration(std::llround(*value * nanoseconds));
}

template <class T>
bool set(T& field, std::optional<T> value) {
  if (value) field = *value;
  return value.has_value();
}

bool parse_one(std::string_view item, Faults& faults) {
  if (item == "down") {
    faults.link_up = false;
    return true;
  }
  const auto equals = item.find('=');
  if (equals == std::string_view::npos) return false;
  const auto key = item.substr(0, equals);
  const auto value = item.substr(equals + 1);
  if (key == "loss") return set(faults.loss, parse_probability(value));
  if (key == "duplicate") return set(faults.duplicate, parse_probability(value));
  if (key == "reorder") return set(faults.reorder, parse_probability(value));
  if (key == "corrupt") return set(faults.corrupt, parse_probability(value));
  if (key == "delay") return set(faults.delay, parse_duration(value));
  if (key == "jitter") return set(faults.jitter, parse_duration(value));
  return false;
}

}  // namespace

std::optional<Faults> parse_faults(std::string_view text) {
  Faults faults;
  while (true) {
    const auto comma = text.find(',');
    if (!parse_one(text.substr(0, comma), faults)) return std::nullopt;
    if (comma == std::string_view::npos) return faults;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace kyoten::decorate
