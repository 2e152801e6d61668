# Chapter 4 of the command language: system. The notation is described in docs/cli-notation.md.

command login password
  syntax  login password [PASSWORD]
  no      none
  replaces login password encrypted
  order   2002
  param   PASSWORD word 0..32 secret
  help    en "Sets the password of users without a name"
  help    ja "名前のないユーザのログインパスワードを設定する"

command login password encrypted
  syntax  login password encrypted [PASSWORD]
  no      none
  replaces login password
  order   2004
  param   PASSWORD word secret
  help    en "Sets the login password and stores it encrypted"
  help    ja "ログインパスワードを設定し、暗号化して保存する"

command administrator password
  syntax  administrator password [PASSWORD]
  no      none
  replaces administrator password encrypted
  order   2006
  param   PASSWORD word 0..32 secret
  help    en "Sets the administrator password"
  help    ja "管理者パスワードを設定する"

command administrator password encrypted
  syntax  administrator password encrypted [PASSWORD]
  no      none
  replaces administrator password
  order   2008
  param   PASSWORD word secret
  help    en "Sets the administrator password and stores it encrypted"
  help    ja "管理者パスワードを設定し、暗号化して保存する"

command login user
  syntax  login user USER [PASSWORD]
  syntax  login user USER encrypted PASSWORD
  key     USER
  order   2010
  param   USER word 0..32
  param   PASSWORD word secret
  help    en "Registers a named user and his password"
  help    ja "ログインユーザの名前とパスワードを登録する"

command login radius use
  syntax  login radius use USE
  order   2012
  param   USE one-of on off default off
  help    en "Whether a RADIUS server decides about logins"
  help    ja "ログインの認証に RADIUS サーバを使うかどうか"

command administrator radius auth
  syntax  administrator radius auth USE
  order   2014
  param   USE one-of on only off default off
  help    en "Whether a RADIUS server decides about the administrator level"
  help    ja "管理者への移行を RADIUS で認証するかどうか"

command ex-license password
  syntax  ex-license password PASSWORD
  model   other
  order   30402
  param   PASSWORD word 8..64
  help    en "Password of the extension licence"
  help    ja "拡張ライセンスのパスワードを設定する"

command register ex-license password
  syntax  register ex-license password
  kind    operation
  model   other
  help    en "Registers the extension licence password"
  help    ja "拡張ライセンスのパスワードを登録する"

command unregister ex-license password
  syntax  unregister ex-license password
  kind    operation
  model   other
  help    en "Removes the extension licence password"
  help    ja "拡張ライセンスのパスワードを削除する"

command import ex-license key
  syntax  import ex-license key [KEY]
  kind    operation
  model   other
  param   KEY word
  help    en "Reads in an extension licence key"
  help    ja "拡張ライセンスキーを取り込む"

command clear ex-license
  syntax  clear ex-license
  kind    clear
  model   other
  help    en "Deletes extension licences"
  help    ja "拡張ライセンスを消去する"

command vrx user
  syntax  vrx user USER_ID PASSWORD
  model   other
  order   30404
  param   USER_ID word 4..64
  param   PASSWORD word 8..64
  help    en "Account for the virtual router's licence"
  help    ja "仮想ルーターのライセンス用アカウントを設定する"

command vrx license file directory
  syntax  vrx license file directory PATH
  model   other
  order   30406
  param   PATH word default /
  help    en "Where licence files of the virtual router are kept"
  help    ja "仮想ルーターのライセンスファイルの置き場所を設定する"

command vrx license update schedule
  syntax  vrx license update schedule TIME1 TIME2
  model   other
  order   30408
  param   TIME1 time default 01:00
  param   TIME2 time default 03:00
  help    en "When the virtual router renews its licence"
  help    ja "仮想ルーターのライセンスを更新する時刻を設定する"

command import vrx license
  syntax  import vrx license file
  syntax  import vrx license KEY [KEY]
  kind    operation
  model   other
  param   KEY word
  help    en "Reads in a licence of the virtual router"
  help    ja "仮想ルーターのライセンスを取り込む"

command export vrx license file
  syntax  export vrx license file
  kind    operation
  model   other
  help    en "Writes a licence file of the virtual router"
  help    ja "仮想ルーターのライセンスファイルを書き出す"

