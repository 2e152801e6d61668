# Chapter 6 of the command language: isdn. The notation is described in docs/cli-notation.md.

command line type
  syntax  line type INTERFACE LINE [CHANNELS]
  model   other
  key     INTERFACE LINE
  order   30602
  param   INTERFACE interface
  param   LINE one-of isdn isdn-ntt l64 l128 leased default isdn
  param   CHANNELS one-of 1b 2b default 2b
  help    en "Kind of a line"
  help    ja "回線の種類を設定する"

command isdn local address
  syntax  isdn local address INTERFACE ISDN_NUM
  syntax  isdn local address INTERFACE
  model   other
  key     INTERFACE
  order   30604
  param   INTERFACE word
  param   ISDN_NUM word
  help    en "The router's own ISDN number"
  help    ja "自分の ISDN 番号を設定する"

command isdn terminator
  syntax  isdn terminator INTERFACE TERMINATOR
  model   other
  key     INTERFACE
  order   30606
  param   INTERFACE interface
  param   TERMINATOR one-of on off default on
  help    en "Terminating resistors of the ISDN interface"
  help    ja "ISDN の終端抵抗を設定する"

# Place in show config: before the authentication; `pp auth request` before `pp auth username`: RTX1220 and others.
command pp bind
  syntax  pp bind INTERFACE...
  scope   pp
  order   5494
  param   INTERFACE interface
  help    en "Interface that the selected peer uses"
  help    ja "選択した相手が使うインタフェースを設定する"

command account threshold
  syntax  account threshold [INTERFACE] YEN
  syntax  account threshold pp YEN
  scope   global pp
  model   other
  key     INTERFACE
  order   30608
  param   INTERFACE interface
  param   YEN integer 1..2147483647 or off unit yen default off
  help    en "Limit of charges for calls"
  help    ja "料金の上限を設定する"

command leased backup
  syntax  leased backup PEER_NUM
  scope   pp
  model   other
  order   5822
  param   PEER_NUM integer 1..30 family 1..200 or none
  help    en "What replaces a leased line that fails"
  help    ja "専用線の障害時に使う回線を設定する"

command pp always-on
  syntax  pp always-on SWITCH [TIME]
  scope   pp
  order   5500
  param   SWITCH one-of on off default off
  param   TIME integer 60..21474836 unit s
  help    en "Whether the connection is kept up always"
  help    ja "常時接続するかどうか"

command isdn remote address
  syntax  isdn remote address CALL_ARRIVE ISDN_NUM [ISDN_NUM_LIST]
  scope   pp
  model   other
  key     CALL_ARRIVE
  order   5824
  param   CALL_ARRIVE one-of call arrive
  param   ISDN_NUM word
  param   ISDN_NUM_LIST word
  help    en "The peer's ISDN numbers"
  help    ja "相手の ISDN 番号を設定する"

command isdn auto connect
  syntax  isdn auto connect AUTO
  scope   pp
  model   other
  order   5826
  param   AUTO one-of on off default on
  help    en "Whether traffic makes a call"
  help    ja "自動で発信するかどうか"

command isdn remote call order
  syntax  isdn remote call order ORDER
  scope   pp
  model   other
  order   5828
  param   ORDER one-of round serial default serial
  help    en "In which order the peer's numbers are called"
  help    ja "相手の番号を呼ぶ順序を設定する"

command isdn arrive permit
  syntax  isdn arrive permit ARRIVE [vrrp INTERFACE VRID [slave]]
  scope   pp
  model   other
  order   5830
  param   ARRIVE one-of on off default on
  param   INTERFACE interface
  param   VRID integer 1..255
  help    en "Whether calls are answered"
  help    ja "着信を許すかどうか"

command isdn call permit
  syntax  isdn call permit PERMIT
  scope   pp
  model   other
  order   5832
  param   PERMIT one-of on off default on
  help    en "Whether calls are made"
  help    ja "発信を許すかどうか"

command isdn call block time
  syntax  isdn call block time TIME
  scope   pp
  model   other
  order   5834
  param   TIME decimal 0..15 unit s default 0
  help    en "Pause before the same number is called again"
  help    ja "再発信を控える時間を設定する"

command isdn call prohibit time
  syntax  isdn call prohibit time TIME
  scope   pp
  model   other
  order   5836
  param   TIME decimal 60..21474836 unit s default 60
  help    en "Pause after repeated failures"
  help    ja "失敗が続いたときに発信を控える時間を設定する"

