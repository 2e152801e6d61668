# Chapter 21 of the command language: snmp. The notation is described in docs/cli-notation.md.

# SNMP stands between DNS and the schedule: N1200.
command snmp host
  syntax  snmp host HOST [RO_COMMUNITY [RW_COMMUNITY]]
  order   28502
  param   HOST addresses or any none default none
  param   RO_COMMUNITY word 0..16
  param   RW_COMMUNITY word 0..16
  help    en "Hosts that may ask by SNMPv1"
  help    ja "SNMPv1 でアクセスできるホストを設定する"

command snmp community read-only
  syntax  snmp community read-only NAME
  order   28504
  param   NAME word 0..16 default public
  help    en "Community for reading by SNMPv1"
  help    ja "SNMPv1 の読み出し用コミュニティ名を設定する"

command snmp community read-write
  syntax  snmp community read-write NAME
  order   28506
  param   NAME word 0..16
  help    en "Community for writing by SNMPv1"
  help    ja "SNMPv1 の書き込み用コミュニティ名を設定する"

command snmp trap host
  syntax  snmp trap host HOST [COMMUNITY]
  key     HOST
  order   28508
  param   HOST ip
  param   COMMUNITY word 0..16
  help    en "Hosts that receive SNMPv1 traps"
  help    ja "SNMPv1 トラップの送信先を設定する"

command snmp trap community
  syntax  snmp trap community NAME
  order   28510
  param   NAME word 0..16 default public
  help    en "Community of SNMPv1 traps"
  help    ja "SNMPv1 トラップのコミュニティ名を設定する"

command snmpv2c host
  syntax  snmpv2c host HOST [RO_COMMUNITY [RW_COMMUNITY]]
  order   28512
  param   HOST addresses or any none default none
  param   RO_COMMUNITY word 0..16
  param   RW_COMMUNITY word 0..16
  help    en "Hosts that may ask by SNMPv2c"
  help    ja "SNMPv2c でアクセスできるホストを設定する"

command snmpv2c community read-only
  syntax  snmpv2c community read-only NAME
  order   28514
  param   NAME word 0..16 default public
  help    en "Community for reading by SNMPv2c"
  help    ja "SNMPv2c の読み出し用コミュニティ名を設定する"

command snmpv2c community read-write
  syntax  snmpv2c community read-write NAME
  order   28516
  param   NAME word 0..16
  help    en "Community for writing by SNMPv2c"
  help    ja "SNMPv2c の書き込み用コミュニティ名を設定する"

command snmpv2c trap host
  syntax  snmpv2c trap host HOST [TYPE [COMMUNITY]]
  key     HOST
  order   28518
  param   HOST ip
  param   TYPE one-of trap inform default trap
  param   COMMUNITY word 0..16
  help    en "Hosts that receive SNMPv2c traps"
  help    ja "SNMPv2c トラップの送信先を設定する"

command snmpv2c trap community
  syntax  snmpv2c trap community NAME
  order   28520
  param   NAME word 0..16 default public
  help    en "Community of SNMPv2c traps"
  help    ja "SNMPv2c トラップのコミュニティ名を設定する"

command snmpv3 engine id
  syntax  snmpv3 engine id ENGINE_ID
  order   28522
  param   ENGINE_ID word 0..27 default <LAN1 MAC address>
  help    en "Engine ID of SNMPv3"
  help    ja "SNMPv3 のエンジン ID を設定する"

command snmpv3 context name
  syntax  snmpv3 context name NAME
  order   28524
  param   NAME word 0..16
  help    en "Context name of SNMPv3"
  help    ja "SNMPv3 のコンテキスト名を設定する"

command snmpv3 usm user
  syntax  snmpv3 usm user USER_ID NAME [group GROUP_ID] [AUTH AUTH_PASS [PRIV PRIV_PASS]]
  key     USER_ID
  order   28526
  param   USER_ID integer 1..65535
  param   NAME word 0..32
  param   GROUP_ID integer 1..65535
  param   AUTH one-of md5 sha
  param   AUTH_PASS word 8..32
  param   PRIV one-of des-cbc aes128-cfb
  param   PRIV_PASS word 8..32
  help    en "User of SNMPv3"
  help    ja "SNMPv3 のユーザを設定する"

command snmpv3 host
  syntax  snmpv3 host HOST user USER_ID...
  syntax  snmpv3 host none
  order   28528
  param   HOST addresses or any
  param   USER_ID numbers
  help    en "Hosts that may ask by SNMPv3"
  help    ja "SNMPv3 でアクセスできるホストを設定する"

command snmpv3 vacm view
  syntax  snmpv3 vacm view VIEW_ID TYPE OID [{TYPE OID}...]
  key     VIEW_ID
  order   28530
  param   VIEW_ID integer 1..65535
  param   TYPE one-of include exclude
  param   OID word
  help    en "View of SNMPv3"
  help    ja "SNMPv3 のビューを設定する"

command snmpv3 vacm access
  syntax  snmpv3 vacm access GROUP_ID read READ_VIEW write WRITE_VIEW
  key     GROUP_ID
  order   28532
  param   GROUP_ID integer 1..65535
  param   READ_VIEW integer 1..65535 or none
  param   WRITE_VIEW integer 1..65535 or none
  help    en "Rights of a group of SNMPv3"
  help    ja "SNMPv3 のアクセス権を設定する"

command snmpv3 trap host
  syntax  snmpv3 trap host HOST [TYPE] user USER_ID
  key     HOST
  order   28534
  param   HOST ip
  param   TYPE one-of trap inform default trap
  param   USER_ID integer 1..65535
  help    en "Hosts that receive SNMPv3 traps"
  help    ja "SNMPv3 トラップの送信先を設定する"

