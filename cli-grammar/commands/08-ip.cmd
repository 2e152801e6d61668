# Chapter 8 of the command language: ip. The notation is described in docs/cli-notation.md.

command ip routing
  syntax  ip routing ROUTING
  order   5004
  param   ROUTING one-of on off default on
  help    en "Whether IPv4 packets are forwarded"
  help    ja "IPv4 パケットを転送するかどうか"

command ip interface address
  syntax  ip INTERFACE address IP_ADDRESS [broadcast BROADCAST_IP]
  syntax  ip INTERFACE address dhcp [autoip=SWITCH]
  syntax  ip pp address IP_ADDRESS
  scope   global pp
  key     INTERFACE
  order   10004
  param   INTERFACE interface
  param   IP_ADDRESS ip-mask
  param   BROADCAST_IP ip
  param   SWITCH one-of on off default off
  help    en "IPv4 address of an interface"
  help    ja "インタフェースの IP アドレスを設定する"

command ip interface secondary address
  syntax  ip INTERFACE secondary address IP_ADDRESS
  syntax  ip INTERFACE secondary address dhcp
  key     INTERFACE
  order   10006
  param   INTERFACE interface
  param   IP_ADDRESS ip-mask
  help    en "Second IPv4 address of an interface"
  help    ja "インタフェースの 2 つ目の IP アドレスを設定する"

command ip interface mtu
  syntax  ip INTERFACE mtu MTU0
  syntax  ip pp mtu MTU1
  syntax  ip tunnel mtu MTU2
  scope   global pp tunnel
  key     INTERFACE
  order   10008
  param   INTERFACE interface
  param   MTU0 integer 64..1500 unit bytes default 1500
  param   MTU1 integer 64..1500 unit bytes
  param   MTU2 integer 64..1500 unit bytes default 1280
  help    en "Longest IPv4 packet of an interface"
  help    ja "インタフェースの MTU を設定する"

command ip interface rebound
  syntax  ip INTERFACE rebound SWITCH
  syntax  ip pp rebound SWITCH
  syntax  ip tunnel rebound SWITCH
  scope   global pp tunnel
  key     INTERFACE
  order   10010
  param   INTERFACE interface
  param   SWITCH one-of on off default on
  help    en "Whether packets may leave where they came in"
  help    ja "受信したインタフェースへの送り返しを許すかどうか"

command ip simple-service
  syntax  ip simple-service SERVICE
  order   5006
  param   SERVICE one-of on off default off
  help    en "Whether echo, discard and time services answer"
  help    ja "echo、discard、time の各サービスを動かすかどうか"

command ip route
  syntax  ip route NETWORK {gateway {dhcp INTERFACE | pp PEER_NUM [{name=PEER_NAME | dlci=DLCI}] | tunnel TUNNEL_NUM | null | GATEWAY} [{filter FILTER_NUM... | dpi DPI_NUM... | metric METRIC | hide | weight WEIGHT | keepalive KEEPALIVE_ID}...]}...
  key     NETWORK
  order   5008
  param   NETWORK ip-mask or default
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   PEER_NAME word
  param   DLCI integer 16..991
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   GATEWAY gateway
  param   FILTER_NUM numbers 1..21474836
  param   DPI_NUM numbers family 1..21474836
  param   METRIC integer 1..15 default 1
  param   WEIGHT integer 0..2147483647 default 1
  param   KEEPALIVE_ID integer 1..100 family 1..6000
  help    en "Static route to a network"
  help    ja "静的な経路を設定する"

command ip interface dhcp auto default-route-add
  syntax  ip INTERFACE dhcp auto default-route-add SWITCH
  model   other
  key     INTERFACE
  order   10012
  param   INTERFACE interface
  param   SWITCH one-of on off default on
  help    en "Whether DHCP adds the default route"
  help    ja "DHCP で得たデフォルト経路を加えるかどうか"

command ip interface dhcp auto interface-route-add
  syntax  ip INTERFACE dhcp auto interface-route-add SWITCH
  model   other
  key     INTERFACE
  order   10014
  param   INTERFACE interface
  param   SWITCH one-of on off default on
  help    en "Whether DHCP adds the interface's route"
  help    ja "DHCP で得たインタフェース経路を加えるかどうか"

