# Chapter 56 of the command language: operation. The notation is described in docs/cli-notation.md.

command pp select
  syntax  pp select PEER_NUM
  kind    operation
  level   user
  no      accepted
  param   PEER_NUM integer 1..30 family 1..200 or none anonymous
  help    en "Selects a peer for the following commands"
  help    ja "設定する相手を選ぶ"

command tunnel select
  syntax  tunnel select TUNNEL_NUM
  kind    operation
  level   user
  no      accepted
  param   TUNNEL_NUM integer 1..6 family 1..6000 or none
  help    en "Selects a tunnel for the following commands"
  help    ja "設定するトンネルを選ぶ"

command administrator
  syntax  administrator
  kind    operation
  level   user
  help    en "Goes to the administrator level"
  help    ja "管理レベルに移る"

command quit
  syntax  quit [save]
  syntax  exit [save]
  kind    operation
  level   user
  help    en "Leaves the administrator level or the console"
  help    ja "管理レベルまたはコンソールを抜ける"

command save
  syntax  save [FILENAME [COMMENT]]
  kind    operation
  param   FILENAME word
  param   COMMENT text
  help    en "Saves the configuration"
  help    ja "設定を保存する"

command copy config
  syntax  copy config FROM TO
  syntax  copy config FROM TO CRYPTO [PASSWORD]
  syntax  copy config FROM TO [PASSWORD]
  kind    operation
  param   FROM word
  param   TO word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 8..32
  help    en "Copies a saved configuration"
  help    ja "保存した設定をコピーする"

command copy exec
  syntax  copy exec FROM TO
  kind    operation
  param   FROM word or 0 1
  param   TO integer 0..1
  help    en "Copies firmware"
  help    ja "ファームウェアをコピーする"

command delete config
  syntax  delete config FILENAME
  kind    operation
  param   FILENAME word or all
  help    en "Deletes a saved configuration"
  help    ja "保存した設定を削除する"

command delete exec
  syntax  delete exec FILENAME
  kind    operation
  model   other
  param   FILENAME integer 1..1
  help    en "Deletes firmware"
  help    ja "ファームウェアを削除する"

command set-default-config
  syntax  set-default-config FILENAME
  kind    operation
  param   FILENAME word
  help    en "Configuration used at start-up"
  help    ja "起動時に使う設定を選ぶ"

command set-default-exec
  syntax  set-default-exec FILENAME
  kind    operation
  model   other
  param   FILENAME integer 0..1
  help    en "Firmware used at start-up"
  help    ja "起動時に使うファームウェアを選ぶ"

command set-serial-baudrate
  syntax  set-serial-baudrate RATE
  kind    operation
  param   RATE one-of 9600 19200 38400 57600 115200 default 9600
  help    en "Speed of the serial console"
  help    ja "シリアルコンソールの速度を設定する"

command cold start
  syntax  cold start
  kind    operation
  help    en "Goes back to the factory settings and restarts"
  help    ja "工場出荷時の設定に戻して再起動する"

command remote setup
  syntax  remote setup INTERFACE [NUMBER] [TYPE]
  syntax  remote setup INTERFACE dlci=DLCI
  kind    operation
  model   other
  param   INTERFACE interface
  param   NUMBER word
  param   TYPE one-of retransmission
  param   DLCI integer
  help    en "Logs in to another router through the line"
  help    ja "遠隔のルーターに接続する"

command remote setup accept
  syntax  remote setup accept TEL_NUM [TEL_NUM_LIST]
  syntax  remote setup accept any
  syntax  remote setup accept none
  model   other
  order   35602
  param   TEL_NUM word
  param   TEL_NUM_LIST word
  help    en "Whose remote setup is accepted"
  help    ja "遠隔設定を受け入れる相手を設定する"

command clear account
  syntax  clear account
  syntax  clear account INTERFACE
  kind    clear
  param   INTERFACE interface
  help    en "Clears the charges"
  help    ja "料金情報を消去する"

command clear account pp
  syntax  clear account pp [PEER_NUM]
  kind    clear
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Clears the charges of peers"
  help    ja "相手ごとの料金情報を消去する"

