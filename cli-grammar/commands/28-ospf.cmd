# Chapter 28 of the command language: ospf. The notation is described in docs/cli-notation.md.

command ospf configure refresh
  syntax  ospf configure refresh
  kind    operation
  help    en "Makes changed OSPF settings work"
  help    ja "OSPF の設定を有効にする"

command ospf use
  syntax  ospf use USE
  order   32802
  param   USE one-of on off default off
  help    en "Whether OSPF runs"
  help    ja "OSPF を使うかどうか"

command ospf preference
  syntax  ospf preference PREFERENCE
  order   32804
  param   PREFERENCE integer 1..2147483647 default 2000
  help    en "Preference of OSPF routes"
  help    ja "OSPF の経路の優先度を設定する"

command ospf router id
  syntax  ospf router id ROUTER_ID
  order   32806
  param   ROUTER_ID ip
  help    en "Router ID of OSPF"
  help    ja "OSPF のルーター ID を設定する"

command ospf export from ospf
  syntax  ospf export from ospf [{filter FILTER_NUM}...]
  order   32808
  param   FILTER_NUM integer
  help    en "OSPF routes that are taken"
  help    ja "OSPF から取り込む経路を設定する"

command ospf import from
  syntax  ospf import from PROTOCOL [{filter FILTER_NUM}...]
  key     PROTOCOL
  order   32810
  param   PROTOCOL one-of static rip bgp
  param   FILTER_NUM integer
  help    en "Routes told to OSPF"
  help    ja "OSPF に知らせる経路を設定する"

command ospf export filter
  syntax  ospf export filter FILTER_NUM [NR] KIND IP_ADDRESS...
  key     FILTER_NUM
  order   32812
  param   FILTER_NUM integer
  param   NR one-of not reject
  param   KIND one-of include refines equal
  param   IP_ADDRESS ip-mask
  help    en "Filter for routes taken from OSPF"
  help    ja "OSPF から取り込む経路のフィルタを定義する"

command ospf import filter
  syntax  ospf import filter FILTER_NUM [NR] KIND IP_ADDRESS... [{metric METRIC | type TYPE | tag TAG}...]
  key     FILTER_NUM
  order   32814
  param   FILTER_NUM integer
  param   NR one-of not reject
  param   KIND one-of include refines equal
  param   IP_ADDRESS ip-mask
  param   METRIC integer 0..16777215
  param   TYPE integer 1..2
  param   TAG integer 0..4294967295
  help    en "Filter for routes told to OSPF"
  help    ja "OSPF に知らせる経路のフィルタを定義する"

command ospf area
  syntax  ospf area AREA [auth=AUTH] [stub [cost=COST]]
  key     AREA
  order   32816
  param   AREA area or backbone
  param   AUTH one-of text md5
  param   COST integer 1..65535
  help    en "Area of OSPF"
  help    ja "OSPF のエリアを設定する"

command ospf area network
  syntax  ospf area network AREA NETWORK [restrict]
  key     AREA NETWORK
  order   32818
  param   AREA area or backbone
  param   NETWORK ip-mask
  help    en "Network that an area sums up"
  help    ja "エリアで集約するネットワークを設定する"

command ospf area stubhost
  syntax  ospf area stubhost AREA HOST [cost COST]
  key     AREA HOST
  order   32820
  param   AREA area or backbone
  param   HOST ip
  param   COST integer 1..65535
  help    en "Host that an area advertises"
  help    ja "エリアで広告するホストを設定する"

command ospf virtual-link
  syntax  ospf virtual-link ROUTER_ID AREA [{retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS | authkey=AUTH_KEY | md5key=MD5_KEY | md5-sequence-mode=SEQUENCE_MODE}...]
  key     ROUTER_ID
  order   32822
  param   ROUTER_ID ip
  param   AREA area
  param   SECONDS integer 1..65535 unit s
  param   AUTH_KEY word 0..8
  param   MD5_KEY word
  param   SEQUENCE_MODE one-of second increment default second
  help    en "Virtual link through an area"
  help    ja "OSPF の仮想リンクを設定する"

command ip interface ospf area
  syntax  ip INTERFACE ospf area AREA [{type=NETWORK_TYPE | passive | cost=COST | priority=PRIORITY | retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS | poll-interval=SECONDS | authkey=AUTH_KEY | md5key=MD5_KEY | md5-sequence-mode=SEQUENCE_MODE}...]
  syntax  ip pp ospf area AREA [{type=NETWORK_TYPE | passive | cost=COST | priority=PRIORITY | retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS | poll-interval=SECONDS | authkey=AUTH_KEY | md5key=MD5_KEY | md5-sequence-mode=SEQUENCE_MODE}...]
  syntax  ip tunnel ospf area AREA [{type=NETWORK_TYPE | passive | cost=COST | priority=PRIORITY | retransmit-interval=SECONDS | transmit-delay=SECONDS | hello-interval=SECONDS | dead-interval=SECONDS | poll-interval=SECONDS | authkey=AUTH_KEY | md5key=MD5_KEY | md5-sequence-mode=SEQUENCE_MODE}...]
  scope   global pp tunnel
  key     INTERFACE
  order   10068
  param   INTERFACE interface
  param   AREA area or backbone
  param   NETWORK_TYPE one-of broadcast point-to-point point-to-multipoint non-broadcast loopback loopback-network
  param   COST integer 0..65535
  param   PRIORITY integer 0..255 default 1
  param   SECONDS integer 1..65535 unit s
  param   AUTH_KEY word 0..8
  param   MD5_KEY word
  param   SEQUENCE_MODE one-of second increment default second
  help    en "Area of an interface"
  help    ja "インタフェースの OSPF エリアを設定する"

command ip interface ospf neighbor
  syntax  ip INTERFACE ospf neighbor IP_ADDRESS [eligible]
  syntax  ip pp ospf neighbor IP_ADDRESS [eligible]
  syntax  ip tunnel ospf neighbor IP_ADDRESS [eligible]
  scope   global pp tunnel
  key     INTERFACE IP_ADDRESS
  order   10070
  param   INTERFACE interface
  param   IP_ADDRESS ip
  help    en "OSPF neighbour without broadcasts"
  help    ja "OSPF の隣接ルーターを設定する"

command ospf merge equal cost stub
  syntax  ospf merge equal cost stub MERGE
  order   32824
  param   MERGE one-of on off default on
  help    en "Whether equal stub routes are merged"
  help    ja "同コストのスタブ経路をまとめるかどうか"

command ospf log
  syntax  ospf log LOG [LOG...]
  order   32826
  param   LOG one-of interface neighbor packet
  help    en "What OSPF logs"
  help    ja "OSPF のログの種類を設定する"

command ospf reric interval
  syntax  ospf reric interval TIME
  model   other
  order   32828
  param   TIME integer 1..2147483647 unit s default 1
  help    en "How often OSPF routes are looked at again"
  help    ja "OSPF の経路を見直す間隔を設定する"