command ip filter
  syntax  ip filter FILTER_NUM PASS_REJECT SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT_LIST [DEST_PORT_LIST]]]]
  key     FILTER_NUM
  order   20002
  param   FILTER_NUM integer 1..21474836
  param   PASS_REJECT one-of pass pass-log pass-nolog reject reject-log reject-nolog restrict restrict-log restrict-nolog
  param   SRC_ADDR addresses
  param   DEST_ADDR addresses default *
  param   PROTOCOL protocols default *
  param   SRC_PORT_LIST ports
  param   DEST_PORT_LIST ports
  help    en "Static packet filter"
  help    ja "静的な IP フィルタを定義する"

command ip filter set
  # Devices print the two directions as two lines.
  syntax  ip filter set NAME {{in | out} [FILTER_LIST...] [dynamic FILTER_LIST...]}...
  key     NAME out in
  no      all
  order   20004
  param   NAME word
  param   FILTER_LIST numbers
  help    en "Set of filters with a name"
  help    ja "名前の付いたフィルタの組を定義する"

command ip filter source-route
  syntax  ip filter source-route FILTER_OUT
  order   5025
  param   FILTER_OUT one-of on off default on
  help    en "Whether packets with a source route are dropped"
  help    ja "始点経路制御付きのパケットを捨てるかどうか"

command ip filter directed-broadcast
  syntax  ip filter directed-broadcast FILTER_OUT
  syntax  ip filter directed-broadcast filter FILTER_NUM [FILTER_NUM...]
  order   5027
  param   FILTER_OUT one-of on off default on
  param   FILTER_NUM integer 1..21474836
  help    en "Whether directed broadcasts are dropped"
  help    ja "ディレクテッドブロードキャストを捨てるかどうか"

command ip filter dynamic
  syntax  ip filter dynamic DYN_FILTER_NUM SRCADDR DSTADDR PROTOCOL [{syslog=SYSLOG | timeout=TIMEOUT}...]
  syntax  ip filter dynamic DYN_FILTER_NUM SRCADDR DSTADDR filter FILTER_LIST... [in FILTER_LIST...] [out FILTER_LIST...] [{syslog=SYSLOG | timeout=TIMEOUT}...]
  key     DYN_FILTER_NUM
  order   20010
  param   DYN_FILTER_NUM integer 1..21474836
  param   SRCADDR addresses
  param   DSTADDR addresses
  param   PROTOCOL one-of tcp udp ftp tftp domain www smtp pop3 telnet netmeeting echo discard daytime chargen ssh time whois dns dhcps dhcpc gopher finger http sunrpc ident nntp ntp ms-rpc netbios_ns netbios_dgm netbios_ssn imap snmp snmptrap bgp imap3 ldap https ms-ds ike rlogin rwho rsh syslog printer rip ripng ms-sql radius l2tp pptp nfs msblast ipsec-nat-t sip ping ping6 submission dhcpv6c dhcpv6s
  param   FILTER_LIST numbers
  param   SYSLOG one-of on off default on
  param   TIMEOUT integer 1..21474836 unit s
  help    en "Filter that follows the state of connections"
  help    ja "動的な IP フィルタを定義する"

# The reference gives no limits of the times, those of `timeout=` in `ip filter dynamic` stand here; the defaults are 30, 5,
# 3600, 30 and 5 seconds in the order of the options.
command ip filter dynamic timer
  syntax  ip filter dynamic timer {tcp-syn-timeout=TIMEOUT | tcp-fin-timeout=TIMEOUT | tcp-idle-time=TIMEOUT | udp-idle-time=TIMEOUT | dns-timeout=TIMEOUT}...
  order   20012
  param   TIMEOUT integer 1..21474836 unit s
  help    en "Timers of dynamic filters"
  help    ja "動的フィルタのタイマを設定する"

command ip filter fqdn timer
  syntax  ip filter fqdn timer TIME [auto=SWITCH]
  model   other
  order   20014
  param   TIME integer 1..2147483647 unit s default 600
  param   SWITCH one-of on off default on
  help    en "How long names in filters are remembered"
  help    ja "フィルタの FQDN を覚えておく時間を設定する"

# Place in show config: behind the filters: RTX1210.
command ip interface intrusion detection
  syntax  ip INTERFACE intrusion detection DIRECTION [TYPE] SWITCH [reject=REJECT]
  syntax  ip pp intrusion detection DIRECTION [TYPE] SWITCH [reject=REJECT]
  syntax  ip tunnel intrusion detection DIRECTION [TYPE] SWITCH [reject=REJECT]
  scope   global pp tunnel
  key     INTERFACE DIRECTION TYPE
  order   10895
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   TYPE one-of ip ip-option fragment icmp udp tcp ftp winny share default
  param   SWITCH one-of on off default off
  param   REJECT one-of on off default off
  help    en "Whether attacks are detected on an interface"
  help    ja "不正アクセスを検知するかどうか"

