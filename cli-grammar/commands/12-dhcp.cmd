# Chapter 12 of the command language: dhcp. The notation is described in docs/cli-notation.md.

command dhcp service
  syntax  dhcp service TYPE
  order   26000
  param   TYPE one-of server relay
  help    en "DHCP server, relay agent or neither"
  help    ja "DHCP サーバまたは中継の動作を設定する"

command dhcp server rfc2131 compliant
  syntax  dhcp server rfc2131 compliant COMP
  syntax  dhcp server rfc2131 compliant [except] FUNCTION [FUNCTION...]
  order   26002
  param   COMP one-of on off default on
  param   FUNCTION one-of broadcast-nak none-domain-null remain-silent reply-ack use-clientid
  help    en "How closely the DHCP server follows RFC 2131"
  help    ja "DHCP サーバを RFC2131 にどこまで合わせるかを設定する"

command dhcp duplicate check
  syntax  dhcp duplicate check CHECK1 CHECK2
  order   26004
  param   CHECK1 integer 1..1000 or off unit ms default 100
  param   CHECK2 integer 1..3000 or off unit ms default 500
  help    en "Whether addresses are tested before use"
  help    ja "割り当てるアドレスの重複を調べる時間を設定する"

command dhcp scope
  syntax  dhcp scope SCOPE_NUM IP_ADDRESS [{except EX_IP... | gateway GW_IP | expire TIME | maxexpire TIME}...]
  key     SCOPE_NUM
  order   26006
  param   SCOPE_NUM integer 1..65535
  param   IP_ADDRESS address-range
  param   EX_IP addresses
  param   GW_IP ip
  param   TIME duration 1..21474836 or infinity unit min default 72:00
  help    en "Addresses that the DHCP server hands out"
  help    ja "DHCP で割り当てるアドレスの範囲を設定する"

command dhcp scope bind
  syntax  dhcp scope bind SCOPE_NUM IP_ADDRESS {[ethernet] MAC_ADDRESS | text ID | ipcp | ID_BYTES...}
  key     SCOPE_NUM IP_ADDRESS
  order   26008
  param   SCOPE_NUM integer 1..65535
  param   IP_ADDRESS addresses
  param   ID word
  param   MAC_ADDRESS mac-pattern
  param   ID_BYTES hex
  help    en "Reserves an address for a client"
  help    ja "クライアントにアドレスを予約する"

command dhcp scope lease type
  syntax  dhcp scope lease type SCOPE_NUM TYPE [fallback=FALLBACK_SCOPE_NUM]
  key     SCOPE_NUM
  order   26010
  param   SCOPE_NUM integer 1..65535
  param   TYPE one-of bind-priority bind-only default bind-priority
  param   FALLBACK_SCOPE_NUM integer 1..65535
  help    en "Who gets addresses of a scope"
  help    ja "アドレスを割り当てる相手を設定する"

command dhcp convert lease to bind
  syntax  dhcp convert lease to bind SCOPE_N [except] [IDX...]
  kind    operation
  param   SCOPE_N integer 1..65535
  param   IDX integer or all default all
  help    en "Turns current leases into reservations"
  help    ja "割り当て中のアドレスを予約に変える"

# The reference writes an option as number or name and does not list the names; these are the ones that published
# configurations use.
command dhcp scope option
  syntax  dhcp scope option SCOPE_NUM {router=ROUTERS | dns=SERVERS | hostname=HOST_NAME | domain=DOMAIN | wins_server=SERVERS | classless_static_route=ROUTE_BYTES | ASSIGNMENT}...
  key     SCOPE_NUM
  order   26012
  param   SCOPE_NUM integer 1..65535
  param   ROUTERS addresses
  param   SERVERS addresses
  param   HOST_NAME word
  param   DOMAIN word
  param   ASSIGNMENT assignment 1..254
  param   ROUTE_BYTES hex
  help    en "DHCP options of a scope"
  help    ja "DHCP で知らせる情報を設定する"

command dhcp manual lease
  syntax  dhcp manual lease IP_ADDRESS {[ethernet] MAC_ADDRESS | text ID | ipcp | ID_BYTES...}
  kind    operation
  param   IP_ADDRESS ip
  param   ID word
  param   MAC_ADDRESS mac
  param   ID_BYTES hex
  help    en "Lends an address by hand"
  help    ja "アドレスを手動で割り当てる"

command dhcp manual release
  syntax  dhcp manual release IP_ADDRESS
  kind    operation
  param   IP_ADDRESS ip
  help    en "Takes back a lent address"
  help    ja "割り当てたアドレスを解放する"

