# Chapter 44 of the command language: mobile. The notation is described in docs/cli-notation.md.

command mobile use
  syntax  mobile use INTERFACE USE [first-connect-wait-time=TIME]
  key     INTERFACE
  order   34402
  param   INTERFACE interface or usb1
  param   USE one-of on off default off
  param   TIME integer 0..300 unit s default 0

command mobile pin code
  syntax  mobile pin code INTERFACE PIN
  key     INTERFACE
  order   34404
  param   INTERFACE interface or usb1
  param   PIN word

command mobile call type
  syntax  mobile call type TYPE
  scope   pp
  model   other
  order   5902
  param   TYPE one-of 1 2 default 1

command execute at-command
  syntax  execute at-command INTERFACE COMMAND
  kind    operation
  param   INTERFACE interface or usb1
  param   COMMAND text

command clear mobile access limitation
  syntax  clear mobile access limitation [INTERFACE]
  syntax  clear mobile access limitation pp [PEER_NUM]
  kind    clear
  param   INTERFACE interface or usb1 wan1
  param   PEER_NUM integer 1..30 family 1..200

command mobile auto connect
  syntax  mobile auto connect AUTO
  scope   pp
  order   5904
  param   AUTO one-of on off default off

command mobile disconnect time
  syntax  mobile disconnect time TIME
  scope   pp
  order   5906
  param   TIME integer 1..21474836 or off unit s default 60

command mobile disconnect input time
  syntax  mobile disconnect input time TIME
  scope   pp
  order   5908
  param   TIME integer 1..21474836 or off unit s default 120

command mobile disconnect output time
  syntax  mobile disconnect output time TIME
  scope   pp
  order   5910
  param   TIME integer 1..21474836 or off unit s default 120

command mobile access-point name
  syntax  mobile access-point name APN cid=CID [pdp=TYPE]
  scope   pp
  order   5912
  param   APN word
  param   CID integer 1..10
  param   TYPE one-of ppp ip

command mobile dial number
  syntax  mobile dial number DIAL_STRING
  scope   pp
  order   5914
  param   DIAL_STRING word

command mobile access limit length
  syntax  mobile access limit length LENGTH [alert=ALERT [ALERT_CANCEL]]
  scope   pp
  order   5916
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default 200000
  param   ALERT word
  param   ALERT_CANCEL word

command mobile access limit time
  syntax  mobile access limit time TIME [alert=ALERT [ALERT_CANCEL]] [unit=UNIT]
  scope   pp
  order   5918
  param   TIME integer 1..2147483647 or off unit s default 3600
  param   ALERT word
  param   ALERT_CANCEL word
  param   UNIT one-of second minute default second

command mobile call prohibit auth-error count
  syntax  mobile call prohibit auth-error count COUNT
  order   34406
  param   COUNT integer 1..21474836 or off default 5

command ppp lcp accm
  syntax  ppp lcp accm ACCM
  scope   pp
  order   5790
  param   ACCM one-of on off default off

command mobile display caller id
  syntax  mobile display caller id SWITCH
  scope   pp
  order   5920
  param   SWITCH one-of on off default off

command mobile syslog
  syntax  mobile syslog SWITCH
  order   34408
  param   SWITCH one-of on off default off

command alarm mobile
  syntax  alarm mobile SWITCH
  order   34410
  param   SWITCH one-of on off default on

command mobile access limit connection length
  syntax  mobile access limit connection length LENGTH [alert=ALERT]
  scope   pp
  order   5922
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default off
  param   ALERT word

command mobile access limit connection time
  syntax  mobile access limit connection time TIME [alert=ALERT]
  scope   pp
  order   5924
  param   TIME integer 1..2147483647 or off unit s default off
  param   ALERT word

command mobile access limit duration
  syntax  mobile access limit duration DURATION
  scope   pp
  order   5926
  param   DURATION integer 1..2592000 or off unit s default off

command mobile arrive use
  syntax  mobile arrive use INTERFACE USE
  model   other
  key     INTERFACE
  order   34412
  param   INTERFACE interface or usb1
  param   USE one-of on off

command mobile arrive permit
  syntax  mobile arrive permit ARRIVE
  model   other
  order   34414
  param   ARRIVE one-of on off default off