command clear vrx license
  syntax  clear vrx license [history]
  kind    clear
  model   other
  help    en "Deletes the virtual router's licence"
  help    ja "仮想ルーターのライセンスを消去する"

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
  help    en "What a user may do, how and for how long"
  help    ja "ユーザに許す操作、接続方法、時間などを設定する"

command disconnect user
  syntax  disconnect user USER [NO]
  kind    operation
  param   USER word
  param   NO integer
  help    en "Cuts off another user's login"
  help    ja "他のユーザの接続を切断する"

command security class
  syntax  security class LEVEL FORGET [TELNET [SSH]]
  order   3002
  param   LEVEL integer 1..3 default 1
  param   FORGET one-of on off default on
  param   TELNET one-of on off default off
  param   SSH one-of on off default off
  help    en "How strictly the console is protected"
  help    ja "コンソールの安全性のレベルを設定する"

command timezone
  syntax  timezone TIMEZONE
  order   3004
  param   TIMEZONE word or jst utc default jst
  help    en "Offset of the local time from UTC"
  help    ja "時差を設定する"

command date
  syntax  date DATE
  kind    operation
  param   DATE word
  help    en "Sets the date of the clock"
  help    ja "日付を設定する"

command time
  syntax  time TIME
  kind    operation
  param   TIME time
  help    en "Sets the time of the clock"
  help    ja "時刻を設定する"

command rdate
  syntax  rdate HOST [syslog]
  kind    operation
  param   HOST word
  help    en "Sets the clock by the time service of a host"
  help    ja "ホストの時刻サービスで時計を合わせる"

command ntpdate
  syntax  ntpdate NTP_SERVER [syslog]
  kind    operation
  param   NTP_SERVER word
  help    en "Sets the clock by an NTP server"
  help    ja "NTP サーバで時計を合わせる"

command ntp local address
  syntax  ntp local address IP_ADDRESS
  order   30410
  param   IP_ADDRESS ip
  help    en "Source address of NTP requests"
  help    ja "NTP 要求の始点アドレスを設定する"

command ntp backward-compatibility
  syntax  ntp backward-compatibility COMP
  order   30412
  param   COMP one-of accept-stratum-0
  help    en "Keeps the NTP behaviour of older firmware"
  help    ja "NTP の動作を旧ファームウェアに合わせるかどうか"

command console prompt
  syntax  console prompt PROMPT
  order   3006
  param   PROMPT word 0..64
  help    en "Text in front of the prompt"
  help    ja "プロンプトの前に表示する文字列を設定する"

command console character
  syntax  console character CODE
  level   user
  order   3008
  param   CODE one-of ascii sjis euc family en.ascii ja.sjis ja.euc ja.utf8 default sjis
  help    en "Language and character code of the console"
  help    ja "コンソールの言語と文字コードを設定する"

command console columns
  syntax  console columns COL
  level   user
  order   3010
  param   COL integer 80..200 family 80..4096 default 80
  help    en "Columns of the console"
  help    ja "コンソールの 1 行の文字数を設定する"

command console lines
  syntax  console lines LINES
  level   user
  order   3012
  param   LINES integer 10..100 or infinity default 24
  help    en "Lines of a console page"
  help    ja "コンソールの 1 ページの行数を設定する"

command console info
  syntax  console info INFO
  order   3014
  param   INFO one-of on off default off
  help    en "Whether log lines appear on the console"
  help    ja "ログをコンソールに表示するかどうか"

command syslog host
  syntax  syslog host HOST...
  order   24002
  param   HOST word
  help    en "Hosts that receive the log"
  help    ja "ログを送る SYSLOG サーバを設定する"

command syslog format type
  syntax  syslog format type TYPE
  model   other
  order   24004
  param   TYPE one-of rfc3164 rfc5424 yamaha default yamaha
  help    en "Format of messages to syslog hosts"
  help    ja "SYSLOG の送信形式を設定する"

command syslog facility
  syntax  syslog facility FACILITY
  order   24006
  param   FACILITY integer 0..23 or user local0 local1 local2 local3 local4 local5 local6 local7 default user
  help    en "Facility of syslog messages"
  help    ja "SYSLOG のファシリティを設定する"

