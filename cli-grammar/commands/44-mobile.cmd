# Chapter 44 of the command language: mobile. The notation is described in docs/cli-notation.md.

command mobile use
  syntax  mobile use INTERFACE USE [first-connect-wait-time=TIME]
  key     INTERFACE
  order   34402
  param   INTERFACE interface or usb1
  param   USE one-of on off default off
  param   TIME integer 0..300 unit s default 0
  help    en "Whether mobile data works on an interface"
  help    ja "携帯端末による通信を使うかどうか"

command mobile pin code
  syntax  mobile pin code INTERFACE PIN
  key     INTERFACE
  order   34404
  param   INTERFACE interface or usb1
  param   PIN word
  help    en "PIN of the mobile device"
  help    ja "携帯端末の PIN コードを設定する"

command mobile call type
  syntax  mobile call type TYPE
  scope   pp
  model   other
  order   5902
  param   TYPE integer 1..2 default 1
  help    en "How the mobile device calls"
  help    ja "携帯端末の発信方法を設定する"

command execute at-command
  syntax  execute at-command INTERFACE COMMAND
  kind    operation
  param   INTERFACE interface or usb1
  param   COMMAND text
  help    en "Sends an AT command to the device"
  help    ja "AT コマンドを実行する"

command clear mobile access limitation
  syntax  clear mobile access limitation [INTERFACE]
  syntax  clear mobile access limitation pp [PEER_NUM]
  kind    clear
  param   INTERFACE interface or usb1 wan1
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Lifts the limits of mobile data"
  help    ja "携帯通信の制限を解除する"

command mobile auto connect
  syntax  mobile auto connect AUTO
  scope   pp
  order   5904
  param   AUTO one-of on off default off
  help    en "Whether traffic opens the mobile connection"
  help    ja "携帯端末で自動接続するかどうか"

command mobile disconnect time
  syntax  mobile disconnect time TIME
  scope   pp
  order   5906
  param   TIME integer 1..21474836 or off unit s default 60
  help    en "Idle time after which mobile data ends"
  help    ja "携帯通信を無通信で切断する時間を設定する"

command mobile disconnect input time
  syntax  mobile disconnect input time TIME
  scope   pp
  order   5908
  param   TIME integer 1..21474836 or off unit s default 120
  help    en "Time without received data after which mobile data ends"
  help    ja "受信がないときに携帯通信を切断する時間を設定する"

command mobile disconnect output time
  syntax  mobile disconnect output time TIME
  scope   pp
  order   5910
  param   TIME integer 1..21474836 or off unit s default 120
  help    en "Time without sent data after which mobile data ends"
  help    ja "送信がないときに携帯通信を切断する時間を設定する"

command mobile access-point name
  syntax  mobile access-point name APN cid=CID [pdp=TYPE]
  scope   pp
  order   5912
  param   APN word
  param   CID integer 1..10
  param   TYPE one-of ppp ip
  help    en "Access point of mobile data"
  help    ja "携帯通信の接続先 (APN) を設定する"

command mobile dial number
  syntax  mobile dial number DIAL_STRING
  scope   pp
  order   5914
  param   DIAL_STRING word
  help    en "Number dialled for mobile data"
  help    ja "携帯通信の発信番号を設定する"

command mobile access limit length
  syntax  mobile access limit length LENGTH [alert=ALERT [ALERT_CANCEL]]
  scope   pp
  order   5916
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default 200000
  param   ALERT word
  param   ALERT_CANCEL word
  help    en "Most data of mobile traffic"
  help    ja "携帯通信の通信量を制限する"

command mobile access limit time
  syntax  mobile access limit time TIME [alert=ALERT [ALERT_CANCEL]] [unit=UNIT]
  scope   pp
  order   5918
  param   TIME integer 1..2147483647 or off unit s default 3600
  param   ALERT word
  param   ALERT_CANCEL word
  param   UNIT one-of second minute default second
  help    en "Longest time of mobile traffic"
  help    ja "携帯通信の通信時間を制限する"

