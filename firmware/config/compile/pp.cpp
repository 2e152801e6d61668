// Chapters 8 and 11: peers, PPP and PPPoE. Only numbered peers: those that dial in (`pp select anonymous`) are of L2TP and PPTP.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// The selected peer, or a place for what is said of all that are not numbered.
Pp& selected(const Statement& s, Draft& draft) {
  if (s.selection.kind != grammar::Selection::Kind::pp) return draft.other_peers;
  const auto id = static_cast<std::uint16_t>(s.selection.number);
  auto& pp = draft.pps[id];
  pp.id = PpId{id};
  return pp;
}

void enable(const Statement& s, Draft& draft) {
  for (auto* operand : s.all("PEER_NUM")) {
    if (const auto number = number_in(operand->text)) {
      const auto id = static_cast<std::uint16_t>(*number);
      draft.pps[id].id = PpId{id};
      draft.pps[id].enabled = true;
    } else if (operand->text == "all") {
      for (auto& [id, pp] : draft.pps) pp.enabled = true;
    }
  }
}

void disable(const Statement& s, Draft& draft) {
  for (auto* operand : s.all("PEER_NUM")) {
    for (auto& [id, pp] : draft.pps) {
      if (operand->text == "all" || operand->text == std::to_string(id)) pp.enabled = false;
    }
  }
}

void always_on(const Statement& s, Draft& draft) {
  auto& pp = selected(s, draft);
  pp.always_on = is_on(s, "SWITCH");
  if (const auto time = s.integer("TIME")) pp.pause_after_failure = seconds(*time);
}

void keepalive_use(const Statement& s, Draft& draft) {
  selected(s, draft).keepalive = s.text.find(" lcp-echo") != std::string::npos;
}

void keepalive_interval(const Statement& s, Draft& draft) {
  auto& rules = selected(s, draft).echo;
  if (const auto interval = s.integer("INTERVAL")) rules.interval = seconds(*interval);
  if (const auto retry = s.integer("retry-interval")) rules.retry_interval = seconds(*retry);
  if (const auto count = s.integer("count")) rules.count = static_cast<int>(*count);
}

void auth_accept(const Statement& s, Draft& draft) {
  auto& accepts = selected(s, draft).link.accepts;
  accepts.clear();
  // CHAP first, in whatever order they are written: it does not send the password.
  const auto accepted = s.all("ACCEPT");
  const auto has = [&](std::string_view word) {
    return std::ranges::any_of(accepted, [&](auto* operand) { return operand->text == word; });
  };
  if (has("chap")) accepts.push_back(ppp::Authentication::chap_md5);
  if (has("pap")) accepts.push_back(ppp::Authentication::pap);
}

void auth_myname(const Statement& s, Draft& draft) {
  auto& link = selected(s, draft).link;
  link.name = s.text_of("MYNAME");
  link.password = s.text_of("PASSWORD");
}

void lcp_mru(const Statement& s, Draft& draft) {
  auto& mru = selected(s, draft).link.mru;
  mru.reset();
  if (is_on(s, "MRU")) mru = static_cast<std::uint16_t>(s.integer("LENGTH").value_or(*ppp::LinkSettings{}.mru));
}

void magic_number(const Statement& s, Draft& draft) { selected(s, draft).link.magic_number = is_on(s, "MAGICNUMBER"); }
void silent(const Statement& s, Draft& draft) { selected(s, draft).link.silent = is_on(s, "SWITCH"); }
void negotiates_address(const Statement& s, Draft& draft) { selected(s, draft).link.negotiates_address = is_on(s, "NEGOTIATION"); }
void wants_name_servers(const Statement& s, Draft& draft) { selected(s, draft).link.wants_name_servers = is_on(s, "MSEXT"); }

void set_restart(const Statement& s, ppp::Attempts& attempts) {
  if (const auto time = s.integer("TIME")) attempts.restart = milliseconds(*time);
}
void set_count(const Statement& s, int& count) {
  if (const auto value = s.integer("COUNT")) count = static_cast<int>(*value);
}

void lcp_restart(const Statement& s, Draft& draft) { set_restart(s, selected(s, draft).link.lcp); }
void lcp_maxterminate(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.lcp.max_terminate); }
void lcp_maxconfigure(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.lcp.max_configure); }
void lcp_maxfailure(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.lcp.max_failure); }
void ipcp_restart(const Statement& s, Draft& draft) { set_restart(s, selected(s, draft).link.ipcp); }
void ipcp_maxterminate(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.ipcp.max_terminate); }
void ipcp_maxconfigure(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.ipcp.max_configure); }
void ipcp_maxfailure(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.ipcp.max_failure); }