command syslog format hostname
  syntax  syslog format hostname text NAME
  model   other
  order   24008
  param   NAME word 0..63 default <model>-<serial>
  help    en "Host name in syslog messages"
  help    ja "SYSLOG に載せるホスト名を設定する"

command syslog notice
  syntax  syslog notice NOTICE
  order   24010
  param   NOTICE one-of on off default off
  help    en "Whether notices (filters, sessions) are logged"
  help    ja "NOTICE タイプのログを残すかどうか"

command syslog info
  syntax  syslog info INFO
  order   24012
  param   INFO one-of on off default on
  help    en "Whether information about the router's work is logged"
  help    ja "INFO タイプのログを残すかどうか"

command syslog debug
  syntax  syslog debug DEBUG
  order   24014
  param   DEBUG one-of on off default off
  help    en "Whether debugging details are logged"
  help    ja "DEBUG タイプのログを残すかどうか"

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
  help    en "Writes the log to files"
  help    ja "ログをファイルに書き込む"

command syslog mount-server filename
  syntax  syslog mount-server filename NAME [CRYPTO PASSWORD] [{limit=SIZE | backup=NUM}...]
  model   other
  order   24018
  param   NAME word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 8..32
  param   SIZE integer 1..1024 default 10
  param   NUM integer 1..100 default 10
  help    en "Writes the log to a mounted server"
  help    ja "マウントしたサーバにログを書き込む"

command syslog local address
  syntax  syslog local address ADDRESS
  order   24020
  param   ADDRESS ip
  help    en "Source address of syslog packets"
  help    ja "SYSLOG パケットの始点アドレスを設定する"

command syslog srcport
  syntax  syslog srcport PORT
  order   24022
  param   PORT integer 1..65535 default 514
  help    en "Source port of syslog packets"
  help    ja "SYSLOG パケットの始点ポートを設定する"

command syslog execute command
  syntax  syslog execute command SWITCH
  order   24024
  param   SWITCH one-of on off default off
  help    en "Whether executed commands are logged"
  help    ja "実行したコマンドをログに残すかどうか"

command packetdump
  syntax  packetdump INTERFACE COUNT
  syntax  packetdump pp PEER_NUM COUNT
  kind    operation
  model   other
  param   INTERFACE interface
  param   COUNT integer 1..21474836 or off infinity default off
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  help    en "Logs the packets of an interface"
  help    ja "インタフェースのパケットをログに残す"

command telnetd service
  syntax  telnetd service SERVICE
  order   25002
  param   SERVICE one-of on off default on
  help    en "Whether the TELNET server runs"
  help    ja "TELNET サーバを動かすかどうか"

command telnetd listen
  syntax  telnetd listen PORT
  order   25004
  param   PORT integer 1..65535 default 23
  help    en "Port of the TELNET server"
  help    ja "TELNET サーバの待ち受けポートを設定する"

command telnetd host
  syntax  telnetd host {any | none | lan | IP_RANGE...}
  order   25006
  param   IP_RANGE addresses default any
  help    en "Who may reach the TELNET server"
  help    ja "TELNET サーバに接続できるホストを設定する"

command telnetd session
  syntax  telnetd session NUM
  order   25008
  param   NUM integer 1..8 default 8
  help    en "How many TELNET logins at once"
  help    ja "TELNET の同時接続数を設定する"

command line masterclock
  syntax  line masterclock INTERFACE [INTERFACE]
  model   other
  order   30414
  param   INTERFACE interface or auto default auto
  help    en "Which line gives the clock"
  help    ja "クロックの基準にする回線を設定する"

command system cpu threshold
  syntax  system cpu threshold off
  syntax  system cpu threshold CPU1 CPU2 [duration=DURATION]
  model   other
  order   30416
  param   CPU1 integer 0..100 unit %
  param   CPU2 integer 0..100 unit %
  param   DURATION integer 1..300 unit s default 1
  help    en "Limits of processor load that are reported"
  help    ja "CPU 使用率を監視するしきい値を設定する"

