# Chapter 30 of the command language: ipv6. The notation is described in docs/cli-notation.md.

command ipv6 routing
  syntax  ipv6 routing ROUTING
  order   6026
  param   ROUTING one-of on off default on
  help    en "Whether IPv6 packets are forwarded"
  help    ja "IPv6 パケットを転送するかどうか"

command ipv6 interface mtu
  syntax  ipv6 INTERFACE mtu MTU0
  syntax  ipv6 pp mtu MTU1
  syntax  ipv6 tunnel mtu MTU2
  scope   global pp tunnel
  key     INTERFACE
  order   11002
  param   INTERFACE interface
  param   MTU0 integer 1280..1500 unit bytes default 1500
  param   MTU1 integer 1280..1500 unit bytes default 1500
  param   MTU2 integer family 1280..1500 unit bytes default 1280
  help    en "Longest IPv6 packet of an interface"
  help    ja "インタフェースの IPv6 の MTU を設定する"

command ipv6 interface tcp mss limit
  syntax  ipv6 INTERFACE tcp mss limit MSS
  syntax  ipv6 pp tcp mss limit MSS
  syntax  ipv6 tunnel tcp mss limit MSS
  scope   global pp tunnel
  key     INTERFACE
  order   11004
  param   INTERFACE interface
  param   MSS integer 536..1440 or auto off default auto
  help    en "Limits the segment size of TCP over IPv6"
  help    ja "IPv6 での TCP の MSS を制限する"

command ipv6 interface tcp window-scale
  syntax  ipv6 INTERFACE tcp window-scale SW
  syntax  ipv6 pp tcp window-scale SW
  syntax  ipv6 tunnel tcp window-scale SW
  scope   global pp tunnel
  model   other
  key     INTERFACE
  order   11006
  param   INTERFACE interface
  param   SW one-of off remove default off
  help    en "Changes the TCP window scale option in IPv6"
  help    ja "IPv6 での TCP のウィンドウスケールを変更する"

command ipv6 rh0 discard
  syntax  ipv6 rh0 discard SWITCH
  order   6028
  param   SWITCH one-of on off default on
  help    en "Whether type 0 routing headers are dropped"
  help    ja "タイプ 0 のルーティングヘッダを捨てるかどうか"

command ipv6 routing process
  syntax  ipv6 routing process PROCESS
  order   6030
  param   PROCESS one-of fast normal default fast
  help    en "Fast path or normal forwarding of IPv6"
  help    ja "IPv6 をファストパスで転送するかどうか"

command ipv6 interface icmp-nd queue length
  syntax  ipv6 INTERFACE icmp-nd queue length LEN
  model   other
  key     INTERFACE
  order   11008
  param   INTERFACE interface
  param   LEN integer 0..10000 default 200
  help    en "How many packets wait for neighbour discovery"
  help    ja "近隣探索を待つパケットの数を設定する"

command ipv6 interface neighbor cache max entry
  syntax  ipv6 INTERFACE neighbor cache max entry NUM
  model   other
  key     INTERFACE
  order   11010
  param   INTERFACE interface
  param   NUM integer 256..20480
  help    en "How many neighbours are remembered"
  help    ja "近隣キャッシュの数を設定する"

command ipv6 reassembly hold-time
  syntax  ipv6 reassembly hold-time SEC
  model   other
  order   6032
  param   SEC integer 1..60 unit s default 60
  help    en "How long IPv6 fragments are kept"
  help    ja "IPv6 のフラグメントを保持する時間を設定する"

command ipv6 dscp supersede
  syntax  ipv6 dscp supersede ID DSCP FILTER_NUM...
  model   other
  key     ID
  order   6034
  param   ID integer 1..65535
  param   DSCP integer 0..63 or default cs1 cs2 cs3 cs4 cs5 cs6 cs7 af11 af12 af13 af21 af22 af23 af31 af32 af33 af41 af42 af43 ef
  param   FILTER_NUM integer 1..21474836
  help    en "Rewrites the DSCP field of IPv6"
  help    ja "IPv6 の DSCP 値を書き換える"

