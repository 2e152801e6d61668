# Chapter 23 of the command language: nat. The notation is described in docs/cli-notation.md.

command nat descriptor backward-compatibility
  syntax  nat descriptor backward-compatibility TYPE
  model   other
  order   21002
  param   TYPE integer 1..3 default 2
  help    en "NAT behaviour of older firmware"
  help    ja "NAT の動作を旧ファームウェアに合わせる"

command ip interface nat descriptor
  syntax  ip INTERFACE nat descriptor NAT_DESCRIPTOR_LIST... [reverse NAT_DESCRIPTOR_LIST...]
  syntax  ip pp nat descriptor NAT_DESCRIPTOR_LIST... [reverse NAT_DESCRIPTOR_LIST...]
  syntax  ip tunnel nat descriptor NAT_DESCRIPTOR_LIST... [reverse NAT_DESCRIPTOR_LIST...]
  scope   global pp tunnel
  key     INTERFACE
  order   10900
  param   INTERFACE interface
  param   NAT_DESCRIPTOR_LIST numbers
  help    en "NAT descriptors applied to an interface"
  help    ja "インタフェースに NAT ディスクリプタを適用する"

command nat descriptor type
  syntax  nat descriptor type NAT_DESCRIPTOR TYPE [hairpin=SW]
  key     NAT_DESCRIPTOR
  order   21004
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   TYPE one-of none nat masquerade nat-masquerade default none
  param   SW one-of family on off default off
  help    en "Kind of translation of a NAT descriptor"
  help    ja "NAT ディスクリプタの変換の種類を設定する"

command nat descriptor address outer
  syntax  nat descriptor address outer NAT_DESCRIPTOR OUTER_IPADDRESS_LIST...
  key     NAT_DESCRIPTOR
  order   21006
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   OUTER_IPADDRESS_LIST addresses or ipcp primary secondary family map-e hb46pp default ipcp
  help    en "Outer addresses of a NAT descriptor"
  help    ja "NAT の外側のアドレスを設定する"

command nat descriptor address inner
  syntax  nat descriptor address inner NAT_DESCRIPTOR INNER_IPADDRESS_LIST...
  key     NAT_DESCRIPTOR
  order   21008
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   INNER_IPADDRESS_LIST addresses or auto default auto
  help    en "Inner addresses of a NAT descriptor"
  help    ja "NAT の内側のアドレスを設定する"

command nat descriptor static
  syntax  nat descriptor static NAT_DESCRIPTOR ID OUTER_AND_INNER [COUNT]
  key     NAT_DESCRIPTOR ID
  order   21010
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ID integer 1..2147483647
  param   OUTER_AND_INNER address-map
  param   COUNT integer default 1
  help    en "Fixed pairs of addresses"
  help    ja "静的 NAT の組を設定する"

command nat descriptor masquerade rlogin
  syntax  nat descriptor masquerade rlogin NAT_DESCRIPTOR USE
  key     NAT_DESCRIPTOR
  order   21012
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   USE one-of on off default off
  help    en "Whether rlogin and rsh pass the masquerade"
  help    ja "rlogin、rsh を使えるようにするかどうか"

command nat descriptor masquerade static
  syntax  nat descriptor masquerade static NAT_DESCRIPTOR ID INNER_IP PROTOCOL [INNER_PORT]
  key     NAT_DESCRIPTOR ID
  order   21014
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ID integer 1..2147483647
  param   INNER_IP ip
  param   PROTOCOL protocols
  param   INNER_PORT port-map
  help    en "Port that is forwarded to an inner host"
  help    ja "静的 IP マスカレードを設定する"

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
  help    en "How long NAT sessions live"
  help    ja "NAT のセッションの寿命を設定する"

# Place in show config: before the static entries: RTX1210, RTX1220.
command nat descriptor masquerade incoming
  syntax  nat descriptor masquerade incoming NAT_DESCRIPTOR ACTION [IP_ADDRESS]
  key     NAT_DESCRIPTOR
  order   21013
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ACTION one-of through reject discard forward default reject
  param   IP_ADDRESS ip
  help    en "What happens to unexpected packets from outside"
  help    ja "外側からの未登録パケットの扱いを設定する"

command nat descriptor masquerade port range
  syntax  nat descriptor masquerade port range NAT_DESCRIPTOR PORT_RANGE1 [PORT_RANGE2 [PORT_RANGE3 [PORT_RANGE4]]]
  key     NAT_DESCRIPTOR
  order   21020
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   PORT_RANGE1 ports default 60000-64095
  param   PORT_RANGE2 ports default 54096-59999
  param   PORT_RANGE3 ports
  param   PORT_RANGE4 ports
  help    en "Ports that the masquerade uses"
  help    ja "IP マスカレードで使うポートの範囲を設定する"

command nat descriptor ftp port
  syntax  nat descriptor ftp port NAT_DESCRIPTOR PORT [PORT...]
  key     NAT_DESCRIPTOR
  order   21022
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   PORT integer 1..65535 default 21
  help    en "Ports treated as FTP"
  help    ja "FTP として扱うポートを設定する"

command nat descriptor masquerade unconvertible port
  syntax  nat descriptor masquerade unconvertible port NAT_DESCRIPTOR if-possible
  syntax  nat descriptor masquerade unconvertible port NAT_DESCRIPTOR PROTOCOL PORT
  key     NAT_DESCRIPTOR PROTOCOL
  order   21024
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   PROTOCOL one-of tcp udp
  param   PORT ports
  help    en "Ports that are not translated"
  help    ja "変換しないポートを設定する"

command nat descriptor log
  syntax  nat descriptor log SWITCH
  order   21026
  param   SWITCH one-of on off default off
  help    en "Whether NAT sessions are logged"
  help    ja "NAT のログを残すかどうか"

command nat descriptor sip
  syntax  nat descriptor sip NAT_DESCRIPTOR SIP
  key     NAT_DESCRIPTOR
  order   21028
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   SIP one-of on off auto default auto
  help    en "Whether SIP messages are translated"
  help    ja "SIP のメッセージを変換するかどうか"

command nat descriptor masquerade remove df-bit
  syntax  nat descriptor masquerade remove df-bit REMOVE
  order   21030
  param   REMOVE one-of on off default on
  help    en "Whether the masquerade removes the DF bit"
  help    ja "IP マスカレードで DF ビットを消すかどうか"

command nat descriptor masquerade session limit
  syntax  nat descriptor masquerade session limit NAT_DESCRIPTOR ID LIMIT
  key     NAT_DESCRIPTOR ID
  order   21032
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   ID integer 1..1
  param   LIMIT integer 1..10000 family 1..500000
  help    en "Most sessions of one inner host"
  help    ja "ホストごとのセッション数を制限する"

command nat descriptor masquerade session limit total
  syntax  nat descriptor masquerade session limit total NAT_DESCRIPTOR LIMIT
  model   other
  key     NAT_DESCRIPTOR
  order   21034
  param   NAT_DESCRIPTOR integer 1..2147483647
  param   LIMIT integer 1..2147483647 default 65534
  help    en "Most sessions of a NAT descriptor"
  help    ja "ディスクリプタ全体のセッション数を制限する"
