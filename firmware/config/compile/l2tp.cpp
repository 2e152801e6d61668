// Chapter 16: L2TP. Every `l2tp ...` but the service belongs to the selected tunnel.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

void service(const Statement& s, Draft& draft) {
  draft.l2tp_service = is_on(s, "SERVICE");
  const auto versions = s.all("VERSION");
  draft.l2tp_service_v3 = versions.empty();
  for (auto* version : versions) {
    if (version->text == "l2tpv3") draft.l2tp_service_v3 = true;
  }
}

void tunnel_auth(const Statement& s, Draft& draft) {
  auto& tunnel = draft.l2tp(s);
  tunnel.authentication.reset();
  if (!is_on(s, "SWITCH")) return;
  // Without a password of its own the model name is the password.
  tunnel.authentication = s.has("PASSWORD") ? s.text_of("PASSWORD") : "RTX810";
}

void disconnect_time(const Statement& s, Draft& draft) {
  auto& tunnel = draft.l2tp(s);
  tunnel.disconnect_time.reset();
  if (auto seconds = number_in(s.text_of("TIME"))) tunnel.disconnect_time = std::chrono::seconds(*seconds);
}

void keepalive_use(const Statement& s, Draft& draft) {
  auto& tunnel = draft.l2tp(s);
  tunnel.keepalive = is_on(s, "SWITCH");
  if (auto interval = s.integer("INTERVAL")) tunnel.keepalive_interval = std::chrono::seconds(*interval);
  if (auto count = s.integer("COUNT")) tunnel.keepalive_count = static_cast<int>(*count);
}

void keepalive_log(const Statement& s, Draft& d) { d.l2tp(s).keepalive_log = is_on(s, "LOG"); }
void syslog(const Statement& s, Draft& d) { d.l2tp(s).syslog = is_on(s, "SYSLOG"); }
void always_on(const Statement& s, Draft& d) { d.l2tp(s).always_on = is_on(s, "SW"); }
void hostname(const Statement& s, Draft& d) { d.l2tp(s).host_name = s.text_of("HOSTNAME"); }
void remote_end_id(const Statement& s, Draft& d) { d.l2tp(s).remote_end_id = s.text_of("END_ID"); }

void local_router_id(const Statement& s, Draft& draft) {
  draft.l2tp(s).local_router_id = s.address("IPV4_ADDRESS").value_or(Ipv4Address{});
}
void remote_router_id(const Statement& s, Draft& draft) {
  draft.l2tp(s).remote_router_id = s.address("IPV4_ADDRESS").value_or(Ipv4Address{});
}

constexpr Binding kBindings[] = {
    {"l2tp service", service},
    {"l2tp tunnel auth", tunnel_auth},
    {"l2tp tunnel disconnect time", disconnect_time},
    {"l2tp keepalive use", keepalive_use},
    {"l2tp keepalive log", keepalive_log},
    {"l2tp syslog", syslog},
    {"l2tp always-on", always_on},
    {"l2tp hostname", hostname},
    {"l2tp local router-id", local_router_id},
    {"l2tp remote router-id", remote_router_id},
    {"l2tp remote end-id", remote_end_id},
};

}  // namespace

std::span<const Binding> l2tp_bindings() { return kBindings; }

}  // namespace kyoten::config