command ipv6 dhcp prefix
  syntax  ipv6 dhcp prefix PREFIX_ID dhcp-prefix@PREFIX_INTERFACE [SUB_PREFIX]
  model   other
  key     PREFIX_ID
  order   6036
  param   PREFIX_ID integer
  param   PREFIX_INTERFACE interface
  param   SUB_PREFIX ipv6
  help    en "Prefix received by DHCPv6 under an own number"
  help    ja "DHCPv6 で得たプレフィックスに番号を付ける"

command ipv6 interface address
  syntax  ipv6 INTERFACE address {auto | dhcp | IPV6_ADDRESS [ADDRESS_TYPE]}
  syntax  ipv6 pp address {auto | dhcp | IPV6_ADDRESS [ADDRESS_TYPE]}
  syntax  ipv6 tunnel address {auto | dhcp | IPV6_ADDRESS [ADDRESS_TYPE]}
  scope   global pp tunnel
  key     INTERFACE IPV6_ADDRESS auto dhcp
  order   11012
  param   INTERFACE interface
  param   IPV6_ADDRESS ipv6
  param   ADDRESS_TYPE one-of unicast anycast default unicast
  help    en "IPv6 address of an interface"
  help    ja "インタフェースの IPv6 アドレスを設定する"

command ipv6 interface prefix
  syntax  ipv6 INTERFACE prefix IPV6_PREFIX
  syntax  ipv6 pp prefix IPV6_PREFIX
  syntax  ipv6 tunnel prefix IPV6_PREFIX
  scope   global pp tunnel
  key     INTERFACE IPV6_PREFIX
  order   11014
  param   INTERFACE interface
  param   IPV6_PREFIX ipv6
  help    en "IPv6 prefix of an interface"
  help    ja "インタフェースの IPv6 プレフィックスを設定する"

command ipv6 interface prefix change log
  syntax  ipv6 INTERFACE prefix change log LOG
  syntax  ipv6 pp prefix change log LOG
  syntax  ipv6 tunnel prefix change log LOG
  scope   global pp tunnel
  key     INTERFACE
  order   11016
  param   INTERFACE interface
  param   LOG one-of on off default off
  help    en "Whether changed prefixes are logged"
  help    ja "プレフィックスの変化をログに残すかどうか"

# Place in show config: last of an interface's lines: NVR510, RTX1210.
command ipv6 interface dhcp service
  syntax  ipv6 INTERFACE dhcp service TYPE
  syntax  ipv6 INTERFACE dhcp service client [ir=VALUE]
  syntax  ipv6 INTERFACE dhcp service server [prefix=PREFIX_ID]
  syntax  ipv6 pp dhcp service TYPE
  syntax  ipv6 pp dhcp service client [ir=VALUE]
  syntax  ipv6 tunnel dhcp service TYPE
  syntax  ipv6 tunnel dhcp service client [ir=VALUE]
  scope   global pp tunnel
  key     INTERFACE
  order   11041
  param   INTERFACE interface
  param   TYPE one-of off client server default off
  param   VALUE one-of on off default off
  param   PREFIX_ID integer family 1..2147483647
  help    en "DHCPv6 service of an interface"
  help    ja "インタフェースの DHCPv6 の動作を設定する"

command ipv6 interface dad retry count
  syntax  ipv6 INTERFACE dad retry count COUNT
  syntax  ipv6 pp dad retry count COUNT
  scope   global pp
  key     INTERFACE
  order   11020
  param   INTERFACE interface
  param   COUNT integer 0..10 default 1
  help    en "How often an address is tested for duplicates"
  help    ja "重複アドレス検出の回数を設定する"

command ipv6 max auto address
  syntax  ipv6 max auto address MAX
  order   6038
  param   MAX integer 1..256 default 16
  help    en "How many automatic addresses an interface takes"
  help    ja "自動設定するアドレスの数を設定する"

command ipv6 source address selection rule
  syntax  ipv6 source address selection rule RULE
  order   6040
  param   RULE one-of prefix lifetime default prefix
  help    en "How the source address is chosen"
  help    ja "始点アドレスの選び方を設定する"

command ipv6 prefix
  syntax  ipv6 prefix PREFIX_ID PREFIX [{preferred_lifetime=TIME | valid_lifetime=TIME | l_flag=SWITCH | a_flag=SWITCH}...]
  key     PREFIX_ID
  order   6042
  param   PREFIX_ID integer
  param   PREFIX ipv6
  param   TIME integer 0..4294967295 unit s
  param   SWITCH one-of on off default on
  help    en "Prefix for router advertisements"
  help    ja "ルーター広告で配るプレフィックスを定義する"