command clear account tunnel
  syntax  clear account tunnel [TUNNEL_NUM]
  kind    clear
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Clears the charges of tunnels"
  help    ja "トンネルの料金情報を消去する"

command clear account mobile
  syntax  clear account mobile
  kind    clear
  help    en "Clears the charges of mobile data"
  help    ja "携帯通信の料金情報を消去する"

command clear account ngn data
  syntax  clear account ngn data
  kind    clear
  help    en "Clears the charges of data connect"
  help    ja "データコネクトの料金情報を消去する"

command clear arp
  syntax  clear arp
  kind    clear
  help    en "Empties the ARP table"
  help    ja "ARP テーブルを消去する"

command clear ip dynamic routing
  syntax  clear ip dynamic routing
  kind    clear
  help    en "Forgets dynamic routes"
  help    ja "動的な経路を消去する"

command clear ip connection peak
  syntax  clear ip connection peak
  kind    clear
  model   other
  help    en "Clears the peak of sessions"
  help    ja "セッション数のピークを消去する"

command clear bridge learning
  syntax  clear bridge learning [BRIDGE_INTERFACE]
  kind    clear
  param   BRIDGE_INTERFACE interface
  help    en "Forgets the addresses a bridge learned"
  help    ja "ブリッジが学習した MAC アドレスを消去する"

command clear log
  syntax  clear log [saved]
  kind    clear
  help    en "Empties the log"
  help    ja "ログを消去する"

command clear inarp
  syntax  clear inarp
  kind    clear
  model   other
  help    en "Empties the InARP table"
  help    ja "InARP テーブルを消去する"

command clear dns cache
  syntax  clear dns cache
  kind    clear
  help    en "Forgets DNS answers"
  help    ja "DNS のキャッシュを消去する"

command clear status
  syntax  clear status INTERFACE
  syntax  clear status pp PEER_NUM
  syntax  clear status tunnel TUNNEL_NUM
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Clears the counters of an interface"
  help    ja "インタフェースのカウンタを消去する"

command clear pri status
  syntax  clear pri status PRI
  kind    clear
  model   other
  param   PRI interface
  help    en "Clears the counters of a primary-rate line"
  help    ja "PRI のカウンタを消去する"

command clear nat descriptor dynamic
  syntax  clear nat descriptor dynamic NAT_DESCRIPTOR
  kind    clear
  param   NAT_DESCRIPTOR integer 1..2147483647 or all
  help    en "Forgets dynamic NAT entries"
  help    ja "動的な NAT の情報を消去する"

command clear nat descriptor interface dynamic
  syntax  clear nat descriptor interface dynamic INTERFACE
  syntax  clear nat descriptor interface dynamic pp [PEER_NUM]
  syntax  clear nat descriptor interface dynamic tunnel [TUNNEL_NUM]
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Forgets dynamic NAT entries of an interface"
  help    ja "インタフェースの動的な NAT の情報を消去する"

command clear nat descriptor masquerade session statistics
  syntax  clear nat descriptor masquerade session statistics [NAT_DESCRIPTOR]
  kind    clear
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647
  help    en "Clears the statistics of NAT sessions"
  help    ja "NAT のセッションの統計を消去する"

command clear nat descriptor masquerade session peak
  syntax  clear nat descriptor masquerade session peak [NAT_DESCRIPTOR]
  kind    clear
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647
  help    en "Clears the peak of NAT sessions"
  help    ja "NAT のセッション数のピークを消去する"

command clear pppoe pass-through learning
  syntax  clear pppoe pass-through learning
  kind    clear
  model   other
  help    en "Forgets addresses learned by PPPoE pass-through"
  help    ja "PPPoE パススルーで学習した MAC アドレスを消去する"

command clear ipv6 dynamic routing
  syntax  clear ipv6 dynamic routing
  kind    clear
  help    en "Forgets dynamic IPv6 routes"
  help    ja "IPv6 の動的な経路を消去する"

command clear ipv6 connection peak
  syntax  clear ipv6 connection peak
  kind    clear
  model   other
  help    en "Clears the peak of IPv6 sessions"
  help    ja "IPv6 のセッション数のピークを消去する"

