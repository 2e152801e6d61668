# Chapter 26 of the command language: queue. The notation is described in docs/cli-notation.md.

command speed
  syntax  speed INTERFACE SPEED
  syntax  speed pp SPEED
  scope   global pp
  key     INTERFACE
  order   11504
  param   INTERFACE interface
  param   SPEED speed default interface speed
  help    en "Bandwidth of an interface"
  help    ja "インタフェースの帯域を設定する"

# A class may be `precedence/N` or `dscp/N` (vendor's examples), which the syntax of the reference does not show.
command queue class filter
  syntax  queue class filter NUM CLASS1 [cos=COS] ip SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  queue class filter NUM CLASS1 [cos=COS] ipv6 SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  queue class filter NUM precedence [mapping=PREC] [cos=COS] ip SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  queue class filter NUM precedence [mapping=PREC] [cos=COS] ipv6 SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  queue class filter NUM dscp [cos=COS] ip SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  queue class filter NUM dscp [cos=COS] ipv6 SRC_ADDR [DEST_ADDR [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  queue class filter NUM CLASS1 ip DPI SRC_ADDR [DEST_ADDR [APPLICATION]]
  syntax  queue class filter NUM CLASS1 ip DPI SRC_ADDR [DEST_ADDR [GROUP_NUM]]
  syntax  queue class filter NUM CLASS1 ipv6 DPI SRC_ADDR [DEST_ADDR [APPLICATION]]
  syntax  queue class filter NUM CLASS1 ipv6 DPI SRC_ADDR [DEST_ADDR [GROUP_NUM]]
  syntax  queue class filter NUM precedence [mapping=PREC] [cos=COS] ip DPI SRC_ADDR [DEST_ADDR [APPLICATION]]
  syntax  queue class filter NUM precedence [mapping=PREC] [cos=COS] ip DPI SRC_ADDR [DEST_ADDR [GROUP_NUM]]
  syntax  queue class filter NUM precedence [mapping=PREC] [cos=COS] ipv6 DPI SRC_ADDR [DEST_ADDR [APPLICATION]]
  syntax  queue class filter NUM precedence [mapping=PREC] [cos=COS] ipv6 DPI SRC_ADDR [DEST_ADDR [GROUP_NUM]]
  key     NUM
  order   20058
  param   NUM integer
  param   CLASS1 class 1..16 family 1..250
  param   COS integer 0..7 or precedence
  param   SRC_ADDR addresses
  param   DEST_ADDR addresses
  param   PROTOCOL protocols default *
  param   SRC_PORT ports
  param   DEST_PORT ports
  param   PREC class-map 1..16 family 1..250
  param   APPLICATION word
  param   GROUP_NUM integer
  param   DPI one-of family dpi
  help    en "Which packets belong to a class"
  help    ja "クラス分けのフィルタを定義する"

command queue interface type
  syntax  queue INTERFACE type TYPE [shaping-level=LEVEL]
  syntax  queue pp type TYPE
  scope   global pp
  key     INTERFACE
  order   11506
  param   INTERFACE interface
  param   TYPE one-of fifo priority cbq wfq shaping default fifo
  param   LEVEL integer 1..2 default 2
  help    en "Queueing algorithm of an interface"
  help    ja "キューイングの方式を設定する"

command ppp mp interleave
  syntax  ppp mp interleave [DELAY] SWITCH
  scope   pp
  model   other
  order   5788
  param   DELAY integer unit ms default 30
  param   SWITCH one-of on off default off
  help    en "Whether short packets go between fragments"
  help    ja "MP インターリーブを使うかどうか"

command queue interface class filter list
  syntax  queue INTERFACE class filter list FILTER_LIST...
  syntax  queue pp class filter list FILTER_LIST...
  syntax  queue tunnel class filter list FILTER_LIST...
  scope   global pp tunnel
  key     INTERFACE
  order   11508
  param   INTERFACE interface
  param   FILTER_LIST numbers
  help    en "Applies class filters to an interface"
  help    ja "クラス分けのフィルタを適用する"

command queue interface length
  syntax  queue INTERFACE length LEN1... [drop-threshold=DTHRESHOLD]
  syntax  queue pp length LEN1...
  scope   global pp
  key     INTERFACE
  order   11510
  param   INTERFACE interface
  param   LEN1 integer 1..10000 unit packets default 200
  param   DTHRESHOLD numbers 1..100
  help    en "Length of the queues"
  help    ja "キューの長さを設定する"

command queue interface length secondary
  syntax  queue INTERFACE length secondary [primary=PRIMARY_CLASS] LEN1 [LEN2 [LEN3 [LEN4]]]
  model   other
  key     INTERFACE
  order   11512
  param   INTERFACE interface
  param   PRIMARY_CLASS integer 1..100
  param   LEN1 integer 1..10000 family 1..10000 unit packets default 200
  param   LEN2 integer 1..10000 family 1..10000 unit packets default 200
  param   LEN3 integer 1..10000 family 1..10000 unit packets default 200
  param   LEN4 integer 1..10000 family 1..10000 unit packets default 200
  help    en "Length of the queues inside a class"
  help    ja "クラス内のキューの長さを設定する"

command queue interface default class
  syntax  queue INTERFACE default class CLASS0
  syntax  queue pp default class CLASS1
  syntax  queue tunnel default class CLASS0
  scope   global pp tunnel
  key     INTERFACE
  order   11514
  param   INTERFACE interface
  param   CLASS0 integer 1..16 default 2
  param   CLASS1 integer 1..16 default 2
  help    en "Class of all other packets"
  help    ja "デフォルトのクラスを設定する"

command queue interface default class secondary
  syntax  queue INTERFACE default class secondary [primary=PRIMARY_CLASS] CLASS
  syntax  queue tunnel default class secondary [primary=PRIMARY_CLASS] CLASS
  scope   global tunnel
  model   other
  key     INTERFACE
  order   11516
  param   INTERFACE interface
  param   PRIMARY_CLASS integer 1..100
  param   CLASS integer 1..4 default 2
  help    en "Class of all other packets inside a class"
  help    ja "クラス内のデフォルトのクラスを設定する"

command queue interface class property
  syntax  queue INTERFACE class property CLASS bandwidth=BANDWIDTH
  syntax  queue INTERFACE class property CLASS type=TYPE
  syntax  queue pp class property CLASS bandwidth=BANDWIDTH [{parent=PARENT | borrow=BORROW | maxburst=MAXBURST | minburst=MINBURST | packetsize=PACKETSIZE}...]
  scope   global pp
  key     INTERFACE CLASS
  order   11518
  param   INTERFACE interface
  param   CLASS integer 1..16 family 1..250
  param   BANDWIDTH word
  param   TYPE one-of priority
  param   PARENT integer 0..16 default 0
  param   BORROW one-of on off default on
  param   MAXBURST integer 1..10000 unit bytes default 20
  param   MINBURST integer 1..10000 unit bytes
  param   PACKETSIZE integer 1..10000 unit bytes default 512
  help    en "Bandwidth of a class"
  help    ja "クラスの帯域を設定する"

command queue interface class control
  syntax  queue INTERFACE class control CLASS [{except IP_ADDRESS}...] [{forwarding=FORWARDING | watch=WATCH | threshold=THRESHOLD | time=TIME | mode=MODE | trigger=TRIGGER | notice=NOTICE}...]
  key     INTERFACE CLASS
  order   11520
  param   INTERFACE interface
  param   CLASS integer 1..16 family 1..250
  param   IP_ADDRESS ip
  param   FORWARDING word
  param   WATCH one-of source destination
  param   THRESHOLD word
  param   TIME integer 10..604800 or infinity
  param   MODE one-of forced adaptive
  param   TRIGGER one-of winny share masquerade-session
  param   NOTICE one-of on off
  help    en "Control of hosts that take too much"
  help    ja "帯域を使いすぎるホストの制御を設定する"

command queue length auto-config go
  syntax  queue length auto-config go
  kind    operation
  model   other
  help    en "Chooses the length of the queues automatically"
  help    ja "キューの長さを自動で設定する"
