# Chapter 4 of the command language: system. The notation is described in docs/cli-notation.md.

command login password
  syntax  login password [PASSWORD]
  no      none
  replaces login password encrypted
  order   2002
  param   PASSWORD word 0..32 secret

command login password encrypted
  syntax  login password encrypted [PASSWORD]
  no      none
  replaces login password
  order   2004
  param   PASSWORD word secret

command administrator password
  syntax  administrator password [PASSWORD]
  no      none
  replaces administrator password encrypted
  order   2006
  param   PASSWORD word 0..32 secret

command administrator password encrypted
  syntax  administrator password encrypted [PASSWORD]
  no      none
  replaces administrator password
  order   2008
  param   PASSWORD word secret

command login user
  syntax  login user USER [PASSWORD]
  syntax  login user USER encrypted PASSWORD
  key     USER
  order   2010
  param   USER word 0..32
  param   PASSWORD word secret

command login radius use
  syntax  login radius use USE
  order   2012
  param   USE one-of on off default off

command administrator radius auth
  syntax  administrator radius auth USE
  order   2014
  param   USE one-of on only off default off

command ex-license password
  syntax  ex-license password PASSWORD
  model   other
  order   30402
  param   PASSWORD word 8..64

command register ex-license password
  syntax  register ex-license password
  kind    operation
  model   other

command unregister ex-license password
  syntax  unregister ex-license password
  kind    operation
  model   other

command import ex-license key
  syntax  import ex-license key [KEY]
  kind    operation
  model   other
  param   KEY word

command clear ex-license
  syntax  clear ex-license
  kind    clear
  model   other

command vrx user
  syntax  vrx user USER_ID PASSWORD
  model   other
  order   30404
  param   USER_ID word 4..64
  param   PASSWORD word 8..64

command vrx license file directory
  syntax  vrx license file directory PATH
  model   other
  order   30406
  param   PATH word default /

command vrx license update schedule
  syntax  vrx license update schedule TIME1 TIME2
  model   other
  order   30408
  param   TIME1 time default 01:00
  param   TIME2 time default 03:00

command import vrx license
  syntax  import vrx license file
  syntax  import vrx license KEY [KEY]
  kind    operation
  model   other
  param   KEY word

command export vrx license file
  syntax  export vrx license file
  kind    operation
  model   other

command clear vrx license
  syntax  clear vrx license [history]
  kind    clear
  model   other

command user attribute
  syntax  user attribute [USER] {administrator=ADMINISTRATOR | connection=CONNECTION | gui-page=GUI_PAGE | host=HOST | multi-session=MULTI_SESSION | login-timer=LOGIN_TIMER}...
  key     USER
  order   2016
  param   USER word or *radius *
  param   ADMINISTRATOR one-of on off 1 2 default 1
  param   CONNECTION word default all
  param   GUI_PAGE word default all
  param   HOST word default any
  param   MULTI_SESSION one-of on off default on
  param   LOGIN_TIMER integer 120..21474836 or clear unit s default 300

command disconnect user
  syntax  disconnect user USER [NO]
  kind    operation
  param   USER word
  param   NO integer

command security class
  syntax  security class LEVEL FORGET [TELNET [SSH]]
  order   3002
  param   LEVEL one-of 1 2 3 default 1
  param   FORGET one-of on off default on
  param   TELNET one-of on off default off
  param   SSH one-of on off default off

command timezone
  syntax  timezone TIMEZONE
  order   3004
  param   TIMEZONE word or jst utc default jst

command date
  syntax  date DATE
  kind    operation
  param   DATE word

command time
  syntax  time TIME
  kind    operation
  param   TIME time

command rdate
  syntax  rdate HOST [syslog]
  kind    operation
  param   HOST word

command ntpdate
  syntax  ntpdate NTP_SERVER [syslog]
  kind    operation
  param   NTP_SERVER word

command ntp local address
  syntax  ntp local address IP_ADDRESS
  order   30410
  param   IP_ADDRESS ip

