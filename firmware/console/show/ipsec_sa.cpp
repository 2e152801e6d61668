// `show ipsec sa [ID]` and `show ipsec sa gateway [N] [detail]`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

constexpr std::string_view kHiddenKey = "Key: ** ** ** ** **  (confidential)   ** ** ** ** **";

std::string dashes(std::size_t count) { return std::string(count, '-'); }

/// Both kinds of SA, in the order of their numbers.
struct SaRow {
  int number = 0;
  GatewayId gateway{};
  const ike::IsakmpSaStatus* isakmp = nullptr;
  const ike::IpsecSaStatus* ipsec = nullptr;
};

std::vector<SaRow> rows_of(const ike::Status& status) {
  std::vector<SaRow> rows;
  for (auto& sa : status.isakmp) rows.push_back({sa.number, sa.gateway, &sa, nullptr});
  for (auto& sa : status.ipsec) rows.push_back({sa.number, sa.gateway, nullptr, &sa});
  std::stable_sort(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.number < b.number; });
  return rows;
}

std::size_t count(const ike::Status& status, ipsec::Direction direction) {
  return static_cast<std::size_t>(
      std::count_if(status.ipsec.begin(), status.ipsec.end(),
                    [&](auto& sa) { return sa.direction == direction; }));
}

std::string remote_id(const std::string& id, const Endpoint& peer) {
  return id.empty() ? peer.address.text() : id;
}

bool is_ah(const ike::IpsecSaStatus& sa) { return sa.suite.protocol == ipsec::Protocol::ah; }

/// "tun[001]esp": the tunnel that uses the policy, or the policy itself.
std::string connection_text(const Backend& backend, const ike::IpsecSaStatus& sa) {
  auto id = number(sa.policy);
  for (auto& tunnel : *backend.intent().tunnels) {
    if (tunnel.policy == sa.policy) id = number(tunnel.id);
  }
  return fmt::format("{}[{:03}]{}", sa.mode == ipsec::Mode::tunnel ? "tun" : "tra", id, is_ah(sa) ? "ah" : "esp");
}

std::string row_text(const Backend& backend, const SaRow& row) {
  if (row.isakmp != nullptr) {
    return fmt::format("{:<6}{:<5}{:<5}{:<13}{:<5}{:<8}{}", row.number, number(row.gateway), '-',
                       row.isakmp->version == 2 ? "ike" : "isakmp", '-',
                       row.isakmp->remaining.count(),
                       remote_id(row.isakmp->remote_id, row.isakmp->peer));
  }
  const auto& sa = *row.ipsec;
  const auto parent = sa.isakmp_number == 0 ? std::string("-") : std::to_string(sa.isakmp_number);
  return fmt::format("{:<6}{:<5}{:<5}{:<13}{:<5}{:<8}{}", sa.number, number(sa.gateway), parent,
                     connection_text(backend, sa),
                     sa.direction == ipsec::Direction::outbound ? "send" : "recv",
                     sa.remaining.count(), remote_id(sa.remote_id, sa.peer));
}

Lines overview(const View& view, const ike::Status& status) {
  Lines lines{fmt::format("Total: isakmp:{} send:{} recv:{}", status.isakmp.size(),
                          count(status, ipsec::Direction::outbound),
                          count(status, ipsec::Direction::inbound)),
              "", "sa   sgw isakmp connection   dir  life[s] remote-id", dashes(77)};
  const auto wanted = view.number("ID");
  for (auto& row : rows_of(status)) {
    if (!wanted || static_cast<std::uint32_t>(row.number) == *wanted)
      lines.push_back(row_text(view.backend, row));
  }
  return lines;
}

std::string_view cipher_text(ike::Phase1Cipher cipher) {
  constexpr std::string_view kTexts[] = {"DES-CBC", "3DES-CBC", "AES-CBC", "AES256-CBC", "AES192-CBC"};
  return kTexts[static_cast<std::size_t>(cipher)];
}
std::string_view hash_text(ike::Phase1Hash hash) {
  constexpr std::string_view kTexts[] = {"MD5", "SHA-1", "SHA-256"};
  return kTexts[static_cast<std::size_t>(hash)];
}
int group_bits(ike::DhGroup group) {
  switch (group) {
    case ike::DhGroup::modp768:
      return 768;
    case ike::DhGroup::modp1024:
      return 1024;
    case ike::DhGroup::modp1536:
      return 1536;
    case ike::DhGroup::modp2048:
      return 2048;
  }
  return 0;
}
std::string_view cipher_text(ipsec::EspCipher cipher) {
  constexpr std::string_view kTexts[] = {
      "NULL",       "DES-CBC", "3DES-CBC",   "AES-CBC",          "AES256-CBC",
      "AES192-CBC", "AES-GCM", "AES256-GCM", "CHACHA20-POLY1305"};
  return kTexts[static_cast<std::size_t>(cipher)];
}
std::string algorithm_text(const ipsec::Suite& suite) {
  constexpr std::string_view kIntegrities[] = {"", "HMAC-MD5", "HMAC-SHA", "HMAC-SHA256"};
  const auto integrity = kIntegrities[static_cast<std::size_t>(suite.integrity)];
  if (suite.protocol == ipsec::Protocol::ah) return std::string(integrity);
  if (integrity.empty()) return std::string(cipher_text(suite.cipher));
  return fmt::format("{} (for Auth.: {})", cipher_text(suite.cipher), integrity);
}

