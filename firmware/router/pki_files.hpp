// The certificate and revocation list files that gateways use, read from where the commands say:
// `usb1:/office.p12`, `sd1:office.pem`, or a name alone in the router's own flash.
#pragma once

#include <string>
#include <vector>

#include "firmware/config/intent.hpp"
#include "firmware/ports/flash.hpp"
#include "firmware/ports/medium.hpp"

namespace kyoten::router {

/// Reads a file once and keeps it: a memory that is pulled out takes no tunnel down.
class PkiFiles {
 public:
  PkiFiles(ports::Flash& flash, const ports::ExternalMemory& memory)
      : flash_(flash), memory_(memory) {}

  /// Gives each gateway what its files hold. Returns a line for the log for each one that cannot be
  /// read; another name for a slot is read anew.
  std::vector<std::string> fill(const config::Pki& pki, std::vector<ike::Gateway>& gateways);

 private:
  struct File {
    std::string name;
    Bytes content;
  };
  const Bytes* read(const std::string& name, std::vector<std::string>& problems);

  ports::Flash& flash_;
  ports::ExternalMemory memory_;
  std::vector<File> kept_;
};

}  // namespace kyoten::router