command system memory threshold
  syntax  system memory threshold off
  syntax  system memory threshold MEMORY1 MEMORY2 [duration=DURATION]
  model   other
  order   30418
  param   MEMORY1 integer 0..100 unit %
  param   MEMORY2 integer 0..100 unit %
  param   DURATION integer 1..300 unit s default 1
  help    en "Limits of memory use that are reported"
  help    ja "メモリ使用率を監視するしきい値を設定する"

command system temperature threshold
  syntax  system temperature threshold T1 T2
  model   other
  order   30420
  param   T1 integer 0..100 default 80
  param   T2 integer 0..100 default 75
  help    en "Limits of temperature that are reported"
  help    ja "温度を監視するしきい値を設定する"

command ip routing process
  syntax  ip routing process PROCESS
  order   5002
  param   PROCESS one-of fast normal default fast
  help    en "Fast path or normal forwarding"
  help    ja "ファストパスで転送するかどうか"

command lan shutdown
  syntax  lan shutdown INTERFACE [PORT...]
  key     INTERFACE
  order   9002
  param   INTERFACE interface
  param   PORT integer
  help    en "Takes a LAN port out of service"
  help    ja "LAN ポートを使わないようにする"

command lan linkup send-wait-time
  syntax  lan linkup send-wait-time INTERFACE TIME
  key     INTERFACE
  order   9004
  param   INTERFACE interface
  param   TIME integer 0..10 unit s default 0
  help    en "How long sending waits after link up"
  help    ja "リンクアップ後に送信を待つ時間を設定する"

command lan port-mirroring
  syntax  lan port-mirroring INTERFACE MIRROR {DIRECTION PORT...}...
  syntax  lan port-mirroring MIRROR {DIRECTION PORT...}...
  key     INTERFACE
  order   9006
  param   INTERFACE interface
  param   MIRROR integer
  param   DIRECTION one-of in out
  param   PORT integer
  help    en "Copies the traffic of switch ports to one port"
  help    ja "ポートミラーリングを設定する"

# `port-based-ks8995m` is the older name of `port-based-option`, on routers up to Rev.10.01.
command lan type
  syntax  lan type INTERFACE {SPEED [PORT...]}... [{mtu=MTU | auto-crossover=SWITCH | macaddress-aging=AGING | port-based-option=PATTERN | port-based-ks8995m=OLD_PATTERN | speed-downshift=SWITCH | energy-saving=SWITCH}...]
  syntax  lan type INTERFACE {mtu=MTU | auto-crossover=SWITCH | macaddress-aging=AGING | port-based-option=PATTERN | port-based-ks8995m=OLD_PATTERN | speed-downshift=SWITCH | energy-saving=SWITCH}...
  key     INTERFACE
  order   9008
  param   SPEED one-of auto 1000-fdx 100-fdx 100-hdx 10-fdx 10-hdx family 10g-fdx 2.5g-fdx default auto
  param   PORT integer 1..32
  param   INTERFACE interface
  param   MTU integer 64..9578 unit bytes default 1500
  param   SWITCH one-of on off
  param   AGING integer 10..86400 or on off unit s
  param   PATTERN word default off
  param   OLD_PATTERN one-of family on off divide-network
  help    en "Speed, MTU and other properties of a LAN interface"
  help    ja "LAN の速度、MTU などを設定する"

command lan link-aggregation static
  syntax  lan link-aggregation static LINK_ID INTERFACE_PORT INTERFACE_PORT...
  model   other
  key     LINK_ID
  order   9010
  param   LINK_ID integer 1..10
  param   INTERFACE_PORT word
  help    en "Bundles LAN ports to one"
  help    ja "LAN ポートを束ねる"

command lan receive-buffer-size
  syntax  lan receive-buffer-size SIZE
  model   other
  order   9012
  param   SIZE integer 1..16384 unit packets default 1024
  help    en "Size of a LAN's receive buffer"
  help    ja "LAN の受信バッファのサイズを設定する"

command login timer
  syntax  login timer TIME
  order   3016
  param   TIME integer 120..21474836 or clear unit s default 300
  help    en "After how much idle time a login ends"
  help    ja "操作のないログインを切るまでの時間を設定する"

