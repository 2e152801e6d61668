#include "platform/lab/host_protocol.hpp"

#include <nlohmann/json.hpp>

namespace kyoten::lab {
namespace {

using nlohmann::json;

std::string line_of(const json& object) {
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Nothing unless the line is one JSON object.
std::optional<json> object_in(std::string_view line) {
  auto value = json::parse(line.begin(), line.end(), nullptr, false);
  if (!value.is_object()) return std::nullopt;
  return value;
}

template <class Number>
std::optional<Number> number_in(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return std::nullopt;
  const auto value = found->get<std::int64_t>();
  if (!std::in_range<Number>(value)) return std::nullopt;
  return static_cast<Number>(value);
}

std::optional<std::string> text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<MacAddress> mac_in(const json& object, const char* key) {
  const auto text = text_in(object, key);
  return text ? MacAddress::parse(*text) : std::nullopt;
}

std::variant<HostRequest::Wrong, Probe, HostRequest::Subscribe, HostRequest::Status> probe_in(
    const json& object) {
  if (!object.is_object()) return HostRequest::Wrong{"probe is not an object"};
  const auto kind = probe_kind(text_in(object, "kind").value_or(""));
  if (!kind) return HostRequest::Wrong{"there is no such kind of probe"};
  const auto token = number_in<std::uint32_t>(object, "token");
  const auto peer_mac = mac_in(object, "peer_mac");
  const auto peer = Ipv4Address::parse(text_in(object, "peer").value_or(""));
  if (!token || !peer_mac || !peer) {
    return HostRequest::Wrong{"a probe has kind, token, peer_mac and peer"};
  }
  Probe probe{*kind, *token, *peer_mac, *peer};
  if (object.contains("vlan")) {
    const auto vlan = number_in<std::uint16_t>(object, "vlan");
    if (!vlan || *vlan < 1 || *vlan > 4094) return HostRequest::Wrong{"vlan is 1 to 4094"};
    probe.vlan_id = *vlan;
  }
  if (object.contains("packet_bytes")) {
    const auto bytes = number_in<std::uint16_t>(object, "packet_bytes");
    if (!bytes || *bytes > 1500) return HostRequest::Wrong{"packet_bytes is at most 1500"};
    probe.packet_bytes = *bytes;
  }
  return probe;
}

}  // namespace

HostRequest parse_host_request(std::string_view line) {
  HostRequest request;
  const auto object = object_in(line);
  if (!object) {
    request.what = HostRequest::Wrong{"not a JSON object"};
    return request;
  }
  request.id = number_in<std::int64_t>(*object, "id").value_or(0);
  if (object->contains("probe")) {
    request.what = probe_in((*object)["probe"]);
  } else if (object->contains("subscribe")) {
    request.what = HostRequest::Subscribe{};
  } else if (object->contains("status")) {
    request.what = HostRequest::Status{};
  } else {
    request.what = HostRequest::Wrong{"a host knows probe, subscribe and status"};
  }
  return request;
}

std::string probe_request(std::int64_t id, const Probe& probe) {
  return line_of({{"id", id},
                  {"probe",
                   {{"kind", name(probe.kind)},
                    {"token", probe.token},
                    {"peer_mac", probe.peer_mac.text()},
                    {"peer", probe.peer.text()},
                    {"vlan", probe.vlan_id},
                    {"packet_bytes", probe.packet_bytes}}}});
}

std::string subscribe_request(std::int64_t id) {
  return line_of({{"id", id}, {"subscribe", true}});
}

std::string ok_line(std::int64_t id) { return line_of({{"id", id}, {"ok", true}}); }

std::string error_line(std::int64_t id, std::string_view reason) {
  return line_of({{"id", id}, {"error", reason}});
}

std::string status_line(std::int64_t id, const Host& host) {
  const auto& counters = host.counters();
  json object{{"id", id}, {"name", host.settings().name}, {"mac", host.settings().mac.text()}};
  if (const auto address = host.address()) object["address"] = address->text();
  object["counters"] = {{"frames", counters.frames},
                        {"malformed", counters.malformed},
                        {"broadcast", counters.broadcast},
                        {"arp_requests", counters.arp_requests},
                        {"echo_requests", counters.echo_requests},
                        {"wake_on_lan", counters.wake_on_lan},
                        {"dhcp_discover", counters.dhcp_discover},
                        {"neighbour_solicitations", counters.neighbour_solicitations},
                        {"vlan_tagged", counters.vlan_tagged}};
  return line_of(object);
}

std::string report_line(const Report& report) {
  return line_of({{"report",
                   {{"what", name(report.what)},
                    {"kind", name(report.kind)},
                    {"token", report.token},
                    {"from", report.from.text()},
                    {"at_ns", report.at.time_since_epoch().count()},
                    {"frame_bytes", report.frame_bytes},
                    {"value", report.value}}}});
}

std::string address_line(Ipv4Prefix address) { return line_of({{"address", address.text()}}); }

std::optional<Report> parse_report(std::string_view line) {
  const auto object = object_in(line);
  if (!object || !object->contains("report") || !(*object)["report"].is_object()) {
    return std::nullopt;
  }
  const auto& body = (*object)["report"];
  const auto what = report_what(text_in(body, "what").value_or(""));
  const auto kind = probe_kind(text_in(body, "kind").value_or(""));
  const auto token = number_in<std::uint32_t>(body, "token");
  const auto from = mac_in(body, "from");
  const auto at = number_in<std::int64_t>(body, "at_ns");
  const auto bytes = number_in<std::uint32_t>(body, "frame_bytes");
  const auto value = number_in<std::uint16_t>(body, "value");
  if (!what || !kind || !token || !from || !at || !bytes || !value) return std::nullopt;
  return Report{*what, *kind, *token, *from, Instant{Duration{*at}}, *bytes, *value};
}

std::optional<Ipv4Prefix> parse_address(std::string_view line) {
  const auto object = object_in(line);
  if (!object) return std::nullopt;
  const auto text = text_in(*object, "address");
  return text ? Ipv4Prefix::parse(*text) : std::nullopt;
}

}  // namespace kyoten::lab
