#include "firmware/ppp/lcp.hpp"

#include <algorithm>

namespace kyoten::ppp {
namespace {

namespace code = wire::ppp_code;
namespace option = wire::lcp_option;

constexpr std::uint16_t kLeastMru = 64;

Bytes value_of(Authentication method) {
  Bytes value;
  ByteWriter writer(value);
  if (method == Authentication::pap) {
    writer.u16(wire::ppp_protocol::pap);
  } else {
    writer.u16(wire::ppp_protocol::chap).u8(wire::kChapWithMd5);
  }
  return value;
}

std::optional<Authentication> authentication_in(ByteView value) {
  for (auto method : {Authentication::pap, Authentication::chap_md5}) {
    if (std::ranges::equal(value, value_of(method))) return method;
  }
  return std::nullopt;
}

std::optional<std::uint16_t> u16_in(ByteView value) { return value.size() == 2 ? ByteReader(value).u16() : std::nullopt; }
std::optional<std::uint32_t> u32_in(ByteView value) { return value.size() == 4 ? ByteReader(value).u32() : std::nullopt; }

}  // namespace

void LcpOptions::draw_magic() {
  do magic_ = entropy_.u32();
  while (magic_ == 0);
}

void LcpOptions::restart() {
  magic_ = 0;
  if (settings_.magic_number) draw_magic();
  mru_ = settings_.mru;
  if (mru_) mru_ = std::min(*mru_, settings_.longest_mru);
  asked_authentication_ = 0;
  authentication_refused_ = false;
  peer_mru_.reset();
  peer_has_magic_ = false;
  authenticates_by_.reset();
}

std::optional<Authentication> LcpOptions::asks_for() const {
  if (asked_authentication_ >= settings_.requests.size()) return std::nullopt;
  return settings_.requests[asked_authentication_];
}

Bytes LcpOptions::request() const {
  Bytes options;
  if (mru_) wire::append_ppp_option_u16(options, option::mru, *mru_);
  if (const auto method = asks_for()) wire::append_ppp_option(options, option::authentication, value_of(*method));
  if (magic_ != 0) wire::append_ppp_option_u32(options, option::magic_number, magic_);
  return options;
}

Options::Verdict LcpOptions::judge(std::span<const wire::PppOption> asked, bool may_nak) {
  Bytes rejected;
  Bytes naked;
  Bytes agreed;
  std::optional<std::uint16_t> mru;
  bool has_magic = false;
  std::optional<Authentication> method;
  const auto offer_instead = [&](const wire::PppOption& row, ByteView better) {
    may_nak ? wire::append_ppp_option(naked, row.type, better) : wire::append_ppp_option(rejected, row.type, row.value);
  };
  for (auto& row : asked) {
    const auto short_value = u16_in(row.value);
    const auto long_value = u32_in(row.value);
    if (row.type == option::mru && short_value && *short_value >= kLeastMru) {
      mru = *short_value;
    } else if (row.type == option::magic_number && long_value) {
      // Ours again: the line is looped back, or chance. None at all is not a magic number (section 6.4).
      has_magic = *long_value != 0 && *long_value != magic_;
      if (!has_magic) {
        Bytes other;
        ByteWriter(other).u32(entropy_.u32() | 1);
        offer_instead(row, other);
        continue;
      }
    } else if (row.type == option::authentication && !settings_.accepts.empty()) {
      method = authentication_in(row.value);
      if (!method || !std::ranges::count(settings_.accepts, *method)) {
        offer_instead(row, value_of(settings_.accepts.front()));
        continue;
      }
    } else {
      if (row.type == option::authentication) authentication_refused_ = true;
      wire::append_ppp_option(rejected, row.type, row.value);
      continue;
    }
    wire::append_ppp_option(agreed, row.type, row.value);
  }
  if (!rejected.empty()) return {code::configure_reject, rejected};
  if (!naked.empty()) return {code::configure_nak, naked};
  peer_mru_ = mru;
  peer_has_magic_ = has_magic;
  authenticates_by_ = method;
  authentication_refused_ = false;
  return {code::configure_ack, agreed};
}

bool LcpOptions::take_nak(std::span<const wire::PppOption> wanted) {
  for (auto& row : wanted) {
    if (row.type == option::mru) {
      const auto value = u16_in(row.value);
      if (value && *value >= kLeastMru && *value <= settings_.longest_mru) mru_ = *value;
    } else if (row.type == option::magic_number && magic_ != 0) {
      draw_magic();
    } else if (row.type == option::authentication) {
      // The peer names the one it would rather have; if that is not on our list, the next of ours.
      const auto method = authentication_in(row.value);
      const auto listed = method ? std::ranges::find(settings_.requests, *method) : settings_.requests.end();
      const auto place = static_cast<std::size_t>(listed - settings_.requests.begin());
      asked_authentication_ = listed != settings_.requests.end() ? place : asked_authentication_ + 1;
      authentication_refused_ = !asks_for();
      if (authentication_refused_) return false;
    }
  }
  return true;
}

bool LcpOptions::take_reject(std::span<const wire::PppOption> unwanted) {
  for (auto& row : unwanted) {
    if (row.type == option::mru) mru_.reset();
    if (row.type == option::magic_number) magic_ = 0;
    if (row.type != option::authentication) continue;
    ++asked_authentication_;
    authentication_refused_ = !asks_for();
    if (authentication_refused_) return false;
  }
  return true;
}

}  // namespace kyoten::ppp
