# Chapter 48 of the command language: switch-control. The notation is described in docs/cli-notation.md.

command switch control mode
  syntax  switch control mode MODE
  model   other
  order   34802
  param   MODE one-of manager agent off default manager
  help    en "How switches are controlled"
  help    ja "スイッチ制御の方式を設定する"

command switch control use
  syntax  switch control use INTERFACE USE [terminal=TERMINAL]
  key     INTERFACE
  order   11522
  param   INTERFACE interface
  param   USE one-of on off default off
  param   TERMINAL one-of family on off default off
  help    en "Whether an interface controls switches"
  help    ja "スイッチ制御を使うかどうか"

command switch control watch interval
  syntax  switch control watch interval TIME [COUNT]
  order   34804
  param   TIME integer 2..10 unit s default 3
  param   COUNT integer 2..10 default 3
  help    en "How often switches are looked for"
  help    ja "スイッチを監視する間隔を設定する"

command lan-map terminal watch interval
  syntax  lan-map terminal watch interval TIME1 [TIME2]
  model   other
  order   34806
  param   TIME1 integer 1800..86400 unit s default 1800
  param   TIME2 integer 10..86400 unit s default 60
  help    en "How often terminals are looked for"
  help    ja "端末を監視する間隔を設定する"

command lan-map snapshot use
  syntax  lan-map snapshot use INTERFACE USE [terminal=TERMINAL]
  model   other
  key     INTERFACE
  order   34808
  param   INTERFACE interface
  param   USE one-of on off default off
  param   TERMINAL one-of on off wired-only default off
  help    en "Whether changes of the LAN map are reported"
  help    ja "LAN マップの変化を知らせるかどうか"

command take lan-map snapshot
  syntax  take lan-map snapshot INTERFACE [update]
  kind    operation
  model   other
  param   INTERFACE interface
  help    en "Takes the present LAN map as the reference"
  help    ja "今の LAN マップを基準として記録する"

command lan-map log
  syntax  lan-map log SW
  model   other
  order   34810
  param   SW one-of on off default off
  help    en "Whether the LAN map is logged"
  help    ja "LAN マップのログを残すかどうか"

command lan-map sysname
  syntax  lan-map sysname NAME
  model   other
  order   34812
  param   NAME word 0..32 default <model>_<serial>
  help    en "Name of the router in the LAN map"
  help    ja "LAN マップでの名前を設定する"

command switch select
  syntax  switch select SWITCH
  kind    operation
  no      accepted
  param   SWITCH switch or none
  help    en "Selects a switch for the following commands"
  help    ja "設定するスイッチを選ぶ"

command switch control function set
  syntax  switch control function set FUNCTION [INDEX...] VALUE
  scope   switch
  key     FUNCTION
  order   5928
  param   FUNCTION word
  param   INDEX integer
  param   VALUE text
  help    en "Sets a value of the selected switch"
  help    ja "スイッチの機能を設定する"

command switch control function get
  syntax  switch control function get FUNCTION [INDEX...] [SWITCH]
  kind    operation
  param   FUNCTION word
  param   INDEX integer
  param   SWITCH switch
  help    en "Asks a switch for a value"
  help    ja "スイッチの値を取得する"

command switch control function execute
  syntax  switch control function execute FUNCTION [INDEX...] [SWITCH]
  kind    operation
  param   FUNCTION word
  param   INDEX integer
  param   SWITCH switch
  help    en "Makes the selected switch do something"
  help    ja "スイッチの機能を実行する"