command ntp backward-compatibility
  syntax  ntp backward-compatibility COMP
  order   30412
  param   COMP one-of accept-stratum-0

command console prompt
  syntax  console prompt PROMPT
  order   3006
  param   PROMPT word 0..64

command console character
  syntax  console character CODE
  level   user
  order   3008
  param   CODE one-of ascii sjis euc en.ascii ja.sjis ja.euc ja.utf8 default sjis

command console columns
  syntax  console columns COL
  level   user
  order   3010
  param   COL integer 80..200 default 80

command console lines
  syntax  console lines LINES
  level   user
  order   3012
  param   LINES integer 10..100 or infinity default 24

command console info
  syntax  console info INFO
  order   3014
  param   INFO one-of on off default off

command syslog host
  syntax  syslog host HOST...
  order   24002
  param   HOST word

command syslog format type
  syntax  syslog format type TYPE
  model   other
  order   24004
  param   TYPE one-of rfc3164 rfc5424 yamaha default yamaha

command syslog facility
  syntax  syslog facility FACILITY
  order   24006
  param   FACILITY integer 0..23 or user local0 local1 local2 local3 local4 local5 local6 local7 default user

command syslog format hostname
  syntax  syslog format hostname text NAME
  model   other
  order   24008
  param   NAME word 0..63 default <model>-<serial>

command syslog notice
  syntax  syslog notice NOTICE
  order   24010
  param   NOTICE one-of on off default off

command syslog info
  syntax  syslog info INFO
  order   24012
  param   INFO one-of on off default on

command syslog debug
  syntax  syslog debug DEBUG
  order   24014
  param   DEBUG one-of on off default off

command syslog file
  syntax  syslog file [CRYPTO PASSWORD] [{name=NAME | limit=SIZE | backup=NUM | interval=INTERVAL | line=LINE}...]
  model   other
  order   24016
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 8..32
  param   NAME word default syslog.txt
  param   SIZE integer 1..1024 default 10
  param   NUM integer 1..100 default 10
  param   INTERVAL integer 2..86400 unit s default 3600
  param   LINE integer 1000..10000 default 1000

command syslog mount-server filename
  syntax  syslog mount-server filename NAME [CRYPTO PASSWORD] [{limit=SIZE | backup=NUM}...]
  model   other
  order   24018
  param   NAME word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 8..32
  param   SIZE integer 1..1024 default 10
  param   NUM integer 1..100 default 10

command syslog local address
  syntax  syslog local address ADDRESS
  order   24020
  param   ADDRESS ip

command syslog srcport
  syntax  syslog srcport PORT
  order   24022
  param   PORT integer 1..65535 default 514

command syslog execute command
  syntax  syslog execute command SWITCH
  order   24024
  param   SWITCH one-of on off default off

command packetdump
  syntax  packetdump INTERFACE COUNT
  syntax  packetdump pp PEER_NUM COUNT
  kind    operation
  model   other
  param   INTERFACE interface
  param   COUNT integer 1..21474836 or off infinity default off
  param   PEER_NUM integer 1..30 family 1..200 or anonymous

command telnetd service
  syntax  telnetd service SERVICE
  order   25002
  param   SERVICE one-of on off default on

command telnetd listen
  syntax  telnetd listen PORT
  order   25004
  param   PORT integer 1..65535 default 23

command telnetd host
  syntax  telnetd host {any | none | lan | IP_RANGE...}
  order   25006
  param   IP_RANGE addresses default any

command telnetd session
  syntax  telnetd session NUM
  order   25008
  param   NUM integer 1..8 default 8

command line masterclock
  syntax  line masterclock INTERFACE [INTERFACE]
  model   other
  order   30414
  param   INTERFACE interface or auto default auto

