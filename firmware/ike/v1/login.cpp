#include "firmware/ike/v1/login.hpp"

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/phase1.hpp"
#include "firmware/ike/v1/quick_mode_parts.hpp"
#include "firmware/wire/ike_config.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;
namespace attribute = config_attribute;

/// A peer that agreed to XAUTH asks at once.
constexpr auto kAskedWithin = std::chrono::seconds(30);

Bytes seal_config(const IsakmpSa& sa, std::uint32_t message_id, const ConfigPayload& config,
                  Bytes& iv) {
  const auto digest = crypto::digest_bytes(hash_algorithm(sa.suite.hash));
  PayloadWriter payloads;
  payloads.add(PayloadType::hash, Bytes(digest)).add(PayloadType::attributes, emit_config(config));
  const auto rest = ByteView(payloads.bytes()).subspan(kPayloadHeaderBytes + digest);
  payloads.overwrite(kPayloadHeaderBytes, message_hash(sa.suite.hash, sa.keys.authentication,
                                                       message_id, {}, rest));
  return seal_encrypted(header_of(sa, exchange::transaction, message_id), payloads, sa.suite,
                        sa.keys.encryption, iv);
}

/// An exchange of ours; what ran before is over. The message is returned and has not been sent.
Bytes prepare_exchange(const Context& context, IsakmpSa& sa, const ConfigPayload& config) {
  auto& login = *sa.login;
  if (login.message_id != 0) sa.seen.add(login.message_id);
  login.message_id = context.registry.new_message_id(sa);
  login.iv = exchange_iv(sa.suite, sa.iv, login.message_id);
  return seal_config(sa, login.message_id, config, login.iv);
}

void begin_exchange(const Context& context, IsakmpSa& sa, const ConfigPayload& config) {
  sa.login->retransmission = context.send_and_wait(sa, prepare_exchange(context, sa, config));
}

const ClientUser* user_named(const Gateway& gateway, ByteView name) {
  for (auto& user : gateway.clients->users) {
    const auto bytes = as_bytes(user.name);
    if (std::equal(bytes.begin(), bytes.end(), name.begin(), name.end())) return &user;
  }
  return nullptr;
}

/// Gone with everything under it; the client is told.
void dismiss(const Context& context, IsakmpSa& sa) {
  send_delete(context, sa);
  remove_isakmp(context, sa);
}

void on_credentials(const Context& context, IsakmpSa& sa, const ConfigPayload& said) {
  auto& login = *sa.login;
  const auto* name = said.find(attribute::user_name);
  const auto* password = said.find(attribute::user_password);
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto* user = name && gateway.clients ? user_named(gateway, name->value) : nullptr;
  const bool good = user != nullptr && password != nullptr &&
                    equal_in_constant_time(as_bytes(user->password), password->value);
  if (name) login.user.assign(name->value.begin(), name->value.end());
  login.state = good ? LoginState::accepted : LoginState::refused;
  if (!good) {
    // No stranger: who gets here has the group's key, and has paid for it with a Diffie-Hellman exchange.
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::login_refused, 0,
                           printable(as_bytes(login.user))}, false);
  }
  begin_exchange(context, sa,
                 {ConfigType::set, 0, {ConfigAttribute::number(attribute::status, good ? 1 : 0)}});
}

/// Whoever holds the address that is this user's alone was this user, too, and is gone.
std::optional<Ipv4Address> own_address(const Context& context, const ClientUser& user) {
  for (auto& other : context.registry.isakmps) {
    if (!other->login || other->login->address != user.address) continue;
    dismiss(context, *other);
    break;
  }
  return user.address;
}

std::optional<Ipv4Address> address_for(const Context& context, const Gateway& gateway,
                                       const ClientUser& user) {
  if (user.address) return own_address(context, user);
  const auto& pool = gateway.clients->pool;
  return pool ? context.registry.free_address(*pool) : std::nullopt;
}