command switch control function default
  syntax  switch control function default [both] [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Sets the selected switch back to its factory settings"
  help    ja "スイッチを工場出荷時の設定に戻す"

command switch control firmware upload go
  syntax  switch control firmware upload go FILE [SWITCH]
  kind    operation
  param   FILE word
  param   SWITCH switch
  help    en "Updates a switch's firmware"
  help    ja "スイッチのファームウェアを更新する"

command switch control route backup
  syntax  switch control route backup ROUTE PORT
  key     ROUTE
  order   34814
  param   ROUTE word
  param   PORT integer
  help    en "What replaces the way to a switch"
  help    ja "スイッチへの経路のバックアップを設定する"

command switch config directory
  syntax  switch config directory PATH
  model   other
  order   34816
  param   PATH word 0..256 default /sw_config
  help    en "Where switch configurations are kept"
  help    ja "スイッチの設定の置き場所を設定する"

command switch config filename
  syntax  switch config filename NAME
  model   other
  order   34818
  param   NAME word 0..99
  help    en "File of a switch configuration"
  help    ja "スイッチの設定ファイルを設定する"

command switch control config get
  syntax  switch control config get [SWITCH]
  syntax  switch control config get [[INTERFACE] all]
  kind    operation
  model   other
  param   SWITCH switch or all
  param   INTERFACE interface
  help    en "Fetches a switch's configuration"
  help    ja "スイッチの設定を取り出す"

command switch control config set
  syntax  switch control config set [SWITCH]
  syntax  switch control config set [[INTERFACE] all]
  kind    operation
  model   other
  param   SWITCH switch or all
  param   INTERFACE interface
  help    en "Sends a configuration to a switch"
  help    ja "スイッチに設定を送る"

command switch control config-auto-set use
  syntax  switch control config-auto-set use USE
  model   other
  order   34820
  param   USE one-of on off default off
  help    en "Whether new switches get their configuration"
  help    ja "スイッチの設定を自動で送るかどうか"

command switch control function get boot-rom-version
  syntax  switch control function get boot-rom-version [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: boot ROM version"
  help    ja "スイッチから取得する: ブート ROM のバージョン"

command switch control function get firmware-revision
  syntax  switch control function get firmware-revision [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: firmware revision"
  help    ja "スイッチから取得する: ファームウェアのリビジョン"

command switch control function get serial-number
  syntax  switch control function get serial-number [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: serial number"
  help    ja "スイッチから取得する: シリアル番号"

command switch control function get model-name
  syntax  switch control function get model-name [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: model name"
  help    ja "スイッチから取得する: 機種名"

command switch control function get system-macaddress
  syntax  switch control function get system-macaddress [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: own address of the switch"
  help    ja "スイッチから取得する: スイッチの MAC アドレス"

command switch control function set system-name
  syntax  switch control function set system-name NAME
  syntax  switch control function get system-name [SWITCH]
  scope   switch
  order   5930
  param   NAME word 0..64 default <model>_<serial>
  param   SWITCH switch
  help    en "Sets of a switch: name of the switch"
  help    ja "スイッチに設定する: スイッチの名前"

command switch control function set energy-saving
  syntax  switch control function set energy-saving MODE
  syntax  switch control function get energy-saving [SWITCH]
  scope   switch
  order   5932
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: energy saving"
  help    ja "スイッチに設定する: 省電力機能"

command switch control function set led-brightness
  syntax  switch control function set led-brightness MODE
  syntax  switch control function get led-brightness [SWITCH]
  scope   switch
  order   5934
  param   MODE one-of normal economy default normal
  param   SWITCH switch
  help    en "Sets of a switch: brightness of the lamps"
  help    ja "スイッチに設定する: ランプの明るさ"

command switch control function get status-led-mode
  syntax  switch control function get status-led-mode [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: mode of the lamps"
  help    ja "スイッチから取得する: ランプの表示モード"

command switch control function get status-fan
  syntax  switch control function get status-fan [SWITCH]
  kind    operation
  model   other
  param   SWITCH switch
  help    en "Asks a switch for: state of the fan"
  help    ja "スイッチから取得する: ファンの状態"

command switch control function get status-fan-rpm
  syntax  switch control function get status-fan-rpm FAN [SWITCH]
  kind    operation
  model   other
  param   FAN integer
  param   SWITCH switch
  help    en "Asks a switch for: speed of the fan"
  help    ja "スイッチから取得する: ファンの回転数"

command switch control function execute restart
  syntax  switch control function execute restart [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Restarts a switch"
  help    ja "スイッチを再起動する"

command switch control function get system-uptime
  syntax  switch control function get system-uptime [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: time since start"
  help    ja "スイッチから取得する: 起動してからの時間"

command switch control function get lag-type
  syntax  switch control function get lag-type [SWITCH]
  kind    operation
  model   other
  param   SWITCH switch
  help    en "Asks a switch for: way of link aggregation"
  help    ja "スイッチから取得する: リンクアグリゲーションの方式"

command switch control function set port-speed
  syntax  switch control function set port-speed PORT SPEED
  syntax  switch control function get port-speed PORT [SWITCH]
  scope   switch
  key     PORT
  order   5936
  param   PORT ports
  param   SPEED one-of auto 1000-fdx 100-fdx 100-hdx 10-fdx 10-hdx default auto
  param   SWITCH switch
  help    en "Sets of a switch: speed of a port"
  help    ja "スイッチに設定する: ポートの速度"

command switch control function set port-use
  syntax  switch control function set port-use PORT MODE
  syntax  switch control function get port-use PORT [SWITCH]
  scope   switch
  key     PORT
  order   5938
  param   PORT ports
  param   MODE one-of on off default on
  param   SWITCH switch
  help    en "Sets of a switch: use of a port"
  help    ja "スイッチに設定する: ポートの使用"

command switch control function set port-auto-crossover
  syntax  switch control function set port-auto-crossover PORT MODE
  syntax  switch control function get port-auto-crossover PORT [SWITCH]
  scope   switch
  key     PORT
  order   5940
  param   PORT ports
  param   MODE one-of on off default on
  param   SWITCH switch
  help    en "Sets of a switch: automatic crossover of a port"
  help    ja "スイッチに設定する: ポートのオートクロスオーバー"

command switch control function set port-speed-downshift
  syntax  switch control function set port-speed-downshift PORT MODE
  syntax  switch control function get port-speed-downshift PORT [SWITCH]
  scope   switch
  key     PORT
  order   5942
  param   PORT ports
  param   MODE one-of on off default on
  param   SWITCH switch
  help    en "Sets of a switch: speed downshift of a port"
  help    ja "スイッチに設定する: ポートの速度ダウンシフト"

command switch control function set port-flow-control
  syntax  switch control function set port-flow-control PORT MODE
  syntax  switch control function get port-flow-control PORT [SWITCH]
  scope   switch
  key     PORT
  order   5944
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: flow control of a port"
  help    ja "スイッチに設定する: ポートのフロー制御"

command switch control function set port-blocking-control-packet
  syntax  switch control function set port-blocking-control-packet PORT MODE
  syntax  switch control function get port-blocking-control-packet PORT [SWITCH]
  scope   switch
  key     PORT
  order   5946
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: blocking of control frames at a port"
  help    ja "スイッチに設定する: ポートの制御フレームの遮断"

command switch control function set port-blocking-data-packet
  syntax  switch control function set port-blocking-data-packet PORT MODE
  syntax  switch control function get port-blocking-data-packet PORT [SWITCH]
  scope   switch
  key     PORT
  order   5948
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: blocking of data frames at a port"
  help    ja "スイッチに設定する: ポートのデータフレームの遮断"

command switch control function get status-combo-port
  syntax  switch control function get status-combo-port PORT [SWITCH]
  kind    operation
  model   other
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: state of combo ports"
  help    ja "スイッチから取得する: コンボポートの状態"

command switch control function get status-port-sfp-rx-power
  syntax  switch control function get status-port-sfp-rx-power PORT [SWITCH]
  kind    operation
  model   other
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: received light of an SFP"
  help    ja "スイッチから取得する: SFP の受光レベル"

command switch control function get status-port-speed
  syntax  switch control function get status-port-speed PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: speed of a port"
  help    ja "スイッチから取得する: ポートの速度"

command switch control function set macaddress-aging
  syntax  switch control function set macaddress-aging MODE
  syntax  switch control function get macaddress-aging [SWITCH]
  scope   switch
  order   5950
  param   MODE one-of on off default on
  param   SWITCH switch
  help    en "Sets of a switch: ageing of addresses"
  help    ja "スイッチに設定する: MAC アドレスのエージング"

command switch control function set macaddress-aging-timer
  syntax  switch control function set macaddress-aging-timer TIME
  syntax  switch control function get macaddress-aging-timer [SWITCH]
  scope   switch
  order   5952
  param   TIME integer 10..64800 unit s default 300
  param   SWITCH switch
  help    en "Sets of a switch: lifetime of addresses"
  help    ja "スイッチに設定する: MAC アドレスの寿命"

command switch control function get status-macaddress-addr
  syntax  switch control function get status-macaddress-addr MAC_ADDRESS [SWITCH]
  kind    operation
  param   MAC_ADDRESS mac
  param   SWITCH switch
  help    en "Asks a switch for: port of an address"
  help    ja "スイッチから取得する: MAC アドレスのあるポート"

command switch control function get status-macaddress-port
  syntax  switch control function get status-macaddress-port PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: addresses at a port"
  help    ja "スイッチから取得する: ポートの MAC アドレス"

command switch control function execute clear-macaddress-table
  syntax  switch control function execute clear-macaddress-table [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Empties the address table of a switch"
  help    ja "スイッチの MAC アドレステーブルを消去する"

command switch control function set vlan-id
  syntax  switch control function set vlan-id VLAN_REGISTER_NUM VID
  syntax  switch control function get vlan-id VLAN_REGISTER_NUM [SWITCH]
  scope   switch
  key     VLAN_REGISTER_NUM
  order   5954
  param   VLAN_REGISTER_NUM integer 1..256
  param   VID integer 1..4094 default VLAN register number
  param   SWITCH switch
  help    en "Sets of a switch: VLAN ID of an entry"
  help    ja "スイッチに設定する: 登録番号の VLAN ID"

command switch control function set vlan-port-mode
  syntax  switch control function set vlan-port-mode PORT MODE
  syntax  switch control function get vlan-port-mode PORT [SWITCH]
  scope   switch
  key     PORT
  order   5956
  param   PORT ports
  param   MODE one-of access trunk hybrid default access
  param   SWITCH switch
  help    en "Sets of a switch: VLAN mode of a port"
  help    ja "スイッチに設定する: ポートの VLAN の動作"

command switch control function set vlan-access
  syntax  switch control function set vlan-access PORT VLAN_REGISTER_NUM
  syntax  switch control function get vlan-access PORT [SWITCH]
  scope   switch
  key     PORT
  order   5958
  param   PORT ports
  param   VLAN_REGISTER_NUM integer 1..256 default 1
  param   SWITCH switch
  help    en "Sets of a switch: VLAN of an access port"
  help    ja "スイッチに設定する: アクセスポートの VLAN"

command switch control function set vlan-trunk
  syntax  switch control function set vlan-trunk PORT VLAN_REGISTER_NUM MODE
  syntax  switch control function get vlan-trunk PORT VLAN_REGISTER_NUM [SWITCH]
  scope   switch
  key     PORT VLAN_REGISTER_NUM
  order   5960
  param   PORT ports
  param   VLAN_REGISTER_NUM integer 1..256
  param   MODE one-of join leave default leave
  param   SWITCH switch
  help    en "Sets of a switch: VLANs of a trunk port"
  help    ja "スイッチに設定する: トランクポートの VLAN"

command switch control function set vlan-multiple-use
  syntax  switch control function set vlan-multiple-use MODE
  syntax  switch control function get vlan-multiple-use [SWITCH]
  scope   switch
  order   5962
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: use of multiple VLANs"
  help    ja "スイッチに設定する: マルチプル VLAN の使用"

command switch control function set vlan-multiple
  syntax  switch control function set vlan-multiple PORT GROUP_NUM MODE
  syntax  switch control function get vlan-multiple PORT GROUP_NUM [SWITCH]
  scope   switch
  key     PORT GROUP_NUM
  order   5964
  param   PORT ports
  param   GROUP_NUM integer 1..24
  param   MODE one-of join leave default leave
  param   SWITCH switch
  help    en "Sets of a switch: multiple VLANs of a port"
  help    ja "スイッチに設定する: ポートのマルチプル VLAN"

command switch control function set qos-dscp-remark-type
  syntax  switch control function set qos-dscp-remark-type PORT TYPE
  syntax  switch control function get qos-dscp-remark-type PORT [SWITCH]
  scope   switch
  key     PORT
  order   5966
  param   PORT ports
  param   TYPE one-of off af cs default off
  param   SWITCH switch
  help    en "Sets of a switch: way of writing the DSCP at a port"
  help    ja "スイッチに設定する: ポートの DSCP の書き換え方"

command switch control function set qos-dscp-remark-class
  syntax  switch control function set qos-dscp-remark-class PORT CLASS
  syntax  switch control function get qos-dscp-remark-class PORT [SWITCH]
  scope   switch
  key     PORT
  order   5968
  param   PORT ports
  param   CLASS one-of off class1 class2 class3 class4 default off
  param   SWITCH switch
  help    en "Sets of a switch: DSCP class written at a port"
  help    ja "スイッチに設定する: ポートで書き換える DSCP クラス"

command switch control function set qos-speed-unit
  syntax  switch control function set qos-speed-unit UNIT
  syntax  switch control function get qos-speed-unit [SWITCH]
  scope   switch
  order   5970
  param   UNIT one-of 128k 1m 10m 32m default 32m
  param   SWITCH switch
  help    en "Sets of a switch: unit of bandwidth"
  help    ja "スイッチに設定する: 帯域の単位"

command switch control function set qos-policing-use
  syntax  switch control function set qos-policing-use PORT MODE
  syntax  switch control function get qos-policing-use PORT [SWITCH]
  scope   switch
  key     PORT
  order   5972
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: limiting of received traffic"
  help    ja "スイッチに設定する: 受信帯域の制限"

command switch control function set qos-policing-speed
  syntax  switch control function set qos-policing-speed PORT LEVEL
  syntax  switch control function get qos-policing-speed PORT [SWITCH]
  scope   switch
  key     PORT
  order   5974
  param   PORT ports
  param   LEVEL integer 1..31 default 1
  param   SWITCH switch
  help    en "Sets of a switch: limit of received traffic"
  help    ja "スイッチに設定する: 受信帯域の上限"

command switch control function set qos-shaping-use
  syntax  switch control function set qos-shaping-use PORT MODE
  syntax  switch control function get qos-shaping-use PORT [SWITCH]
  scope   switch
  key     PORT
  order   5976
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: limiting of sent traffic"
  help    ja "スイッチに設定する: 送信帯域の制限"

command switch control function set qos-shaping-speed
  syntax  switch control function set qos-shaping-speed PORT LEVEL
  syntax  switch control function get qos-shaping-speed PORT [SWITCH]
  scope   switch
  key     PORT
  order   5978
  param   PORT ports
  param   LEVEL integer 1..31 default 1
  param   SWITCH switch
  help    en "Sets of a switch: limit of sent traffic"
  help    ja "スイッチに設定する: 送信帯域の上限"

command switch control function set mirroring-use
  syntax  switch control function set mirroring-use MODE
  syntax  switch control function get mirroring-use [SWITCH]
  scope   switch
  order   5980
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: mirroring"
  help    ja "スイッチに設定する: ミラーリング"

command switch control function set mirroring-dest
  syntax  switch control function set mirroring-dest PORT
  syntax  switch control function get mirroring-dest [SWITCH]
  scope   switch
  order   5982
  param   PORT integer 1..24 default 24
  param   SWITCH switch
  help    en "Sets of a switch: port that mirrored frames go to"
  help    ja "スイッチに設定する: ミラーリングの宛先ポート"

command switch control function set mirroring-src-rx
  syntax  switch control function set mirroring-src-rx PORT MODE
  syntax  switch control function get mirroring-src-rx PORT [SWITCH]
  scope   switch
  key     PORT
  order   5984
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: ports whose received frames are mirrored"
  help    ja "スイッチに設定する: 受信をミラーリングするポート"

command switch control function set mirroring-src-tx
  syntax  switch control function set mirroring-src-tx PORT MODE
  syntax  switch control function get mirroring-src-tx PORT [SWITCH]
  scope   switch
  key     PORT
  order   5986
  param   PORT ports
  param   MODE one-of on off default off
  param   SWITCH switch
  help    en "Sets of a switch: ports whose sent frames are mirrored"
  help    ja "スイッチに設定する: 送信をミラーリングするポート"

command switch control function set counter-frame-rx-type
  syntax  switch control function set counter-frame-rx-type PORT COUNTER TYPE
  syntax  switch control function get counter-frame-rx-type PORT COUNTER [SWITCH]
  scope   switch
  key     PORT COUNTER
  order   5988
  param   PORT ports
  param   COUNTER integer 1..5
  param   TYPE one-of packets broadcast-and-multicast-packets total-error-packets broadcast-packets multicast-packets packets-64-octets packets-65-to-127-octets packets-128-to-255-octets packets-256-to-511-octets packets-512-to-1023-octets packets-1024-to-1526-octets pause fifo-drops total-good-packets class-0 class-1 class-2 class-3 backward-drops classifier-drops crc-align-errors under-size-packets over-size-packets fragments jabbers control-packets
  param   SWITCH switch
  help    en "Sets of a switch: kind of received frames counted"
  help    ja "スイッチに設定する: 数える受信フレームの種類"

command switch control function set counter-frame-tx-type
  syntax  switch control function set counter-frame-tx-type PORT COUNTER TYPE
  syntax  switch control function get counter-frame-tx-type PORT COUNTER [SWITCH]
  scope   switch
  key     PORT COUNTER
  order   5990
  param   PORT ports
  param   COUNTER integer 1..5
  param   TYPE one-of packets broadcast-and-multicast-packets total-error-packets broadcast-packets multicast-packets packets-64-octets packets-65-to-127-octets packets-128-to-255-octets packets-256-to-511-octets packets-512-to-1023-octets packets-1024-to-1526-octets pause fifo-drops total-good-packets class-0 class-1 class-2 class-3 drops collisions cfi-drop
  param   SWITCH switch
  help    en "Sets of a switch: kind of sent frames counted"
  help    ja "スイッチに設定する: 数える送信フレームの種類"

command switch control function get status-counter-frame-rx
  syntax  switch control function get status-counter-frame-rx PORT COUNTER [SWITCH]
  kind    operation
  param   PORT ports
  param   COUNTER integer 1..5
  param   SWITCH switch
  help    en "Asks a switch for: count of received frames"
  help    ja "スイッチから取得する: 受信フレーム数"

command switch control function get status-counter-frame-tx
  syntax  switch control function get status-counter-frame-tx PORT COUNTER [SWITCH]
  kind    operation
  param   PORT ports
  param   COUNTER integer 1..5
  param   SWITCH switch
  help    en "Asks a switch for: count of sent frames"
  help    ja "スイッチから取得する: 送信フレーム数"

command switch control function get status-counter-octet-rx
  syntax  switch control function get status-counter-octet-rx PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: count of received octets"
  help    ja "スイッチから取得する: 受信オクテット数"

command switch control function get status-counter-octet-tx
  syntax  switch control function get status-counter-octet-tx PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: count of sent octets"
  help    ja "スイッチから取得する: 送信オクテット数"

command switch control function execute clear-counter
  syntax  switch control function execute clear-counter [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Clears the counters of a switch"
  help    ja "スイッチのカウンタを消去する"

command switch control function set loopdetect-count
  syntax  switch control function set loopdetect-count COUNT
  syntax  switch control function get loopdetect-count [SWITCH]
  scope   switch
  key     COUNT
  order   5992
  param   COUNT integer 3..65535 default 3
  param   SWITCH switch
  help    en "Sets of a switch: count of loop detection"
  help    ja "スイッチに設定する: ループ検出の回数"

command switch control function set loopdetect-time
  syntax  switch control function set loopdetect-time TIME
  syntax  switch control function get loopdetect-time [SWITCH]
  scope   switch
  order   5994
  param   TIME integer 2..60 unit s default 3
  param   SWITCH switch
  help    en "Sets of a switch: period of loop detection"
  help    ja "スイッチに設定する: ループ検出の時間"

command switch control function set loopdetect-linkdown
  syntax  switch control function set loopdetect-linkdown ACTION
  syntax  switch control function get loopdetect-linkdown [SWITCH]
  scope   switch
  order   5996
  param   ACTION one-of none linkdown linkdown-recovery default none
  param   SWITCH switch
  help    en "Sets of a switch: reaction to a loop"
  help    ja "スイッチに設定する: ループ検出時の動作"

command switch control function set loopdetect-recovery-timer
  syntax  switch control function set loopdetect-recovery-timer TIME
  syntax  switch control function get loopdetect-recovery-timer [SWITCH]
  scope   switch
  order   5998
  param   TIME integer 1..86400 unit s default 300
  param   SWITCH switch
  help    en "Sets of a switch: time until a loop is forgiven"
  help    ja "スイッチに設定する: ループ検出から戻るまでの時間"

command switch control function set loopdetect-port-use
  syntax  switch control function set loopdetect-port-use PORT MODE
  syntax  switch control function get loopdetect-port-use PORT [SWITCH]
  scope   switch
  key     PORT
  order   6000
  param   PORT ports
  param   MODE one-of on off default on
  param   SWITCH switch
  help    en "Sets of a switch: loop detection of a port"
  help    ja "スイッチに設定する: ポートのループ検出"

command switch control function set loopdetect-use-control-packet
  syntax  switch control function set loopdetect-use-control-packet MODE
  syntax  switch control function get loopdetect-use-control-packet [SWITCH]
  scope   switch
  order   6002
  param   MODE one-of on off default on
  param   SWITCH switch
  help    en "Sets of a switch: loop detection by control frames"
  help    ja "スイッチに設定する: 制御フレームによるループ検出"

command switch control function get status-loopdetect-port
  syntax  switch control function get status-loopdetect-port PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: loops found at a port"
  help    ja "スイッチから取得する: ポートのループ検出の状態"

command switch control function get status-loopdetect-recovery-timer
  syntax  switch control function get status-loopdetect-recovery-timer PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: time until a loop is forgiven"
  help    ja "スイッチから取得する: ループ検出から戻るまでの時間"

command switch control function execute reset-loopdetect
  syntax  switch control function execute reset-loopdetect [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Resets the loop detection of a switch"
  help    ja "スイッチのループ検出をやり直す"

command switch control function set poe-class
  syntax  switch control function set poe-class PORT CLASS
  syntax  switch control function get poe-class PORT [SWITCH]
  scope   switch
  key     PORT CLASS
  order   6004
  param   PORT ports
  param   CLASS one-of none class3 class4
  param   SWITCH switch
  help    en "Sets of a switch: power class of a port"
  help    ja "スイッチに設定する: ポートの給電クラス"

command switch control function get status-poe-state
  syntax  switch control function get status-poe-state PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: state of the power supply"
  help    ja "スイッチから取得する: 給電の状態"

command switch control function get status-poe-detect-class
  syntax  switch control function get status-poe-detect-class PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: power class found at a port"
  help    ja "スイッチから取得する: 検出した給電クラス"

command switch control function get status-poe-temperature
  syntax  switch control function get status-poe-temperature [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Asks a switch for: temperature of the power supply"
  help    ja "スイッチから取得する: 給電部の温度"

command switch control function get status-poe-supply
  syntax  switch control function get status-poe-supply PORT [SWITCH]
  kind    operation
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: power taken at a port"
  help    ja "スイッチから取得する: ポートの給電電力"

command switch control function get status-poe-supply-detail
  syntax  switch control function get status-poe-supply-detail PORT [SWITCH]
  kind    operation
  model   other
  param   PORT ports
  param   SWITCH switch
  help    en "Asks a switch for: power taken at a port in detail"
  help    ja "スイッチから取得する: ポートの給電電力の詳細"

command switch control function get status-poe-supply-total
  syntax  switch control function get status-poe-supply-total [SWITCH]
  kind    operation
  model   other
  param   SWITCH switch
  help    en "Asks a switch for: power taken at all ports"
  help    ja "スイッチから取得する: 給電電力の合計"

command switch control function execute restart-poe-supply
  syntax  switch control function execute restart-poe-supply [SWITCH]
  kind    operation
  param   SWITCH switch
  help    en "Restarts the power supply of a port"
  help    ja "ポートの給電をやり直す"

command switch control function execute start-poe-supply
  syntax  switch control function execute start-poe-supply PORT [SWITCH]
  kind    operation
  model   other
  param   PORT ports
  param   SWITCH switch
  help    en "Starts the power supply of a port"
  help    ja "ポートの給電を始める"

command switch control function execute stop-poe-supply
  syntax  switch control function execute stop-poe-supply PORT [SWITCH]
  kind    operation
  model   other
  param   PORT ports
  param   SWITCH switch
  help    en "Stops the power supply of a port"
  help    ja "ポートの給電を止める"

command ap select
  syntax  ap select AP
  kind    operation
  no      accepted
  model   other
  param   AP switch or none
  help    en "Selects an access point for the following commands"
  help    ja "設定するアクセスポイントを選ぶ"

command ap config directory
  syntax  ap config directory PATH
  model   other
  order   34822
  param   PATH word 0..256 default /ap_config
  help    en "Where access point configurations are kept"
  help    ja "アクセスポイントの設定の置き場所を設定する"

command ap config filename
  syntax  ap config filename NAME
  model   other
  order   34824
  param   NAME word 0..99
  help    en "File of an access point configuration"
  help    ja "アクセスポイントの設定ファイルを設定する"

command ap control config get
  syntax  ap control config get [AP]
  syntax  ap control config get [[INTERFACE] all]
  kind    operation
  model   other
  param   AP switch or all
  param   INTERFACE interface
  help    en "Fetches an access point's configuration"
  help    ja "アクセスポイントの設定を取り出す"

command ap control config set
  syntax  ap control config set [AP]
  syntax  ap control config set [[INTERFACE] all]
  kind    operation
  model   other
  param   AP switch or all
  param   INTERFACE interface
  help    en "Sends a configuration to an access point"
  help    ja "アクセスポイントに設定を送る"

command ap control config delete
  syntax  ap control config delete [AP]
  kind    operation
  model   other
  param   AP switch or all
  help    en "Deletes an access point's configuration"
  help    ja "アクセスポイントの設定を削除する"

command ap control config-auto-set use
  syntax  ap control config-auto-set use USE
  model   other
  order   34826
  param   USE one-of on off default on
  help    en "Whether new access points get their configuration"
  help    ja "アクセスポイントの設定を自動で送るかどうか"

command ap control firmware update go
  syntax  ap control firmware update go [AP]
  kind    operation
  model   other
  param   AP switch or all
  help    en "Updates an access point's firmware"
  help    ja "アクセスポイントのファームウェアを更新する"

command ap control http proxy use
  syntax  ap control http proxy use USE
  model   other
  order   34828
  param   USE one-of on off default on
  help    en "Whether access points are reached through the router"
  help    ja "アクセスポイントへの HTTP 中継を使うかどうか"

command ap control http proxy timeout
  syntax  ap control http proxy timeout TIME
  model   other
  order   34830
  param   TIME integer unit s default 60
  help    en "How long such a connection may be silent"
  help    ja "HTTP 中継のタイムアウトを設定する"

command httpd proxy-access l2ms permit
  syntax  httpd proxy-access l2ms permit PERMIT
  model   other
  order   34832
  param   PERMIT one-of on off default off
  help    en "Whether the web server leads to managed devices"
  help    ja "HTTP サーバから管理機器への接続を許すかどうか"