void print_detail(const ike::IsakmpSaStatus& sa, Lines& lines) {
  auto cookies = sa.initiator_cookie;
  cookies.insert(cookies.end(), sa.responder_cookie.begin(), sa.responder_cookie.end());
  lines.insert(lines.end(),
               {fmt::format("SA[{}] Duration: {}s", sa.number, sa.remaining.count()),
                "Local ID: " + remote_id(sa.local_id, sa.local),
                "Remote ID: " + remote_id(sa.remote_id, sa.peer), "Protocol: IKE",
                fmt::format("Algorithm: {}, {}, MODP {}bit", cipher_text(sa.cipher),
                            hash_text(sa.hash), group_bits(sa.group)),
                "", "SPI: " + to_hex(cookies, " "), std::string(kHiddenKey), dashes(52)});
}

void print_detail(const ike::IpsecSaStatus& sa, Lines& lines) {
  Bytes spi;
  ByteWriter(spi).u32(number(sa.spi));
  const bool send = sa.direction == ipsec::Direction::outbound;
  lines.insert(lines.end(), {fmt::format("SA[{}] Duration: {}s", sa.number, sa.remaining.count()),
                             "Local ID: " + remote_id(sa.local_id, sa.local),
                             "Remote ID: " + remote_id(sa.remote_id, sa.peer),
                             fmt::format("Direction: {}", send ? "send" : "receive"),
                             fmt::format("Protocol: {} (Mode: {})", is_ah(sa) ? "AH" : "ESP",
                                         sa.mode == ipsec::Mode::tunnel ? "tunnel" : "transport"),
                             "Algorithm: " + algorithm_text(sa.suite),
                             "SPI: " + to_hex(spi, " "), std::string(kHiddenKey), dashes(52)});
}

std::string local_id_of(const Backend& backend, const ike::Status& status, GatewayId id) {
  for (auto& sa : status.isakmp) {
    if (sa.gateway == id) return remote_id(sa.local_id, sa.local);
  }
  for (auto& gateway : backend.intent().ike->gateways) {
    if (gateway.id != id) continue;
    if (gateway.local_name) return gateway.local_name->text;
    if (gateway.local_address) return gateway.local_address->text();
  }
  return "-";
}

std::string remote_id_of(const Backend& backend, const ike::Status& status, GatewayId id) {
  for (auto& sa : status.isakmp) {
    if (sa.gateway == id) return remote_id(sa.remote_id, sa.peer);
  }
  for (auto& gateway : backend.intent().ike->gateways) {
    if (gateway.id != id) continue;
    if (gateway.remote_name) return gateway.remote_name->text;
    if (gateway.remote_address) return gateway.remote_address->text();
    if (!gateway.remote_host.empty()) return gateway.remote_host;
  }
  return "-";
}

/// U: it has an ISAKMP SA. K: keepalive runs.
std::string gateway_row(const Backend& backend, const ike::Status& status,
                        const ike::GatewayStatus& gateway) {
  std::size_t isakmp = 0;
  std::size_t send = 0;
  std::size_t receive = 0;
  for (auto& sa : status.isakmp) isakmp += sa.gateway == gateway.gateway ? 1 : 0;
  for (auto& sa : status.ipsec) {
    if (sa.gateway != gateway.gateway) continue;
    (sa.direction == ipsec::Direction::outbound ? send : receive) += 1;
  }
  const auto flags =
      fmt::format("{} {}", isakmp > 0 ? 'U' : ' ', gateway.keepalive_running ? 'K' : ' ');
  return fmt::format("{:<5}{:<6}{:<30}{:<17}i:{} s:{} r:{}", number(gateway.gateway), flags,
                     local_id_of(backend, status, gateway.gateway),
                     remote_id_of(backend, status, gateway.gateway), isakmp, send, receive);
}

Lines gateways(const View& view, const ike::Status& status) {
  const auto wanted = view.number("GATEWAY_ID");
  auto is_wanted = [&](GatewayId id) { return !wanted || number(id) == *wanted; };
  Lines lines;
  if (view.has_word("detail")) {
    for (auto& row : rows_of(status)) {
      if (!is_wanted(row.gateway)) continue;
      row.isakmp != nullptr ? print_detail(*row.isakmp, lines) : print_detail(*row.ipsec, lines);
    }
    return lines;
  }
  lines = {"sgw  flags local-id                      remote-id        # of sa", dashes(74)};
  for (auto& gateway : status.gateways) {
    if (is_wanted(gateway.gateway)) lines.push_back(gateway_row(view.backend, status, gateway));
  }
  return lines;
}

}  // namespace

Lines show_ipsec_sa(const View& view) {
  const auto status = view.backend.ike_status();
  return view.has_word("gateway") ? gateways(view, status) : overview(view, status);
}

}  // namespace kyoten::console
