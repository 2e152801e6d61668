# Chapter 14 of the command language: tunnel. The notation is described in docs/cli-notation.md.

command tunnel enable
  syntax  tunnel enable TUNNEL_NUM [TUNNEL_NUM...]
  key     TUNNEL_NUM
  replaces tunnel disable
  order   19000
  param   TUNNEL_NUM numbers 1..6 family 1..6000 or all

command tunnel disable
  syntax  tunnel disable TUNNEL_NUM
  no      none
  key     TUNNEL_NUM
  replaces tunnel enable
  order   14002
  param   TUNNEL_NUM numbers 1..6 family 1..6000 or all

command tunnel type
  syntax  tunnel type TYPE [ROLE]
  scope   tunnel
  model   other
  order   5102
  param   TYPE one-of point-to-point multipoint default point-to-point
  param   ROLE one-of server client default client

command tunnel encapsulation
  syntax  tunnel encapsulation TYPE
  scope   tunnel
  order   5104
  param   TYPE one-of ipsec ipip pptp l2tp l2tpv3-raw l2tpv3 ipudp map-e hb46pp default ipsec

command ip tunnel address
  syntax  ip tunnel address IP_ADDRESS
  scope   tunnel
  order   5884
  param   IP_ADDRESS ip-mask

command ip tunnel remote address
  syntax  ip tunnel remote address IP_ADDRESS
  scope   tunnel
  order   5886
  param   IP_ADDRESS ip

command tunnel endpoint remote address
  syntax  tunnel endpoint remote address REMOTE
  scope   tunnel
  model   other
  order   5106
  param   REMOTE word 0..64

command tunnel endpoint local address
  syntax  tunnel endpoint local address LOCAL
  scope   tunnel
  model   other
  order   5108
  param   LOCAL word 0..64

command tunnel endpoint address
  syntax  tunnel endpoint address [LOCAL] REMOTE
  scope   tunnel
  order   5110
  param   LOCAL ip
  param   REMOTE ip

command tunnel endpoint name
  syntax  tunnel endpoint name [LOCAL_NAME] REMOTE_NAME [TYPE]
  scope   tunnel
  order   5112
  param   LOCAL_NAME word
  param   REMOTE_NAME word
  param   TYPE one-of fqdn tel default fqdn

command tunnel multipoint server
  syntax  tunnel multipoint server ID IP_ADDRESS
  scope   tunnel
  model   other
  key     ID
  order   5114
  param   ID integer 1..3
  param   IP_ADDRESS ip

command tunnel multipoint local name
  syntax  tunnel multipoint local name NAME
  scope   tunnel
  model   other
  order   5116
  param   NAME word 0..64

command tunnel multipoint limit
  syntax  tunnel multipoint limit LIMIT
  scope   tunnel
  model   other
  order   5118
  param   LIMIT integer 1..100 default 100

command tunnel map-e type
  syntax  tunnel map-e type TYPE
  scope   tunnel
  model   other
  order   5120
  param   TYPE one-of v6plus ocn ipv6option default v6plus

command tunnel translation
  syntax  tunnel translation TYPE
  scope   tunnel
  model   other
  order   5122
  param   TYPE one-of nat46

command tunnel hb46pp auth myname
  syntax  tunnel hb46pp auth myname MYNAME PASSWORD
  scope   tunnel
  model   other
  order   5124
  param   MYNAME word 0..32
  param   PASSWORD word 0..32

command tunnel hb46pp server
  syntax  tunnel hb46pp server SERVER
  scope   tunnel
  model   other
  order   5126
  param   SERVER word 0..255