command clear ipv6 neighbor cache
  syntax  clear ipv6 neighbor cache [INTERFACE]
  kind    clear
  param   INTERFACE interface
  help    en "Empties the neighbour cache"
  help    ja "近隣キャッシュを消去する"

command clear boot list
  syntax  clear boot list
  kind    clear
  help    en "Empties the history of starts"
  help    ja "起動の履歴を消去する"

command clear external-memory syslog
  syntax  clear external-memory syslog
  kind    clear
  help    en "Deletes log files on external memory"
  help    ja "外部メモリのログを消去する"

command make directory
  syntax  make directory PATH
  kind    operation
  param   PATH word
  help    en "Makes a directory"
  help    ja "ディレクトリを作る"

command delete
  syntax  delete PATH
  kind    operation
  param   PATH word
  help    en "Deletes a file or directory"
  help    ja "ファイルまたはディレクトリを削除する"

command copy
  syntax  copy FROM TO
  kind    operation
  param   FROM word
  param   TO word
  help    en "Copies a file or directory"
  help    ja "ファイルまたはディレクトリをコピーする"

command rename
  syntax  rename PATH NAME
  kind    operation
  param   PATH word
  param   NAME word
  help    en "Renames a file or directory"
  help    ja "ファイルまたはディレクトリの名前を変える"

command mount
  syntax  mount NFS_IF [PREFIX]
  syntax  mount SMB_IF username=USERNAME password=PASSWORD [PREFIX]
  kind    operation
  model   other
  param   NFS_IF word
  param   PREFIX word 0..20
  param   SMB_IF word
  param   USERNAME word
  param   PASSWORD word
  help    en "Connects a file server"
  help    ja "ファイルサーバに接続する"

command unmount
  syntax  unmount PREFIX
  kind    operation
  model   other
  param   PREFIX word
  help    en "Disconnects a file server"
  help    ja "ファイルサーバとの接続を切る"

command pp enable
  syntax  pp enable PEER_NUM [PEER_NUM...]
  key     PEER_NUM
  replaces pp disable
  order   19000
  param   PEER_NUM numbers 1..30 family 1..200 or all anonymous
  help    en "Puts a peer into service"
  help    ja "相手を使えるようにする"

command pp disable
  syntax  pp disable PEER_NUM [PEER_NUM...]
  no      none
  key     PEER_NUM
  replaces pp enable
  order   13002
  param   PEER_NUM numbers 1..30 family 1..200 or all anonymous
  help    en "Takes a peer out of service"
  help    ja "相手を使えないようにする"

command restart
  syntax  restart [CONFIG]
  kind    operation
  param   CONFIG word
  help    en "Restarts the router"
  help    ja "ルーターを再起動する"

command shutdown
  syntax  shutdown
  kind    operation
  model   other
  help    en "Shuts the router down"
  help    ja "ルーターを停止する"

command interface reset
  syntax  interface reset INTERFACE [INTERFACE...]
  kind    operation
  param   INTERFACE interface
  help    en "Makes an interface anew"
  help    ja "インタフェースを再起動する"

command interface reset pp
  syntax  interface reset pp [PEER_NUM]
  kind    operation
  model   other
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  help    en "Makes a peer's interface anew"
  help    ja "相手のインタフェースを再起動する"

command connect
  syntax  connect pp PEER_NUM
  syntax  connect tunnel TUNNEL_NUM
  syntax  connect PEER_NUM
  syntax  connect INTERFACE
  kind    operation
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Connects to a peer or tunnel now"
  help    ja "手動で接続する"

command disconnect
  syntax  disconnect pp PEER_NUM
  syntax  disconnect tunnel TUNNEL_NUM
  syntax  disconnect PEER_NUM
  syntax  disconnect INTERFACE
  kind    operation
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200 or all anonymous
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Disconnects a peer or tunnel now"
  help    ja "手動で切断する"

