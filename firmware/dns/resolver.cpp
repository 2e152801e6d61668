#include "firmware/dns/resolver.hpp"

#include <algorithm>

namespace kyoten::dns {
namespace {

using wire::dns::Message;
using wire::dns::Record;
using wire::dns::ResponseCode;

/// What a response says of a name, aliases followed.
struct Reading {
  std::vector<IpAddress> addresses;
  std::uint32_t ttl = ~0u;                ///< the shortest on the way
};

Reading read(const Message& message, Type type) {
  Reading reading;
  auto name = message.question.name;
  for (int aliases = 0; aliases <= Resolver::kMostAliases; ++aliases) {
    const Record* alias = nullptr;
    for (auto& record : message.answers) {
      if (record.name != name) continue;
      if (record.type == type) {
        reading.addresses.push_back(std::get<IpAddress>(record.data));
        reading.ttl = std::min(reading.ttl, record.ttl);
      } else if (record.type == Type::cname) {
        alias = &record;
      }
    }
    if (!reading.addresses.empty() || alias == nullptr) break;
    reading.ttl = std::min(reading.ttl, alias->ttl);
    name = std::get<Name>(alias->data);
  }
  return reading;
}

}  // namespace

void Resolver::set_servers(Servers servers, Instant now, Outbox& out) {
  if (servers == servers_) return;
  servers_ = std::move(servers);
  for (auto& [name, entry] : entries_) begin(name, entry, now, out);
  forget_unwanted();
}

void Resolver::keep(const std::set<Name>& names, Instant now, Outbox& out) {
  for (auto& [name, entry] : entries_) entry.kept = names.contains(name);
  for (auto& name : names) {
    auto& entry = entries_[name];
    entry.kept = true;
    if (!entry.attempt && entry.valid_until <= now) begin(name, entry, now, out);
  }
  forget_unwanted();
}

void Resolver::look_up(const Name& name, Instant now, Outbox& out) {
  const auto under_way = std::ranges::count_if(entries_, [](auto& row) { return row.second.wanted_once; });
  if (static_cast<std::size_t>(under_way) >= kMostLookUps) {
    out.events.push_back(NotFound{name, Failure::no_answer});
    return;
  }
  auto& entry = entries_[name];
  if (!entry.addresses.empty() && now < entry.valid_until) {
    out.events.push_back(Found{name, entry.addresses});
    return;
  }
  entry.wanted_once = true;
  if (!entry.attempt) begin(name, entry, now, out);
  forget_unwanted();
}

void Resolver::receive(const Datagram& datagram, Instant now, Outbox& out) {
  const auto message = wire::dns::parse(datagram.payload);
  const auto is_answered = [&](auto& row) {
    auto& [name, entry] = row;
    if (!entry.attempt) return false;
    const auto& attempt = *entry.attempt;
    // Everything that a forger would have to guess (RFC 5452 section 9.1).
    return attempt.id == (*message).id && attempt.port == datagram.destination.port &&
           Endpoint(attempt.server(), wire::dns::kPort) == datagram.source &&
           (*message).question == wire::dns::Question{name, attempt.type};
  };
  const auto row = message && (*message).is_response ? std::ranges::find_if(entries_, is_answered) : entries_.end();
  if (row == entries_.end()) {
    ++ignored_;
    return;
  }
  take(row->first, row->second, *message, now, out);
  forget_unwanted();
}

void Resolver::take(const Name& name, Entry& entry, const Message& message, Instant now, Outbox& out) {
  if (message.code == ResponseCode::name_error) return not_found(name, entry, Failure::no_such_name, now, out);
  const auto type = entry.attempt->type;
  auto reading = read(message, type);
  if (message.code == ResponseCode::no_error && !reading.addresses.empty()) {
    return found(name, entry, std::move(reading.addresses), reading.ttl, now, out);
  }
  if (message.code != ResponseCode::no_error || message.truncated) {
    // Another may know better. A truncated response asks for TCP (RFC 7766), which this resolver does not speak.
    entry.attempt->failure = Failure::refused;
    return ask_next(name, entry, now, out);
  }
  if (type == Type::a) return begin_type(name, entry, Type::aaaa, now, out);
  not_found(name, entry, Failure::no_address, now, out);
}

void Resolver::begin(const Name& name, Entry& entry, Instant now, Outbox& out) {
  std::vector<IpAddress> own;
  for (auto& host : servers_.hosts) {
    if (host.name == name) own.push_back(host.address);
  }
  // IPv4 before IPv6, as when it is asked for.
  std::ranges::stable_sort(own, {}, &IpAddress::is_ipv6);
  if (!own.empty()) return found(name, entry, std::move(own), ~0u, now, out);
  begin_type(name, entry, Type::a, now, out);
}

void Resolver::begin_type(const Name& name, Entry& entry, Type type, Instant now, Outbox& out) {
  Attempt attempt;
  attempt.type = type;
  attempt.servers = servers_for(name, type);
  if (attempt.servers.empty()) return not_found(name, entry, Failure::no_server, now, out);
  entry.attempt = std::move(attempt);
  ask_next(name, entry, now, out);
}

void Resolver::ask_next(const Name& name, Entry& entry, Instant now, Outbox& out) {
  auto& attempt = *entry.attempt;
  if (attempt.sent == kRounds * attempt.servers.size()) return not_found(name, entry, attempt.failure, now, out);
  ++attempt.sent;
  // New for each query: who has seen one cannot answer another.
  attempt.id = static_cast<std::uint16_t>(entropy_.u32());
  attempt.port = draw_port();
  attempt.patience_ends = now + kPatience;
  Message query;
  query.id = attempt.id;
  query.question = {name, attempt.type};
  out.queries.push_back({attempt.server(), attempt.port, wire::dns::write(query)});
}

void Resolver::found(const Name& name, Entry& entry, std::vector<IpAddress> addresses, std::uint32_t ttl, Instant now, Outbox& out) {
  entry.attempt.reset();
  entry.failure.reset();
  entry.wanted_once = false;
  entry.addresses = addresses;
  entry.valid_until = now + std::clamp<Duration>(std::chrono::seconds(ttl), kShortestLife, kLongestLife);
  out.events.push_back(Found{name, std::move(addresses)});
}

void Resolver::not_found(const Name& name, Entry& entry, Failure failure, Instant now, Outbox& out) {
  entry.attempt.reset();
  entry.failure = failure;
  entry.wanted_once = false;
  entry.addresses.clear();
  entry.valid_until = now + kRetry;
  out.events.push_back(NotFound{name, failure});
}

void Resolver::expire(Instant now, Outbox& out) {
  for (auto& [name, entry] : entries_) {
    if (entry.attempt) {
      if (entry.attempt->patience_ends <= now) ask_next(name, entry, now, out);
    } else if (entry.kept && entry.valid_until <= now) {
      begin(name, entry, now, out);
    }
  }
  forget_unwanted();
}

std::optional<Instant> Resolver::deadline() const {
  std::optional<Instant> due;
  for (auto& [name, entry] : entries_) {
    if (entry.attempt) {
      due = earlier(due, entry.attempt->patience_ends);
    } else if (entry.kept) {
      due = earlier(due, entry.valid_until);
    }
  }
  return due;
}

std::optional<Failure> Resolver::failure(const Name& name) const {
  const auto entry = entries_.find(name);
  return entry == entries_.end() ? std::nullopt : entry->second.failure;
}

std::vector<IpAddress> Resolver::servers_for(const Name& name, Type type) const {
  for (auto& choice : servers_.choices) {
    if ((choice.type == Type::any || choice.type == type) && choice.pattern.fits(name)) return choice.addresses;
  }
  return {};
}

std::uint16_t Resolver::draw_port() {
  const auto& range = servers_.source_ports;
  const auto count = static_cast<std::uint32_t>(range.last - range.first) + 1;
  return static_cast<std::uint16_t>(range.first + entropy_.u32() % count);
}

/// Addresses that nobody keeps are forgotten: the next that wants them asks.
void Resolver::forget_unwanted() {
  std::erase_if(entries_, [](auto& row) { return !row.second.kept && !row.second.wanted_once; });
}

}  // namespace kyoten::dns