command ipv6 nd ra-rdnss
  syntax  ipv6 nd ra-rdnss RDNSS_ID DNS_IPV6_ADDRESS [DNS_IPV6_ADDRESS...] [lifetime=LIFETIME]
  model   other
  key     RDNSS_ID
  order   6044
  param   RDNSS_ID integer 1..21474836
  param   DNS_IPV6_ADDRESS ipv6 or dhcpv6
  param   LIFETIME integer 0..4294967294 or infinity unit s
  help    en "DNS servers in router advertisements"
  help    ja "ルーター広告で知らせる DNS サーバを設定する"

command ipv6 interface rtadv send
  syntax  ipv6 INTERFACE rtadv send PREFIX_ID [PREFIX_ID...] [{m_flag=M_FLAG | o_flag=O_FLAG | prf_flag=PRF_FLAG | max-rtr-adv-interval=MAX_RTR_ADV_INTERVAL | min-rtr-adv-interval=MIN_RTR_ADV_INTERVAL | adv-default-lifetime=ADV_DEFAULT_LIFETIME | adv-reachable-time=ADV_REACHABLE_TIME | adv-retrans-time=ADV_RETRANS_TIME | adv-cur-hop-limit=ADV_CUR_HOP_LIMIT | mtu=MTU | route-info=ROUTE_INFO | rdnss=RDNSS | dnssl=DNSSL}...]
  syntax  ipv6 pp rtadv send PREFIX_ID [PREFIX_ID...] [{m_flag=M_FLAG | o_flag=O_FLAG | prf_flag=PRF_FLAG | max-rtr-adv-interval=MAX_RTR_ADV_INTERVAL | min-rtr-adv-interval=MIN_RTR_ADV_INTERVAL | adv-default-lifetime=ADV_DEFAULT_LIFETIME | adv-reachable-time=ADV_REACHABLE_TIME | adv-retrans-time=ADV_RETRANS_TIME | adv-cur-hop-limit=ADV_CUR_HOP_LIMIT | mtu=MTU | route-info=ROUTE_INFO | rdnss=RDNSS | dnssl=DNSSL}...]
  scope   global pp
  key     INTERFACE
  order   11022
  param   INTERFACE interface
  param   PREFIX_ID integer
  param   M_FLAG one-of on off
  param   O_FLAG one-of on off
  param   PRF_FLAG one-of family high medium low
  param   MAX_RTR_ADV_INTERVAL integer 4..1800
  param   MIN_RTR_ADV_INTERVAL integer 3..1350
  param   ADV_DEFAULT_LIFETIME integer 0..9000
  param   ADV_REACHABLE_TIME integer 0..3600000
  param   ADV_RETRANS_TIME integer 0..4294967295
  param   ADV_CUR_HOP_LIMIT integer 0..255
  param   MTU integer 1280..1500 or auto off unit bytes default auto
  param   ROUTE_INFO numbers family 1..21474836 or family off
  param   RDNSS integer family 1..21474836 or family dhcpv6 off
  param   DNSSL integer family 1..21474836 or family off
  help    en "Whether router advertisements are sent"
  help    ja "ルーター広告を送るかどうか"

command ipv6 interface rtsol max-retransmit
  syntax  ipv6 INTERFACE rtsol max-retransmit mrt=MRT mrd=MRD mrc=MRC
  syntax  ipv6 pp rtsol max-retransmit mrt=MRT mrd=MRD mrc=MRC
  scope   global pp
  model   other
  key     INTERFACE
  order   11024
  param   INTERFACE interface
  param   MRT integer 4..3600 unit s default 3600
  param   MRD integer 4..2147483647 or infinity unit s default infinity
  param   MRC integer 0..2147483647 or infinity default infinity
  help    en "How often router solicitations are sent"
  help    ja "ルーター要請の再送を設定する"