command system cpu threshold
  syntax  system cpu threshold off
  syntax  system cpu threshold CPU1 CPU2 [duration=DURATION]
  model   other
  order   30416
  param   CPU1 integer 0..100 unit %
  param   CPU2 integer 0..100 unit %
  param   DURATION integer 1..300 unit s default 1

command system memory threshold
  syntax  system memory threshold off
  syntax  system memory threshold MEMORY1 MEMORY2 [duration=DURATION]
  model   other
  order   30418
  param   MEMORY1 integer 0..100 unit %
  param   MEMORY2 integer 0..100 unit %
  param   DURATION integer 1..300 unit s default 1

command system temperature threshold
  syntax  system temperature threshold T1 T2
  model   other
  order   30420
  param   T1 integer 0..100 default 80
  param   T2 integer 0..100 default 75

command ip routing process
  syntax  ip routing process PROCESS
  order   5002
  param   PROCESS one-of fast normal default fast

command lan shutdown
  syntax  lan shutdown INTERFACE [PORT...]
  key     INTERFACE
  order   9002
  param   INTERFACE interface
  param   PORT integer

command lan linkup send-wait-time
  syntax  lan linkup send-wait-time INTERFACE TIME
  key     INTERFACE
  order   9004
  param   INTERFACE interface
  param   TIME integer 0..10 unit s default 0

command lan port-mirroring
  syntax  lan port-mirroring INTERFACE MIRROR {DIRECTION PORT...}...
  syntax  lan port-mirroring MIRROR {DIRECTION PORT...}...
  key     INTERFACE
  order   9006
  param   INTERFACE interface
  param   MIRROR integer
  param   DIRECTION one-of in out
  param   PORT integer

command lan type
  syntax  lan type INTERFACE {SPEED [PORT...]}... [{mtu=MTU | auto-crossover=SWITCH | macaddress-aging=AGING | port-based-option=PATTERN | speed-downshift=SWITCH | energy-saving=SWITCH}...]
  syntax  lan type INTERFACE {mtu=MTU | auto-crossover=SWITCH | macaddress-aging=AGING | port-based-option=PATTERN | speed-downshift=SWITCH | energy-saving=SWITCH}...
  key     INTERFACE
  order   9008
  param   SPEED one-of auto 1000-fdx 100-fdx 100-hdx 10-fdx 10-hdx 10g-fdx 2.5g-fdx default auto
  param   PORT integer 1..32
  param   INTERFACE interface
  param   MTU integer 64..9578 unit bytes default 1500
  param   SWITCH one-of on off
  param   AGING integer 10..86400 or on off unit s
  param   PATTERN word default off

command lan link-aggregation static
  syntax  lan link-aggregation static LINK_ID INTERFACE_PORT INTERFACE_PORT...
  model   other
  key     LINK_ID
  order   9010
  param   LINK_ID integer 1..10
  param   INTERFACE_PORT word

command lan receive-buffer-size
  syntax  lan receive-buffer-size SIZE
  model   other
  order   9012
  param   SIZE integer 1..16384 unit packets default 1024

command login timer
  syntax  login timer TIME
  order   3016
  param   TIME integer 120..21474836 or clear unit s default 300

command tftp host
  syntax  tftp host {any | none | lan | IP_RANGE...}
  order   25010
  param   IP_RANGE addresses default none

command ip interface wol relay
  syntax  ip INTERFACE wol relay RELAY
  key     INTERFACE
  order   10002
  param   INTERFACE interface
  param   RELAY one-of broadcast unicast off default off

command description
  syntax  description pp DESCRIPTION
  syntax  description tunnel DESCRIPTION
  syntax  description ID DESCRIPTION
  syntax  description INTERFACE DESCRIPTION
  scope   global pp tunnel
  key     ID INTERFACE
  order   4002
  param   ID integer 1..21474836
  param   DESCRIPTION word 0..64
  param   INTERFACE interface