/// What this end has for the client, be it asked for or not.
std::vector<ConfigAttribute> given_to(const Gateway& gateway, const ClientUser& user, Ipv4Address address) {
  const auto& pool = gateway.clients->pool;
  const std::uint8_t length = pool && !user.address ? pool->prefix_length : 32;
  std::vector<ConfigAttribute> given{
      ConfigAttribute::of(attribute::address, address),
      ConfigAttribute::of(attribute::netmask, Ipv4Address{Ipv4Prefix{address, length}.mask()})};
  if (user.dns) given.push_back(ConfigAttribute::of(attribute::dns, *user.dns));
  if (user.wins) given.push_back(ConfigAttribute::of(attribute::wins, *user.wins));
  return given;
}

/// The client's address, found now if it has none yet. Nothing if none is left, which is told.
std::optional<Ipv4Address> address_of_client(const Context& context, IsakmpSa& sa, const Gateway& gateway,
                                             const ClientUser& user) {
  auto& login = *sa.login;
  if (login.address) return login.address;
  login.address = address_for(context, gateway, user);
  const auto name = printable(as_bytes(login.user));
  if (login.address) {
    context.emit(ClientConnected{sa.gateway, name, *login.address, sa.peer, user.filter_set});
  } else {
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::no_address_left, 0, name}, false);
  }
  return login.address;
}

void on_request(const Context& context, IsakmpSa& sa, const Incoming& in, Bytes iv,
                const ConfigPayload& asked) {
  auto& login = *sa.login;
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (login.state != LoginState::accepted || !gateway.clients) return;
  const auto* user = user_named(gateway, as_bytes(login.user));
  if (user == nullptr) return;  // taken out of the configuration meanwhile
  login.retransmission.reset();  // whoever goes on has heard that it was let in
  const auto address = address_of_client(context, sa, gateway, *user);
  if (!address) return;
  ConfigPayload answer{ConfigType::reply, asked.identifier, given_to(gateway, *user, *address)};
  std::erase_if(answer.attributes, [&](auto& given) { return asked.find(given.type) == nullptr; });
  login.reply = {in.digest, seal_config(sa, in.header.message_id, answer, iv), context.now, 0};
  context.send(sa, login.reply.message);
}

/// Clients that mean to ask do so at once.
constexpr auto kTellUnasked = std::chrono::seconds(2);

/// The address for a client that was let in, to be said if it does not ask meanwhile.
void prepare_push(const Context& context, IsakmpSa& sa) {
  auto& login = *sa.login;
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto* user = gives_addresses(gateway) ? user_named(gateway, as_bytes(login.user)) : nullptr;
  if (user == nullptr || login.pushes || login.address) return;
  const auto address = address_of_client(context, sa, gateway, *user);
  if (!address) return;
  auto message = prepare_exchange(context, sa, {ConfigType::set, 0, given_to(gateway, *user, *address)});
  const auto& settings = *context.registry.settings;
  login.retransmission = Retransmission{std::move(message), context.now + kTellUnasked, settings.retry_interval,
                                        settings.retry_count, {}};
  login.pushes = true;
}

void on_acknowledged(const Context& context, IsakmpSa& sa) {
  sa.login->retransmission.reset();
  if (sa.login->state == LoginState::refused) return dismiss(context, sa);
  prepare_push(context, sa);
}

// ---- this end as the client ----

/// Another try after the usual pause.
void fail_login(const Context& context, IsakmpSa& sa, Stuck reason) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  context.registry.gateways[sa.gateway].not_before =
      context.now + pause_after_failure(gateway, *context.registry.settings);
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, reason, 0,
                         gateway.own_login ? gateway.own_login->name : std::string()}, false);
  dismiss(context, sa);
}

/// Name and password for the one who knows the gateway's key.
ConfigPayload credentials(const ConfigPayload& asked, const Login& own) {
  ConfigPayload reply{ConfigType::reply, asked.identifier, {}};
  for (auto& question : asked.attributes) {
    if (question.type == attribute::xauth_type) reply.attributes.push_back(question);
    if (question.type == attribute::user_name)
      reply.attributes.push_back({attribute::user_name, to_bytes(as_bytes(own.name)), false});
    if (question.type == attribute::user_password)
      reply.attributes.push_back({attribute::user_password, to_bytes(as_bytes(own.password)), false});
  }
  return reply;
}