command dhcp relay server
  syntax  dhcp relay server HOST1 [HOST2 [HOST3 [HOST4]]]
  order   26014
  param   HOST1 ip
  param   HOST2 ip
  param   HOST3 ip
  param   HOST4 ip
  help    en "Servers that DHCP is relayed to"
  help    ja "中継先の DHCP サーバを設定する"

command dhcp relay srcport
  syntax  dhcp relay srcport PORT
  model   other
  order   26016
  param   PORT integer 1..65535 default 68
  help    en "Source port of relayed DHCP"
  help    ja "DHCP 中継の始点ポートを設定する"

command dhcp relay select
  syntax  dhcp relay select TYPE
  order   26018
  param   TYPE one-of hash all default hash
  help    en "How the relay chooses a server"
  help    ja "中継先の選び方を設定する"

command dhcp relay threshold
  syntax  dhcp relay threshold TIME
  order   26020
  param   TIME integer 0..65535 unit s default 0
  help    en "How long a client must try before it is relayed"
  help    ja "中継を始める経過時間を設定する"

command ip interface dhcp service
  syntax  ip INTERFACE dhcp service TYPE [HOST1 [HOST2 [HOST3 [HOST4]]]]
  key     INTERFACE
  order   10060
  param   INTERFACE interface
  param   TYPE one-of off server relay
  param   HOST1 ip
  param   HOST2 ip
  param   HOST3 ip
  param   HOST4 ip
  help    en "DHCP service of one interface"
  help    ja "インタフェースごとの DHCP の動作を設定する"

command dhcp client hostname
  syntax  dhcp client hostname INTERFACE primary HOST
  syntax  dhcp client hostname INTERFACE secondary HOST
  syntax  dhcp client hostname pp PEER_NUM HOST
  syntax  dhcp client hostname pool POOL_NUM HOST
  key     INTERFACE PEER_NUM POOL_NUM primary secondary
  order   26022
  param   INTERFACE interface
  param   HOST word
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   POOL_NUM integer 1..32 family 1..6000
  help    en "Host name that the DHCP client tells"
  help    ja "DHCP クライアントのホスト名を設定する"

command ip interface dhcp lease time
  syntax  ip INTERFACE dhcp lease time TIME
  key     INTERFACE
  order   10062
  param   INTERFACE interface
  param   TIME integer 1..21474836 unit min
  help    en "Lease time that the DHCP client asks for"
  help    ja "DHCP で希望するリース期間を設定する"

command ip interface dhcp retry
  syntax  ip INTERFACE dhcp retry RETRY INTERVAL
  key     INTERFACE
  order   10064
  param   INTERFACE interface
  param   RETRY integer 1..100 or infinity default infinity
  param   INTERVAL integer 1..100 unit s default 5
  help    en "How often the DHCP client tries"
  help    ja "DHCP の再試行を設定する"

command dhcp client client-identifier
  syntax  dhcp client client-identifier INTERFACE primary [type TYPE] ID
  syntax  dhcp client client-identifier INTERFACE secondary [type TYPE] ID
  syntax  dhcp client client-identifier pp PEER_NUM [type TYPE] ID
  syntax  dhcp client client-identifier pool POOL_NUM [type TYPE] ID
  key     INTERFACE PEER_NUM POOL_NUM primary secondary
  order   26024
  param   INTERFACE interface
  param   TYPE integer 0..255 default 1
  param   ID word
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   POOL_NUM integer 1..32 family 1..6000
  help    en "Identifier that the DHCP client tells"
  help    ja "DHCP クライアントの識別子を設定する"

command dhcp client option
  syntax  dhcp client option INTERFACE primary OPTION
  syntax  dhcp client option INTERFACE secondary OPTION
  syntax  dhcp client option pp PEER_NUM OPTION
  syntax  dhcp client option pool POOL_NUM OPTION
  key     INTERFACE PEER_NUM POOL_NUM primary secondary
  order   26026
  param   INTERFACE interface
  param   OPTION assignment 1..254
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   POOL_NUM integer 1..32 family 1..6000
  help    en "Options that the DHCP client sends"
  help    ja "DHCP クライアントのオプションを設定する"

command dhcp client release linkdown
  syntax  dhcp client release linkdown SWITCH [TIME]
  order   26028
  param   SWITCH one-of on off default off
  param   TIME integer 0..259200 unit s default 3
  help    en "Whether link down gives the lease back"
  help    ja "リンクダウンでアドレスを解放するかどうか"
