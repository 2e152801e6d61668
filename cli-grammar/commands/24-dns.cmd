# Chapter 24 of the command language: dns. The notation is described in docs/cli-notation.md.

command dns service
  syntax  dns service SERVICE
  order   28002
  param   SERVICE one-of recursive off default recursive

command dns server
  syntax  dns server IP_ADDRESS [{edns=SW | nat46=TUNNEL_NUM}...] [{IP_ADDRESS [{edns=SW | nat46=TUNNEL_NUM}...]}...]
  order   28004
  param   IP_ADDRESS ip
  param   SW one-of on off default off
  param   TUNNEL_NUM integer 1..6 family 1..6000

command dns domain
  syntax  dns domain DOMAIN_NAME
  order   28006
  param   DOMAIN_NAME word

command dns server pp
  syntax  dns server pp PEER_NUM [edns=SW]
  order   28008
  param   PEER_NUM integer 1..30 family 1..200
  param   SW one-of on off default off

command dns server dhcp
  syntax  dns server dhcp INTERFACE [{edns=SW | nat46=TUNNEL_NUM}...]
  order   28010
  param   INTERFACE interface
  param   SW one-of on off default off
  param   TUNNEL_NUM integer 1..6 family 1..6000

command dns notice order
  syntax  dns notice order PROTOCOL SERVER [SERVER]
  key     PROTOCOL
  order   28012
  param   PROTOCOL one-of dhcp dhcpv6 msext
  param   SERVER one-of none me server default me server

command dns private address spoof
  syntax  dns private address spoof SPOOF
  order   28014
  param   SPOOF one-of on off default off

command dns service aaaa filter
  syntax  dns service aaaa filter SWITCH
  model   other
  order   28016
  param   SWITCH one-of on off default off

command dns syslog resolv
  syntax  dns syslog resolv RESOLV
  order   28018
  param   RESOLV one-of on off default off

command dns server select
  syntax  dns server select ID SERVER [{edns=SW | nat46=TUNNEL_NUM}...] [SERVER2 [{edns=SW | nat46=TUNNEL_NUM}...]] [TYPE] QUERY [ORIGINAL_SENDER] [restrict pp CONNECTION_PP]
  syntax  dns server select ID pp PEER_NUM [edns=SW] [DEFAULT_SERVER [edns=SW]] [TYPE] QUERY [ORIGINAL_SENDER] [restrict pp CONNECTION_PP]
  syntax  dns server select ID dhcp INTERFACE [{edns=SW | nat46=TUNNEL_NUM}...] [DEFAULT_SERVER [{edns=SW | nat46=TUNNEL_NUM}...]] [TYPE] QUERY [ORIGINAL_SENDER] [restrict pp CONNECTION_PP]
  syntax  dns server select ID reject [TYPE] QUERY [ORIGINAL_SENDER]
  key     ID
  order   28020
  param   ID integer
  param   SERVER ip
  param   SW one-of on off default off
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   SERVER2 ip
  param   TYPE one-of a aaaa ptr mx ns cname any default a
  param   QUERY word
  param   ORIGINAL_SENDER addresses
  param   CONNECTION_PP integer 1..30
  param   PEER_NUM integer 1..30 family 1..200
  param   DEFAULT_SERVER word
  param   INTERFACE interface

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

command dns srcport
  syntax  dns srcport PORT
  order   28024
  param   PORT word default 10000-10999

command dns host
  syntax  dns host IP_RANGE [IP_RANGE...]
  syntax  dns host any
  syntax  dns host none
  syntax  dns host lan
  order   28026
  param   IP_RANGE addresses default any

command dns cache use
  syntax  dns cache use SWITCH
  order   28028
  param   SWITCH one-of on off default on

command dns cache max entry
  syntax  dns cache max entry NUM
  order   28030
  param   NUM integer 1..1024 default 256

command dns service fallback
  syntax  dns service fallback SWITCH
  order   28032
  param   SWITCH one-of on off default off
