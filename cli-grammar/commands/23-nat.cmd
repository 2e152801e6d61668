# Chapter 23 of the command language: nat. The notation is described in docs/cli-notation.md.

command nat descriptor backward-compatibility
  syntax  nat descriptor backward-compatibility TYPE
  model   other
  order   21002
  param   TYPE one-of 1 2 3 default 2

command ip interface nat descriptor
  syntax  ip INTERFACE nat descriptor NAT_DESCRIPTOR_LIST... [reverse NAT_DESCRIPTOR_LIST...]
  syntax  ip pp nat descriptor NAT_DESCRIPTOR_LIST... [reverse NAT_DESCRIPTOR_LIST...]
  syntax  ip tunnel nat descriptor NAT_DESCRIPTOR_LIST... [reverse NAT_DESCRIPTOR_LIST...]
  scope   global pp tunnel
  key     INTERFACE
  order   10900
  param   INTERFACE interface
  param   NAT_DESCRIPTOR_LIST numbers

command nat descriptor type
  syntax  nat descriptor type NAT_DESCRIPTOR TYPE [hairpin=SW]
  key     NAT_DESCRIPTOR
  order   21004
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   TYPE one-of none nat masquerade nat-masquerade default none
  param   SW one-of on off default off

command nat descriptor address outer
  syntax  nat descriptor address outer NAT_DESCRIPTOR OUTER_IPADDRESS_LIST...
  key     NAT_DESCRIPTOR
  order   21006
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   OUTER_IPADDRESS_LIST addresses or ipcp primary secondary map-e

command nat descriptor address inner
  syntax  nat descriptor address inner NAT_DESCRIPTOR INNER_IPADDRESS_LIST...
  key     NAT_DESCRIPTOR
  order   21008
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   INNER_IPADDRESS_LIST addresses or auto

command nat descriptor static
  syntax  nat descriptor static NAT_DESCRIPTOR ID OUTER_IP [COUNT]
  syntax  nat descriptor static NAT_DESCRIPTOR ID OUTER_IP
  key     NAT_DESCRIPTOR ID
  order   21010
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ID integer 1..2147483647
  param   OUTER_IP word
  param   COUNT integer default 1

command nat descriptor masquerade rlogin
  syntax  nat descriptor masquerade rlogin NAT_DESCRIPTOR USE
  key     NAT_DESCRIPTOR
  order   21012
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   USE one-of on off default off

command nat descriptor masquerade static
  syntax  nat descriptor masquerade static NAT_DESCRIPTOR ID INNER_IP PROTOCOL [INNER_PORT]
  key     NAT_DESCRIPTOR ID
  order   21014
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ID integer 1..2147483647
  param   INNER_IP ip
  param   PROTOCOL protocols
  param   INNER_PORT port-map

command nat descriptor timer
  syntax  nat descriptor timer NAT_DESCRIPTOR TIME
  syntax  nat descriptor timer NAT_DESCRIPTOR protocol=PROTOCOL [port=PORT_RANGE] TIME
  syntax  nat descriptor timer NAT_DESCRIPTOR tcpfin TIME2
  key     NAT_DESCRIPTOR tcpfin protocol port
  order   21016
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   TIME integer 30..21474836 unit s default 900
  param   PROTOCOL protocols
  param   PORT_RANGE ports
  param   TIME2 integer 1..21474836 unit s default 60

command nat descriptor masquerade incoming
  syntax  nat descriptor masquerade incoming NAT_DESCRIPTOR ACTION [IP_ADDRESS]
  key     NAT_DESCRIPTOR
  order   21018
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ACTION one-of through reject discard forward default reject
  param   IP_ADDRESS ip

command nat descriptor masquerade port range
  syntax  nat descriptor masquerade port range NAT_DESCRIPTOR PORT_RANGE1 [PORT_RANGE2 [PORT_RANGE3 [PORT_RANGE4]]]
  key     NAT_DESCRIPTOR
  order   21020
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   PORT_RANGE1 ports default 60000-64095
  param   PORT_RANGE2 ports default 54096-59999
  param   PORT_RANGE3 ports
  param   PORT_RANGE4 ports

command nat descriptor ftp port
  syntax  nat descriptor ftp port NAT_DESCRIPTOR PORT [PORT...]
  key     NAT_DESCRIPTOR
  order   21022
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   PORT integer 1..65535 default 21

command nat descriptor masquerade unconvertible port
  syntax  nat descriptor masquerade unconvertible port NAT_DESCRIPTOR if-possible
  syntax  nat descriptor masquerade unconvertible port NAT_DESCRIPTOR PROTOCOL PORT
  key     NAT_DESCRIPTOR PROTOCOL
  order   21024
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   PROTOCOL one-of tcp udp
  param   PORT ports

command nat descriptor log
  syntax  nat descriptor log SWITCH
  order   21026
  param   SWITCH one-of on off default off

command nat descriptor sip
  syntax  nat descriptor sip NAT_DESCRIPTOR SIP
  key     NAT_DESCRIPTOR
  order   21028
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   SIP one-of on off auto default auto

command nat descriptor masquerade remove df-bit
  syntax  nat descriptor masquerade remove df-bit REMOVE
  order   21030
  param   REMOVE one-of on off default on

command nat descriptor masquerade session limit
  syntax  nat descriptor masquerade session limit NAT_DESCRIPTOR ID LIMIT
  key     NAT_DESCRIPTOR ID
  order   21032
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ID one-of 1
  param   LIMIT integer 1..10000

command nat descriptor masquerade session limit total
  syntax  nat descriptor masquerade session limit total NAT_DESCRIPTOR LIMIT
  model   other
  key     NAT_DESCRIPTOR
  order   21034
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   LIMIT integer 1..2147483647 default 65534