command tftp host
  syntax  tftp host {any | none | lan | IP_RANGE...}
  order   25010
  param   IP_RANGE addresses default none
  help    en "Who may reach the TFTP server"
  help    ja "TFTP サーバに接続できるホストを設定する"

command ip interface wol relay
  syntax  ip INTERFACE wol relay RELAY
  key     INTERFACE
  order   10002
  param   INTERFACE interface
  param   RELAY one-of broadcast unicast off default off
  help    en "Whether Wake-on-LAN packets are relayed"
  help    ja "Wake on LAN パケットを中継するかどうか"

command description
  syntax  description ID DESCRIPTION
  key     ID
  order   1502
  param   ID integer 1..21474836
  param   DESCRIPTION word 0..64
  help    en "Notes about the system"
  help    ja "機器の説明を設定する"

command tcp log
  syntax  tcp log SWITCH [SRC_ADDR [DST_ADDR [TCPFLAG [SRC_PORT_LIST [DST_PORT_LIST]]]]]
  order   30422
  param   SWITCH one-of on off default off
  param   SRC_ADDR addresses
  param   DST_ADDR addresses
  param   TCPFLAG word or tcp tcpsyn tcpfin tcprst established *
  param   SRC_PORT_LIST ports
  param   DST_PORT_LIST ports
  help    en "Logs TCP connections"
  help    ja "TCP コネクションのログを残す"

command http revision-up permit
  syntax  http revision-up permit PERMIT
  order   30424
  param   PERMIT one-of on off default on
  help    en "Whether firmware may be updated over HTTP"
  help    ja "HTTP によるファームウェア更新を許すかどうか"

command http revision-up url
  syntax  http revision-up url URL
  order   30426
  param   URL word default http://www.rtpro.yamaha.co.jp/firmware/revision-up/<model>.bin
  help    en "Where firmware is fetched from"
  help    ja "ファームウェアの入手先を設定する"

command http revision-up proxy
  syntax  http revision-up proxy PROXY_SERVER [PORT]
  order   30428
  param   PROXY_SERVER word
  param   PORT ports
  help    en "Proxy for fetching firmware"
  help    ja "ファームウェアの入手に使うプロキシを設定する"

command http revision-up timeout
  syntax  http revision-up timeout TIME
  order   30430
  param   TIME integer unit s default 30
  help    en "How long fetching firmware may take"
  help    ja "ファームウェアの入手を待つ時間を設定する"

command http revision-down permit
  syntax  http revision-down permit PERMIT
  order   30432
  param   PERMIT one-of on off default off
  help    en "Whether older firmware may be installed"
  help    ja "古いファームウェアへの変更を許すかどうか"

command operation http revision-up permit
  syntax  operation http revision-up permit PERMIT
  order   30434
  param   PERMIT one-of on off default off
  help    en "Whether a button starts the firmware update"
  help    ja "ボタン操作によるファームウェア更新を許すかどうか"

command http revision-up schedule
  syntax  http revision-up schedule PERIOD TIME1 TIME2
  syntax  http revision-up schedule startup
  order   30436
  param   PERIOD word or daily
  param   TIME1 time
  param   TIME2 time
  help    en "When firmware is looked for"
  help    ja "ファームウェアの更新を調べる時刻を設定する"

command sshd service
  syntax  sshd service SERVICE
  order   30438
  param   SERVICE one-of on off default off
  help    en "Whether the SSH server runs"
  help    ja "SSH サーバを動かすかどうか"

command sshd listen
  syntax  sshd listen PORT
  order   30440
  param   PORT integer 1..65535 default 22
  help    en "Port of the SSH server"
  help    ja "SSH サーバの待ち受けポートを設定する"

command sshd host
  syntax  sshd host {any | none | lan | IP_RANGE...}
  order   30442
  param   IP_RANGE addresses default any
  help    en "Who may reach the SSH server"
  help    ja "SSH サーバに接続できるホストを設定する"

command sshd session
  syntax  sshd session NUM
  order   30444
  param   NUM integer 1..8 default 8
  help    en "How many SSH logins at once"
  help    ja "SSH の同時接続数を設定する"

command sshd host key generate
  syntax  sshd host key generate [bit=BIT] [KEY...]
  order   30446
  param   BIT one-of 1024 2048
  param   KEY word secret
  help    en "Makes the SSH server's host keys"
  help    ja "SSH サーバのホスト鍵を作る"

