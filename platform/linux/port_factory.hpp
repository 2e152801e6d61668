// The kinds of ports that stand behind `--port lan1=KIND:ARGUMENT`:
//
//   tap:NAME                 a TAP interface of this machine, made if it does not exist
//   raw:IFNAME               an existing network interface: a card, a veth, a VM's or container's
//   unix:OWN,PEER            a wire between two processes: datagrams to PEER, from whoever knows OWN; also
//                            QEMU's `-netdev dgram,local.type=unix,local.path=PEER,remote.type=unix,remote.path=OWN`
//   udp:LPORT:RHOST:RPORT    one frame per UDP datagram: GNS3's links, QEMU's `-netdev dgram` over inet
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "firmware/base/result.hpp"
#include "firmware/ports/packet_port.hpp"

namespace kyoten::linux_os {

using PortResult = Result<std::unique_ptr<ports::PacketPort>, std::string>;

/// `name` ("lan1") is for the error's text only.
PortResult make_port(std::string_view name, std::string_view specification);

PortResult make_tap_port(const std::string& interface);
PortResult make_raw_port(const std::string& interface);
PortResult make_unix_port(const std::string& own_path, const std::string& peer_path);
PortResult make_udp_port(const std::string& local_port, const std::string& host,
                         const std::string& remote_port);

}  // namespace kyoten::linux_os
