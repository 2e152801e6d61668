// What a `kyoten host` process says on its control socket: one JSON object per line, like a router's.
//
//   {"id":1,"probe":{"kind":"ping","token":3,"peer_mac":"02:..","peer":"192.168.100.20","vlan":10,"packet_bytes":1500}}  -> {"id":1,"ok":true}
//   {"id":2,"subscribe":true}   -> {"id":2,"ok":true}, and from then on {"report":{"what":"seen",...}}, {"address":"A/L"}
//   {"id":3,"status":true}      -> {"id":3,"name":"pc-a","mac":"02:..","address":"A/L","counters":{...}}
//   anything else               -> {"id":N,"error":"..."}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/lab/host.hpp"

namespace kyoten::lab {

struct HostRequest {
  struct Subscribe {};
  struct Status {};
  struct Wrong {
    std::string reason;
  };
  std::int64_t id = 0;
  std::variant<Wrong, Probe, Subscribe, Status> what;
};
HostRequest parse_host_request(std::string_view line);

// Lines without their line end.
std::string probe_request(std::int64_t id, const Probe& probe);
std::string subscribe_request(std::int64_t id);
std::string ok_line(std::int64_t id);
std::string error_line(std::int64_t id, std::string_view reason);
std::string status_line(std::int64_t id, const Host& host);
std::string report_line(const Report& report);
std::string address_line(Ipv4Prefix address);

/// What a subscriber hears; nothing for lines of another kind.
std::optional<Report> parse_report(std::string_view line);
std::optional<Ipv4Prefix> parse_address(std::string_view line);

}  // namespace kyoten::lab
