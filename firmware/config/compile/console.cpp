// Chapter 4: console, login, syslog, telnet server.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"
#include "firmware/config/secrets.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

void character(const Statement& s, Draft& draft) {
  const auto word = s.text_of("CODE");
  auto& code = draft.system.character;
  if (word == "ascii" || word == "en.ascii") code = CharacterCode::ascii;
  if (word == "sjis" || word == "ja.sjis") code = CharacterCode::sjis;
  if (word == "euc" || word == "ja.euc") code = CharacterCode::euc;
  if (word == "ja.utf8") code = CharacterCode::utf8;
}

void columns(const Statement& s, Draft& d) {
  d.system.columns = static_cast<int>(s.integer("COL").value_or(80));
}
void lines(const Statement& s, Draft& draft) {
  draft.system.lines.reset();
  if (auto count = number_in(s.text_of("LINES"))) draft.system.lines = static_cast<int>(*count);
}
void prompt(const Statement& s, Draft& d) { d.system.prompt = s.text_of("PROMPT"); }
void info(const Statement& s, Draft& d) { d.system.info = is_on(s, "INFO"); }
IdleLimit idle_limit(const std::string& text) {
  const auto seconds = number_in(text);
  return seconds ? IdleLimit(std::chrono::seconds(*seconds)) : std::nullopt;
}
void login_timer(const Statement& s, Draft& d) { d.system.login_timer = idle_limit(s.text_of("TIME")); }

void login_password(const Statement& s, Draft& d) { d.system.login_password = s.text_of("PASSWORD"); }
void administrator_password(const Statement& s, Draft& d) {
  d.system.administrator_password = s.text_of("PASSWORD");
}

/// As printed: an empty one is `""`, which is no hash of anything and opens nothing.
std::string stored_password(const Statement& s) {
  const auto* password = s.find("PASSWORD");
  return password != nullptr ? password->text : std::string("-");
}
void encrypted_login_password(const Statement& s, Draft& d) {
  d.system.encrypted_login_password = stored_password(s);
}
void encrypted_administrator_password(const Statement& s, Draft& d) {
  d.system.encrypted_administrator_password = stored_password(s);
}

User& user_named(const std::string& name, Draft& draft) {
  for (auto& user : draft.system.users) {
    if (user.name == name) return user;
  }
  draft.system.users.push_back({name, "", false});
  return draft.system.users.back();
}

void login_user(const Statement& s, Draft& draft) {
  auto& user = user_named(s.text_of("USER"), draft);
  user.password = s.text_of("PASSWORD");
  user.encrypted = has_encrypted_password(s);
}

AdministratorRight administrator_right(const std::string& word) {
  if (word == "off") return AdministratorRight::never;
  return word == "2" ? AdministratorRight::without_password : AdministratorRight::with_password;
}

void user_attribute(const Statement& s, Draft& draft) {
  auto& attributes = draft.system.attributes[s.text_of("USER")];
  if (s.has("administrator")) attributes.administrator = administrator_right(s.text_of("administrator"));
  if (s.has("connection")) attributes.connections = split(s.text_of("connection"), ',');
  if (s.has("host")) attributes.hosts = split(s.text_of("host"), ',');
  if (s.has("multi-session")) attributes.multi_session = s.text_of("multi-session") != "off";
  if (s.has("login-timer")) attributes.login_timer = idle_limit(s.text_of("login-timer"));
}

void telnetd_service(const Statement& s, Draft& d) { d.system.telnetd.enabled = is_on(s, "SERVICE"); }
void telnetd_host(const Statement& s, Draft& draft) {
  constexpr std::size_t kNameWords = 2;
  auto& hosts = draft.system.telnetd.hosts;
  hosts.clear();
  const auto words = split(s.text, ' ');
  for (std::size_t i = kNameWords; i < words.size(); ++i) {
    for (auto& item : split(words[i], ',')) hosts.push_back(item);
  }
}
void telnetd_session(const Statement& s, Draft& d) {
  d.system.telnetd.sessions = static_cast<int>(s.integer("NUM").value_or(8));
}

void security_class(const Statement& s, Draft& draft) {
  draft.system.security_class = static_cast<int>(s.integer("LEVEL").value_or(1));
  draft.system.security_forget = s.text_of("FORGET") != "off";
  draft.system.security_telnet = is_on(s, "TELNET");
}

void syslog_info(const Statement& s, Draft& d) { d.system.syslog_info = is_on(s, "INFO"); }
void syslog_notice(const Statement& s, Draft& d) { d.system.syslog_notice = is_on(s, "NOTICE"); }
void syslog_debug(const Statement& s, Draft& d) { d.system.syslog_debug = is_on(s, "DEBUG"); }
void syslog_host(const Statement& s, Draft& draft) {
  draft.system.syslog_hosts.clear();
  for (auto* operand : s.all("HOST")) {
    if (auto address = Ipv4Address::parse(operand->text)) draft.system.syslog_hosts.push_back(*address);
  }
}

constexpr Binding kBindings[] = {
    {"console character", character},
    {"console columns", columns},
    {"console lines", lines},
    {"console prompt", prompt},
    {"console info", info},
    {"login timer", login_timer},
    {"login password", login_password},
    {"login password encrypted", encrypted_login_password},
    {"administrator password", administrator_password},
    {"administrator password encrypted", encrypted_administrator_password},
    {"login user", login_user},
    {"user attribute", user_attribute},
    {"telnetd service", telnetd_service},
    {"telnetd host", telnetd_host},
    {"telnetd session", telnetd_session},
    {"security class", security_class},
    {"syslog info", syslog_info},
    {"syslog notice", syslog_notice},
    {"syslog debug", syslog_debug},
    {"syslog host", syslog_host},
};

}  // namespace

std::span<const Binding> console_bindings() { return kBindings; }

}  // namespace kyoten::config
