# Chapter 11 of the command language: ppp. The notation is described in docs/cli-notation.md.

command pp auth username
  syntax  pp auth username USERNAME PASSWORD [myname MYNAME MYPASS] [ISDN1] [clid [ISDN2...]] [mscbcp] [IP_ADDRESS] [IP6_PREFIX]
  syntax  pp auth username USERNAME PASSWORD [myname MYNAME MYPASS] [IP_ADDRESS] [IP6_PREFIX]
  scope   pp
  key     USERNAME
  order   5568
  param   USERNAME word 0..64
  param   PASSWORD word 0..64
  param   MYNAME word
  param   MYPASS word
  param   ISDN1 telephone
  param   ISDN2 telephone
  param   IP_ADDRESS ip
  param   IP6_PREFIX ipv6
  help    en "Name and password that the peer must give"
  help    ja "相手が名乗る名前とパスワードを設定する"

command pp auth accept
  syntax  pp auth accept ACCEPT...
  syntax  pp auth accept none
  scope   pp
  order   5562
  param   ACCEPT one-of pap chap mschap mschap-v2
  help    en "Kinds of authentication to answer"
  help    ja "受け入れる認証の種類を設定する"

command pp auth request
  syntax  pp auth request AUTH [arrive-only]
  scope   pp
  order   5564
  param   AUTH one-of pap chap mschap mschap-v2 chap-pap
  help    en "Kind of authentication to ask for"
  help    ja "要求する認証の種類を設定する"

command pp auth myname
  syntax  pp auth myname MYNAME PASSWORD
  scope   pp
  order   5566
  param   MYNAME word 0..64
  param   PASSWORD word 0..64
  help    en "Own name and password for the peer"
  help    ja "相手に名乗る名前とパスワードを設定する"

command pp auth multi connect prohibit
  syntax  pp auth multi connect prohibit PROHIBIT
  scope   pp
  order   5570
  param   PROHIBIT one-of on off default off
  help    en "Whether a name may be connected only once"
  help    ja "同じ名前での二重接続を禁じるかどうか"

command ppp lcp acfc
  syntax  ppp lcp acfc ACFC
  scope   pp
  order   5702
  param   ACFC one-of on off default off
  help    en "Whether address and control fields are compressed"
  help    ja "ACFC を使うかどうか"

command ppp lcp magicnumber
  syntax  ppp lcp magicnumber MAGICNUMBER
  scope   pp
  order   5704
  param   MAGICNUMBER one-of on off default on
  help    en "Whether LCP uses a magic number"
  help    ja "マジックナンバーを使うかどうか"

command ppp lcp mru
  syntax  ppp lcp mru MRU [LENGTH]
  scope   pp
  order   5706
  param   MRU one-of on off default on
  param   LENGTH integer 1280..1792 default 1792
  help    en "Longest PPP packet to receive"
  help    ja "MRU を設定する"

command ppp lcp pfc
  syntax  ppp lcp pfc PFC
  scope   pp
  order   5708
  param   PFC one-of on off default off
  help    en "Whether the protocol field is compressed"
  help    ja "PFC を使うかどうか"

command ppp lcp restart
  syntax  ppp lcp restart TIME
  scope   pp
  order   5710
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before LCP sends again"
  help    ja "LCP の再送間隔を設定する"

command ppp lcp maxterminate
  syntax  ppp lcp maxterminate COUNT
  scope   pp
  order   5712
  param   COUNT integer 1..10 default 2
  help    en "How often LCP sends Terminate-Request"
  help    ja "LCP の終了要求の回数を設定する"

command ppp lcp maxconfigure
  syntax  ppp lcp maxconfigure COUNT
  scope   pp
  order   5714
  param   COUNT integer 1..10 default 10
  help    en "How often LCP sends Configure-Request"
  help    ja "LCP の設定要求の回数を設定する"

command ppp lcp maxfailure
  syntax  ppp lcp maxfailure COUNT
  scope   pp
  order   5716
  param   COUNT integer 1..10 default 10
  help    en "How often LCP sends Configure-Nak"
  help    ja "LCP の設定否認の回数を設定する"

