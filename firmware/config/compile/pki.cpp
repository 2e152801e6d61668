// Chapter 15, certificates: which file is in which slot, and which gateway uses it. The files are read by the
// router.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

std::optional<int> slot_of(const Statement& s, std::string_view parameter) {
  const auto number = number_in(s.text_of(parameter));
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

void certificate_file(const Statement& s, Draft& draft) {
  const auto slot = slot_of(s, "CERT_ID");
  if (!slot) return;
  auto& file = draft.pki.certificates[*slot];
  file.name = s.text_of("FILE");
  file.format = s.text_of("TYPE") == "pkcs12" ? crypto::CertificateFormat::pkcs12
                                              : crypto::CertificateFormat::pem;
  file.password = s.text_of("PASSWORD");
}

void crl_file(const Statement& s, Draft& draft) {
  if (const auto slot = slot_of(s, "CRL_ID")) draft.pki.revocation_lists[*slot] = s.text_of("FILE");
}

void auth_method(const Statement& s, Draft& draft) {
  const auto word = s.text_of("METHOD");
  auto& method = draft.gateway(s).auth_method;
  if (word == "pre-shared-key") method = ike::AuthMethod::pre_shared_key;
  if (word == "certificate") method = ike::AuthMethod::certificate;
  if (word == "eap-md5") method = ike::AuthMethod::eap_md5;
}

void pki_file(const Statement& s, Draft& draft) {
  auto& gateway = draft.gateway(s);
  gateway.certificate_slot = slot_of(s, "certificate");
  gateway.revocation_slot = slot_of(s, "crl");
}

constexpr Binding kBindings[] = {
    {"pki certificate file", certificate_file},
    {"pki crl file", crl_file},
    {"ipsec ike auth method", auth_method},
    {"ipsec ike pki file", pki_file},
};

}  // namespace

std::span<const Binding> pki_bindings() { return kBindings; }

}  // namespace kyoten::config