command ping
  syntax  ping [{-s DATALEN | -c COUNT | -sa IP_ADDRESS | -w WAIT}...] HOST
  kind    operation
  level   user
  param   DATALEN integer 1..65535 unit bytes default 64
  param   COUNT integer 1..21474836
  param   IP_ADDRESS ip
  param   WAIT decimal 0..99 unit s default 1
  param   HOST word
  help    en "Tests whether a host answers"
  help    ja "ホストの応答を調べる"

command ping6
  syntax  ping6 [{-s DATALEN | -c COUNT | -sa IPV6_ADDRESS | -w WAIT}...] DESTINATION [{pp PEER_NUM | tunnel TUNNEL_NUM | INTERFACE}]
  kind    operation
  level   user
  param   DATALEN integer 1..65535 unit bytes default 64
  param   COUNT integer 1..21474836
  param   IPV6_ADDRESS ipv6
  param   WAIT decimal 0..99 unit s default 1
  param   DESTINATION word
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Tests whether an IPv6 host answers"
  help    ja "IPv6 ホストの応答を調べる"

command traceroute
  syntax  traceroute HOST [{noresolv | -sa SOURCE}...]
  kind    operation
  level   user
  param   HOST word
  param   SOURCE ip
  help    en "Shows the way to a host"
  help    ja "ホストまでの経路を調べる"

command traceroute6
  syntax  traceroute6 DESTINATION [{noresolv | -sa SOURCE}...]
  kind    operation
  level   user
  param   DESTINATION word
  param   SOURCE ipv6
  help    en "Shows the way to an IPv6 host"
  help    ja "IPv6 ホストまでの経路を調べる"

command nslookup
  syntax  nslookup HOST [server=SERVER [edns=EDNS]] [{type=TYPE | cache=CACHE}...]
  kind    operation
  level   user
  param   HOST word
  param   SERVER ip
  param   EDNS one-of on off default off
  param   TYPE one-of a aaaa a+aaaa ptr auto default auto
  param   CACHE one-of on off default on
  help    en "Asks the DNS"
  help    ja "DNS で名前を調べる"

command sip server connect
  syntax  sip server connect NUMBER
  kind    operation
  model   other
  param   NUMBER integer 1..65535
  help    en "Registers with a SIP server now"
  help    ja "SIP サーバに接続する"

command sip server disconnect
  syntax  sip server disconnect NUMBER
  kind    operation
  model   other
  param   NUMBER integer 1..65535
  help    en "Signs off from a SIP server"
  help    ja "SIP サーバから切断する"

command disconnect ip connection
  syntax  disconnect ip connection SESSION_ID [CHANNEL_ID]
  kind    operation
  param   SESSION_ID integer
  param   CHANNEL_ID integer
  help    en "Cuts a session of a dynamic filter"
  help    ja "動的フィルタのセッションを切断する"

command telnet
  syntax  telnet HOST [PORT [MODE [NEGOTIATION [ABORT]]]]
  kind    operation
  param   HOST word
  param   PORT ports default 23
  param   MODE one-of character line auto default auto
  param   NEGOTIATION one-of on off auto default auto
  param   ABORT integer default 29
  help    en "Logs in to a host by TELNET"
  help    ja "TELNET でホストに接続する"

command disconnect ipv6 connection
  syntax  disconnect ipv6 connection SESSION_ID [CHANNEL_ID]
  kind    operation
  param   SESSION_ID integer
  param   CHANNEL_ID integer
  help    en "Cuts an IPv6 session of a dynamic filter"
  help    ja "IPv6 の動的フィルタのセッションを切断する"

command clear switching-hub macaddress
  syntax  clear switching-hub macaddress [INTERFACE]
  kind    clear
  param   INTERFACE interface
  help    en "Forgets the switch's addresses"
  help    ja "スイッチの MAC アドレスを消去する"

command pri loopback active
  syntax  pri loopback active PRI a DATA
  syntax  pri loopback active PRI timeslot HEAD NUM DATA
  kind    operation
  model   other
  param   PRI interface
  param   DATA text
  param   HEAD integer 1..24
  param   NUM integer 1..24
  help    en "Tests a primary-rate line by a loop"
  help    ja "PRI のループバック試験を行う"