command ppp lcp silent
  syntax  ppp lcp silent SWITCH
  scope   pp
  order   5718
  param   SWITCH one-of on off default off
  help    en "Whether LCP waits for the peer to begin"
  help    ja "LCP で相手からの開始を待つかどうか"

command ppp pap restart
  syntax  ppp pap restart TIME
  scope   pp
  order   5720
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before PAP sends again"
  help    ja "PAP の再送間隔を設定する"

command ppp pap maxauthreq
  syntax  ppp pap maxauthreq COUNT
  scope   pp
  order   5722
  param   COUNT integer 1..10 default 10
  help    en "How often PAP asks"
  help    ja "PAP の要求回数を設定する"

command ppp chap restart
  syntax  ppp chap restart TIME
  scope   pp
  order   5724
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before CHAP sends again"
  help    ja "CHAP の再送間隔を設定する"

command ppp chap maxchallenge
  syntax  ppp chap maxchallenge COUNT
  scope   pp
  order   5726
  param   COUNT integer 1..10 default 10
  help    en "How often CHAP challenges"
  help    ja "CHAP の試行回数を設定する"

command ppp ipcp vjc
  syntax  ppp ipcp vjc COMPRESSION
  scope   pp
  order   5728
  param   COMPRESSION one-of on off default off
  help    en "Whether TCP headers are compressed"
  help    ja "TCP ヘッダを圧縮するかどうか"

command ppp ipcp ipaddress
  syntax  ppp ipcp ipaddress NEGOTIATION
  scope   pp
  order   5730
  param   NEGOTIATION one-of on off default off
  help    en "Whether the address is negotiated"
  help    ja "IP アドレスを交渉するかどうか"

command ppp ipcp restart
  syntax  ppp ipcp restart TIME
  scope   pp
  order   5732
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before IPCP sends again"
  help    ja "IPCP の再送間隔を設定する"

command ppp ipcp maxterminate
  syntax  ppp ipcp maxterminate COUNT
  scope   pp
  order   5734
  param   COUNT integer 1..10 default 2
  help    en "How often IPCP sends Terminate-Request"
  help    ja "IPCP の終了要求の回数を設定する"

command ppp ipcp maxconfigure
  syntax  ppp ipcp maxconfigure COUNT
  scope   pp
  order   5736
  param   COUNT integer 1..10 default 10
  help    en "How often IPCP sends Configure-Request"
  help    ja "IPCP の設定要求の回数を設定する"

command ppp ipcp maxfailure
  syntax  ppp ipcp maxfailure COUNT
  scope   pp
  order   5738
  param   COUNT integer 1..10 default 10
  help    en "How often IPCP sends Configure-Nak"
  help    ja "IPCP の設定否認の回数を設定する"

command wins server
  syntax  wins server SERVER1 [SERVER2]
  order   31102
  param   SERVER1 ip
  param   SERVER2 ip
  help    en "WINS servers for PPP peers"
  help    ja "PPP で知らせる WINS サーバを設定する"

command ppp ipcp msext
  syntax  ppp ipcp msext MSEXT
  scope   pp
  order   5740
  param   MSEXT one-of on off default off
  help    en "Whether name servers are negotiated"
  help    ja "ネームサーバを交渉するかどうか"

command ppp ipcp remote address check
  syntax  ppp ipcp remote address check SW
  scope   pp
  order   5742
  param   SW one-of on off default on
  help    en "Whether the peer's address is checked"
  help    ja "相手の IP アドレスを確かめるかどうか"

command ppp mscbcp restart
  syntax  ppp mscbcp restart TIME
  scope   pp
  order   5744
  param   TIME integer 20..10000 unit ms default 1000
  help    en "Time before MS-CBCP sends again"
  help    ja "MS-CBCP の再送間隔を設定する"

command ppp mscbcp maxretry
  syntax  ppp mscbcp maxretry COUNT
  scope   pp
  order   5746
  param   COUNT integer 1..30 default 30
  help    en "How often MS-CBCP sends"
  help    ja "MS-CBCP の送信回数を設定する"

