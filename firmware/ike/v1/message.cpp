#include "firmware/ike/v1/message.hpp"

namespace kyoten::ike::v1 {

using namespace wire::ike;

ByteView Opened::behind_first() const {
  const auto chain = ByteView(text).first(payloads.size_bytes());
  if (payloads.all().empty()) return {};
  return chain.subspan(kPayloadHeaderBytes + payloads.all()[0].body.size());
}

Result<Opened, WireError> open_plain(const Incoming& in) {
  Opened opened;
  opened.text = to_bytes(in.bytes.subspan(kHeaderBytes));
  KYOTEN_TRY(opened.payloads, PayloadChain::parse(in.header.next_payload, opened.text));
  return opened;
}

Result<Opened, WireError> open_encrypted(const Incoming& in, const Phase1Suite& suite,
                                         const Secret& key, ByteView iv) {
  const auto cipher = cbc_cipher(suite.cipher);
  const auto block = crypto::block_bytes(cipher);
  Opened opened;
  opened.text = to_bytes(in.bytes.subspan(kHeaderBytes));
  if (opened.text.empty() || opened.text.size() % block != 0) return WireError::bad_length;
  opened.next_iv.assign(opened.text.end() - static_cast<std::ptrdiff_t>(block), opened.text.end());
  crypto::cbc_decrypt(cipher, key, iv, opened.text);
  KYOTEN_TRY(opened.payloads, PayloadChain::parse(in.header.next_payload, opened.text));
  return opened;
}

Bytes seal_plain(Header header, const PayloadWriter& payloads) {
  header.next_payload = payloads.first();
  header.length_bytes = static_cast<std::uint32_t>(kHeaderBytes + payloads.bytes().size());
  Bytes out;
  write_header(header, out);
  out.insert(out.end(), payloads.bytes().begin(), payloads.bytes().end());
  return out;
}

Bytes seal_encrypted(Header header, const PayloadWriter& payloads, const Phase1Suite& suite,
                     const Secret& key, Bytes& iv) {
  const auto cipher = cbc_cipher(suite.cipher);
  const auto block = crypto::block_bytes(cipher);
  auto text = payloads.bytes();
  text.resize((text.size() + block - 1) / block * block);  // zeros, as RFC 2409 appendix B has it
  crypto::cbc_encrypt(cipher, key, iv, text);
  iv.assign(text.end() - static_cast<std::ptrdiff_t>(block), text.end());
  header.next_payload = payloads.first();
  header.flags |= flag::encryption;
  header.length_bytes = static_cast<std::uint32_t>(kHeaderBytes + text.size());
  Bytes out;
  write_header(header, out);
  out.insert(out.end(), text.begin(), text.end());
  return out;
}

}  // namespace kyoten::ike::v1