command mobile signal-strength go
  syntax  mobile signal-strength go
  kind    operation

command mobile signal-strength
  syntax  mobile signal-strength SWITCH [{interface=INTERFACE | syslog=SYSLOG | interval=INTERVAL}]
  order   34416
  param   SWITCH one-of on off default on
  param   INTERFACE word
  param   SYSLOG one-of on off trans
  param   INTERVAL word

command show status mobile signal-strength
  syntax  show status mobile signal-strength [reverse]
  kind    show
  level   user

command usbhost modem initialize
  syntax  usbhost modem initialize INTERFACE COMMAND [COMMAND_LIST]
  key     INTERFACE
  order   34418
  param   INTERFACE interface or usb1
  param   COMMAND word 0..64
  param   COMMAND_LIST text

command usbhost modem flow control
  syntax  usbhost modem flow control INTERFACE SW
  key     INTERFACE
  order   34420
  param   INTERFACE interface or usb1
  param   SW one-of on off default off

command mobile firmware update go
  syntax  mobile firmware update go INTERFACE
  kind    operation
  model   other
  param   INTERFACE interface or usb1

command mobile carrier mode
  syntax  mobile carrier mode INTERFACE MODE
  model   other
  key     INTERFACE
  order   34422
  param   INTERFACE interface or usb1
  param   MODE one-of 0 1 2 3

command wan auth myname
  syntax  WAN auth myname MYNAME PASSWORD
  key     WAN
  order   34424
  param   WAN interface or wan1
  param   MYNAME word 0..64
  param   PASSWORD word 0..64

command wan bind
  syntax  WAN bind INTERFACE
  key     WAN
  order   34426
  param   WAN interface or wan1
  param   INTERFACE interface or usb1

command wan auto connect
  syntax  WAN auto connect AUTO
  key     WAN
  order   34428
  param   WAN interface or wan1
  param   AUTO one-of on off default off

command wan disconnect time
  syntax  WAN disconnect time TIME
  key     WAN
  order   34430
  param   WAN interface or wan1
  param   TIME integer 1..21474836 or off unit s default 60

command wan disconnect input time
  syntax  WAN disconnect input time TIME
  key     WAN
  order   34432
  param   WAN interface or wan1
  param   TIME integer 1..21474836 or off unit s default 120

command wan disconnect output time
  syntax  WAN disconnect output time TIME
  key     WAN
  order   34434
  param   WAN interface or wan1
  param   TIME integer 1..21474836 or off unit s default 120

command wan always-on
  syntax  WAN always-on SWITCH [TIME]
  key     WAN
  order   34436
  param   WAN interface or wan1
  param   SWITCH one-of on off default off
  param   TIME integer 60..21474836 unit s

command wan access-point name
  syntax  WAN access-point name APN
  key     WAN
  order   34438
  param   WAN interface or wan1
  param   APN word

command wan access limit length
  syntax  WAN access limit length LENGTH [alert=ALERT [ALERT_CANCEL]]
  key     WAN
  order   34440
  param   WAN interface or wan1
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default 200000
  param   ALERT word
  param   ALERT_CANCEL word

command wan access limit time
  syntax  WAN access limit time TIME [alert=ALERT [ALERT_CANCEL]] [unit=UNIT]
  key     WAN
  order   34442
  param   WAN interface or wan1
  param   TIME integer 1..2147483647 or off unit s default 3600
  param   ALERT word
  param   ALERT_CANCEL word
  param   UNIT one-of second minute default second

command wan access limit connection length
  syntax  WAN access limit connection length LENGTH [alert=ALERT]
  key     WAN
  order   34444
  param   WAN interface or wan1
  param   LENGTH integer 1..9223372036854775807 or off unit bytes default off
  param   ALERT word

command wan access limit connection time
  syntax  WAN access limit connection time TIME [alert=ALERT]
  key     WAN
  order   34446
  param   WAN interface or wan1
  param   TIME integer 1..2147483647 or off unit s default off
  param   ALERT word

command wan access limit duration
  syntax  WAN access limit duration DURATION
  key     WAN
  order   34448
  param   WAN interface or wan1
  param   DURATION integer 1..2592000 or off unit s default off