command ppp ccp type
  syntax  ppp ccp type TYPE
  scope   pp
  order   5748
  param   TYPE one-of stac0 stac cstac mppe-40 mppe-128 mppe-any none default stac
  help    en "Compression or encryption of the link"
  help    ja "圧縮または暗号の種類を設定する"

command ppp ccp restart
  syntax  ppp ccp restart TIME
  scope   pp
  order   5750
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before CCP sends again"
  help    ja "CCP の再送間隔を設定する"

command ppp ccp maxterminate
  syntax  ppp ccp maxterminate COUNT
  scope   pp
  order   5752
  param   COUNT integer 1..10 default 2
  help    en "How often CCP sends Terminate-Request"
  help    ja "CCP の終了要求の回数を設定する"

command ppp ccp maxconfigure
  syntax  ppp ccp maxconfigure COUNT
  scope   pp
  order   5754
  param   COUNT integer 1..10 default 10
  help    en "How often CCP sends Configure-Request"
  help    ja "CCP の設定要求の回数を設定する"

command ppp ccp maxfailure
  syntax  ppp ccp maxfailure COUNT
  scope   pp
  order   5756
  param   COUNT integer 1..10 default 10
  help    en "How often CCP sends Configure-Nak"
  help    ja "CCP の設定否認の回数を設定する"

command ppp ipv6cp use
  syntax  ppp ipv6cp use USE
  scope   pp
  order   5758
  param   USE one-of on off default on
  help    en "Whether IPv6 runs over PPP"
  help    ja "IPv6CP を使うかどうか"

command ppp mp use
  syntax  ppp mp use USE
  scope   pp
  model   other
  order   5760
  param   USE one-of on off default off
  help    en "Whether several links are bundled"
  help    ja "マルチリンクを使うかどうか"

command ppp mp control
  syntax  ppp mp control TYPE
  scope   pp
  model   other
  order   5762
  param   TYPE one-of arrive both call default call
  help    en "Which side adds and removes links"
  help    ja "マルチリンクの制御の仕方を設定する"

command ppp mp load threshold
  syntax  ppp mp load threshold CALL_LOAD CALL_COUNT DISC_LOAD DISC_COUNT
  scope   pp
  model   other
  order   5764
  param   CALL_LOAD integer 1..100 unit % default 70
  param   CALL_COUNT integer 1..100 default 1
  param   DISC_LOAD integer 0..50 unit % default 30
  param   DISC_COUNT integer 1..100 default 2
  help    en "Load at which links are added or removed"
  help    ja "リンクを増減する負荷を設定する"

command ppp mp maxlink
  syntax  ppp mp maxlink NUMBER
  scope   pp
  model   other
  order   5766
  param   NUMBER integer default 2
  help    en "Most links of a bundle"
  help    ja "リンク数の上限を設定する"

command ppp mp minlink
  syntax  ppp mp minlink NUMBER
  scope   pp
  model   other
  order   5768
  param   NUMBER integer default 1
  help    en "Fewest links of a bundle"
  help    ja "リンク数の下限を設定する"

command ppp mp timer
  syntax  ppp mp timer TIME
  scope   pp
  model   other
  order   5770
  param   TIME integer 1..21474836 unit s default 10
  help    en "Timers of adding and removing links"
  help    ja "リンクを増減する時間を設定する"

command ppp mp divide
  syntax  ppp mp divide DIVIDE
  scope   pp
  model   other
  order   5772
  param   DIVIDE one-of on off default on
  help    en "Whether packets are split over links"
  help    ja "パケットを分けて送るかどうか"

command ppp bacp restart
  syntax  ppp bacp restart TIME
  scope   pp
  model   other
  order   5774
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before BACP sends again"
  help    ja "BACP の再送間隔を設定する"

command ppp bacp maxterminate
  syntax  ppp bacp maxterminate COUNT
  scope   pp
  model   other
  order   5776
  param   COUNT integer 1..10 default 2
  help    en "How often BACP sends Terminate-Request"
  help    ja "BACP の終了要求の回数を設定する"

command ppp bacp maxconfigure
  syntax  ppp bacp maxconfigure COUNT
  scope   pp
  model   other
  order   5778
  param   COUNT integer 1..10 default 10
  help    en "How often BACP sends Configure-Request"
  help    ja "BACP の設定要求の回数を設定する"

