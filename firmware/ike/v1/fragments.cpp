#include "firmware/ike/v1/fragments.hpp"

#include "firmware/wire/ike_payload.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

constexpr std::uint8_t kLastFlag = 1;

struct Piece {
  std::uint16_t id = 0;
  std::uint8_t number = 0;
  bool last = false;
  ByteView part;
};

std::optional<Piece> parse_piece(const Incoming& in) {
  const auto chain = PayloadChain::parse(in.header.next_payload, in.bytes.subspan(kHeaderBytes));
  if (!chain) return std::nullopt;
  const auto body = (*chain).only(PayloadType::fragment);
  if (!body) return std::nullopt;
  ByteReader reader(*body);
  const auto id = reader.u16();
  const auto number = reader.u8();
  const auto flags = reader.u8();
  if (!id || !number || !flags || *number == 0 || reader.rest().empty()) return std::nullopt;
  return Piece{*id, *number, (*flags & kLastFlag) != 0, reader.rest()};
}

}  // namespace

bool is_fragment(const Incoming& in) {
  return in.header.next_payload == static_cast<std::uint8_t>(PayloadType::fragment);
}

std::optional<Bytes> Reassembly::add(const Incoming& in, Instant now) {
  const auto piece = parse_piece(in);
  if (!piece) return std::nullopt;
  if (piece->id != id_ || now - began_ >= kReassemblyLife) *this = {};
  if (parts_.empty()) {
    id_ = piece->id;
    began_ = now;
  }
  const bool beyond_last = last_ != 0 && (piece->last || piece->number > last_);
  const bool before_other = piece->last && !parts_.empty() && parts_.rbegin()->first >= piece->number;
  const bool fits = bytes_ + piece->part.size() <= kLargestMessageBytes;
  if (parts_.contains(piece->number) || beyond_last || before_other || !fits) return std::nullopt;
  if (piece->last) last_ = piece->number;
  bytes_ += piece->part.size();
  parts_.emplace(piece->number, to_bytes(piece->part));
  if (!complete()) return std::nullopt;
  Bytes whole;
  whole.reserve(bytes_);
  for (auto& [number, part] : parts_) whole.insert(whole.end(), part.begin(), part.end());
  *this = {};
  return whole;
}

}  // namespace kyoten::ike::v1
