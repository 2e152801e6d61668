# Chapter 14 of the command language: tunnel. The notation is described in docs/cli-notation.md.

command tunnel enable
  syntax  tunnel enable TUNNEL_NUM [TUNNEL_NUM...]
  key     TUNNEL_NUM
  replaces tunnel disable
  order   19002
  param   TUNNEL_NUM numbers 1..6 family 1..6000 or all
  help    en "Puts a tunnel into service"
  help    ja "トンネルを有効にする"

command tunnel disable
  syntax  tunnel disable TUNNEL_NUM
  no      none
  key     TUNNEL_NUM
  replaces tunnel enable
  order   14002
  param   TUNNEL_NUM numbers 1..6 family 1..6000 or all
  help    en "Takes a tunnel out of service"
  help    ja "トンネルを無効にする"

command tunnel type
  syntax  tunnel type TYPE [ROLE]
  scope   tunnel
  model   other
  order   5102
  param   TYPE one-of point-to-point multipoint default point-to-point
  param   ROLE one-of server client default client
  help    en "Kind of a multipoint tunnel and its role"
  help    ja "トンネルの種類と役割を設定する"

command tunnel encapsulation
  syntax  tunnel encapsulation TYPE
  scope   tunnel
  order   5104
  param   TYPE one-of ipsec ipip pptp l2tp l2tpv3-raw l2tpv3 ipudp family map-e hb46pp default ipsec
  help    en "How packets are wrapped in the tunnel"
  help    ja "トンネルのカプセル化の種類を設定する"

command ip tunnel address
  syntax  ip tunnel address IP_ADDRESS
  scope   tunnel
  order   5884
  param   IP_ADDRESS ip-mask
  help    en "Own IPv4 address in the tunnel"
  help    ja "トンネルの IP アドレスを設定する"

command ip tunnel remote address
  syntax  ip tunnel remote address IP_ADDRESS
  scope   tunnel
  order   5886
  param   IP_ADDRESS ip
  help    en "The other end's IPv4 address in the tunnel"
  help    ja "トンネルの相手の IP アドレスを設定する"

command tunnel endpoint remote address
  syntax  tunnel endpoint remote address REMOTE
  scope   tunnel
  model   other
  order   5106
  param   REMOTE word 0..64
  help    en "Outer address of the other end"
  help    ja "トンネルの相手側の端点を設定する"

command tunnel endpoint local address
  syntax  tunnel endpoint local address LOCAL
  scope   tunnel
  model   other
  order   5108
  param   LOCAL word 0..64
  help    en "Outer address of this end"
  help    ja "トンネルの自分側の端点を設定する"

command tunnel endpoint address
  syntax  tunnel endpoint address [LOCAL] REMOTE
  scope   tunnel
  order   5110
  param   LOCAL ip
  param   REMOTE ip
  help    en "Outer addresses of both ends"
  help    ja "トンネルの端点のアドレスを設定する"

command tunnel endpoint name
  syntax  tunnel endpoint name [LOCAL_NAME] REMOTE_NAME [TYPE]
  scope   tunnel
  order   5112
  param   LOCAL_NAME word
  param   REMOTE_NAME word
  param   TYPE one-of fqdn tel default fqdn
  help    en "Names of both ends"
  help    ja "トンネルの端点の名前を設定する"

command tunnel multipoint server
  syntax  tunnel multipoint server ID IP_ADDRESS
  scope   tunnel
  model   other
  key     ID
  order   5114
  param   ID integer 1..3
  param   IP_ADDRESS ip
  help    en "Server of a multipoint tunnel"
  help    ja "マルチポイントトンネルのサーバを設定する"

command tunnel multipoint local name
  syntax  tunnel multipoint local name NAME
  scope   tunnel
  model   other
  order   5116
  param   NAME word 0..64
  help    en "Own name in a multipoint tunnel"
  help    ja "マルチポイントトンネルでの名前を設定する"

command tunnel multipoint limit
  syntax  tunnel multipoint limit LIMIT
  scope   tunnel
  model   other
  order   5118
  param   LIMIT integer 1..100 default 100
  help    en "How many clients a multipoint tunnel takes"
  help    ja "マルチポイントトンネルの接続数を制限する"

command tunnel map-e type
  syntax  tunnel map-e type TYPE
  scope   tunnel
  model   other
  order   5120
  param   TYPE one-of v6plus ocn ipv6option default v6plus
  help    en "Kind of MAP-E service"
  help    ja "MAP-E の種類を設定する"

command tunnel translation
  syntax  tunnel translation TYPE
  scope   tunnel
  model   other
  order   5122
  param   TYPE one-of nat46
  help    en "Translation done by the tunnel"
  help    ja "トンネルで行う変換の種類を設定する"

command tunnel hb46pp auth myname
  syntax  tunnel hb46pp auth myname MYNAME PASSWORD
  scope   tunnel
  model   other
  order   5124
  param   MYNAME word 0..32
  param   PASSWORD word 0..32
  help    en "Account for the HB46PP provisioning"
  help    ja "HB46PP の認証名とパスワードを設定する"

command tunnel hb46pp server
  syntax  tunnel hb46pp server SERVER
  scope   tunnel
  model   other
  order   5126
  param   SERVER word 0..255
  help    en "Server of the HB46PP provisioning"
  help    ja "HB46PP のサーバを設定する"