command ppp bacp maxfailure
  syntax  ppp bacp maxfailure COUNT
  scope   pp
  model   other
  order   5780
  param   COUNT integer 1..10 default 10
  help    en "How often BACP sends Configure-Nak"
  help    ja "BACP の設定否認の回数を設定する"

command ppp bap restart
  syntax  ppp bap restart TIME
  scope   pp
  model   other
  order   5782
  param   TIME integer 20..10000 unit ms default 1000
  help    en "Time before BAP sends again"
  help    ja "BAP の再送間隔を設定する"

command ppp bap maxretry
  syntax  ppp bap maxretry COUNT
  scope   pp
  model   other
  order   5784
  param   COUNT integer 1..30 default 30
  help    en "How often BAP sends"
  help    ja "BAP の送信回数を設定する"

command pppoe use
  syntax  pppoe use INTERFACE
  scope   pp
  order   5512
  param   INTERFACE interface
  help    en "LAN on which PPPoE runs"
  help    ja "PPPoE を使う LAN を設定する"

command pppoe access concentrator
  syntax  pppoe access concentrator NAME
  scope   pp
  order   5514
  param   NAME word
  help    en "Name of the access concentrator"
  help    ja "アクセスコンセントレータの名前を設定する"

command pppoe auto connect
  syntax  pppoe auto connect SWITCH
  scope   pp
  order   5516
  param   SWITCH one-of on off default on
  help    en "Whether traffic opens the PPPoE session"
  help    ja "自動で接続するかどうか"

command pppoe auto disconnect
  syntax  pppoe auto disconnect SWITCH
  scope   pp
  order   5518
  param   SWITCH one-of on off default on
  help    en "Whether an idle PPPoE session is closed"
  help    ja "自動で切断するかどうか"

command pppoe padi maxretry
  syntax  pppoe padi maxretry TIMES
  scope   pp
  order   5520
  param   TIMES integer 1..10 default 5
  help    en "How often PADI is sent"
  help    ja "PADI の送信回数を設定する"

command pppoe padi restart
  syntax  pppoe padi restart TIME
  scope   pp
  order   5522
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before PADI is sent again"
  help    ja "PADI の再送間隔を設定する"

command pppoe padr maxretry
  syntax  pppoe padr maxretry TIMES
  scope   pp
  order   5524
  param   TIMES integer 1..10 default 5
  help    en "How often PADR is sent"
  help    ja "PADR の送信回数を設定する"

command pppoe padr restart
  syntax  pppoe padr restart TIME
  scope   pp
  order   5526
  param   TIME integer 20..10000 unit ms default 3000
  help    en "Time before PADR is sent again"
  help    ja "PADR の再送間隔を設定する"

command pppoe disconnect time
  syntax  pppoe disconnect time TIME
  scope   pp
  order   5528
  param   TIME integer 1..21474836 or off unit s default off
  help    en "Idle time after which PPPoE is closed"
  help    ja "無通信で PPPoE を切断する時間を設定する"

command pppoe service-name
  syntax  pppoe service-name NAME
  scope   pp
  order   5530
  param   NAME word 0..255
  help    en "Name of the PPPoE service"
  help    ja "PPPoE のサービス名を設定する"

command pppoe tcp mss limit
  syntax  pppoe tcp mss limit LENGTH
  scope   pp
  order   5532
  param   LENGTH integer 1240..1452 or auto off default auto
  help    en "Limits the TCP segment size on PPPoE"
  help    ja "PPPoE での TCP の MSS を制限する"

command pppoe invalid-session forced close
  syntax  pppoe invalid-session forced close SW
  scope   pp
  order   5534
  param   SW one-of on off default on
  help    en "Whether unknown PPPoE sessions are closed"
  help    ja "知らない PPPoE セッションを閉じるかどうか"

command pppoe pass-through member
  syntax  pppoe pass-through member interface INTERFACE [INTERFACE...]
  model   other
  order   31104
  param   INTERFACE interface
  help    en "LANs between which PPPoE passes through"
  help    ja "PPPoE を透過させる LAN を設定する"