command tcp log
  syntax  tcp log SWITCH [SRC_ADDR [DST_ADDR [TCPFLAG [SRC_PORT_LIST [DST_PORT_LIST]]]]]
  order   30422
  param   SWITCH one-of on off default off
  param   SRC_ADDR addresses
  param   DST_ADDR addresses
  param   TCPFLAG word or tcp tcpsyn tcpfin tcprst established *
  param   SRC_PORT_LIST ports
  param   DST_PORT_LIST ports

command http revision-up permit
  syntax  http revision-up permit PERMIT
  order   30424
  param   PERMIT one-of on off default on

command http revision-up url
  syntax  http revision-up url URL
  order   30426
  param   URL word default http://www.rtpro.yamaha.co.jp/firmware/revision-up/<model>.bin

command http revision-up proxy
  syntax  http revision-up proxy PROXY_SERVER [PORT]
  order   30428
  param   PROXY_SERVER word
  param   PORT ports

command http revision-up timeout
  syntax  http revision-up timeout TIME
  order   30430
  param   TIME integer unit s default 30

command http revision-down permit
  syntax  http revision-down permit PERMIT
  order   30432
  param   PERMIT one-of on off default off

command operation http revision-up permit
  syntax  operation http revision-up permit PERMIT
  order   30434
  param   PERMIT one-of on off default off

command http revision-up schedule
  syntax  http revision-up schedule PERIOD TIME1 TIME2
  syntax  http revision-up schedule startup
  order   30436
  param   PERIOD word or daily
  param   TIME1 time
  param   TIME2 time

command sshd service
  syntax  sshd service SERVICE
  order   30438
  param   SERVICE one-of on off default off

command sshd listen
  syntax  sshd listen PORT
  order   30440
  param   PORT integer 1..65535 default 22

command sshd host
  syntax  sshd host {any | none | lan | IP_RANGE...}
  order   30442
  param   IP_RANGE addresses default any

command sshd session
  syntax  sshd session NUM
  order   30444
  param   NUM integer 1..8 default 8

command sshd host key generate
  syntax  sshd host key generate [bit=BIT] [KEY...]
  order   30446
  param   BIT one-of 1024 2048
  param   KEY word secret

command show sshd host key
  syntax  show sshd host key [type=fingerprint [HASH_ALGORITHM]]
  kind    show
  level   user
  model   other
  param   HASH_ALGORITHM one-of md5 sha256 default sha256

command sshd encrypt algorithm
  syntax  sshd encrypt algorithm ALGORITHM [ALGORITHM...]
  order   30448
  param   ALGORITHM one-of aes128-ctr aes192-ctr aes256-ctr aes128-cbc aes192-cbc aes256-cbc 3des-cbc blowfish-cbc cast128-cbc arcfour default aes128-ctr aes192-ctr aes256-ctr

command sshd client alive
  syntax  sshd client alive SWITCH [INTERVAL [COUNT]]
  order   30450
  param   SWITCH one-of on off default off
  param   INTERVAL integer 1..2147483647 unit s default 100
  param   COUNT integer 1..2147483647 default 3

command sshd hide openssh version
  syntax  sshd hide openssh version USE
  order   30452
  param   USE one-of on off default off

command sshd auth method
  syntax  sshd auth method all
  syntax  sshd auth method METHOD [METHOD]
  model   other
  order   30454
  param   METHOD one-of password publickey

command sshd authorized-keys filename
  syntax  sshd authorized-keys filename [USER] path=PATH
  model   other
  order   30456
  param   USER word
  param   PATH word default /ssh/authorized_keys/<user>

command import sshd authorized-keys
  syntax  import sshd authorized-keys [USER]
  kind    operation
  model   other
  param   USER word

command show sshd authorized-keys
  syntax  show sshd authorized-keys [USER] [type=fingerprint [HASH_ALGORITHM]]
  syntax  show sshd authorized-keys * [type=fingerprint [HASH_ALGORITHM]]
  kind    show
  level   user
  model   other
  param   USER word
  param   HASH_ALGORITHM one-of md5 sha256 default sha256

