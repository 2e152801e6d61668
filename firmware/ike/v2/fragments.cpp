#include "firmware/ike/v2/fragments.hpp"

#include "firmware/ike/v2/seal.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
using wire::ike::kHeaderBytes;
using wire::ike::kNonEspMarkerBytes;

constexpr std::size_t kPlaceBytes = 4;
constexpr std::size_t kIpAndUdpBytes = 20 + 8;

std::optional<ByteView> fragment_body(const Incoming& in, std::uint8_t& first_inside) {
  const auto outer = PayloadChain::parse(in.header.next_payload, in.bytes.subspan(kHeaderBytes));
  if (!outer) return std::nullopt;
  first_inside = (*outer).first_inside();
  return (*outer).only(PayloadType::encrypted_fragment);
}

std::optional<FragmentPlace> place_in(ByteView body) {
  ByteReader reader(body);
  const auto number = reader.u16();
  const auto total = reader.u16();
  if (!number || !total || *number == 0 || *number > *total || *total > kMostFragments)
    return std::nullopt;
  return FragmentPlace{*number, *total};
}

/// How much of the payloads fits into one fragment.
std::size_t part_bytes(const IkeSuite& suite) {
  const auto block = block_bytes(suite.cipher);
  const auto around = kIpAndUdpBytes + kNonEspMarkerBytes + kHeaderBytes + kPayloadHeaderBytes +
                      kPlaceBytes + block + icv_bytes(suite.integrity);
  return (kFragmentPacketBytes - around) / block * block - 1;  // the pad length
}

}  // namespace

std::optional<FragmentPlace> fragment_place(const Incoming& in) {
  std::uint8_t first = 0;
  const auto body = fragment_body(in, first);
  return body ? place_in(*body) : std::nullopt;
}

bool is_authentic_fragment(const Incoming& in, const IkeSuite& suite, const MessageKeys& keys) {
  std::uint8_t first = 0;
  const auto body = fragment_body(in, first);
  return body && unprotect(in.bytes, *body, kPlaceBytes, suite, keys);
}

std::optional<Result<Opened, WireError>> Reassembly::add(const Incoming& in, const IkeSuite& suite,
                                                         const MessageKeys& keys, Instant now) {
  std::uint8_t first = 0;
  const auto body = fragment_body(in, first);
  const auto place = body ? place_in(*body) : std::nullopt;
  if (!place) return std::nullopt;
  const bool other_message = total_ == 0 || in.header.message_id != message_id_ ||
                             now - began_ >= kReassemblyLife;
  if (!other_message && place->total < total_) return std::nullopt;
  const bool anew = other_message || place->total > total_;
  if (!anew && parts_.contains(place->number)) return std::nullopt;
  auto part = unprotect(in.bytes, *body, kPlaceBytes, suite, keys);
  if (!part) return std::nullopt;
  // It is the peer's: from here on it may change something.
  if (anew) clear();
  if (!*part) return Result<Opened, WireError>(part->error());
  if (anew) {
    message_id_ = in.header.message_id;
    total_ = place->total;
    began_ = now;
  }
  bytes_ += (**part).size();
  if (bytes_ > kMostReassembledBytes) {
    clear();
    return Result<Opened, WireError>(WireError::payload_length);
  }
  if (place->number == 1) first_inside_ = first;
  parts_.emplace(place->number, std::move(**part));
  if (parts_.size() < total_) return std::nullopt;
  auto whole = open_text(first_inside_, joined());
  clear();
  return whole;
}

Bytes Reassembly::joined() const {
  Bytes text;
  text.reserve(bytes_);
  for (auto& [number, part] : parts_) text.insert(text.end(), part.begin(), part.end());
  return text;
}

std::optional<Instant> Reassembly::expires() const {
  if (total_ == 0) return std::nullopt;
  return began_ + kReassemblyLife;
}

std::vector<Bytes> seal_fragments(const Header& header, const PayloadWriter& payloads,
                                  const IkeSuite& suite, const MessageKeys& keys,
                                  Entropy& entropy) {
  const ByteView text(payloads.bytes());
  const auto most = part_bytes(suite);
  const auto total = (text.size() + most - 1) / most;
  std::vector<Bytes> fragments;
  for (std::size_t i = 0; i < total; ++i) {
    Bytes place;
    ByteWriter(place).u16(static_cast<std::uint16_t>(i + 1)).u16(static_cast<std::uint16_t>(total));
    const auto part = text.subspan(i * most, std::min(most, text.size() - i * most));
    fragments.push_back(protect(header, PayloadType::encrypted_fragment,
                                i == 0 ? payloads.first() : std::uint8_t{0}, place, part, suite,
                                keys, entropy));
  }
  return fragments;
}

}  // namespace kyoten::ike::v2
