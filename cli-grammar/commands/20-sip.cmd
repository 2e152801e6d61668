# Chapter 20 of the command language: sip. The notation is described in docs/cli-notation.md.

command sip use
  syntax  sip use USE
  order   32002
  param   USE one-of off on default off
  help    en "Whether SIP works"
  help    ja "SIP を使うかどうか"

command sip session timer
  syntax  sip session timer TIME [{update=UPDATE | refresher=REFRESHER}...]
  model   other
  order   32004
  param   TIME integer 60..540 or 0 unit s default 0
  param   UPDATE one-of on off default off
  param   REFRESHER one-of none uac uas default uac
  help    en "Session timer of SIP"
  help    ja "SIP のセッションタイマを設定する"

command sip ip protocol
  syntax  sip ip protocol PROTOCOL
  model   other
  order   32006
  param   PROTOCOL one-of udp tcp default udp
  help    en "Transport protocol of SIP"
  help    ja "SIP の IP プロトコルを設定する"

command sip 100rel
  syntax  sip 100rel SWITCH
  model   other
  order   32008
  param   SWITCH one-of on off default off
  help    en "Whether SIP uses 100rel"
  help    ja "SIP の 100rel を使うかどうか"

command sip user agent
  syntax  sip user agent SW [USER_AGENT]
  model   other
  order   32010
  param   SW one-of on off default off
  param   USER_AGENT word
  help    en "User agent header of SIP"
  help    ja "SIP の User-Agent ヘッダを設定する"

command sip arrive session timer refresher
  syntax  sip arrive session timer refresher REFRESHER
  model   other
  order   32012
  param   REFRESHER one-of uac uas default uac
  help    en "Who refreshes the session of an incoming call"
  help    ja "着信時のセッション更新者を設定する"

command sip arrive ringing p-n-uatype
  syntax  sip arrive ringing p-n-uatype SWITCH
  model   other
  order   32014
  param   SWITCH one-of on off default off
  help    en "P-N-UAType header while ringing"
  help    ja "呼び出し中の P-N-UAType ヘッダを設定する"

command sip arrive session timer method
  syntax  sip arrive session timer method METHOD
  model   other
  order   32016
  param   METHOD one-of auto invite default auto
  help    en "How the session of an incoming call is refreshed"
  help    ja "着信時のセッション更新方法を設定する"

command sip arrive address check
  syntax  sip arrive address check SWITCH
  model   other
  order   32018
  param   SWITCH one-of on off default on
  help    en "Whether the address of incoming calls is checked"
  help    ja "着信時のアドレスを確かめるかどうか"

command sip response code busy
  syntax  sip response code busy CODE
  model   other
  order   32020
  param   CODE one-of 486 503 default 486
  help    en "SIP response when busy"
  help    ja "話中のときの応答コードを設定する"

command sip outer address
  syntax  sip outer address IPADDRESS
  model   other
  order   32022
  param   IPADDRESS ip or auto default auto
  help    en "Outer address in SIP messages"
  help    ja "SIP で使う外側のアドレスを設定する"

command sip log
  syntax  sip log SWITCH
  model   other
  order   32024
  param   SWITCH one-of on off default off
  help    en "Whether SIP messages are logged"
  help    ja "SIP メッセージをログに残すかどうか"

command sip server
  syntax  sip server NUMBER ADDRESS TYPE PROTOCOL SIP_URI [USERNAME [PASSWORD]]
  model   other
  key     NUMBER
  order   32026
  param   NUMBER integer 1..65535
  param   ADDRESS word
  param   TYPE one-of register no-register
  param   PROTOCOL one-of tcp udp
  param   SIP_URI word
  param   USERNAME word
  param   PASSWORD word
  help    en "SIP server"
  help    ja "SIP サーバを設定する"

command sip server session timer
  syntax  sip server session timer NUMBER TIME [{update=UPDATE | refresher=REFRESHER}...]
  model   other
  key     NUMBER
  order   32028
  param   NUMBER integer 1..65535
  param   TIME integer 60..540 or 0 unit s
  param   UPDATE one-of on off
  param   REFRESHER one-of none uac uas
  help    en "Session timer of a SIP server"
  help    ja "SIP サーバごとのセッションタイマを設定する"

command sip server pilot address
  syntax  sip server pilot address NUMBER SIPADDRESS
  model   other
  key     NUMBER
  order   32030
  param   NUMBER integer 1..65535
  param   SIPADDRESS word
  help    en "Pilot address of a SIP server"
  help    ja "SIP サーバの代表アドレスを設定する"

command sip server privacy
  syntax  sip server privacy NUMBER SWITCH [PATTERN]
  model   other
  key     NUMBER
  order   32032
  param   NUMBER integer 1..65535
  param   SWITCH one-of off always-off always-on default-off default-on default off
  param   PATTERN one-of sip-privacy rfc3325 as-is
  help    en "Privacy of the caller's number"
  help    ja "発信者番号の通知方法を設定する"

command sip server display name
  syntax  sip server display name NUMBER DISPLAYNAME
  model   other
  key     NUMBER
  order   32034
  param   NUMBER integer 1..65535
  param   DISPLAYNAME word
  help    en "Display name of the caller"
  help    ja "発信者の表示名を設定する"

command sip server call remote domain
  syntax  sip server call remote domain NUMBER DOMAIN
  model   other
  key     NUMBER
  order   32036
  param   NUMBER integer 1..65535
  param   DOMAIN word
  help    en "Domain of called addresses"
  help    ja "発信先のドメインを設定する"

