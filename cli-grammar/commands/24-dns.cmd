# Chapter 24 of the command language: dns. The notation is described in docs/cli-notation.md.

command dns service
  syntax  dns service SERVICE
  order   28002
  param   SERVICE one-of recursive off default recursive
  help    en "Whether the DNS server works"
  help    ja "DNS サーバの動作を設定する"

command dns server
  syntax  dns server IP_ADDRESS [{edns=SW | nat46=TUNNEL_NUM}...] [{IP_ADDRESS [{edns=SW | nat46=TUNNEL_NUM}...]}...]
  order   28004
  param   IP_ADDRESS ip
  param   SW one-of on off default off
  param   TUNNEL_NUM integer family 1..6000
  help    en "DNS servers that are asked"
  help    ja "問い合わせる DNS サーバを設定する"

command dns domain
  syntax  dns domain DOMAIN_NAME
  order   28006
  param   DOMAIN_NAME word
  help    en "Domain name of the router"
  help    ja "DNS ドメイン名を設定する"

command dns server pp
  syntax  dns server pp PEER_NUM [edns=SW]
  order   28008
  param   PEER_NUM integer 1..30 family 1..200
  param   SW one-of on off default off
  help    en "Peer that tells the DNS servers"
  help    ja "DNS サーバを知らせてもらう相手を設定する"

command dns server dhcp
  syntax  dns server dhcp INTERFACE [{edns=SW | nat46=TUNNEL_NUM}...]
  order   28010
  param   INTERFACE interface
  param   SW one-of on off default off
  param   TUNNEL_NUM integer family 1..6000
  help    en "Interface that learns DNS servers by DHCP"
  help    ja "DHCP で DNS サーバを得るインタフェースを設定する"

command dns notice order
  syntax  dns notice order PROTOCOL SERVER [SERVER]
  key     PROTOCOL
  order   28012
  param   PROTOCOL one-of dhcp dhcpv6 msext
  param   SERVER one-of none me server default me server
  help    en "Order of the DNS servers told to clients"
  help    ja "知らせる DNS サーバの順序を設定する"

command dns private address spoof
  syntax  dns private address spoof SPOOF
  order   28021
  param   SPOOF one-of on off default off
  help    en "Whether private addresses are answered locally"
  help    ja "プライベートアドレスの問い合わせに自分で答えるかどうか"

command dns service aaaa filter
  syntax  dns service aaaa filter SWITCH
  model   other
  order   28016
  param   SWITCH one-of on off default off
  help    en "Whether answers lose their IPv6 addresses"
  help    ja "AAAA レコードを取り除くかどうか"

command dns syslog resolv
  syntax  dns syslog resolv RESOLV
  order   28018
  param   RESOLV one-of on off default off
  help    en "Whether log addresses are looked up"
  help    ja "ログの IP アドレスを名前にするかどうか"

command dns server select
  syntax  dns server select ID SERVER [{edns=SW | nat46=TUNNEL_NUM}...] [SERVER2 [{edns=SW | nat46=TUNNEL_NUM}...]] [TYPE] QUERY [ORIGINAL_SENDER] [restrict pp CONNECTION_PP]
  syntax  dns server select ID pp PEER_NUM [edns=SW] [{DEFAULT_SERVER | pp DEFAULT_PP | dhcp DEFAULT_INTERFACE} [edns=SW]] [TYPE] QUERY [ORIGINAL_SENDER] [restrict pp CONNECTION_PP]
  syntax  dns server select ID dhcp INTERFACE [{edns=SW | nat46=TUNNEL_NUM}...] [{DEFAULT_SERVER | pp DEFAULT_PP | dhcp DEFAULT_INTERFACE} [{edns=SW | nat46=TUNNEL_NUM}...]] [TYPE] QUERY [ORIGINAL_SENDER] [restrict pp CONNECTION_PP]
  syntax  dns server select ID reject [TYPE] QUERY [ORIGINAL_SENDER]
  key     ID
  order   28020
  param   ID integer
  param   SERVER ip
  param   SW one-of on off default off
  param   TUNNEL_NUM integer family 1..6000
  param   SERVER2 ip
  param   TYPE one-of a aaaa ptr mx ns cname any default a
  param   QUERY word
  param   ORIGINAL_SENDER addresses
  param   CONNECTION_PP integer 1..30
  param   PEER_NUM integer 1..30 family 1..200
  param   DEFAULT_SERVER ip
  param   DEFAULT_PP integer 1..30 family 1..200
  param   DEFAULT_INTERFACE interface
  param   INTERFACE interface
  help    en "DNS servers for certain questions"
  help    ja "問い合わせの内容で DNS サーバを選ぶ"

command ip host
  syntax  ip host FQDN VALUE [ttl=TTL]
  syntax  dns static TYPE NAME VALUE [ttl=TTL]
  key     FQDN TYPE NAME
  order   28022
  param   FQDN word
  param   VALUE word
  param   TTL integer 1..4294967295 unit s
  param   TYPE one-of a aaaa ptr mx ns cname
  param   NAME word
  help    en "Names that the DNS server knows itself"
  help    ja "自分で答える DNS の名前を設定する"

command dns srcport
  syntax  dns srcport PORT
  order   28024
  param   PORT numbers 1..65535 default 10000-10999
  help    en "Source ports of DNS questions"
  help    ja "DNS の問い合わせの始点ポートを設定する"

# Place in show config: first of its kind, then `dns service`, the servers, `dns private address spoof`: so print NVR510, RTX1210 and RTX1220.
command dns host
  syntax  dns host IP_RANGE [IP_RANGE...]
  syntax  dns host any
  syntax  dns host none
  syntax  dns host lan
  order   28001
  param   IP_RANGE addresses default any
  help    en "Who may ask the DNS server"
  help    ja "DNS サーバに問い合わせできるホストを設定する"

command dns cache use
  syntax  dns cache use SWITCH
  order   28028
  param   SWITCH one-of on off default on
  help    en "Whether DNS answers are remembered"
  help    ja "DNS の応答を覚えておくかどうか"

command dns cache max entry
  syntax  dns cache max entry NUM
  order   28030
  param   NUM integer 1..1024 default 256
  help    en "How many DNS answers are remembered"
  help    ja "DNS の応答を覚えておく数を設定する"

command dns service fallback
  syntax  dns service fallback SWITCH
  order   28003
  param   SWITCH one-of on off default off
  help    en "Whether IPv4 and IPv6 servers stand in for each other"
  help    ja "IPv4 と IPv6 の DNS サーバを代替に使うかどうか"