command ip interface intrusion detection notice-interval
  syntax  ip INTERFACE intrusion detection notice-interval FREQUENCY
  syntax  ip pp intrusion detection notice-interval FREQUENCY
  syntax  ip tunnel intrusion detection notice-interval FREQUENCY
  scope   global pp tunnel
  key     INTERFACE
  order   10018
  param   INTERFACE interface
  param   FREQUENCY integer 1..1000 default 1
  help    en "How often the same attack is reported"
  help    ja "同じ検知を知らせる間隔を設定する"

command ip interface intrusion detection repeat-control
  syntax  ip INTERFACE intrusion detection repeat-control TIME
  syntax  ip pp intrusion detection repeat-control TIME
  syntax  ip tunnel intrusion detection repeat-control TIME
  scope   global pp tunnel
  key     INTERFACE
  order   10020
  param   INTERFACE interface
  param   TIME integer 1..1000 unit s default 60
  help    en "Pause between reports of the same attack"
  help    ja "同じ検知の通知を控える時間を設定する"

command ip interface intrusion detection report
  syntax  ip INTERFACE intrusion detection report NUM
  syntax  ip pp intrusion detection report NUM
  syntax  ip tunnel intrusion detection report NUM
  scope   global pp tunnel
  key     INTERFACE
  order   10022
  param   INTERFACE interface
  param   NUM integer 1..1000 default 50
  help    en "How many detected attacks are kept"
  help    ja "検知の記録を残す数を設定する"

command ip interface tcp mss limit
  syntax  ip INTERFACE tcp mss limit MSS
  syntax  ip pp tcp mss limit MSS
  syntax  ip tunnel tcp mss limit MSS
  scope   global pp tunnel
  key     INTERFACE
  order   10990
  param   INTERFACE interface
  param   MSS integer 536..1460 or auto off default off
  help    en "Limits the segment size of TCP connections"
  help    ja "TCP の MSS を制限する"

command ip interface tcp window-scale
  syntax  ip INTERFACE tcp window-scale SW
  syntax  ip pp tcp window-scale SW
  syntax  ip tunnel tcp window-scale SW
  scope   global pp tunnel
  model   other
  key     INTERFACE
  order   10024
  param   INTERFACE interface
  param   SW one-of off remove default off
  help    en "Changes the TCP window scale option"
  help    ja "TCP のウィンドウスケールを変更する"

command tcp session limit
  syntax  tcp session limit LIMIT
  order   30802
  param   LIMIT integer 32..65535 or none default 1000
  help    en "How many TCP connections the router keeps"
  help    ja "TCP コネクションの数を制限する"

command ip route change log
  syntax  ip route change log LOG
  order   5010
  param   LOG one-of on off default off
  help    en "Whether changes of routes are logged"
  help    ja "経路の変化をログに残すかどうか"

command ip interface secure filter
  syntax  ip INTERFACE secure filter DIRECTION [FILTER_LIST...] [dynamic FILTER_LIST...]
  syntax  ip INTERFACE secure filter name SET_NAME
  syntax  ip pp secure filter DIRECTION [FILTER_LIST...] [dynamic FILTER_LIST...]
  syntax  ip pp secure filter name SET_NAME
  syntax  ip tunnel secure filter DIRECTION [FILTER_LIST...] [dynamic FILTER_LIST...]
  syntax  ip tunnel secure filter name SET_NAME
  scope   global pp tunnel
  key     INTERFACE DIRECTION name
  order   10890
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   FILTER_LIST numbers
  param   SET_NAME word
  help    en "Filters applied to an interface"
  help    ja "インタフェースに適用するフィルタを設定する"

command ip fragment remove df-bit
  syntax  ip fragment remove df-bit RULE
  order   5012
  param   RULE word
  help    en "When the DF bit is removed so as to fragment"
  help    ja "フラグメントのために DF ビットを消す条件を設定する"

command ip tos supersede
  syntax  ip tos supersede ID TOS [precedence=PRECEDENCE] FILTER_NUM...
  key     ID
  order   5014
  param   ID integer 1..65535
  param   TOS integer 0..15 or normal min-monetary-cost max-reliability max-throughput min-delay
  param   PRECEDENCE integer 0..7
  param   FILTER_NUM integer 1..21474836
  help    en "Rewrites the TOS field"
  help    ja "TOS フィールドを書き換える"

