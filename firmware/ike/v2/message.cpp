#include "firmware/ike/v2/message.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
using wire::ike::kHeaderBytes;

Bytes icv_of(const IkeSuite& suite, const MessageKeys& keys, ByteView covered) {
  auto icv = crypto::hmac(hash_algorithm(suite.integrity), keys.integrity.view(), {covered});
  icv.resize(icv_bytes(suite.integrity));
  return icv;
}

void finish_header(Header& header, std::uint8_t first, std::size_t length) {
  header.version = wire::ike::kVersion2;
  header.next_payload = first;
  header.length_bytes = static_cast<std::uint32_t>(length);
}

}  // namespace

Result<Opened, WireError> open_plain(const Incoming& in) {
  Opened opened;
  KYOTEN_TRY(opened.payloads,
             PayloadChain::parse(in.header.next_payload, in.bytes.subspan(kHeaderBytes)));
  return opened;
}

std::optional<Result<Opened, WireError>> open_encrypted(const Incoming& in, const IkeSuite& suite,
                                                        const MessageKeys& keys) {
  const auto outer = PayloadChain::parse(in.header.next_payload, in.bytes.subspan(kHeaderBytes));
  const auto body = outer ? (*outer).only(PayloadType::encrypted) : std::nullopt;
  const auto block = block_bytes(suite.cipher);
  const auto icv = icv_bytes(suite.integrity);
  if (!body || body->size() < 2 * block + icv) return std::nullopt;
  const auto cipher_bytes = body->size() - block - icv;
  // The Encrypted payload is the last, so its end is the message's.
  if (cipher_bytes % block != 0 || body->data() + body->size() != in.bytes.data() + in.bytes.size())
    return std::nullopt;
  const auto expected = icv_of(suite, keys, in.bytes.first(in.bytes.size() - icv));
  if (!equal_in_constant_time(expected, body->last(icv))) return std::nullopt;
  Opened opened;
  opened.text = to_bytes(body->subspan(block, cipher_bytes));
  crypto::cbc_decrypt(cbc_cipher(suite.cipher), keys.encryption, body->first(block), opened.text);
  const std::size_t padding = opened.text.back() + 1u;
  if (padding > opened.text.size()) return Result<Opened, WireError>(WireError::payload_length);
  opened.text.resize(opened.text.size() - padding);
  auto chain = PayloadChain::parse((*outer).first_inside(), opened.text);
  if (!chain) return Result<Opened, WireError>(chain.error());
  opened.payloads = *std::move(chain);
  return Result<Opened, WireError>(std::move(opened));
}

Bytes seal_plain(Header header, const PayloadWriter& payloads) {
  finish_header(header, payloads.first(), kHeaderBytes + payloads.bytes().size());
  Bytes message;
  wire::ike::write_header(header, message);
  ByteWriter(message).bytes(payloads.bytes());
  return message;
}

Bytes seal_encrypted(Header header, const PayloadWriter& payloads, const IkeSuite& suite,
                     const MessageKeys& keys, Entropy& entropy) {
  const auto block = block_bytes(suite.cipher);
  Bytes text = payloads.bytes();
  const auto padding = (block - (text.size() + 1) % block) % block;
  ByteWriter(text).zeros(padding).u8(static_cast<std::uint8_t>(padding));
  const auto iv = entropy.bytes(block);
  crypto::cbc_encrypt(cbc_cipher(suite.cipher), keys.encryption, iv, text);
  const auto body = block + text.size() + icv_bytes(suite.integrity);
  finish_header(header, static_cast<std::uint8_t>(PayloadType::encrypted),
                kHeaderBytes + kPayloadHeaderBytes + body);
  Bytes message;
  wire::ike::write_header(header, message);
  ByteWriter(message)
      .u8(payloads.first())
      .u8(0)
      .u16(static_cast<std::uint16_t>(kPayloadHeaderBytes + body))
      .bytes(iv)
      .bytes(text);
  ByteWriter(message).bytes(icv_of(suite, keys, message));
  return message;
}

}  // namespace kyoten::ike::v2