command ipv6 nd ra-dnssl
  syntax  ipv6 nd ra-dnssl DNSSL_ID DOMAIN_NAME [DOMAIN_NAME...] [lifetime=LIFETIME]
  model   other
  key     DNSSL_ID
  order   6046
  param   DNSSL_ID integer 1..21474836
  param   DOMAIN_NAME word
  param   LIFETIME integer 0..4294967294 or infinity unit s
  help    en "Domain names in router advertisements"
  help    ja "ルーター広告で知らせるドメインを設定する"

command ipv6 nd ra-route-info
  syntax  ipv6 nd ra-route-info ROUTE_INFO_ID PREFIX [{prf_flag=PRF_FLAG | lifetime=LIFETIME}]
  model   other
  key     ROUTE_INFO_ID
  order   6048
  param   ROUTE_INFO_ID integer 1..21474836
  param   PREFIX ipv6
  param   PRF_FLAG one-of high medium low
  param   LIFETIME integer 0..4294967294 or infinity
  help    en "Routes in router advertisements"
  help    ja "ルーター広告で知らせる経路を設定する"

command ipv6 route
  syntax  ipv6 route NETWORK {gateway {dhcp INTERFACE | pp PEER_NUM [dlci=DLCI] | tunnel TUNNEL_NUM | null | GATEWAY} [{filter FILTER_NUM... | metric METRIC | hide}...]}...
  key     NETWORK
  order   6050
  param   NETWORK ipv6 or default
  param   GATEWAY gateway
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   DLCI integer 16..991
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   FILTER_NUM numbers 1..21474836
  param   METRIC integer 1..15 default 1
  help    en "Static IPv6 route"
  help    ja "IPv6 の静的な経路を設定する"

command ipv6 route change log
  syntax  ipv6 route change log LOG
  model   other
  order   6052
  param   LOG one-of on off default off
  help    en "Whether changes of IPv6 routes are logged"
  help    ja "IPv6 の経路の変化をログに残すかどうか"

command ipv6 rip use
  syntax  ipv6 rip use USE
  order   6054
  param   USE one-of on off default off
  help    en "Whether RIPng runs"
  help    ja "RIPng を使うかどうか"

command ipv6 interface rip send
  syntax  ipv6 INTERFACE rip send SEND
  syntax  ipv6 pp rip send SEND
  syntax  ipv6 tunnel rip send SEND
  scope   global pp tunnel
  key     INTERFACE
  order   11026
  param   INTERFACE interface
  param   SEND one-of on off default on
  help    en "Whether RIPng is sent on an interface"
  help    ja "RIPng を送信するかどうか"

command ipv6 interface rip receive
  syntax  ipv6 INTERFACE rip receive RECEIVE
  syntax  ipv6 pp rip receive RECEIVE
  syntax  ipv6 tunnel rip receive RECEIVE
  scope   global pp tunnel
  key     INTERFACE
  order   11028
  param   INTERFACE interface
  param   RECEIVE one-of on off default on
  help    en "Whether RIPng is received on an interface"
  help    ja "RIPng を受信するかどうか"

command ipv6 interface rip hop
  syntax  ipv6 INTERFACE rip hop DIRECTION HOP
  syntax  ipv6 pp rip hop DIRECTION HOP
  scope   global pp
  key     INTERFACE DIRECTION
  order   11030
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   HOP integer 0..15 default 0
  help    en "Adds to the metric of RIPng"
  help    ja "RIPng のホップ数に加える値を設定する"

command ipv6 interface rip trust gateway
  syntax  ipv6 INTERFACE rip trust gateway [except] GATEWAY [GATEWAY...]
  syntax  ipv6 pp rip trust gateway [except] GATEWAY [GATEWAY...]
  scope   global pp
  key     INTERFACE
  order   11032
  param   INTERFACE interface
  param   GATEWAY ipv6
  help    en "Whose RIPng is believed"
  help    ja "RIPng を信用するゲートウェイを設定する"

command ipv6 interface rip filter
  syntax  ipv6 INTERFACE rip filter DIRECTION FILTER_LIST [FILTER_LIST...]
  syntax  ipv6 pp rip filter DIRECTION FILTER_LIST [FILTER_LIST...]
  syntax  ipv6 tunnel rip filter DIRECTION FILTER_LIST [FILTER_LIST...]
  scope   global pp tunnel
  key     INTERFACE DIRECTION
  order   11034
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   FILTER_LIST numbers
  help    en "Filters the networks of RIPng"
  help    ja "RIPng の経路をフィルタする"