command ip interface proxyarp
  syntax  ip INTERFACE proxyarp PROXYARP
  syntax  ip INTERFACE proxyarp vrrp VRID
  key     INTERFACE
  order   10026
  param   INTERFACE interface
  param   PROXYARP one-of on off default off
  param   VRID integer 1..255
  help    en "Whether ARP is answered for others"
  help    ja "代理 ARP に応えるかどうか"

command ip arp timer
  syntax  ip arp timer TIMER [RETRY]
  order   5016
  param   TIMER integer 30..32767 unit s default 1200
  param   RETRY integer 4..100 default 4
  help    en "How long ARP entries live"
  help    ja "ARP エントリの寿命を設定する"

command ip interface arp static
  syntax  ip INTERFACE arp static IP_ADDRESS MAC_ADDRESS [mtu=MTU]
  key     INTERFACE IP_ADDRESS
  order   10028
  param   INTERFACE interface
  param   IP_ADDRESS ip
  param   MAC_ADDRESS mac
  param   MTU integer 64..1500 family 64..10218 or interface discovery unit bytes
  help    en "Fixed ARP entry"
  help    ja "静的な ARP エントリを設定する"

command ip interface arp queue length
  syntax  ip INTERFACE arp queue length LEN
  key     INTERFACE
  order   10030
  param   INTERFACE interface
  param   LEN integer 0..10000 unit packets
  help    en "How many packets wait for an ARP answer"
  help    ja "ARP 解決を待つパケットの数を設定する"

command ip interface arp log
  syntax  ip INTERFACE arp log SWITCH
  key     INTERFACE
  order   10032
  param   INTERFACE interface
  param   SWITCH one-of on off default off
  help    en "Whether changed ARP entries are logged"
  help    ja "ARP エントリの変化をログに残すかどうか"

command ip implicit-route preference
  syntax  ip implicit-route preference PREFERENCE
  order   5018
  param   PREFERENCE integer 1..2147483647 default 10000
  help    en "Preference of the routes of interfaces"
  help    ja "暗黙の経路の優先度を設定する"

command ip flow timer
  syntax  ip flow timer PROTOCOL TIME
  key     PROTOCOL
  order   5020
  param   PROTOCOL one-of tcp udp icmp slow
  param   TIME integer 1..21474836 unit s
  help    en "How long flows are remembered"
  help    ja "フローを覚えておく時間を設定する"

command ip flow limit
  syntax  ip flow limit LIMIT
  order   5022
  param   LIMIT integer 10..131072 family 10..1000000 default 131072
  help    en "How many flows are remembered"
  help    ja "フローの数を制限する"

command ip reassembly hold-time
  syntax  ip reassembly hold-time TIME
  model   other
  order   5024
  param   TIME integer 1..255 unit s default 15
  help    en "How long fragments are kept"
  help    ja "フラグメントを保持する時間を設定する"

command ip dscp supersede
  syntax  ip dscp supersede ID DSCP FILTER_NUM...
  model   other
  key     ID
  order   5026
  param   ID integer 1..65535
  param   DSCP integer 0..63 or default cs1 cs2 cs3 cs4 cs5 cs6 cs7 af11 af12 af13 af21 af22 af23 af31 af32 af33 af41 af42 af43 ef
  param   FILTER_NUM integer 1..21474836
  help    en "Rewrites the DSCP field"
  help    ja "DSCP 値を書き換える"

command ip pp remote address
  syntax  ip pp remote address IP_ADDRESS
  syntax  ip pp remote address dhcp
  syntax  ip pp remote address dhcpc [INTERFACE]
  scope   pp
  order   5866
  param   IP_ADDRESS ip
  param   INTERFACE interface default lan1
  help    en "The peer's IPv4 address"
  help    ja "相手の IP アドレスを設定する"

command ip pp remote address pool
  syntax  ip pp remote address pool IP_ADDRESS [IP_ADDRESS...]
  syntax  ip pp remote address pool IP_ADDRESS
  syntax  ip pp remote address pool dhcp
  syntax  ip pp remote address pool dhcpc [INTERFACE]
  scope   pp
  order   5868
  param   IP_ADDRESS addresses
  param   INTERFACE interface
  help    en "Addresses handed out to peers"
  help    ja "相手に割り当てる IP アドレスを設定する"

# Place in show config: before `pp always-on`: N58i, N1200, NVR500, NVR510.
command pp keepalive interval
  syntax  pp keepalive interval INTERVAL [{retry-interval=RETRY_INTERVAL | count=COUNT | time=TIME}...]
  scope   pp
  order   5490
  param   INTERVAL integer 1..65535 unit s default 30
  param   RETRY_INTERVAL integer 1..65535 unit s default 1
  param   COUNT integer 3..100 default 6
  param   TIME integer 2..65535 unit s
  help    en "How often the peer is probed"
  help    ja "相手を確かめる間隔を設定する"

