# Chapter 31 of the command language: ospfv3. The notation is described in docs/cli-notation.md.

command ipv6 ospf configure refresh
  syntax  ipv6 ospf configure refresh
  kind    operation
  help    en "Makes changed OSPFv3 settings work"
  help    ja "OSPFv3 の設定を有効にする"

command ipv6 ospf use
  syntax  ipv6 ospf use USE
  order   6060
  param   USE one-of on off default off
  help    en "Whether OSPFv3 runs"
  help    ja "OSPFv3 を使うかどうか"

command ipv6 ospf router id
  syntax  ipv6 ospf router id ROUTER_ID
  order   6062
  param   ROUTER_ID ip
  help    en "Router ID of OSPFv3"
  help    ja "OSPFv3 のルーター ID を設定する"

command ipv6 ospf area
  syntax  ipv6 ospf area AREA [stub [cost=COST]]
  key     AREA
  order   6064
  param   AREA area or backbone
  param   COST integer 0..16777215 default 0
  help    en "Area of OSPFv3"
  help    ja "OSPFv3 のエリアを設定する"

command ipv6 ospf area network
  syntax  ipv6 ospf area network AREA IPV6_PREFIX [restrict]
  key     AREA IPV6_PREFIX
  order   6066
  param   AREA area or backbone
  param   IPV6_PREFIX ipv6
  help    en "Network that an OSPFv3 area sums up"
  help    ja "OSPFv3 のエリアで集約するネットワークを設定する"

command ipv6 interface ospf area
  syntax  ipv6 INTERFACE ospf area AREA [{type=NETWORK_TYPE | passive | cost=COST | priority=PRIORITY | retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS}...]
  syntax  ipv6 pp ospf area AREA [{type=NETWORK_TYPE | passive | cost=COST | priority=PRIORITY | retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS}...]
  syntax  ipv6 tunnel ospf area AREA [{type=NETWORK_TYPE | passive | cost=COST | priority=PRIORITY | retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS}...]
  scope   global pp tunnel
  key     INTERFACE
  order   11046
  param   INTERFACE interface
  param   AREA area or backbone
  param   NETWORK_TYPE one-of broadcast point-to-point
  param   COST integer 1..65535
  param   PRIORITY integer 0..255 default 1
  param   SECONDS integer 1..65535 unit s
  help    en "OSPFv3 area of an interface"
  help    ja "インタフェースの OSPFv3 エリアを設定する"

command ipv6 ospf virtual-link
  syntax  ipv6 ospf virtual-link ROUTER_ID AREA [{retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS}...]
  key     ROUTER_ID
  order   6068
  param   ROUTER_ID ip
  param   AREA area or backbone
  param   SECONDS integer 1..65535 unit s
  help    en "Virtual link of OSPFv3"
  help    ja "OSPFv3 の仮想リンクを設定する"

command ipv6 ospf preference
  syntax  ipv6 ospf preference PREFERENCE
  order   6070
  param   PREFERENCE integer 1..2147483647 default 2000
  help    en "Preference of OSPFv3 routes"
  help    ja "OSPFv3 の経路の優先度を設定する"

command ipv6 ospf export from ospf
  syntax  ipv6 ospf export from ospf filter FILTER_NUM...
  order   6072
  param   FILTER_NUM integer 1..2147483647
  help    en "OSPFv3 routes that are taken"
  help    ja "OSPFv3 から取り込む経路を設定する"

command ipv6 ospf export
  syntax  ipv6 ospf export filter FILTER_NUM [NR] KIND IPV6_PREFIX...
  key     FILTER_NUM
  order   6074
  param   FILTER_NUM integer 1..2147483647
  param   NR one-of not reject
  param   KIND one-of include refines equal
  param   IPV6_PREFIX ipv6
  help    en "Filter for routes taken from OSPFv3"
  help    ja "OSPFv3 から取り込む経路のフィルタを定義する"

command ipv6 ospf import from
  syntax  ipv6 ospf import from PROTOCOL [{filter FILTER_NUM}...]
  key     PROTOCOL
  order   6076
  param   PROTOCOL one-of static rip
  param   FILTER_NUM integer 1..2147483647
  help    en "Routes told to OSPFv3"
  help    ja "OSPFv3 に知らせる経路を設定する"

command ipv6 ospf import
  syntax  ipv6 ospf import filter FILTER_NUM [NR] KIND IPV6_PREFIX... [{metric METRIC | type TYPE}...]
  key     FILTER_NUM
  order   6078
  param   FILTER_NUM integer 1..2147483647
  param   NR one-of not reject
  param   KIND one-of include refines equal
  param   IPV6_PREFIX ipv6
  param   METRIC integer 1..16777215 default 1
  param   TYPE integer 1..2 default 2
  help    en "Filter for routes told to OSPFv3"
  help    ja "OSPFv3 に知らせる経路のフィルタを定義する"

command ipv6 ospf log
  syntax  ipv6 ospf log LOG...
  order   6080
  param   LOG one-of interface neighbor packet
  help    en "What OSPFv3 logs"
  help    ja "OSPFv3 のログの種類を設定する"
