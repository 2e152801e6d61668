# Chapter 25 of the command language: nat46. The notation is described in docs/cli-notation.md.

command nat46 ip address pool
  syntax  nat46 ip address pool IPADDRESS_LIST
  model   other
  order   32502
  param   IPADDRESS_LIST addresses
  help    en "Addresses of the NAT46 translation"
  help    ja "NAT46 で使うアドレスを設定する"

command nat46 ipv6 prefix
  syntax  nat46 ipv6 prefix PREFIX_ID
  model   other
  order   32504
  param   PREFIX_ID integer 1..4294967295
  help    en "Prefix of the NAT46 translation"
  help    ja "NAT46 で使うプレフィックスを設定する"

command nat46 static
  syntax  nat46 static ID IPV4_ADDRESS IPV6_ADDRESS
  model   other
  key     ID
  order   32506
  param   ID integer 1..2147483647
  param   IPV4_ADDRESS ip
  param   IPV6_ADDRESS ipv6
  help    en "Fixed pair of the NAT46 translation"
  help    ja "NAT46 の静的な組を設定する"

command show status nat46 table
  syntax  show status nat46 table [tunnel TUNNEL_NUM] [TYPE]
  kind    show
  level   user
  model   other
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   TYPE one-of static dynamic all default all
  help    en "Shows the NAT46 table"
  help    ja "NAT46 の変換表を表示する"