command pp keepalive use
  syntax  pp keepalive use {lcp-echo | off}
  syntax  pp keepalive use [lcp-echo] icmp-echo {DEST_IP [{upwait=UPWAIT | downwait=DOWNWAIT | disconnect=DISCONNECT | length=LENGTH}...]}...
  scope   pp
  order   5492
  param   DEST_IP ip
  param   UPWAIT integer 1..10000 unit ms
  param   DOWNWAIT integer 1..10000 unit ms
  param   DISCONNECT integer 1..21474836 unit s
  param   LENGTH integer 64..1500 unit bytes
  help    en "How the peer is probed"
  help    ja "相手を確かめる方法を設定する"

command pp keepalive log
  syntax  pp keepalive log LOG
  order   30804
  param   LOG one-of on off default off
  help    en "Whether probes of the peer are logged"
  help    ja "相手の確認をログに残すかどうか"

command leased keepalive down
  syntax  leased keepalive down ACTION
  scope   pp
  model   other
  order   5870
  param   ACTION one-of silent reset default silent
  help    en "What happens when a leased line fails"
  help    ja "専用線の断を検知したときの動作を設定する"

command rip use
  syntax  rip use USE
  order   30806
  param   USE one-of on off default off
  help    en "Whether RIP runs"
  help    ja "RIP を使うかどうか"

command ip interface rip trust gateway
  syntax  ip INTERFACE rip trust gateway [except] GATEWAY [GATEWAY...]
  syntax  ip pp rip trust gateway [except] GATEWAY [GATEWAY...]
  syntax  ip tunnel rip trust gateway [except] GATEWAY [GATEWAY...]
  scope   global pp tunnel
  key     INTERFACE
  order   10041
  param   INTERFACE interface
  param   GATEWAY ip
  help    en "Whose RIP is believed"
  help    ja "RIP を信用するゲートウェイを設定する"

command rip preference
  syntax  rip preference PREFERENCE [invalid-route-reactivate=SWITCH]
  order   30808
  param   PREFERENCE integer 1..2147483647 default 1000
  param   SWITCH one-of on off default off
  help    en "Preference of RIP routes"
  help    ja "RIP の経路の優先度を設定する"

command ip interface rip send
  syntax  ip INTERFACE rip send SEND [version VERSION [{broadcast | BROADCAST}]]
  syntax  ip pp rip send SEND [version VERSION [{broadcast | BROADCAST}]]
  syntax  ip tunnel rip send SEND [version VERSION [{broadcast | BROADCAST}]]
  scope   global pp tunnel
  key     INTERFACE
  order   10036
  param   INTERFACE interface
  param   SEND one-of on off default on
  param   VERSION integer 1..2 default 1
  param   BROADCAST ip
  help    en "Whether RIP is sent on an interface"
  help    ja "RIP を送信するかどうか"

command ip interface rip receive
  syntax  ip INTERFACE rip receive RECEIVE [version VERSION [VERSION]]
  syntax  ip pp rip receive RECEIVE [version VERSION [VERSION]]
  syntax  ip tunnel rip receive RECEIVE [version VERSION [VERSION]]
  scope   global pp tunnel
  key     INTERFACE
  order   10038
  param   INTERFACE interface
  param   RECEIVE one-of on off default on
  param   VERSION integer 1..2 default 1 2
  help    en "Whether RIP is received on an interface"
  help    ja "RIP を受信するかどうか"

command ip interface rip filter
  syntax  ip INTERFACE rip filter DIRECTION FILTER_LIST...
  syntax  ip pp rip filter DIRECTION FILTER_LIST...
  syntax  ip tunnel rip filter DIRECTION FILTER_LIST...
  scope   global pp tunnel
  key     INTERFACE DIRECTION
  order   10040
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   FILTER_LIST numbers
  help    en "Filters the networks of RIP"
  help    ja "RIP の経路をフィルタする"

command ip interface rip hop
  syntax  ip INTERFACE rip hop DIRECTION HOP
  syntax  ip pp rip hop DIRECTION HOP
  syntax  ip tunnel rip hop DIRECTION HOP
  scope   global pp tunnel
  key     INTERFACE DIRECTION
  order   10042
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   HOP integer 0..15 default 0
  help    en "Adds to the metric of RIP"
  help    ja "RIP のホップ数に加える値を設定する"

