// Chapter 15, VPN clients: users, who of them may log in at a gateway by XAUTH or EAP, and the addresses they get.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

std::uint32_t id_in(const Statement& s, std::string_view parameter) {
  return static_cast<std::uint32_t>(s.integer(parameter).value_or(0));
}

/// "A.B.C.D[/LEN]" or "A.B.C.D-A.B.C.D[/LEN]". A prefix means its hosts, without network and broadcast address.
std::optional<ike::AddressPool> pool_in(std::string text) {
  ike::AddressPool pool;
  const auto slash = text.find('/');
  if (slash != std::string::npos) {
    const auto length = number_in(text.substr(slash + 1));
    if (!length || *length > 32) return std::nullopt;
    pool.prefix_length = static_cast<std::uint8_t>(*length);
    text.erase(slash);
  }
  const auto dash = text.find('-');
  const auto first = Ipv4Address::parse(text.substr(0, dash));
  if (!first) return std::nullopt;
  pool.first = pool.last = *first;
  if (dash != std::string::npos) {
    const auto last = Ipv4Address::parse(text.substr(dash + 1));
    if (!last || *last < *first) return std::nullopt;
    pool.last = *last;
  } else if (const Ipv4Prefix prefix{*first, pool.prefix_length};
             prefix.length < 31 && prefix.network() == *first) {
    pool.first = {prefix.network().value + 1};
    pool.last = {prefix.directed_broadcast().value - 1};
  }
  return pool;
}

void user(const Statement& s, Draft& draft) {
  auto& user = draft.users[id_in(s, "USERID")].user;
  user.name = s.text_of("USERNAME");
  user.password = s.text_of("PASSWORD");
}

void add_attributes(const Statement& s, ClientAttributes& attributes) {
  if (s.has("xauth")) attributes.xauth = s.text_of("xauth") == "on";
  if (s.has("eap-md5")) attributes.eap_md5 = s.text_of("eap-md5") == "on";
  if (s.has("xauth-dns")) attributes.dns = Ipv4Address::parse(s.text_of("xauth-dns"));
  if (s.has("xauth-filter")) attributes.filter_set = s.text_of("xauth-filter");
  if (s.has("xauth-wins")) attributes.wins = Ipv4Address::parse(s.text_of("xauth-wins"));
}

void user_attribute(const Statement& s, Draft& draft) {
  auto& user = draft.users[id_in(s, "USERID")];
  add_attributes(s, user.attributes);
  if (const auto prefix = Ipv4Prefix::parse(s.text_of("xauth-address"))) user.user.address = prefix->address;
}