command sftpd host
  syntax  sftpd host {any | none | lan | IP_RANGE...}
  order   30458
  param   IP_RANGE addresses default none

command ssh
  syntax  ssh [-p PORT] [-e ESCAPE] HOST
  kind    operation
  param   PORT ports default 22
  param   ESCAPE word default ~ (126)
  param   HOST word

command scp
  syntax  scp FILE1 FILE2 [PORT]
  kind    operation
  param   FILE1 word
  param   FILE2 word
  param   PORT ports default 22

command ssh encrypt algorithm
  syntax  ssh encrypt algorithm ALGORITHM [ALGORITHM...]
  order   30460
  param   ALGORITHM one-of aes128-ctr aes192-ctr aes256-ctr aes128-cbc aes192-cbc aes256-cbc 3des-cbc blowfish-cbc cast128-cbc arcfour default aes128-ctr aes192-ctr aes256-ctr

command ssh known hosts
  syntax  ssh known hosts FILE
  order   30462
  param   FILE word default /ssh/known_hosts

command system packet-buffer
  syntax  system packet-buffer GROUP PARAMETER [PARAMETER...]
  key     GROUP
  order   30464
  param   GROUP one-of small middle large jumbo huge
  param   PARAMETER word or max-buffer max-free min-free buffer-in-chunk init-chunk

command alarm entire
  syntax  alarm entire SWITCH
  order   30466
  param   SWITCH one-of on off default on

command alarm usbhost
  syntax  alarm usbhost SWITCH
  order   30468
  param   SWITCH one-of on off default on

command alarm sd
  syntax  alarm sd SWITCH
  order   30470
  param   SWITCH one-of on off default on

command alarm batch
  syntax  alarm batch SWITCH
  order   30472
  param   SWITCH one-of on off default on

command alarm startup
  syntax  alarm startup SWITCH [PATTERN]
  order   30474
  param   SWITCH one-of on off default off
  param   PATTERN integer 1..3 default 1

command alarm http revision-up
  syntax  alarm http revision-up SWITCH
  order   30476
  param   SWITCH one-of on off default on

command set
  syntax  set ASSIGNMENT
  key     ASSIGNMENT
  order   1002
  param   ASSIGNMENT assignment

command alias
  syntax  alias ASSIGNMENT
  model   other
  key     ASSIGNMENT
  order   1004
  param   ASSIGNMENT assignment

command macro
  syntax  macro NAME [REST]
  model   other
  key     NAME
  order   30478
  param   NAME word
  param   REST text

command embedded file
  syntax  embedded file [-b] FILENAME EOF
  model   other
  key     FILENAME
  order   30480
  param   FILENAME word
  param   EOF word

command system packet-scheduling
  syntax  system packet-scheduling MODE
  model   other
  order   30482
  param   MODE one-of hash load-balance lan-based fixed default hash

command system packet-scheduling filter
  syntax  system packet-scheduling filter FILTER_NUM CPU_NUM ip SRC_IPV4_ADDRESS [DEST_IPV4_ADDRESS [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  syntax  system packet-scheduling filter FILTER_NUM CPU_NUM ipv6 SRC_IPV6_ADDRESS [DEST_IPV6_ADDRESS [PROTOCOL [SRC_PORT [DEST_PORT]]]]
  model   other
  key     FILTER_NUM
  order   30484
  param   FILTER_NUM integer 1..40
  param   CPU_NUM integer 0..3
  param   SRC_IPV4_ADDRESS addresses
  param   DEST_IPV4_ADDRESS addresses
  param   PROTOCOL protocols
  param   SRC_PORT ports
  param   DEST_PORT ports
  param   SRC_IPV6_ADDRESS word or *
  param   DEST_IPV6_ADDRESS word or *

command system packet-scheduling filter list
  syntax  system packet-scheduling filter list FILTER_LIST
  model   other
  order   30486
  param   FILTER_LIST numbers