command ip interface rip auth type
  syntax  ip INTERFACE rip auth type TYPE
  syntax  ip pp rip auth type TYPE
  syntax  ip tunnel rip auth type TYPE
  scope   global pp tunnel
  key     INTERFACE
  order   10044
  param   INTERFACE interface
  param   TYPE one-of text
  help    en "How RIP version 2 is authenticated"
  help    ja "RIP2 の認証の種類を設定する"

command ip interface rip auth key
  syntax  ip INTERFACE rip auth key HEX_KEY
  syntax  ip pp rip auth key HEX_KEY
  syntax  ip tunnel rip auth key HEX_KEY
  syntax  ip INTERFACE rip auth key text TEXT_KEY
  syntax  ip pp rip auth key text TEXT_KEY
  syntax  ip tunnel rip auth key text TEXT_KEY
  scope   global pp tunnel
  key     INTERFACE
  order   10046
  param   INTERFACE interface
  param   HEX_KEY hex
  param   TEXT_KEY word
  help    en "Key of RIP version 2"
  help    ja "RIP2 の認証鍵を設定する"

command rip advertise mode
  syntax  rip advertise mode MODE
  model   other
  order   30810
  param   MODE integer 1..2 default 1
  help    en "How RIP advertises routes"
  help    ja "RIP で広告する方法を設定する"

command ip pp rip hold routing
  syntax  ip pp rip hold routing RIP_HOLD
  scope   pp
  order   5872
  param   RIP_HOLD one-of on off default off
  help    en "Whether routes are kept while disconnected"
  help    ja "切断中も RIP の経路を残すかどうか"

command ip pp rip connect send
  syntax  ip pp rip connect send RIP_ACTION
  scope   pp
  order   5874
  param   RIP_ACTION one-of interval update none default update
  help    en "When RIP is sent while connected"
  help    ja "接続中の RIP の送り方を設定する"

command ip pp rip connect interval
  syntax  ip pp rip connect interval TIME
  scope   pp
  order   5876
  param   TIME integer 30..21474836 unit s default 30
  help    en "How often RIP is sent while connected"
  help    ja "接続中に RIP を送る間隔を設定する"

command ip pp rip disconnect send
  syntax  ip pp rip disconnect send RIP_ACTION
  scope   pp
  order   5878
  param   RIP_ACTION one-of none interval update default none
  help    en "When RIP is sent while disconnected"
  help    ja "切断中の RIP の送り方を設定する"

command ip pp rip disconnect interval
  syntax  ip pp rip disconnect interval TIME
  scope   pp
  order   5880
  param   TIME integer 30..21474836 unit s default 3600
  help    en "How often RIP is sent while disconnected"
  help    ja "切断中に RIP を送る間隔を設定する"

command ip pp rip backup interface
  syntax  ip pp rip backup interface SWITCH
  scope   pp
  order   5882
  param   SWITCH one-of on off default off
  help    en "Whether RIP treats the peer as a backup"
  help    ja "RIP で相手をバックアップとして扱うかどうか"

command ip interface rip force-to-advertise
  syntax  ip INTERFACE rip force-to-advertise IP_ADDRESS [metric METRIC]
  syntax  ip pp rip force-to-advertise IP_ADDRESS [metric METRIC]
  syntax  ip tunnel rip force-to-advertise IP_ADDRESS [metric METRIC]
  scope   global pp tunnel
  key     INTERFACE IP_ADDRESS
  order   10048
  param   INTERFACE interface
  param   IP_ADDRESS ip-mask or default
  param   METRIC integer 1..15 default 1
  help    en "Network that RIP always advertises"
  help    ja "RIP で必ず広告するネットワークを設定する"

command rip filter rule
  syntax  rip filter rule RULE
  order   30812
  param   RULE one-of address-only with-netmask default address-only
  help    en "How RIP filters compare"
  help    ja "RIP フィルタの比較方法を設定する"

command rip timer
  syntax  rip timer UPDATE [INVALID [HOLDDOWN]]
  order   30814
  param   UPDATE integer 10..60 unit s default 30
  param   INVALID integer 30..360 unit s default 180
  param   HOLDDOWN integer 20..240 unit s default 120
  help    en "Timers of RIP"
  help    ja "RIP のタイマを設定する"

