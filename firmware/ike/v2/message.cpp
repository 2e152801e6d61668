#include "firmware/ike/v2/message.hpp"

#include "firmware/ike/v2/seal.hpp"

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

Result<Opened, WireError> open_text(std::uint8_t first, Bytes text) {
  Opened opened;
  opened.text = std::move(text);
  KYOTEN_TRY(opened.payloads, PayloadChain::parse(first, opened.text));
  return opened;
}

std::optional<Result<Bytes, WireError>> unprotect(ByteView message, ByteView body,
                                                  std::size_t clear, const IkeSuite& suite,
                                                  const MessageKeys& keys) {
  const auto block = block_bytes(suite.cipher);
  const auto icv = icv_bytes(suite.integrity);
  if (body.size() < clear + 2 * block + icv) return std::nullopt;
  const auto cipher_bytes = body.size() - clear - block - icv;
  // The payload is the last, so its end is the message's.
  if (cipher_bytes % block != 0 || body.data() + body.size() != message.data() + message.size())
    return std::nullopt;
  const auto expected = icv_of(suite, keys, message.first(message.size() - icv));
  if (!equal_in_constant_time(expected, body.last(icv))) return std::nullopt;
  auto text = to_bytes(body.subspan(clear + block, cipher_bytes));
  crypto::cbc_decrypt(cbc_cipher(suite.cipher), keys.encryption, body.subspan(clear, block), text);
  const std::size_t padding = text.back() + 1u;
  if (padding > text.size()) return Result<Bytes, WireError>(WireError::payload_length);
  text.resize(text.size() - padding);
  return Result<Bytes, WireError>(std::move(text));
}

std::optional<Result<Opened, WireError>> open_encrypted(const Incoming& in, const IkeSuite& suite,
                                                        const MessageKeys& keys) {
  const auto outer = PayloadChain::parse(in.header.next_payload, in.bytes.subspan(kHeaderBytes));
  const auto body = outer ? (*outer).only(PayloadType::encrypted) : std::nullopt;
  if (!body) return std::nullopt;
  auto text = unprotect(in.bytes, *body, 0, suite, keys);
  if (!text) return std::nullopt;
  if (!*text) return Result<Opened, WireError>(text->error());
  return open_text((*outer).first_inside(), std::move(**text));
}

Bytes seal_plain(Header header, const PayloadWriter& payloads) {
  finish_header(header, payloads.first(), kHeaderBytes + payloads.bytes().size());
  Bytes message;
  wire::ike::write_header(header, message);
  ByteWriter(message).bytes(payloads.bytes());
  return message;
}

Bytes protect(Header header, PayloadType type, std::uint8_t first_inside, ByteView clear,
              ByteView plain, const IkeSuite& suite, const MessageKeys& keys, Entropy& entropy) {
  const auto block = block_bytes(suite.cipher);
  auto text = to_bytes(plain);
  const auto padding = (block - (text.size() + 1) % block) % block;
  ByteWriter(text).zeros(padding).u8(static_cast<std::uint8_t>(padding));
  const auto iv = entropy.bytes(block);
  crypto::cbc_encrypt(cbc_cipher(suite.cipher), keys.encryption, iv, text);
  const auto body = clear.size() + block + text.size() + icv_bytes(suite.integrity);
  finish_header(header, static_cast<std::uint8_t>(type),
                kHeaderBytes + kPayloadHeaderBytes + body);
  Bytes message;
  wire::ike::write_header(header, message);
  ByteWriter(message)
      .u8(first_inside)
      .u8(0)
      .u16(static_cast<std::uint16_t>(kPayloadHeaderBytes + body))
      .bytes(clear)
      .bytes(iv)
      .bytes(text);
  ByteWriter(message).bytes(icv_of(suite, keys, message));
  return message;
}

Bytes seal_encrypted(Header header, const PayloadWriter& payloads, const IkeSuite& suite,
                     const MessageKeys& keys, Entropy& entropy) {
  return protect(header, PayloadType::encrypted, payloads.first(), {}, payloads.bytes(), suite,
                 keys, entropy);
}

}  // namespace kyoten::ike::v2