command show sshd host key
  syntax  show sshd host key [type=fingerprint [HASH_ALGORITHM]]
  kind    show
  level   user
  model   other
  param   HASH_ALGORITHM one-of md5 sha256 default sha256
  help    en "Shows the SSH server's host keys"
  help    ja "SSH サーバのホスト鍵を表示する"

command sshd encrypt algorithm
  syntax  sshd encrypt algorithm ALGORITHM [ALGORITHM...]
  order   30448
  param   ALGORITHM one-of aes128-ctr aes192-ctr aes256-ctr aes128-cbc aes192-cbc aes256-cbc 3des-cbc blowfish-cbc cast128-cbc arcfour default aes128-ctr aes192-ctr aes256-ctr
  help    en "Ciphers that the SSH server offers"
  help    ja "SSH サーバで使う暗号を設定する"

command sshd client alive
  syntax  sshd client alive SWITCH [INTERVAL [COUNT]]
  order   30450
  param   SWITCH one-of on off default off
  param   INTERVAL integer 1..2147483647 unit s default 100
  param   COUNT integer 1..2147483647 default 3
  help    en "Whether silent SSH clients are probed"
  help    ja "SSH クライアントの生存を確かめるかどうか"

command sshd hide openssh version
  syntax  sshd hide openssh version USE
  order   30452
  param   USE one-of on off default off
  help    en "Whether the SSH server hides its version"
  help    ja "SSH サーバのバージョンを隠すかどうか"

command sshd auth method
  syntax  sshd auth method all
  syntax  sshd auth method METHOD [METHOD]
  model   other
  order   30454
  param   METHOD one-of password publickey
  help    en "How SSH users prove who they are"
  help    ja "SSH の認証方法を設定する"

command sshd authorized-keys filename
  syntax  sshd authorized-keys filename [USER] path=PATH
  model   other
  order   30456
  param   USER word
  param   PATH word default /ssh/authorized_keys/<user>
  help    en "File of users' public keys"
  help    ja "公開鍵を置くファイルを設定する"

command import sshd authorized-keys
  syntax  import sshd authorized-keys [USER]
  kind    operation
  model   other
  param   USER word
  help    en "Reads in a user's public key"
  help    ja "ユーザの公開鍵を取り込む"

command show sshd authorized-keys
  syntax  show sshd authorized-keys [USER] [type=fingerprint [HASH_ALGORITHM]]
  syntax  show sshd authorized-keys * [type=fingerprint [HASH_ALGORITHM]]
  kind    show
  level   user
  model   other
  param   USER word
  param   HASH_ALGORITHM one-of md5 sha256 default sha256
  help    en "Shows users' public keys"
  help    ja "ユーザの公開鍵を表示する"

command sftpd host
  syntax  sftpd host {any | none | lan | IP_RANGE...}
  order   30458
  param   IP_RANGE addresses default none
  help    en "Who may reach the SFTP server"
  help    ja "SFTP サーバに接続できるホストを設定する"

command ssh
  syntax  ssh [-p PORT] [-e ESCAPE] HOST
  kind    operation
  param   PORT ports default 22
  param   ESCAPE word default ~ (126)
  param   HOST word
  help    en "Logs in to a host by SSH"
  help    ja "SSH でホストに接続する"

command scp
  syntax  scp FILE1 FILE2 [PORT]
  kind    operation
  param   FILE1 word
  param   FILE2 word
  param   PORT ports default 22
  help    en "Copies a file by SSH"
  help    ja "SSH でファイルをコピーする"

command ssh encrypt algorithm
  syntax  ssh encrypt algorithm ALGORITHM [ALGORITHM...]
  order   30460
  param   ALGORITHM one-of aes128-ctr aes192-ctr aes256-ctr aes128-cbc aes192-cbc aes256-cbc 3des-cbc blowfish-cbc cast128-cbc arcfour default aes128-ctr aes192-ctr aes256-ctr
  help    en "Ciphers that the SSH client offers"
  help    ja "SSH クライアントで使う暗号を設定する"