command sip server 100rel
  syntax  sip server 100rel NUMBER SWITCH
  model   other
  key     NUMBER
  order   32038
  param   NUMBER integer 1..65535
  param   SWITCH one-of on off default off
  help    en "Whether a SIP server uses 100rel"
  help    ja "SIP サーバごとに 100rel を使うかどうか"

command sip server register timer
  syntax  sip server register timer server=NUMBER OK_TIME NG_TIME
  model   other
  key     server
  order   32040
  param   NUMBER integer 1..65535
  param   OK_TIME integer 10..120 unit min default 30
  param   NG_TIME integer 1..60 unit min default 5
  help    en "How often the router registers"
  help    ja "SIP サーバへの登録間隔を設定する"

command sip server register request-uri
  syntax  sip server register request-uri NUMBER SIP_ADDRESS
  model   other
  key     NUMBER
  order   32042
  param   NUMBER integer 1..65535
  param   SIP_ADDRESS word
  help    en "Request-URI of registration"
  help    ja "登録時の Request-URI を設定する"

command sip server qvalue
  syntax  sip server qvalue NUMBER VALUE
  model   other
  key     NUMBER
  order   32044
  param   NUMBER integer 1..65535
  param   VALUE decimal 0..1 or 0 default 0
  help    en "q value of registration"
  help    ja "登録時の q 値を設定する"

command sip server call own permit
  syntax  sip server call own permit server=NUMBER SW
  model   other
  key     server
  order   32046
  param   NUMBER integer 1..65535
  param   SW one-of on off default off
  help    en "Whether calls to the own number are made"
  help    ja "自分の番号への発信を許すかどうか"

command sip server register contact mode
  syntax  sip server register contact mode NUMBER MODE
  model   other
  key     NUMBER
  order   32048
  param   NUMBER integer 1..65535
  param   MODE integer 1..3 default 1
  help    en "Contact header of registration"
  help    ja "登録時の Contact ヘッダの形式を設定する"

command ngn type
  syntax  ngn type INTERFACE TYPE
  key     INTERFACE
  order   12002
  param   INTERFACE interface
  param   TYPE one-of off ntt default off
  help    en "Which LAN is connected to the NGN"
  help    ja "NGN に接続する LAN を設定する"

command tunnel ngn disconnect time
  syntax  tunnel ngn disconnect time TIME
  scope   tunnel
  order   5128
  param   TIME integer 1..21474836 or off unit s default 60
  help    en "Idle time after which data connect ends"
  help    ja "データコネクトを無通信で切断する時間を設定する"

command tunnel ngn bandwidth
  syntax  tunnel ngn bandwidth BANDWIDTH [arrivepermit=SWITCH]
  scope   tunnel
  order   5130
  param   BANDWIDTH speed or 64k 512k 1m default 1m
  param   SWITCH one-of on off default on
  help    en "Bandwidth of data connect"
  help    ja "データコネクトの帯域を設定する"

command tunnel ngn arrive permit
  syntax  tunnel ngn arrive permit PERMIT
  scope   tunnel
  order   5132
  param   PERMIT one-of on off default on
  help    en "Whether data connect answers calls"
  help    ja "データコネクトの着信を許すかどうか"

command tunnel ngn call permit
  syntax  tunnel ngn call permit PERMIT
  scope   tunnel
  order   5134
  param   PERMIT one-of on off default on
  help    en "Whether data connect makes calls"
  help    ja "データコネクトの発信を許すかどうか"

command tunnel ngn interface
  syntax  tunnel ngn interface LAN
  scope   tunnel
  order   5136
  param   LAN interface or auto default auto
  help    en "LAN that data connect uses"
  help    ja "データコネクトで使う LAN を設定する"

command tunnel ngn fallback
  syntax  tunnel ngn fallback REMOTE_TEL...
  scope   tunnel
  order   5138
  param   REMOTE_TEL word
  help    en "Number called when data connect fails"
  help    ja "データコネクト失敗時の発信先を設定する"

command tunnel ngn radius auth
  syntax  tunnel ngn radius auth USE
  scope   tunnel
  order   5140
  param   USE one-of on off default off
  help    en "Whether RADIUS decides about data connect"
  help    ja "データコネクトを RADIUS で認証するかどうか"

command ngn radius auth password
  syntax  ngn radius auth password PASSWORD
  order   12004
  param   PASSWORD word
  help    en "Password for the RADIUS decision"
  help    ja "NGN の RADIUS 認証のパスワードを設定する"

command ngn radius account caller
  syntax  ngn radius account caller USE
  order   12006
  param   USE one-of on off default off
  help    en "Accounting of calls made"
  help    ja "NGN の発信の課金情報を設定する"

command ngn radius account callee
  syntax  ngn radius account callee USE
  order   12008
  param   USE one-of on off default off
  help    en "Accounting of calls answered"
  help    ja "NGN の着信の課金情報を設定する"

command ngn renumbering link-refresh
  syntax  ngn renumbering link-refresh SWITCH
  model   other
  order   12010
  param   SWITCH one-of on off default on
  help    en "Whether new addresses restart the link"
  help    ja "アドレス変更でリンクを更新するかどうか"

command show status ngn
  syntax  show status ngn
  kind    show
  level   user
  help    en "Shows the state of the NGN connection"
  help    ja "NGN への接続状態を表示する"
