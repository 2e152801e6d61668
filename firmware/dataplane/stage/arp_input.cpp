// ARP (RFC 826): answers for the router's addresses, the outer addresses of its NAT descriptors and, with `proxyarp`, for hosts it
// routes to; learns from what is addressed to it.
#include "firmware/dataplane/context.hpp"
#include "firmware/wire/arp.hpp"

namespace kyoten::dataplane {
namespace {

bool answers_for(const Context& context, const InterfacePlan& interface, InterfaceIndex index,
                 Ipv4Address target) {
  for (auto& own : interface.addresses) {
    if (own.address == target) return true;
  }
  for (auto id : interface.nat) {
    for (auto& descriptor : context.plan->nat) {
      if (descriptor.id == id && descriptor.outer == target) return true;
    }
  }
  if (!interface.proxy_arp) return false;
  const auto* route = context.route(target);
  return route != nullptr && !route->discard && route->interface != index && route->destination.length > 0;
}

void handle(Context& context, Packet packet) {
  const auto message = wire::parse_arp(packet->bytes());
  if (!message || message->sender_mac.is_group()) {
    return context.drop(std::move(packet), DropReason::arp_malformed);
  }
  const auto index = packet->meta.in_interface;
  const auto& interface = context.interface(index);
  const bool for_us = answers_for(context, interface, index, message->target);
  const bool on_link = std::any_of(interface.addresses.begin(), interface.addresses.end(),
                                   [&](auto& own) { return own.contains(message->sender); });
  if (on_link && !message->sender.is_unspecified() && !context.owner_of(message->sender)) {
    // RFC 826: update what is known; a new entry only if the message is for us.
    auto waiting = context.neighbours.learn(index, message->sender, message->sender_mac,
                                            context.now + context.plan->arp_timer, for_us);
    for (auto& held : waiting) context.to(Stage::ethernet_output, std::move(held));
  }
  if (for_us && message->request) {
    send_arp(context, index, message->target, message->sender, message->sender_mac);
  }
  context.consume(std::move(packet));
}

}  // namespace

void arp_input(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

void send_arp(Context& context, InterfaceIndex index, Ipv4Address sender, Ipv4Address target,
              std::optional<MacAddress> reply_to) {
  const auto& interface = context.interface(index);
  std::uint8_t frame[wire::kEthernetHeaderBytes + wire::kVlanTagBytes + wire::kArpBytes];
  wire::EthernetHeader header;
  header.destination = reply_to.value_or(MacAddress::broadcast());
  header.source = interface.mac;
  header.type = wire::ethertype::arp;
  header.vlan_id = interface.vlan_id;
  wire::write_ethernet(header, frame);
  wire::ArpMessage message;
  message.request = !reply_to;
  message.sender_mac = interface.mac;
  message.sender = sender;
  message.target_mac = reply_to.value_or(MacAddress{});
  message.target = target;
  wire::write_arp(message, frame + header.size());
  if (auto packet = context.originate({frame, header.size() + wire::kArpBytes})) {
    send_frame(context, index, std::move(packet));
  }
}

}  // namespace kyoten::dataplane
