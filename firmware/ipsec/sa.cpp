#include "firmware/ipsec/sa.hpp"

namespace kyoten::ipsec {

SaParameters SaParameters::clone() const {
  SaParameters copy;
  copy.direction = direction;
  copy.spi = spi;
  copy.policy = policy;
  copy.gateway = gateway;
  copy.suite = suite;
  copy.mode = mode;
  copy.udp_encapsulated = udp_encapsulated;
  copy.anti_replay = anti_replay;
  copy.local = local;
  copy.peer = peer;
  copy.selection = selection;
  copy.compression = compression;
  copy.compresses = compresses;
  copy.renew_at = renew_at;
  copy.first_sequence = first_sequence;
  copy.encryption_key = encryption_key.clone();
  copy.integrity_key = integrity_key.clone();
  return copy;
}

}  // namespace kyoten::ipsec