void on_server(const Context& context, IsakmpSa& sa, const Incoming& in, Bytes iv,
               const ConfigPayload& said) {
  auto& login = *sa.login;
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto* status = said.find(attribute::status);
  const bool asked = said.type == ConfigType::request && login.state == LoginState::asked;
  const bool told = said.type == ConfigType::set;
  if (!gateway.own_login || (!asked && !told)) return;
  auto answer = ConfigPayload{ConfigType::acknowledge, said.identifier, {}};
  if (asked) {
    answer = credentials(said, *gateway.own_login);
  } else {
    for (auto& set : said.attributes) answer.attributes.push_back(ConfigAttribute::asked(set.type));
  }
  login.reply = {in.digest, seal_config(sa, in.header.message_id, answer, iv), context.now, 0};
  context.send(sa, login.reply.message);
  // An address that was set needs no more than to be acknowledged: the tunnel has its own, or none.
  if (asked || status == nullptr) return;
  login.retransmission.reset();
  if (status->value == Bytes{0, 1}) {
    login.state = LoginState::accepted;
  } else {
    fail_login(context, sa, Stuck::login_refused);
  }
}

}  // namespace

void expect_login(const Gateway& gateway, IsakmpSa& sa) {
  sa.login = ClientLogin{};
  if (sa.role == Role::responder && gives_addresses(gateway)) sa.remote_id.client = sa.handle;
}

bool gives_addresses(const Gateway& gateway) {
  return gateway.clients &&
         (gateway.clients->pool || std::ranges::any_of(gateway.clients->users, [](auto& user) {
            return user.address.has_value();
          }));
}

void start_login(const Context& context, IsakmpSa& sa) {
  if (sa.role == Role::initiator) {
    sa.login->retransmission = Retransmission{{}, context.now + kAskedWithin, {}, 0, {}};
    return;
  }
  begin_exchange(context, sa,
                 {ConfigType::request,
                  0,
                  {ConfigAttribute::number(attribute::xauth_type, 0),
                   ConfigAttribute::asked(attribute::user_name),
                   ConfigAttribute::asked(attribute::user_password)}});
}

void receive_transaction(const Context& context, IsakmpSa& sa, const Incoming& in) {
  const auto id = in.header.message_id;
  if (!sa.established() || !sa.login || id == 0) return;
  auto& login = *sa.login;
  if (login.reply.answers(in.digest)) {
    if (login.reply.repeat(context.now)) context.send(sa, login.reply.message);
    return;
  }
  const bool client = sa.role == Role::initiator;
  const bool ours = !client && id == login.message_id && login.retransmission;
  if (!ours && (id == login.message_id || sa.seen.contains(id))) return;
  const auto iv = ours ? login.iv : exchange_iv(sa.suite, sa.iv, id);
  const auto opened = open_authentic(sa, in, iv, {});
  if (!opened) return;
  const auto body = opened->payloads.only(PayloadType::attributes);
  const auto said = body ? parse_config(*body) : Result<ConfigPayload, WireError>(WireError::bad_config);
  if (!ours) sa.seen.add(id);
  note_heard(context, sa, in);
  if (!said) {
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::malformed, 0}, true);
    return;
  }
  const auto type = (*said).type;
  if (client) return on_server(context, sa, in, opened->next_iv, *said);
  if (ours && type == ConfigType::reply && login.state == LoginState::asked)
    return on_credentials(context, sa, *said);
  if (ours && type == ConfigType::acknowledge && login.state != LoginState::asked)
    return on_acknowledged(context, sa);
  if (!ours && type == ConfigType::request) on_request(context, sa, in, opened->next_iv, *said);
}

void give_up_login(const Context& context, IsakmpSa& sa) {
  if (sa.role == Role::initiator) return fail_login(context, sa, Stuck::no_answer);
  if (sa.login->pushes) return sa.login->retransmission.reset();  // it does not know this: it may ask, or have an address
  if (sa.login->state != LoginState::refused)
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::no_answer, 0}, true);
  dismiss(context, sa);
}

}  // namespace kyoten::ike::v1