void user_group(const Statement& s, Draft& draft) {
  auto& members = draft.user_groups[id_in(s, "GROUPID")].members;
  for (auto& argument : s.arguments) {
    if (argument.name != "USERID") continue;
    const auto dash = argument.text.find('-');
    const auto first = number_in(argument.text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : number_in(argument.text.substr(dash + 1));
    if (first && last) members.emplace_back(*first, *last);
  }
}

void user_group_attribute(const Statement& s, Draft& draft) {
  auto& group = draft.user_groups[id_in(s, "GROUPID")];
  add_attributes(s, group.attributes);
  if (const auto pool = pool_in(s.text_of("xauth-address-pool"))) group.pool = *pool;
}

void xauth_myname(const Statement& s, Draft& draft) {
  draft.gateway(s).own_login = ike::Login{s.text_of("NAME"), s.text_of("PASSWORD")};
}

void xauth_request(const Statement& s, Draft& draft) {
  if (!is_on(s, "AUTH")) return;
  draft.logins[number(draft.gateway(s).id)] = s.integer("GROUP_ID");
}

void address_pool(const Statement& s, Draft& draft) {
  if (const auto pool = pool_in(s.text_of("IP_ADDRESS"))) draft.address_pools[id_in(s, "POOL_ID")] = *pool;
}

void address_of_gateway(const Statement& s, Draft& draft) {
  draft.pool_of_gateway[number(draft.gateway(s).id)] = id_in(s, "POOL_ID");
}

void eap_myname(const Statement& s, Draft& draft) {
  draft.gateway(s).eap_login = ike::Login{s.text_of("NAME"), s.text_of("PASSWORD")};
}

void eap_request(const Statement& s, Draft& draft) {
  if (is_on(s, "SW")) draft.eap_groups[number(draft.gateway(s).id)] = id_in(s, "GROUP_ID");
}

void eap_send_certreq(const Statement& s, Draft& draft) {
  draft.gateway(s).eap_sends_certificate_request = is_on(s, "SWITCH");
}

constexpr Binding kBindings[] = {
    {"auth user", user},
    {"auth user attribute", user_attribute},
    {"auth user group", user_group},
    {"auth user group attribute", user_group_attribute},
    {"ipsec ike xauth myname", xauth_myname},
    {"ipsec ike xauth request", xauth_request},
    {"ipsec ike eap myname", eap_myname},
    {"ipsec ike eap request", eap_request},
    {"ipsec ike eap send certreq", eap_send_certreq},
    {"ipsec ike mode-cfg address pool", address_pool},
    {"ipsec ike mode-cfg address", address_of_gateway},
};

/// What a user is given in a group; nothing for one who may not log in. The user's own attributes win.
std::optional<ike::ClientUser> admitted(const AuthUser& row, const UserGroup* group) {
  const ClientAttributes none;
  const auto& of_group = group ? group->attributes : none;
  const bool allowed = row.attributes.xauth.value_or(of_group.xauth.value_or(false));
  if (row.user.name.empty() || !allowed) return std::nullopt;
  auto user = row.user;
  user.dns = row.attributes.dns ? row.attributes.dns : of_group.dns;
  user.wins = row.attributes.wins ? row.attributes.wins : of_group.wins;
  user.filter_set = row.attributes.filter_set.value_or(of_group.filter_set.value_or(""));
  return user;
}

/// Users of the group that prove themselves by EAP-MD5.
std::vector<ike::Login> eap_users(const Draft& draft, std::uint32_t group_id) {
  std::vector<ike::Login> users;
  const auto group = draft.user_groups.find(group_id);
  if (group == draft.user_groups.end()) return users;
  for (auto& [id, row] : draft.users) {
    if (!group->second.has(id) || row.user.name.empty()) continue;
    const bool allowed = row.attributes.eap_md5.value_or(group->second.attributes.eap_md5.value_or(false));
    if (allowed) users.push_back({row.user.name, row.user.password});
  }
  return users;
}

}  // namespace

std::span<const Binding> client_bindings() { return kBindings; }

void tie_clients(Draft& draft) {
  for (auto& [id, group] : draft.logins) {
    const auto found = group ? draft.user_groups.find(static_cast<std::uint32_t>(*group)) : draft.user_groups.end();
    const auto* members = found == draft.user_groups.end() ? nullptr : &found->second;
    ike::ClientAccess access;
    for (auto& [user_id, row] : draft.users) {
      if (group && (members == nullptr || !members->has(user_id))) continue;
      if (auto user = admitted(row, members)) access.users.push_back(*std::move(user));
    }
    const auto pool = draft.pool_of_gateway.find(id);
    if (members != nullptr && members->pool) {
      access.pool = members->pool;
    } else if (pool != draft.pool_of_gateway.end() && draft.address_pools.contains(pool->second)) {
      access.pool = draft.address_pools[pool->second];
    }
    // A client is filtered by its inner address: who gets none would pass unfiltered, and is kept out.
    std::erase_if(access.users, [&](auto& user) { return !user.filter_set.empty() && !user.address && !access.pool; });
    draft.gateways[id].clients = std::move(access);
  }
  for (auto& [id, group] : draft.eap_groups) draft.gateways[id].eap_users = eap_users(draft, group);
  for (auto& [id, pool] : draft.pool_of_gateway) {
    const auto found = draft.address_pools.find(pool);
    if (found != draft.address_pools.end()) draft.gateways[id].address_pool = found->second;
  }
}

}  // namespace kyoten::config
