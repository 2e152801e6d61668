// Peers that are written as names (`ipsec ike remote address 1 home.example.com`): who is asked for their addresses, and
// what an address that was found changes.
#include <algorithm>

#include <fmt/format.h>

#include "firmware/router/box.hpp"
#include "firmware/router/wording.hpp"

namespace kyoten::router {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

}  // namespace

void Box::configure_names() {
  if (!plan_ || !running_state_) return;
  if (!known_hosts_.empty()) {
    const auto named = named_hosts();
    std::erase_if(known_hosts_, [&](auto& row) { return !named.contains(row.first); });
  }
  resolver_.set_servers(name_servers(), now_, dns_out_);
  resolver_.keep(wanted_names(), now_, dns_out_);
  if (!wanted_names(Wanting::to_begin).empty()) dial_for_names();
}

std::set<dns::Name> Box::named_hosts() const {
  std::set<dns::Name> names;
  for (auto& gateway : intent_.ike->gateways) {
    if (auto name = dns::Name::parse(gateway.remote_host)) names.insert(std::move(*name));
  }
  for (auto& tunnel : *intent_.tunnels) {
    if (auto name = dns::Name::parse(tunnel.remote_host)) names.insert(std::move(*name));
  }
  return names;
}

std::set<dns::Name> Box::wanted_names(Wanting wanting) const {
  std::set<dns::Name> names;
  const auto add = [&](const std::string& host) {
    if (auto name = dns::Name::parse(host)) names.insert(std::move(*name));
  };
  const auto is_named = [](auto& row) { return !row.remote_host.empty(); };
  if (std::ranges::any_of(intent_.ike->gateways, is_named)) {
    std::set<GatewayId> in_use;
    std::set<GatewayId> standing;
    for (auto& policy : intent_.ike->policies) {
      if (policy.in_use) in_use.insert(policy.gateway);
      const auto state = policies_.find(policy.id);
      const bool has_sas = rising_.contains(policy.id) || (state != policies_.end() && state->second.up);
      if (has_sas) standing.insert(policy.gateway);
    }
    for (auto& gateway : intent_.ike->gateways) {
      const bool begins = gateway.auto_refresh || wanting == Wanting::at_all;
      if (begins && in_use.contains(gateway.id) && !standing.contains(gateway.id)) add(gateway.remote_host);
    }
  }
  for (auto& tunnel : *intent_.tunnels) {
    if (!tunnel.remote_host.empty() && tunnel.enabled && !is_online(tunnel)) add(tunnel.remote_host);
  }
  return names;
}

std::vector<IpAddress> Box::addresses_of(const dns::ServerSource& source) const {
  std::vector<IpAddress> addresses = source.addresses;
  if (source.pp) {
    const auto line = lines_.find(*source.pp);
    if (line != lines_.end() && line->second->is_up()) {
      for (auto server : line->second->link().name_servers) addresses.emplace_back(server);
    }
  }
  if (const auto lease = leases_.find(source.dhcp_interface); lease != leases_.end()) {
    for (auto server : lease->second.name_servers) addresses.emplace_back(server);
  }
  // Once there is a way to them they are news, and are asked at once.
  std::erase_if(addresses, [&](auto& server) { return !worker_.source_for(server) || idle_line_towards(server); });
  return addresses;
}

dns::Servers Box::name_servers() const {
  const auto& settings = *intent_.dns;
  dns::Servers servers;
  servers.hosts = settings.hosts;
  servers.source_ports = settings.source_ports;
  for (auto& selection : settings.selections) {
    if (selection.only_while_up) {
      const auto line = lines_.find(*selection.only_while_up);
      if (line == lines_.end() || !line->second->is_up()) continue;
    }
    dns::Servers::Choice choice{selection.type, selection.pattern, {}};
    for (auto& source : selection.sources) {
      for (auto& address : addresses_of(source)) choice.addresses.push_back(address);
    }
    servers.choices.push_back(std::move(choice));
  }
  dns::Servers::Choice others{dns::Type::any, {}, addresses_of(settings.others)};
  if (settings.others.is_empty()) {
    for (auto& [interface, lease] : leases_) {
      for (auto& address : addresses_of({{}, {}, interface})) others.addresses.push_back(address);
    }
  }
  servers.choices.push_back(std::move(others));
  return servers;
}

void Box::dial_for_names() {
  const auto& settings = *intent_.dns;
  std::vector<dns::ServerSource> sources{settings.others};
  for (auto& selection : settings.selections) {
    if (selection.only_while_up) continue;
    sources.insert(sources.end(), selection.sources.begin(), selection.sources.end());
  }
  for (auto& source : sources) {
    if (source.pp) dial(*source.pp, PpLine::Wish::standing);
    for (auto& server : source.addresses) {
      if (const auto pp = idle_line_towards(server)) dial(*pp, PpLine::Wish::standing);
    }
  }
}

void Box::drain_dns() {
  auto outbox = std::exchange(dns_out_, {});
  for (auto& query : outbox.queries) {
    // A way that is gone by now costs the query; the next goes to another server, or later.
    const auto source = worker_.source_for(query.server);
    if (!source) continue;
    worker_.send({{*source, query.source_port}, {query.server, wire::dns::kPort}, std::move(query.payload)}, std::nullopt, now_, worker_out_);
  }
  for (auto& event : outbox.events) on_dns_event(event);
}

void Box::on_dns_event(const dns::Event& event) {
  std::visit(Overloaded{
                 [&](const dns::Found& e) {
                   end_look_up(e.name, &e.addresses.front());
                   if (!wanted_names().contains(e.name)) return;
                   // An address that is still among them is as good as before: servers like to turn the list round.
                   const auto known = known_hosts_.find(e.name);
                   if (known != known_hosts_.end() && std::ranges::find(e.addresses, known->second) != e.addresses.end()) return;
                   known_hosts_[e.name] = e.addresses.front();
                   recompile();
                 },
                 [&](const dns::NotFound& e) { end_look_up(e.name, nullptr); },
             },
             event);
}

void Box::look_up_for(console::ConsoleId console, const grammar::Statement& statement, const dns::Name& name) {
  std::optional<dns::Name> in_domain;
  if (intent_.dns->domain) in_domain = dns::Name::parse(fmt::format("{}.{}", statement.text_of("HOST"), intent_.dns->domain->text()));
  look_ups_.insert_or_assign(console, LookUp{name, statement, in_domain});
  resolver_.look_up(name, now_, dns_out_);
}

void Box::end_look_up(const dns::Name& name, const IpAddress* address) {
  std::vector<std::pair<console::ConsoleId, LookUp>> ended;
  for (auto& [console, look_up] : look_ups_) {
    if (look_up.name == name) ended.emplace_back(console, look_up);
  }
  for (auto& [console, look_up] : ended) {
    look_ups_.erase(console);
    if (address == nullptr && look_up.in_domain) {
      const auto next = *look_up.in_domain;
      look_ups_.insert_or_assign(console, LookUp{next, look_up.statement, std::nullopt});
      resolver_.look_up(next, now_, dns_out_);
    } else {
      begin_ping(console, look_up.statement, address != nullptr ? std::optional(*address) : std::nullopt);
    }
  }
}

std::optional<std::string> Box::nameless(const std::string& host) const {
  if (host.empty()) return std::nullopt;
  const auto name = dns::Name::parse(host);
  if (!name) return fmt::format("{} is neither an address nor a name", host);
  const auto failure = resolver_.failure(*name);
  return fmt::format("the address of {} is {}", name->text(), failure ? fmt::format("not known: {}", plain(*failure)) : "being looked up");
}

}  // namespace kyoten::router