command isdn callback request
  syntax  isdn callback request CALLBACK_REQUEST
  scope   pp
  model   other
  order   5838
  param   CALLBACK_REQUEST one-of on off default off
  help    en "Whether the peer is asked to call back"
  help    ja "コールバックを要求するかどうか"

command isdn callback permit
  syntax  isdn callback permit CALLBACK_PERMIT
  scope   pp
  model   other
  order   5840
  param   CALLBACK_PERMIT one-of on off default off
  help    en "Whether the peer is called back"
  help    ja "コールバックに応じるかどうか"

command isdn callback request type
  syntax  isdn callback request type TYPE
  scope   pp
  model   other
  order   5842
  param   TYPE one-of yamaha mscbcp default yamaha
  help    en "Kind of callback asked for"
  help    ja "要求するコールバックの種類を設定する"

command isdn callback permit type
  syntax  isdn callback permit type TYPE1 [TYPE2]
  scope   pp
  model   other
  order   5844
  param   TYPE1 one-of yamaha mscbcp default yamaha
  param   TYPE2 one-of yamaha mscbcp default mscbcp
  help    en "Kind of callback granted"
  help    ja "応じるコールバックの種類を設定する"

command isdn callback mscbcp user-specify
  syntax  isdn callback mscbcp user-specify SPECIFY
  scope   pp
  model   other
  order   5846
  param   SPECIFY one-of on off default off
  help    en "Whether the caller may name the callback number"
  help    ja "相手が番号を指定するコールバックを許すかどうか"

command isdn callback response time
  syntax  isdn callback response time TYPE TIME
  scope   pp
  model   other
  order   5848
  param   TYPE one-of 1b
  param   TIME decimal 0..15 unit s default 0
  help    en "Pause before calling back"
  help    ja "コールバックするまでの時間を設定する"

command isdn callback wait time
  syntax  isdn callback wait time TIME
  scope   pp
  model   other
  order   5850
  param   TIME decimal 1..60 unit s default 60
  help    en "How long the callback is waited for"
  help    ja "コールバックを待つ時間を設定する"

command isdn disconnect policy
  syntax  isdn disconnect policy TYPE
  scope   pp
  model   other
  order   5852
  param   TYPE integer 1..2 default 1
  help    en "By what rule a call is ended"
  help    ja "切断の方式を設定する"

command isdn disconnect time
  syntax  isdn disconnect time TIME
  scope   pp
  model   other
  order   5854
  param   TIME integer 1..21474836 or off unit s default 60
  help    en "Idle time after which a call ends"
  help    ja "無通信で切断するまでの時間を設定する"

command isdn fast disconnect time
  syntax  isdn fast disconnect time TIME
  scope   pp
  model   other
  order   5856
  param   TIME integer 1..21474836 or off unit s default 20
  help    en "Idle time after which an unused call ends"
  help    ja "使われない呼を早く切断する時間を設定する"

command isdn forced disconnect time
  syntax  isdn forced disconnect time TIME
  scope   pp
  model   other
  order   5858
  param   TIME integer 1..21474836 or off unit s default off
  help    en "Longest time of a call"
  help    ja "強制的に切断するまでの時間を設定する"

command isdn disconnect input time
  syntax  isdn disconnect input time TIME
  scope   pp
  model   other
  order   5860
  param   TIME integer 1..21474836 or off unit s default 120
  help    en "Time without received data after which a call ends"
  help    ja "受信がないときに切断するまでの時間を設定する"

command isdn disconnect output time
  syntax  isdn disconnect output time TIME
  scope   pp
  model   other
  order   5862
  param   TIME integer 1..21474836 or off unit s default 120
  help    en "Time without sent data after which a call ends"
  help    ja "送信がないときに切断するまでの時間を設定する"

command isdn disconnect interval time
  syntax  isdn disconnect interval time UNIT WATCH SPARE
  scope   pp
  model   other
  order   5864
  param   UNIT decimal 1..21474836 or off unit s default 180
  param   WATCH decimal 1..21474836 or off unit s default 6
  param   SPARE decimal 1..21474836 or off unit s default 2
  help    en "Timers of disconnection by charging unit"
  help    ja "課金単位で切断するための時間を設定する"