command ipv6 pp rip connect send
  syntax  ipv6 pp rip connect send ACTION
  scope   pp
  order   5892
  param   ACTION one-of none interval update default update
  help    en "When RIPng is sent while connected"
  help    ja "接続中の RIPng の送り方を設定する"

command ipv6 pp rip connect interval
  syntax  ipv6 pp rip connect interval TIME
  scope   pp
  order   5894
  param   TIME integer 30..21474836 unit s default 30
  help    en "How often RIPng is sent while connected"
  help    ja "接続中に RIPng を送る間隔を設定する"

command ipv6 pp rip disconnect send
  syntax  ipv6 pp rip disconnect send ACTION
  scope   pp
  order   5896
  param   ACTION one-of none interval update default none
  help    en "When RIPng is sent while disconnected"
  help    ja "切断中の RIPng の送り方を設定する"

command ipv6 pp rip disconnect interval
  syntax  ipv6 pp rip disconnect interval TIME
  scope   pp
  order   5898
  param   TIME integer 30..21474836 unit s default 3600
  help    en "How often RIPng is sent while disconnected"
  help    ja "切断中に RIPng を送る間隔を設定する"

command ipv6 pp rip hold routing
  syntax  ipv6 pp rip hold routing HOLD
  scope   pp
  order   5900
  param   HOLD one-of on off default off
  help    en "Whether RIPng routes are kept while disconnected"
  help    ja "切断中も RIPng の経路を残すかどうか"

command ipv6 rip preference
  syntax  ipv6 rip preference PREFERENCE
  order   6056
  param   PREFERENCE integer 1..2147483647 default 1000
  help    en "Preference of RIPng routes"
  help    ja "RIPng の経路の優先度を設定する"

command ipv6 interface vrrp
  syntax  ipv6 INTERFACE vrrp VRID IPV6_ADDRESS [{priority=PRIORITY | preempt=PREEMPT | auth=AUTH | advertise-interval=TIME1 | down-interval=TIME2}...]
  key     INTERFACE VRID
  order   11036
  param   INTERFACE interface
  param   VRID integer 1..255
  param   IPV6_ADDRESS ipv6
  param   PRIORITY integer 1..254 default 100
  param   PREEMPT one-of on off default on
  param   AUTH word 0..8
  param   TIME1 integer 1..60 unit s default 1
  param   TIME2 integer 3..180 unit s default 3
  help    en "Shares an IPv6 address with another router"
  help    ja "IPv6 の VRRP を設定する"

command ipv6 interface vrrp shutdown trigger
  syntax  ipv6 INTERFACE vrrp shutdown trigger VRID INTERFACE
  syntax  ipv6 INTERFACE vrrp shutdown trigger VRID pp PEER_NUM [dlci=DLCI]
  syntax  ipv6 INTERFACE vrrp shutdown trigger VRID tunnel TUNNEL_NUM
  syntax  ipv6 INTERFACE vrrp shutdown trigger VRID route NETWORK [NEXTHOP]
  key     INTERFACE VRID PEER_NUM TUNNEL_NUM NETWORK
  order   11038
  param   INTERFACE interface
  param   VRID integer 1..255
  param   PEER_NUM integer 1..30 family 1..200
  param   DLCI integer
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   NETWORK ipv6 or default
  param   NEXTHOP ipv6
  help    en "When the router gives up a shared IPv6 address"
  help    ja "IPv6 の VRRP を停止する条件を設定する"

command ipv6 filter
  syntax  ipv6 filter FILTER_NUM PASS_REJECT SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT_LIST [DEST_PORT_LIST]]]]
  key     FILTER_NUM
  order   23002
  param   FILTER_NUM integer 1..21474836
  param   PASS_REJECT one-of pass pass-log pass-nolog reject reject-log reject-nolog restrict restrict-log restrict-nolog
  param   SRC_ADDR ipv6-addresses
  param   DEST_ADDR ipv6-addresses
  param   PROTOCOL protocols default *
  param   SRC_PORT_LIST ports
  param   DEST_PORT_LIST ports
  help    en "Static IPv6 filter"
  help    ja "静的な IPv6 フィルタを定義する"