command ssh known hosts
  syntax  ssh known hosts FILE
  order   30462
  param   FILE word default /ssh/known_hosts
  help    en "File of the host keys already seen"
  help    ja "確認済みのホスト鍵を置くファイルを設定する"

command system packet-buffer
  syntax  system packet-buffer GROUP {max-buffer=COUNT | max-free=COUNT | min-free=COUNT | buffer-in-chunk=COUNT | init-chunk=COUNT}...
  key     GROUP
  order   30464
  param   GROUP one-of small middle large jumbo huge
  param   COUNT integer
  help    en "Numbers of packet buffers"
  help    ja "パケットバッファの数を設定する"

command alarm entire
  syntax  alarm entire SWITCH
  order   30466
  param   SWITCH one-of on off default on
  help    en "Whether the router makes any sound"
  help    ja "アラーム音をすべて鳴らすかどうか"

command alarm usbhost
  syntax  alarm usbhost SWITCH
  order   30468
  param   SWITCH one-of on off default on
  help    en "Sound for USB events"
  help    ja "USB に関するアラーム音を鳴らすかどうか"

command alarm sd
  syntax  alarm sd SWITCH
  order   30470
  param   SWITCH one-of on off default on
  help    en "Sound for microSD events"
  help    ja "microSD に関するアラーム音を鳴らすかどうか"

command alarm batch
  syntax  alarm batch SWITCH
  order   30472
  param   SWITCH one-of on off default on
  help    en "Sound when a batch file ran"
  help    ja "バッチ実行のアラーム音を鳴らすかどうか"

command alarm startup
  syntax  alarm startup SWITCH [PATTERN]
  order   30474
  param   SWITCH one-of on off default off
  param   PATTERN integer 1..3 default 1
  help    en "Sound at start-up"
  help    ja "起動時のアラーム音を鳴らすかどうか"

command alarm http revision-up
  syntax  alarm http revision-up SWITCH
  order   30476
  param   SWITCH one-of on off default on
  help    en "Sound when firmware was updated"
  help    ja "ファームウェア更新のアラーム音を鳴らすかどうか"

# Place in show config: at the end: RTX1220.
command set
  syntax  set ASSIGNMENT
  key     ASSIGNMENT
  order   39990
  param   ASSIGNMENT assignment
  help    en "Gives a variable a value"
  help    ja "環境変数に値を設定する"

command alias
  syntax  alias ASSIGNMENT
  model   other
  key     ASSIGNMENT
  order   1004
  param   ASSIGNMENT assignment
  help    en "Gives a command line a short name"
  help    ja "コマンドの別名を設定する"

command macro
  syntax  macro NAME [REST]
  model   other
  key     NAME
  order   30478
  param   NAME word
  param   REST text
  help    en "Gives several command lines a name"
  help    ja "複数のコマンドに名前を付ける"

command embedded file
  syntax  embedded file [-b] FILENAME EOF
  model   other
  key     FILENAME
  order   30480
  param   FILENAME word
  param   EOF word
  help    en "Keeps a file within the configuration"
  help    ja "設定の中にファイルを持つ"

command system packet-scheduling
  syntax  system packet-scheduling MODE
  model   other
  order   30482
  param   MODE one-of hash load-balance lan-based fixed default hash
  help    en "How work is divided among processor cores"
  help    ja "パケット処理の割り当て方を設定する"

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
  param   SRC_IPV6_ADDRESS ipv6-addresses
  param   DEST_IPV6_ADDRESS ipv6-addresses
  help    en "Which packets get a processor core of their own"
  help    ja "処理を割り当てるパケットの条件を設定する"

command system packet-scheduling filter list
  syntax  system packet-scheduling filter list FILTER_LIST...
  model   other
  order   30486
  param   FILTER_LIST numbers
  help    en "Applies packet scheduling filters"
  help    ja "パケット処理の割り当てフィルタを適用する"

command description interface
  syntax  description pp DESCRIPTION
  syntax  description tunnel DESCRIPTION
  syntax  description INTERFACE DESCRIPTION
  scope   global pp tunnel
  key     INTERFACE
  order   4002
  param   INTERFACE interface
  param   DESCRIPTION word 0..64
  help    en "Note about an interface"
  help    ja "インタフェースの説明を設定する"