command ip interface vrrp
  syntax  ip INTERFACE vrrp VRID IP_ADDRESS [{priority=PRIORITY | preempt=PREEMPT | auth=AUTH | advertise-interval=TIME1 | down-interval=TIME2}...]
  key     INTERFACE VRID
  order   10050
  param   INTERFACE interface
  param   VRID integer 1..255
  param   IP_ADDRESS ip
  param   PRIORITY integer 1..254 default 100
  param   PREEMPT one-of on off default on
  param   AUTH word 0..8
  param   TIME1 integer 1..60 unit s default 1
  param   TIME2 integer 3..180 unit s default 3
  help    en "Shares an address with another router"
  help    ja "VRRP を設定する"

command ip interface vrrp shutdown trigger
  syntax  ip INTERFACE vrrp shutdown trigger VRID INTERFACE
  syntax  ip INTERFACE vrrp shutdown trigger VRID pp PEER_NUM [dlci=DLCI]
  syntax  ip INTERFACE vrrp shutdown trigger VRID tunnel TUNNEL_NUM
  syntax  ip INTERFACE vrrp shutdown trigger VRID route NETWORK [NEXTHOP]
  key     INTERFACE VRID PEER_NUM TUNNEL_NUM NETWORK
  order   10052
  param   INTERFACE interface
  param   VRID integer 1..255
  param   PEER_NUM integer 1..30 family 1..200
  param   DLCI integer
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   NETWORK ip-mask or default
  param   NEXTHOP ip
  help    en "When the router gives up a shared address"
  help    ja "VRRP を停止する条件を設定する"

command pp backup
  syntax  pp backup none
  syntax  pp backup pp PEER_NUM [ipsec-fast-recovery=ACTION]
  syntax  pp backup INTERFACE IP_ADDRESS
  syntax  pp backup tunnel TUNNEL_NUM
  scope   pp
  order   5608
  param   PEER_NUM integer 1..30 family 1..200
  param   ACTION one-of on off default off
  param   INTERFACE interface
  param   IP_ADDRESS ip
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "What replaces the connection to the peer"
  help    ja "相手への接続のバックアップを設定する"

command pp backup recovery time
  syntax  pp backup recovery time TIME
  order   30816
  param   TIME integer 1..21474836 or off unit s default off
  help    en "Pause before returning from the backup"
  help    ja "バックアップから戻るまでの時間を設定する"

command lan backup
  syntax  lan backup INTERFACE none
  syntax  lan backup INTERFACE pp PEER_NUM
  syntax  lan backup INTERFACE BACKUP_INTERFACE IP_ADDRESS
  syntax  lan backup INTERFACE tunnel TUNNEL_NUM
  key     INTERFACE
  order   9014
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   BACKUP_INTERFACE interface
  param   IP_ADDRESS ip
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "What replaces a provider connection on a LAN"
  help    ja "LAN のプロバイダ接続のバックアップを設定する"

command lan backup recovery time
  syntax  lan backup recovery time INTERFACE TIME
  key     INTERFACE
  order   9016
  param   INTERFACE interface
  param   TIME integer 1..21474836 or off unit s default off
  help    en "Pause before a LAN returns from its backup"
  help    ja "LAN がバックアップから戻るまでの時間を設定する"

command lan keepalive use
  syntax  lan keepalive use INTERFACE icmp-echo DEST_IP [{upwait=UPWAIT | downwait=DOWNWAIT | length=LENGTH}...] [{DEST_IP [{upwait=UPWAIT | downwait=DOWNWAIT | length=LENGTH}...]}...]
  syntax  lan keepalive use INTERFACE arp DEST_IP [DEST_IP...]
  syntax  lan keepalive use INTERFACE icmp-echo DEST_IP [{upwait=UPWAIT | downwait=DOWNWAIT | length=LENGTH}...] [{DEST_IP [{upwait=UPWAIT | downwait=DOWNWAIT | length=LENGTH}...]}...] arp DEST_IP [DEST_IP...]
  syntax  lan keepalive use INTERFACE off
  key     INTERFACE
  order   9018
  param   INTERFACE interface
  param   DEST_IP ip
  param   UPWAIT integer 1..10000
  param   DOWNWAIT integer 1..10000
  param   LENGTH integer 64..1500
  help    en "Host that is probed through a LAN"
  help    ja "LAN から確かめる相手を設定する"

command lan keepalive interval
  syntax  lan keepalive interval INTERFACE INTERVAL [COUNT]
  key     INTERFACE
  order   9020
  param   INTERFACE interface
  param   INTERVAL integer 1..65535 unit s default 30
  param   COUNT integer 3..100 default 6
  help    en "How often a LAN's host is probed"
  help    ja "LAN から確かめる間隔を設定する"