command ipv6 interface secure filter
  syntax  ipv6 INTERFACE secure filter DIRECTION [FILTER_LIST...] [dynamic FILTER_LIST...]
  syntax  ipv6 pp secure filter DIRECTION [FILTER_LIST...] [dynamic FILTER_LIST...]
  syntax  ipv6 tunnel secure filter DIRECTION [FILTER_LIST...] [dynamic FILTER_LIST...]
  scope   global pp tunnel
  key     INTERFACE DIRECTION
  order   11040
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   FILTER_LIST numbers
  help    en "IPv6 filters applied to an interface"
  help    ja "インタフェースに適用する IPv6 フィルタを設定する"

command ipv6 filter dynamic
  syntax  ipv6 filter dynamic DYN_FILTER_NUM SRCADDR DSTADDR PROTOCOL [{syslog=SYSLOG | timeout=TIMEOUT}...]
  syntax  ipv6 filter dynamic DYN_FILTER_NUM SRCADDR DSTADDR filter FILTER_LIST... [in FILTER_LIST...] [out FILTER_LIST...] [{syslog=SYSLOG | timeout=TIMEOUT}...]
  key     DYN_FILTER_NUM
  order   23004
  param   DYN_FILTER_NUM integer 1..21474836
  param   SRCADDR ipv6-addresses
  param   DSTADDR ipv6-addresses
  param   PROTOCOL one-of tcp udp ftp tftp domain www smtp pop3 telnet echo discard daytime chargen ssh time whois dns dhcps dhcpc gopher finger http sunrpc ident nntp ntp ms-rpc netbios_ns netbios_dgm netbios_ssn imap snmp snmptrap bgp imap3 ldap https ms-ds ike rlogin rwho rsh syslog printer rip ripng ms-sql radius l2tp pptp nfs msblast ipsec-nat-t sip ping ping6 submission dhcpv6c dhcpv6s
  param   SYSLOG one-of on off default on
  param   TIMEOUT integer 1..21474836 unit s
  param   FILTER_LIST numbers
  help    en "IPv6 filter that follows the state of connections"
  help    ja "動的な IPv6 フィルタを定義する"

command ipv6 interface mld
  syntax  ipv6 INTERFACE mld TYPE [{version=VERSION | syslog=SYSLOG | robust-variable=ROBUSTNESS | report-link-local-group=REPORT}...]
  syntax  ipv6 pp mld TYPE [{version=VERSION | syslog=SYSLOG | robust-variable=ROBUSTNESS | report-link-local-group=REPORT}...]
  syntax  ipv6 tunnel mld TYPE [{version=VERSION | syslog=SYSLOG | robust-variable=ROBUSTNESS | report-link-local-group=REPORT}...]
  scope   global pp tunnel
  key     INTERFACE
  order   11042
  param   INTERFACE interface
  param   TYPE one-of off router host default off
  param   VERSION numbers 1..2 default 1,2
  param   SYSLOG one-of on off default off
  param   ROBUSTNESS integer 1..10 default 2
  param   REPORT one-of on off default off
  help    en "How MLD works on an interface"
  help    ja "MLD の動作を設定する"

command ipv6 interface mld static
  syntax  ipv6 INTERFACE mld static GROUP [FILTER_MODE [SOURCE...]]
  syntax  ipv6 pp mld static GROUP [FILTER_MODE [SOURCE...]]
  syntax  ipv6 tunnel mld static GROUP [FILTER_MODE [SOURCE...]]
  scope   global pp tunnel
  key     INTERFACE GROUP
  order   11044
  param   INTERFACE interface
  param   GROUP ipv6
  param   FILTER_MODE one-of include exclude
  param   SOURCE ipv6
  help    en "Fixed group of MLD"
  help    ja "MLD の静的なグループを設定する"

command ipv6 nd ns-trigger-dad
  syntax  ipv6 nd ns-trigger-dad on [na-proxy=PROXY]
  syntax  ipv6 nd ns-trigger-dad off
  order   6058
  param   PROXY one-of all discard-one-time
  help    en "Whether foreign solicitations start a duplicate test"
  help    ja "近隣要請で重複アドレス検出を行うかどうか"
