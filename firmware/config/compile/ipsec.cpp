// Chapter 15: IPsec, but for certificates (pki.cpp) and VPN clients (clients.cpp).
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

std::optional<std::uint32_t> id_of(const Statement& s, std::string_view parameter) {
  auto value = s.integer(parameter);
  if (!value) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

void use(const Statement& s, Draft& draft) { draft.ike.enabled = is_on(s, "USE"); }

void log_illegal_spi(const Statement& s, Draft& draft) { draft.ike.logs_illegal_spi = is_on(s, "SWITCH"); }

void version(const Statement& s, Draft& draft) {
  draft.gateway(s).version = static_cast<int>(s.integer("VERSION").value_or(1));
}

void pre_shared_key(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  if (s.has("TEXT")) {
    gateway.pre_shared_key = s.text_of("TEXT");
  } else {
    auto hex = s.text_of("KEY");
    if (hex.starts_with("0x") || hex.starts_with("0X")) hex.erase(0, 2);
    if (hex.size() % 2 != 0) hex.insert(0, "0");
    if (auto bytes = from_hex(hex)) gateway.pre_shared_key.assign(bytes->begin(), bytes->end());
  }
}

void auto_refresh(const Statement& s, Draft& draft) {
  const bool on = is_on(s, "SWITCH");
  if (auto gateway = id_of(s, "GATEWAY_ID")) {
    if (!on) draft.silenced.insert(*gateway);
  } else {
    draft.auto_refresh = on;
  }
}

void negotiate_strictly(const Statement& s, Draft& draft) {
  draft.gateway(s).negotiate_strictly = is_on(s, "SWITCH");
}

void proposal_limitation(const Statement& s, Draft& draft) {
  draft.gateway(s).proposal_limitation = is_on(s, "SWITCH");
}

void always_on(const Statement& s, Draft& draft) {
  draft.gateway(s).always_on = is_on(s, "SWITCH");
}

void retry(const Statement& s, Draft& draft) {
  draft.ike.retry_count = static_cast<int>(s.integer("COUNT").value_or(10));
  draft.ike.retry_interval = std::chrono::seconds(s.integer("INTERVAL").value_or(5));
  draft.ike.retry_max_session = static_cast<int>(s.integer("MAX_SESSION").value_or(3));
}

void queue_length(const Statement& s, Draft& draft) {
  draft.ike.queue_length.reset();
  if (const auto length = s.integer("LENGTH")) draft.ike.queue_length = static_cast<std::size_t>(*length);
}

void remote_address(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  const auto text = s.text_of("IP_ADDRESS");
  gateway.remote_address = IpAddress::parse(text);
  gateway.remote_host = gateway.remote_address || text == "any" ? "" : text;
  if (!gateway.remote_host.empty()) gateway.remote_address = draft.address_of(gateway.remote_host);
  draft.addressed.insert(number(gateway.id));
}

void local_address(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  gateway.local_address = IpAddress::parse(s.text_of("IP_ADDRESS"));
  gateway.local_address_of.reset();
  if (const auto peer = s.integer("PEER_NUM")) gateway.local_address_of = PpId{static_cast<std::uint16_t>(*peer)};
}

ike::Name name_of(const Statement& s) {
  const auto word = s.text_of("TYPE");
  ike::Name name{s.text_of("NAME"), ike::NameKind::key_id};
  if (word == "ipv4-addr") name.kind = ike::NameKind::ipv4_addr;
  if (word == "fqdn") name.kind = ike::NameKind::fqdn;
  if (word == "user-fqdn" || word == "rfc822-addr") name.kind = ike::NameKind::user_fqdn;
  if (word == "ipv6-addr") name.kind = ike::NameKind::ipv6_addr;
  if (word == "tel") name.kind = ike::NameKind::tel;
  if (word == "tel-key") name.kind = ike::NameKind::tel_key;
  return name;
}

void remote_name(const Statement& s, Draft& draft) { draft.gateway(s).remote_name = name_of(s); }
void local_name(const Statement& s, Draft& draft) { draft.gateway(s).local_name = name_of(s); }

void local_id(const Statement& s, Draft& draft) {
  draft.gateway(s).local_id = network_of(s, "IP_ADDRESS");
}
void remote_id(const Statement& s, Draft& draft) {
  draft.gateway(s).remote_id = network_of(s, "IP_ADDRESS");
}

void keepalive_use(const Statement& s, Draft& draft) {
  auto& keepalive = draft.gateway(s).keepalive;
  const auto word = s.text_of("SWITCH");
  keepalive.use = word == "on"    ? ike::KeepaliveSwitch::on
                  : word == "off" ? ike::KeepaliveSwitch::off
                                  : ike::KeepaliveSwitch::automatic;
  // The method is a bare keyword of the form that matched; a method the version lacks means heartbeat.
  keepalive.kind = ike::KeepaliveKind::heartbeat;
  if (s.text.find(" icmp-echo ") != std::string::npos) keepalive.kind = ike::KeepaliveKind::icmp_echo;
  if (auto address = IpAddress::parse(s.text_of("IP_ADDRESS"))) keepalive.echo_address = *address;
  if (auto length = number_in(s.text_of("length"))) keepalive.echo_bytes = static_cast<std::uint16_t>(*length);
  if (s.text.find(" dpd") != std::string::npos) keepalive.kind = ike::KeepaliveKind::dpd;
  if (s.text.find(" rfc4306") != std::string::npos) keepalive.kind = ike::KeepaliveKind::rfc4306;
  if (auto interval = s.integer("INTERVAL")) keepalive.interval = std::chrono::seconds(*interval);
  if (auto count = s.integer("COUNT")) keepalive.count = static_cast<int>(*count);
  keepalive.up_wait = std::chrono::seconds(s.integer("UPWAIT").value_or(0));
  keepalive.disconnects = s.text.find(" down=disconnect") != std::string::npos;
  const auto only_new = s.text_of("send-only-new-sa");
  keepalive.old_sa_beats = only_new == "on"     ? ike::OldSaBeats::never
                           : only_new == "auto" ? ike::OldSaBeats::in_answer
                                                : ike::OldSaBeats::always;
}

void keepalive_log(const Statement& s, Draft& draft) {
  draft.gateway(s).keepalive_log = is_on(s, "LOG");
}

void encryption(const Statement& s, Draft& draft) {
  const auto word = s.text_of("ALGORITHM");
  auto& cipher = draft.gateway(s).encryption;
  if (word == "des-cbc") cipher = ike::Phase1Cipher::des_cbc;
  if (word == "3des-cbc") cipher = ike::Phase1Cipher::three_des_cbc;
  if (word == "aes-cbc") cipher = ike::Phase1Cipher::aes_cbc;
  if (word == "aes256-cbc") cipher = ike::Phase1Cipher::aes256_cbc;
}

void hash(const Statement& s, Draft& draft) {
  const auto word = s.text_of("ALGORITHM");
  auto& hash = draft.gateway(s).hash;
  if (word == "md5") hash = ike::Phase1Hash::md5;
  if (word == "sha") hash = ike::Phase1Hash::sha;
  if (word == "sha256") hash = ike::Phase1Hash::sha256;
}

std::optional<ike::DhGroup> group_named(std::string_view word) {
  if (word == "modp768") return ike::DhGroup::modp768;
  if (word == "modp1024") return ike::DhGroup::modp1024;
  if (word == "modp1536") return ike::DhGroup::modp1536;
  if (word == "modp2048") return ike::DhGroup::modp2048;
  return std::nullopt;
}

void group(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  const auto words = s.all("GROUP");
  gateway.second_group.reset();
  if (const auto first = words.empty() ? std::nullopt : group_named(words[0]->text)) gateway.group = *first;
  if (words.size() > 1) gateway.second_group = group_named(words[1]->text);
}

void pfs(const Statement& s, Draft& draft) { draft.gateway(s).pfs = is_on(s, "PFS"); }

void log(const Statement& s, Draft& draft) {
  const bool one = s.has("GATEWAY_ID");
  auto set = [&](ike::Gateway& gateway) {
    for (auto* word : s.all("TYPE")) {
      if (word->text == "message-info") gateway.log_message_info = true;
      if (word->text == "payload-info") gateway.log_payload_info = true;
    }
  };
  if (one) {
    set(draft.gateway(s));
  } else {
    for (auto& [id, gateway] : draft.gateways) set(gateway);
  }
}

void nat_traversal(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  gateway.nat_traversal = is_on(s, "SWITCH");
  gateway.nat_traversal_force = s.text_of("force") == "on";
  const auto keepalive = s.text_of("keepalive");
  if (keepalive == "off") {
    gateway.nat_keepalive.reset();
  } else if (auto seconds = number_in(keepalive)) {
    gateway.nat_keepalive = std::chrono::seconds(*seconds);
  }
}

void esp_encapsulation(const Statement& s, Draft& draft) { draft.gateway(s).wraps_esp = is_on(s, "ENCAP"); }

void duration(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  const auto sa = s.text_of("SA");
  auto& life = sa == "isakmp-sa" || sa == "ike-sa" ? gateway.isakmp_lifetime : gateway.ipsec_lifetime;
  life.seconds = std::chrono::seconds(s.integer("SECOND").value_or(28800));
  if (auto kilobytes = s.integer("KBYTES")) life.kilobytes = static_cast<std::uint64_t>(*kilobytes);
  auto rekey = s.text_of("REKEY");
  if (rekey == "off") {
    life.rekey_percent.reset();
  } else if (!rekey.empty()) {
    if (rekey.back() == '%') rekey.pop_back();
    if (auto percent = number_in(rekey)) life.rekey_percent = static_cast<int>(*percent);
  }
}

void restrict_dangling_sa(const Statement& s, Draft& draft) {
  draft.gateway(s).restrict_dangling_sa = s.text_of("ACTION") != "off";
}

void send_info(const Statement& s, Draft& draft) { draft.gateway(s).sends_info = is_on(s, "INFO"); }

/// Nothing for an algorithm of other models: such a policy is as good as not written, and lint says so
/// (policy-not-negotiated). Weaker than it was written it must not become.
std::optional<ipsec::Suite> suite_of(const Statement& s) {
  if (std::ranges::any_of(split(s.text, ' '), [](auto& word) { return word == "ah"; })) {
    const auto integrity = s.has("AH_ALGORITHM") ? esp_integrity_named(s.text_of("AH_ALGORITHM"))
                                                 : std::optional(ipsec::EspIntegrity::sha_hmac);
    return integrity ? std::optional(ipsec::Suite::ah(*integrity)) : std::nullopt;
  }
  const auto cipher = s.has("ESP_ALGORITHM") ? esp_cipher_named(s.text_of("ESP_ALGORITHM"))
                                             : std::optional(ipsec::EspCipher::aes_cbc);
  const auto integrity = s.has("AH_ALGORITHM") ? esp_integrity_named(s.text_of("AH_ALGORITHM"))
                                               : std::optional(ipsec::EspIntegrity::none);
  if (!cipher || !integrity) return std::nullopt;
  return ipsec::Suite{*cipher, ipsec::is_combined(*cipher) ? ipsec::EspIntegrity::none : *integrity};
}

void sa_policy(const Statement& s, Draft& draft) {
  auto policy_id = id_of(s, "POLICY_ID");
  auto gateway = id_of(s, "GATEWAY_ID");
  const auto suite = suite_of(s);
  if (!policy_id || !gateway || !suite) return;
  auto& policy = draft.policies[*policy_id];
  policy.id = PolicyId{*policy_id};
  policy.gateway = GatewayId{*gateway};
  policy.suite = *suite;
  policy.anti_replay = s.text_of("anti-replay-check") != "off";
  policy.local_id = IpPrefix::parse(s.text_of("local-id"));
  policy.remote_id = IpPrefix::parse(s.text_of("remote-id"));
}

void transport(const Statement& s, Draft& draft) {
  auto id = id_of(s, "ID");
  auto policy = id_of(s, "POLICY_ID");
  if (!id || !policy) return;
  Transport transport;
  transport.policy = PolicyId{*policy};
  transport.plan.policy = transport.policy;
  transport.plan.protocol = protocol_number(s.text_of("PROTO")).value_or(0);
  if (s.has("SRC_PORT_LIST")) transport.plan.source_ports = port_list(s.text_of("SRC_PORT_LIST"));
  if (s.has("DST_PORT_LIST")) transport.plan.destination_ports = port_list(s.text_of("DST_PORT_LIST"));
  draft.transports[*id] = transport;
}

constexpr Binding kBindings[] = {
    {"ipsec use", use},
    {"ipsec log illegal-spi", log_illegal_spi},
    {"ipsec ike version", version},
    {"ipsec ike pre-shared-key", pre_shared_key},
    {"ipsec auto refresh", auto_refresh},
    {"ipsec ike negotiate-strictly", negotiate_strictly},
    {"ipsec ike proposal-limitation", proposal_limitation},
    {"ipsec ike always-on", always_on},
    {"ipsec ike queue length", queue_length},
    {"ipsec ike retry", retry},
    {"ipsec ike remote address", remote_address},
    {"ipsec ike local address", local_address},
    {"ipsec ike remote name", remote_name},
    {"ipsec ike local name", local_name},
    {"ipsec ike local id", local_id},
    {"ipsec ike remote id", remote_id},
    {"ipsec ike keepalive use", keepalive_use},
    {"ipsec ike keepalive log", keepalive_log},
    {"ipsec ike encryption", encryption},
    {"ipsec ike hash", hash},
    {"ipsec ike group", group},
    {"ipsec ike pfs", pfs},
    {"ipsec ike log", log},
    {"ipsec ike nat-traversal", nat_traversal},
    {"ipsec ike duration", duration},
    {"ipsec ike restrict-dangling-sa", restrict_dangling_sa},
    {"ipsec ike esp-encapsulation", esp_encapsulation},
    {"ipsec ike send info", send_info},
    {"ipsec sa policy", sa_policy},
    {"ipsec transport", transport},
};

}  // namespace

std::span<const Binding> ipsec_bindings() { return kBindings; }

}  // namespace kyoten::config