command mobile call prohibit auth-error count
  syntax  mobile call prohibit auth-error count COUNT
  order   34406
  param   COUNT integer 1..21474836 or off default 5
  help    en "After how many refusals calls stop"
  help    ja "認証エラーで発信を止める回数を設定する"

command ppp lcp accm
  syntax  ppp lcp accm ACCM
  scope   pp
  order   5790
  param   ACCM one-of on off default off
  help    en "Whether control characters are mapped"
  help    ja "ACCM を使うかどうか"

command mobile display caller id
  syntax  mobile display caller id SWITCH
  scope   pp
  order   5920
  param   SWITCH one-of on off default off
  help    en "Whether the own number is shown"
  help    ja "発信者番号を通知するかどうか"

command mobile syslog
  syntax  mobile syslog SWITCH
  order   34408
  param   SWITCH one-of on off default off
  help    en "Whether mobile data is logged"
  help    ja "携帯通信のログを残すかどうか"

command alarm mobile
  syntax  alarm mobile SWITCH
  order   34410
  param   SWITCH one-of on off default on
  help    en "Sound for mobile events"
  help    ja "携帯端末に関するアラーム音を鳴らすかどうか"

command mobile access limit connection length
  syntax  mobile access limit connection length LENGTH [alert=ALERT]
  scope   pp
  order   5922
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default off
  param   ALERT word
  help    en "Most data of one mobile connection"
  help    ja "1 回の携帯通信の通信量を制限する"

command mobile access limit connection time
  syntax  mobile access limit connection time TIME [alert=ALERT]
  scope   pp
  order   5924
  param   TIME integer 1..2147483647 or off unit s default off
  param   ALERT word
  help    en "Longest time of one mobile connection"
  help    ja "1 回の携帯通信の通信時間を制限する"

command mobile access limit duration
  syntax  mobile access limit duration DURATION
  scope   pp
  order   5926
  param   DURATION integer 1..2592000 or off unit s default off
  help    en "Period over which mobile traffic is counted"
  help    ja "携帯通信の制限の期間を設定する"

command mobile arrive use
  syntax  mobile arrive use INTERFACE USE
  model   other
  key     INTERFACE
  order   34412
  param   INTERFACE interface or usb1
  param   USE one-of on off
  help    en "Whether mobile calls are answered"
  help    ja "携帯端末への着信を使うかどうか"

command mobile arrive permit
  syntax  mobile arrive permit ARRIVE
  model   other
  order   34414
  param   ARRIVE one-of on off default off
  help    en "Whose mobile calls are answered"
  help    ja "携帯端末への着信を許す相手を設定する"

command mobile signal-strength go
  syntax  mobile signal-strength go
  kind    operation
  help    en "Measures the signal strength now"
  help    ja "電波の強さを測る"

command mobile signal-strength
  syntax  mobile signal-strength SWITCH [{interface=INTERFACE | syslog=SYSLOG | interval=INTERVAL}]
  order   34416
  param   SWITCH one-of on off default on
  param   INTERFACE word
  param   SYSLOG one-of on off trans
  param   INTERVAL word
  help    en "How signal strength is watched"
  help    ja "電波の強さの監視を設定する"

command show status mobile signal-strength
  syntax  show status mobile signal-strength [reverse]
  kind    show
  level   user
  help    en "Shows the signal strength"
  help    ja "電波の強さを表示する"

command usbhost modem initialize
  syntax  usbhost modem initialize INTERFACE COMMAND [COMMAND_LIST]
  key     INTERFACE
  order   34418
  param   INTERFACE interface or usb1
  param   COMMAND word 0..64
  param   COMMAND_LIST text
  help    en "AT commands that prepare the modem"
  help    ja "モデムの初期化コマンドを設定する"

command usbhost modem flow control
  syntax  usbhost modem flow control INTERFACE SW
  key     INTERFACE
  order   34420
  param   INTERFACE interface or usb1
  param   SW one-of on off default off
  help    en "Flow control of the modem"
  help    ja "モデムのフロー制御を設定する"