command snmp local address
  syntax  snmp local address IP_ADDRESS
  order   28536
  param   IP_ADDRESS ip
  help    en "Source address of SNMP packets"
  help    ja "SNMP の始点アドレスを設定する"

command snmp syscontact
  syntax  snmp syscontact NAME
  order   28538
  param   NAME word 0..255
  help    en "Value of sysContact"
  help    ja "sysContact の値を設定する"

command snmp syslocation
  syntax  snmp syslocation NAME
  order   28540
  param   NAME word 0..255
  help    en "Value of sysLocation"
  help    ja "sysLocation の値を設定する"

command snmp sysname
  syntax  snmp sysname NAME
  order   28542
  param   NAME word 0..255
  help    en "Value of sysName"
  help    ja "sysName の値を設定する"

command snmp trap enable snmp
  syntax  snmp trap enable snmp TRAP [TRAP...]
  syntax  snmp trap enable snmp all
  order   28544
  param   TRAP one-of coldstart warmstart linkdown linkup authenticationfailure
  help    en "Standard traps that are sent"
  help    ja "送る標準トラップを設定する"

command snmp trap cpu threshold
  syntax  snmp trap cpu threshold SWITCH
  model   other
  order   28546
  param   SWITCH one-of on off default off
  help    en "Whether processor load is reported by trap"
  help    ja "CPU 使用率のトラップを送るかどうか"

command snmp trap memory threshold
  syntax  snmp trap memory threshold SWITCH
  model   other
  order   28548
  param   SWITCH one-of on off default off
  help    en "Whether memory use is reported by trap"
  help    ja "メモリ使用率のトラップを送るかどうか"

command snmp trap delay-timer
  syntax  snmp trap delay-timer [WAIT]
  syntax  snmp trap delay-timer off
  model   other
  order   28550
  param   WAIT integer 1..21474836 unit s
  help    en "Pause before a trap is sent"
  help    ja "トラップの送信を遅らせる時間を設定する"

command snmp trap send linkdown
  syntax  snmp trap send linkdown INTERFACE SWITCH
  syntax  snmp trap send linkdown pp PEER_NUM SWITCH
  syntax  snmp trap send linkdown tunnel TUNNEL_NUM SWITCH
  key     INTERFACE PEER_NUM TUNNEL_NUM
  order   28552
  param   INTERFACE interface
  param   SWITCH one-of on off default on
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Whether an interface sends link down traps"
  help    ja "リンクダウンのトラップを送るかどうか"

command snmp yrifppdisplayatmib2
  syntax  snmp yrifppdisplayatmib2 SWITCH
  order   28554
  param   SWITCH one-of on off default off
  help    en "Whether peers appear in MIB2"
  help    ja "相手を MIB2 に載せるかどうか"

command snmp yriftunneldisplayatmib2
  syntax  snmp yriftunneldisplayatmib2 SWITCH
  order   28556
  param   SWITCH one-of on off default off
  help    en "Whether tunnels appear in MIB2"
  help    ja "トンネルを MIB2 に載せるかどうか"

command snmp yrifswitchdisplayatmib2
  syntax  snmp yrifswitchdisplayatmib2 SWITCH
  order   28558
  param   SWITCH one-of on off default on
  help    en "Whether switches appear in MIB2"
  help    ja "スイッチを MIB2 に載せるかどうか"

command snmp display ipcp force
  syntax  snmp display ipcp force SWITCH
  order   28560
  param   SWITCH one-of on off default off
  help    en "Whether the IPCP address is always shown"
  help    ja "IPCP のアドレスを必ず載せるかどうか"

command snmp trap link-updown separate-l2switch-port
  syntax  snmp trap link-updown separate-l2switch-port INTERFACE SWITCH
  key     INTERFACE
  order   28562
  param   INTERFACE interface
  param   SWITCH one-of on off default off
  help    en "Whether each switch port sends traps"
  help    ja "スイッチのポートごとにトラップを送るかどうか"

command snmp trap mobile signal-strength
  syntax  snmp trap mobile signal-strength SWITCH [LEVEL]
  order   28564
  param   SWITCH one-of on off default off
  param   LEVEL integer 0..3
  help    en "Whether signal strength is reported by trap"
  help    ja "電波の強さのトラップを送るかどうか"

command snmp ifindex switch static index
  syntax  snmp ifindex switch static index INDEX SWITCH
  key     INDEX
  order   28566
  param   INDEX integer 100000000..199999999
  param   SWITCH switch
  help    en "Fixed interface index of a switch"
  help    ja "スイッチのインタフェース番号を固定する"

command snmp yrswindex switch static index
  syntax  snmp yrswindex switch static index INDEX SWITCH
  key     INDEX
  order   28568
  param   INDEX integer 1..2147483647
  param   SWITCH switch
  help    en "Fixed switch index"
  help    ja "スイッチの番号を固定する"

command snmp trap enable switch
  syntax  snmp trap enable switch SWITCH TRAP [TRAP...]
  syntax  snmp trap enable switch SWITCH all
  syntax  snmp trap enable switch SWITCH none
  key     SWITCH
  order   28570
  param   SWITCH switch
  param   TRAP one-of linkup linkdown fanlock loopdetect poesupply poeterminate oversupply overtemp powerfailure
  help    en "Traps of a switch"
  help    ja "スイッチのトラップを設定する"

command snmp trap enable switch common
  syntax  snmp trap enable switch common TRAP [TRAP...]
  syntax  snmp trap enable switch common all
  syntax  snmp trap enable switch common none
  order   28572
  param   TRAP one-of find-switch detect-down
  help    en "Common traps of switches"
  help    ja "スイッチに共通のトラップを設定する"
