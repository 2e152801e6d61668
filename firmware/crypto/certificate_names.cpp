// Whom a certificate names: its subject and its alternative names (RFC 5280 sections 4.1.2.6, 4.2.1.6).
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "firmware/crypto/peer_key.hpp"

namespace kyoten::crypto {
namespace {

constexpr int kMostNames = 64;
constexpr std::size_t kLongestSubject = 200;

/// A name with a NUL inside is not the name that a person reads.
std::optional<std::string> text_of(const ASN1_STRING* string) {
  const auto* bytes = ASN1_STRING_get0_data(string);
  std::string text(reinterpret_cast<const char*>(bytes),
                   static_cast<std::size_t>(ASN1_STRING_length(string)));
  if (text.empty() || text.find('\0') != std::string::npos) return std::nullopt;
  return text;
}

std::string readable(const X509_NAME* name) {
  openssl::Bio out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_ONELINE & ~XN_FLAG_SPC_EQ);
  char* data = nullptr;
  const auto length = BIO_get_mem_data(out.get(), &data);
  if (data == nullptr || length <= 0) return {};
  return printable(as_bytes({data, static_cast<std::size_t>(length)}), kLongestSubject);
}

void add_common_names(const X509_NAME* name, CertificateNames& names) {
  int at = -1;
  for (int i = 0; i < kMostNames; ++i) {
    at = X509_NAME_get_index_by_NID(name, NID_commonName, at);
    if (at < 0) return;
    if (auto text = text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at))))
      names.common.push_back(*std::move(text));
  }
}

void add_alternative(const GENERAL_NAME* name, CertificateNames& names) {
  int type = 0;
  const auto* value = static_cast<const ASN1_STRING*>(GENERAL_NAME_get0_value(name, &type));
  if (type == GEN_IPADD) {
    names.addresses.emplace_back(ASN1_STRING_get0_data(value),
                                 ASN1_STRING_get0_data(value) + ASN1_STRING_length(value));
  } else if (type == GEN_DNS || type == GEN_EMAIL) {
    auto& list = type == GEN_DNS ? names.hosts : names.mailboxes;
    if (auto text = text_of(value)) list.push_back(*std::move(text));
  }
}

}  // namespace

std::string readable_name(ByteView der) {
  const auto* at = der.data();
  const std::unique_ptr<X509_NAME, openssl::Release<X509_NAME_free>> name(
      d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  return name ? readable(name.get()) : std::string();
}

CertificateNames names_of(const X509* certificate) {
  CertificateNames names;
  const auto* subject = X509_get_subject_name(certificate);
  names.subject_der = openssl::der_of(subject, i2d_X509_NAME);
  names.subject = readable(subject);
  add_common_names(subject, names);
  openssl::Names alternatives(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  const int count = alternatives ? std::min(sk_GENERAL_NAME_num(alternatives.get()), kMostNames) : 0;
  for (int i = 0; i < count; ++i) add_alternative(sk_GENERAL_NAME_value(alternatives.get(), i), names);
  ERR_clear_error();
  return names;
}

}  // namespace kyoten::crypto