void pap_restart(const Statement& s, Draft& draft) {
  if (const auto time = s.integer("TIME")) selected(s, draft).link.authentication_restart = milliseconds(*time);
}
void pap_maxauthreq(const Statement& s, Draft& draft) { set_count(s, selected(s, draft).link.authentication_attempts); }

void use(const Statement& s, Draft& draft) { selected(s, draft).lan = s.text_of("INTERFACE"); }
void concentrator(const Statement& s, Draft& draft) { selected(s, draft).discovery.access_concentrator = s.text_of("NAME"); }
void service_name(const Statement& s, Draft& draft) { selected(s, draft).discovery.service_name = s.text_of("NAME"); }
void auto_connect(const Statement& s, Draft& draft) { selected(s, draft).connects_by_traffic = is_on(s, "SWITCH"); }
void forced_close(const Statement& s, Draft& draft) { selected(s, draft).closes_unknown_sessions = is_on(s, "SW"); }

void set_discovery_restart(const Statement& s, pppoe::Attempts& attempts) {
  if (const auto time = s.integer("TIME")) attempts.restart = milliseconds(*time);
}
void set_retries(const Statement& s, pppoe::Attempts& attempts) {
  if (const auto times = s.integer("TIMES")) attempts.retries = static_cast<int>(*times);
}

void padi_restart(const Statement& s, Draft& draft) { set_discovery_restart(s, selected(s, draft).discovery.padi); }
void padi_maxretry(const Statement& s, Draft& draft) { set_retries(s, selected(s, draft).discovery.padi); }
void padr_restart(const Statement& s, Draft& draft) { set_discovery_restart(s, selected(s, draft).discovery.padr); }
void padr_maxretry(const Statement& s, Draft& draft) { set_retries(s, selected(s, draft).discovery.padr); }

void mss_limit(const Statement& s, Draft& draft) {
  const auto word = s.text_of("LENGTH");
  selected(s, draft).mss_limit = {word == "auto", static_cast<std::uint16_t>(number_in(word).value_or(0))};
}

constexpr Binding kBindings[] = {
    {"pp enable", enable},
    {"pp disable", disable},
    {"pp always-on", always_on},
    {"pp keepalive use", keepalive_use},
    {"pp keepalive interval", keepalive_interval},
    {"pp auth accept", auth_accept},
    {"pp auth myname", auth_myname},
    {"ppp lcp mru", lcp_mru},
    {"ppp lcp magicnumber", magic_number},
    {"ppp lcp silent", silent},
    {"ppp lcp restart", lcp_restart},
    {"ppp lcp maxterminate", lcp_maxterminate},
    {"ppp lcp maxconfigure", lcp_maxconfigure},
    {"ppp lcp maxfailure", lcp_maxfailure},
    {"ppp pap restart", pap_restart},
    {"ppp pap maxauthreq", pap_maxauthreq},
    {"ppp ipcp ipaddress", negotiates_address},
    {"ppp ipcp msext", wants_name_servers},
    {"ppp ipcp restart", ipcp_restart},
    {"ppp ipcp maxterminate", ipcp_maxterminate},
    {"ppp ipcp maxconfigure", ipcp_maxconfigure},
    {"ppp ipcp maxfailure", ipcp_maxfailure},
    {"pppoe use", use},
    {"pppoe access concentrator", concentrator},
    {"pppoe service-name", service_name},
    {"pppoe auto connect", auto_connect},
    {"pppoe invalid-session forced close", forced_close},
    {"pppoe padi restart", padi_restart},
    {"pppoe padi maxretry", padi_maxretry},
    {"pppoe padr restart", padr_restart},
    {"pppoe padr maxretry", padr_maxretry},
    {"pppoe tcp mss limit", mss_limit},
};

}  // namespace

std::span<const Binding> pp_bindings() { return kBindings; }

void tie_pps(Draft& draft) {
  for (auto& [id, pp] : draft.pps) {
    if (pp.link.name.empty()) pp.link.accepts.clear();  // nothing to say who we are
    if (pp.keepalive.value_or(pp.always_on)) pp.link.echo = pp.echo;
    const auto interface = draft.interfaces.find("pp" + std::to_string(id));
    const bool has_address = interface != draft.interfaces.end() && !interface->second.addresses.empty();
    if (has_address) pp.link.local_address = interface->second.addresses[0].address;
  }
}

}  // namespace kyoten::config