command lan keepalive log
  syntax  lan keepalive log INTERFACE LOG
  key     INTERFACE
  order   9022
  param   INTERFACE interface
  param   LOG one-of on off default off
  help    en "Whether a LAN's probes are logged"
  help    ja "LAN からの確認をログに残すかどうか"

command ip keepalive
  syntax  ip keepalive NUM KIND INTERVAL COUNT {dhcp INTERFACE | GATEWAY}... [{log=LOG | upwait=UPWAIT | downwait=DOWNWAIT | length=LENGTH | local-address=LOCAL_ADDRESS | ipsec-refresh=GATEWAY_LIST | ipsec-refresh-up=GATEWAY_LIST | ipsec-refresh-down=GATEWAY_LIST | gateway-selection-rule=RULE}...]
  key     NUM
  order   5028
  param   NUM integer 1..100 family 1..6000
  param   KIND one-of icmp-echo
  param   INTERVAL integer 1..65535 unit s
  param   COUNT integer 3..100
  param   GATEWAY gateway
  param   INTERFACE interface
  param   LOG one-of on off default off
  param   UPWAIT integer 1..1000000 unit s default 5
  param   DOWNWAIT integer 1..1000000 unit s default 5
  param   LENGTH integer 64..1500 unit bytes default 64
  param   LOCAL_ADDRESS ip
  param   GATEWAY_LIST numbers 1..6 family 1..6000
  param   RULE one-of head normal default head
  help    en "Watches whether a host answers"
  help    ja "ホストの応答を監視する"

command ip interface traffic list
  syntax  ip INTERFACE traffic list SW
  syntax  ip pp traffic list SW
  syntax  ip tunnel traffic list SW
  scope   global pp tunnel
  key     INTERFACE
  order   10054
  param   INTERFACE interface
  param   SW one-of on off default off
  help    en "Whether traffic is counted by destination"
  help    ja "宛先ごとに通信量を数えるかどうか"

command clear ip traffic list
  syntax  clear ip traffic list [INTERFACE]
  syntax  clear ip traffic list pp [PEER_NUM]
  syntax  clear ip traffic list tunnel [TUNNEL_NUM]
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Clears the traffic list"
  help    ja "通信量の一覧を消去する"

command show ip traffic list
  syntax  show ip traffic list [INTERFACE]
  syntax  show ip traffic list pp [PEER_NUM]
  syntax  show ip traffic list tunnel [TUNNEL_NUM]
  kind    show
  level   user
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the traffic list"
  help    ja "通信量の一覧を表示する"

command ip interface traffic list threshold
  syntax  ip INTERFACE traffic list threshold VALUE
  syntax  ip pp traffic list threshold VALUE
  syntax  ip tunnel traffic list threshold VALUE
  scope   global pp tunnel
  key     INTERFACE
  order   10056
  param   INTERFACE interface
  param   VALUE integer 64..5000 default 64
  help    en "Limits that the traffic list reports"
  help    ja "通信量を知らせるしきい値を設定する"

command ip forward filter
  syntax  ip forward filter ID ORDER gateway {dhcp INTERFACE | pp PEER_NUM | tunnel TUNNEL_NUM | GATEWAY} filter FILTER_ID... [keepalive KEEPALIVE_ID]
  key     ID ORDER
  order   20016
  param   ID integer 1..255
  param   ORDER integer 1..255
  param   GATEWAY gateway
  param   FILTER_ID numbers
  param   KEEPALIVE_ID integer 1..100 family 1..6000
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Chooses the way of packets by filters"
  help    ja "フィルタで転送先を選ぶ規則を定義する"

command ip interface forward filter
  syntax  ip INTERFACE forward filter ID
  syntax  ip pp forward filter ID
  syntax  ip tunnel forward filter ID
  syntax  ip local forward filter ID
  scope   global pp tunnel
  key     INTERFACE
  order   10058
  param   INTERFACE interface
  param   ID integer 1..255
  help    en "Applies forwarding filters to an interface"
  help    ja "転送先を選ぶフィルタを適用する"

command lan pass-through ethertype
  syntax  lan pass-through ethertype ID ETHERTYPE [ETHERTYPE...]
  model   other
  key     ID
  order   9024
  param   ID integer 1..8
  param   ETHERTYPE word or ipv4 arp ipv6
  help    en "Ethernet types that pass through"
  help    ja "透過させるイーサネットタイプを設定する"

command lan pass-through member
  syntax  lan pass-through member ID interface INTERFACE
  model   other
  key     ID
  order   9026
  param   ID integer 1..8
  param   INTERFACE interface
  help    en "LANs between which frames pass through"
  help    ja "フレームを透過させる LAN を設定する"