command pri loopback passive
  syntax  pri loopback passive PRI remote
  syntax  pri loopback passive PRI payload
  syntax  pri loopback passive PRI timeslot HEAD NUMBER
  syntax  pri loopback passive PRI off
  kind    operation
  model   other
  param   PRI interface
  param   HEAD integer 1..24
  param   NUMBER integer 1..24
  help    en "Answers the loop test of a primary-rate line"
  help    ja "PRI のループバック試験に応じる"

command wol send
  syntax  wol send [-i INTERVAL] [-c COUNT] INTERFACE MAC_ADDRESS [IP_ADDRESS [udp PORT]]
  syntax  wol send [-i INTERVAL] [-c COUNT] INTERFACE MAC_ADDRESS ethernet TYPE
  kind    operation
  param   INTERVAL integer unit s default 1
  param   COUNT integer default 4
  param   INTERFACE interface
  param   MAC_ADDRESS mac
  param   IP_ADDRESS ip
  param   PORT ports
  param   TYPE integer 1501..65535
  help    en "Wakes up a host"
  help    ja "Magic Packet を送る"

command http revision-up go
  syntax  http revision-up go [no-confirm [prompt]]
  kind    operation
  help    en "Updates the firmware over HTTP now"
  help    ja "HTTP でファームウェアを更新する"

command clear url filter
  syntax  clear url filter
  syntax  clear url filter [INTERFACE]
  syntax  clear url filter pp [PEER_NUM]
  syntax  clear url filter tunnel [TUNNEL_NUM]
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Clears the counters of URL filters"
  help    ja "URL フィルタのカウンタを消去する"

command clear url filter external-database
  syntax  clear url filter external-database
  syntax  clear url filter external-database [INTERFACE]
  syntax  clear url filter external-database pp [PEER_NUM]
  syntax  clear url filter external-database tunnel [TUNNEL_NUM]
  kind    clear
  model   other
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Clears the counters of the rating database"
  help    ja "データベースのカウンタを消去する"

command mail notify status exec
  syntax  mail notify status exec ID
  kind    operation
  param   ID integer 1..10
  help    en "Sends the state by mail now"
  help    ja "状態をメールで知らせる"

command rotate external-memory syslog
  syntax  rotate external-memory syslog
  kind    operation
  help    en "Begins a new log file on external memory"
  help    ja "外部メモリのログファイルを切り替える"

command license authentication go
  syntax  license authentication go
  kind    operation
  model   other
  help    en "Checks the licence now"
  help    ja "ライセンスを確かめる"

command license authentication retry interval
  syntax  license authentication retry interval INTERVAL COUNT
  model   other
  order   35604
  param   INTERVAL integer 1..3600 unit s default 30
  param   COUNT integer 1..10 default 5
  help    en "How often the licence check is tried again"
  help    ja "ライセンスの確認の再試行を設定する"

command load
  syntax  load [CONFIG_TYPE] CONFIG [difference] [{silent | interactive}] [no-configure-refresh] [no-key-generate] [rollback-timer=TIMER]
  kind    operation
  model   other
  param   CONFIG_TYPE one-of config file
  param   CONFIG word
  param   TIMER integer 120..21474836 unit s
  help    en "Loads a configuration without restart"
  help    ja "再起動せずに設定を読み込む"

command rollback timer
  syntax  rollback timer TIMER
  kind    operation
  model   other
  param   TIMER integer 1..21474836 unit s
  help    en "Time after which a loaded configuration is given up"
  help    ja "読み込んだ設定を元に戻すまでの時間を設定する"

command confirm
  syntax  confirm
  kind    operation
  model   other
  help    en "Keeps a loaded configuration"
  help    ja "読み込んだ設定を確定する"

command call
  syntax  call [-v] [-x] FILENAME [PARAMETER...]
  kind    operation
  model   other
  param   FILENAME word
  param   PARAMETER text
  help    en "Executes a macro"
  help    ja "マクロを実行する"

command echo
  syntax  echo [STRING]
  kind    operation
  model   other
  param   STRING word
  help    en "Prints a text"
  help    ja "文字列を表示する"
