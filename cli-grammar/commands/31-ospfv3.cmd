# Chapter 31 of the command language: ospfv3. The notation is described in docs/cli-notation.md.

command ipv6 ospf configure refresh
  syntax  ipv6 ospf configure refresh
  kind    operation

command ipv6 ospf use
  syntax  ipv6 ospf use USE
  order   6060
  param   USE one-of on off default off

command ipv6 ospf router id
  syntax  ipv6 ospf router id ROUTER_ID
  order   6062
  param   ROUTER_ID ip

command ipv6 ospf area
  syntax  ipv6 ospf area AREA [stub [cost=COST]]
  key     AREA
  order   6064
  param   AREA word or backbone
  param   COST integer 0..16777215 default 0

command ipv6 ospf area network
  syntax  ipv6 ospf area network AREA IPV6_PREFIX [restrict]
  key     AREA IPV6_PREFIX
  order   6066
  param   AREA word or backbone
  param   IPV6_PREFIX ipv6

command ipv6 interface ospf area
  syntax  ipv6 INTERFACE ospf area AREA [PARAMETERS...]
  syntax  ipv6 pp ospf area AREA [PARAMETERS...]
  syntax  ipv6 tunnel ospf area AREA [PARAMETERS...]
  scope   global pp tunnel
  key     INTERFACE
  order   11046
  param   INTERFACE interface
  param   AREA word or backbone
  param   PARAMETERS word or passive default type=broadcast (pp, tunnel: point-to-point) cost=1 (tunnel 1562, pp by speed) priority=1 retransmit-interval=5 transmit-delay=1 hello-interval=10 dead-interval=40

command ipv6 ospf virtual-link
  syntax  ipv6 ospf virtual-link ROUTER_ID AREA [PARAMETERS...]
  key     ROUTER_ID
  order   6068
  param   ROUTER_ID ip
  param   AREA word or backbone
  param   PARAMETERS word default retransmit-interval=5 transmit-delay=1 hello-interval=10 dead-interval=40

command ipv6 ospf preference
  syntax  ipv6 ospf preference PREFERENCE
  order   6070
  param   PREFERENCE integer 1..2147483647 default 2000

command ipv6 ospf export from ospf
  syntax  ipv6 ospf export from ospf filter FILTER_NUM...
  order   6072
  param   FILTER_NUM integer 1..2147483647

command ipv6 ospf export
  syntax  ipv6 ospf export filter FILTER_NUM [NR] KIND IPV6_PREFIX...
  key     FILTER_NUM
  order   6074
  param   FILTER_NUM integer 1..2147483647
  param   NR one-of not reject
  param   KIND one-of include refines equal
  param   IPV6_PREFIX ipv6

command ipv6 ospf import from
  syntax  ipv6 ospf import from PROTOCOL [{filter FILTER_NUM}...]
  key     PROTOCOL
  order   6076
  param   PROTOCOL one-of static rip
  param   FILTER_NUM integer 1..2147483647

command ipv6 ospf import
  syntax  ipv6 ospf import filter FILTER_NUM [NR] KIND IPV6_PREFIX... [PARAMETERS...]
  key     FILTER_NUM
  order   6078
  param   FILTER_NUM integer 1..2147483647
  param   NR one-of not reject
  param   KIND one-of include refines equal
  param   IPV6_PREFIX ipv6
  param   PARAMETERS word default metric 1 type 2

command ipv6 ospf log
  syntax  ipv6 ospf log LOG...
  order   6080
  param   LOG one-of interface neighbor packet
