// The small payloads of IKEv2 (RFC 7296 sections 3.4 to 3.13).
//
//   KE      | group 2 | 0 0 | public value
//   ID      | type 1 | 0 0 0 | data
//   CERT    | encoding 1 | certificate
//   CERTREQ | encoding 1 | SHA-1 of each authority's key
//   AUTH    | method 1 | 0 0 0 | data      digital signature: | length 1 | AlgorithmIdentifier | signature
//   Notify  | protocol 1 | SPI size 1 | type 2 | SPI | data
//   Delete  | protocol 1 | SPI size 1 | count 2 | SPIs
//   TS      | count 1 | 0 0 0 | selectors
//   selector| type 1 | protocol 1 | length 2 | start port 2 | end port 2 | start address | end address
#pragma once

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/wire/ike_id.hpp"
#include "firmware/wire/ikev2_payload.hpp"

namespace kyoten::wire::ikev2 {

struct KeyExchange {
  std::uint16_t group = 0;
  Bytes value;
};
Result<KeyExchange, WireError> parse_key_exchange(ByteView body);
Bytes emit_key_exchange(const KeyExchange& key);

/// Protocol and port of `ike::Identity` do not travel in IKEv2 and stay 0.
Result<ike::Identity, WireError> parse_id(ByteView body);
Bytes emit_id(const ike::Identity& identity);

/// The only encoding that is spoken: X.509, signature.
constexpr std::uint8_t kX509Signature = 4;
/// The certificates of a message in their order; those of other encodings are left out.
std::vector<Bytes> certificates_of(const PayloadChain& payloads);
/// The body of CERT and CERTREQ.
Bytes emit_certificate(ByteView content);

namespace auth_method {
constexpr std::uint8_t rsa_signature = 1;  ///< PKCS#1 v1.5 with SHA-1
constexpr std::uint8_t shared_key = 2;
constexpr std::uint8_t digital_signature = 14;  ///< RFC 7427
}  // namespace auth_method

struct Authentication {
  std::uint8_t method = auth_method::shared_key;
  Bytes data;
};
Result<Authentication, WireError> parse_authentication(ByteView body);
Bytes emit_authentication(const Authentication& authentication);

/// RFC 7427 section 3: what stands in the data of a digital signature.
struct DigitalSignature {
  Bytes algorithm;  ///< AlgorithmIdentifier in DER
  Bytes signature;
};
Result<DigitalSignature, WireError> parse_digital_signature(ByteView data);
Bytes emit_digital_signature(const DigitalSignature& signature);

/// RFC 7427 section 4: hashes that an end can check signatures with.
namespace signature_hash {
constexpr std::uint16_t sha1 = 1;
constexpr std::uint16_t sha256 = 2;
constexpr std::uint16_t sha384 = 3;
constexpr std::uint16_t sha512 = 4;
}  // namespace signature_hash

namespace notify {
constexpr std::uint16_t unsupported_critical_payload = 1;
constexpr std::uint16_t invalid_syntax = 7;
constexpr std::uint16_t no_proposal_chosen = 14;
constexpr std::uint16_t invalid_ke_payload = 17;
constexpr std::uint16_t authentication_failed = 24;
constexpr std::uint16_t internal_address_failure = 36;
constexpr std::uint16_t ts_unacceptable = 38;
constexpr std::uint16_t temporary_failure = 43;
constexpr std::uint16_t child_sa_not_found = 44;
constexpr std::uint16_t largest_error = 16383;
constexpr std::uint16_t initial_contact = 16384;
constexpr std::uint16_t ipcomp_supported = 16387;
constexpr std::uint16_t nat_detection_source_ip = 16388;
constexpr std::uint16_t nat_detection_destination_ip = 16389;
constexpr std::uint16_t cookie = 16390;
constexpr std::uint16_t use_transport_mode = 16391;
constexpr std::uint16_t rekey_sa = 16393;
constexpr std::uint16_t fragmentation_supported = 16430;  ///< RFC 7383
constexpr std::uint16_t signature_hash_algorithms = 16431;
}  // namespace notify

struct Notify {
  std::uint8_t protocol = 0;
  std::uint16_t type = 0;
  Bytes spi;
  Bytes data;
};
Result<Notify, WireError> parse_notify(ByteView body);
Bytes emit_notify(const Notify& notify);
/// The first notification of a type, if the payload can be read.
std::optional<Notify> find_notify(const PayloadChain& payloads, std::uint16_t type);
/// The first one that tells of an error.
std::optional<Notify> find_error(const PayloadChain& payloads);

constexpr std::size_t kMostDeletedSpis = 64;

struct Deletion {
  std::uint8_t protocol = 0;
  std::vector<Spi> spis;  ///< empty for the IKE SA itself
};
Result<Deletion, WireError> parse_deletion(ByteView body);
Bytes emit_deletion(const Deletion& deletion);

/// A range of addresses of one version of IP, and of ports; protocol 0 is any.
struct TrafficSelector {
  std::uint8_t protocol = 0;
  std::uint16_t first_port = 0;
  std::uint16_t last_port = 0xffff;
  IpAddress first;
  IpAddress last;
  bool operator==(const TrafficSelector&) const = default;

  static TrafficSelector of(const IpPrefix& prefix) { return {0, 0, 0xffff, prefix.first(), prefix.last()}; }
  static TrafficSelector any() { return of(Ipv4Prefix{{}, 0}); }  ///< of IPv4
  static TrafficSelector any_ipv6() { return of(Ipv6Prefix{{}, 0}); }
};

constexpr std::size_t kMostTrafficSelectors = 32;

/// Selectors of other address families are left out, so the list may be empty.
Result<std::vector<TrafficSelector>, WireError> parse_traffic_selectors(ByteView body);
Bytes emit_traffic_selectors(const std::vector<TrafficSelector>& selectors);

}  // namespace kyoten::wire::ikev2