command mobile firmware update go
  syntax  mobile firmware update go INTERFACE
  kind    operation
  model   other
  param   INTERFACE interface or usb1
  help    en "Updates the mobile module's firmware"
  help    ja "携帯モジュールのファームウェアを更新する"

command mobile carrier mode
  syntax  mobile carrier mode INTERFACE MODE
  model   other
  key     INTERFACE
  order   34422
  param   INTERFACE interface or usb1
  param   MODE integer 0..3
  help    en "Mode of the mobile carrier"
  help    ja "携帯通信の事業者モードを設定する"

command wan auth myname
  syntax  wan1 auth myname MYNAME PASSWORD
  order   34424
  param   MYNAME word 0..64
  param   PASSWORD word 0..64
  help    en "Own name and password on the WAN interface"
  help    ja "WAN インタフェースで名乗る名前とパスワードを設定する"

command wan bind
  syntax  wan1 bind INTERFACE
  order   34426
  param   INTERFACE interface or usb1
  help    en "Device that the WAN interface uses"
  help    ja "WAN インタフェースで使う機器を設定する"

command wan auto connect
  syntax  wan1 auto connect AUTO
  order   34428
  param   AUTO one-of on off default off
  help    en "Whether traffic opens the WAN interface"
  help    ja "WAN インタフェースで自動接続するかどうか"

command wan disconnect time
  syntax  wan1 disconnect time TIME
  order   34430
  param   TIME integer 1..21474836 or off unit s default 60
  help    en "Idle time after which the WAN interface disconnects"
  help    ja "WAN インタフェースを無通信で切断する時間を設定する"

command wan disconnect input time
  syntax  wan1 disconnect input time TIME
  order   34432
  param   TIME integer 1..21474836 or off unit s default 120
  help    en "Time without received data after which it disconnects"
  help    ja "受信がないときに WAN を切断する時間を設定する"

command wan disconnect output time
  syntax  wan1 disconnect output time TIME
  order   34434
  param   TIME integer 1..21474836 or off unit s default 120
  help    en "Time without sent data after which it disconnects"
  help    ja "送信がないときに WAN を切断する時間を設定する"

command wan always-on
  syntax  wan1 always-on SWITCH [TIME]
  order   34436
  param   SWITCH one-of on off default off
  param   TIME integer 60..21474836 unit s
  help    en "Whether the WAN interface is kept up always"
  help    ja "WAN インタフェースを常時接続するかどうか"

command wan access-point name
  syntax  wan1 access-point name APN
  order   34438
  param   APN word
  help    en "Access point of the WAN interface"
  help    ja "WAN インタフェースの接続先 (APN) を設定する"

command wan access limit length
  syntax  wan1 access limit length LENGTH [alert=ALERT [ALERT_CANCEL]]
  order   34440
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default 200000
  param   ALERT word
  param   ALERT_CANCEL word
  help    en "Most data of the WAN interface"
  help    ja "WAN インタフェースの通信量を制限する"

command wan access limit time
  syntax  wan1 access limit time TIME [alert=ALERT [ALERT_CANCEL]] [unit=UNIT]
  order   34442
  param   TIME integer 1..2147483647 or off unit s default 3600
  param   ALERT word
  param   ALERT_CANCEL word
  param   UNIT one-of second minute default second
  help    en "Longest time of the WAN interface"
  help    ja "WAN インタフェースの通信時間を制限する"

command wan access limit connection length
  syntax  wan1 access limit connection length LENGTH [alert=ALERT]
  order   34444
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default off
  param   ALERT word
  help    en "Most data of one WAN connection"
  help    ja "1 回の WAN 接続の通信量を制限する"

command wan access limit connection time
  syntax  wan1 access limit connection time TIME [alert=ALERT]
  order   34446
  param   TIME integer 1..2147483647 or off unit s default off
  param   ALERT word
  help    en "Longest time of one WAN connection"
  help    ja "1 回の WAN 接続の通信時間を制限する"

command wan access limit duration
  syntax  wan1 access limit duration DURATION
  order   34448
  param   DURATION integer 1..2592000 or off unit s default off
  help    en "Period over which WAN traffic is counted"
  help    ja "WAN の制限の期間を設定する"
