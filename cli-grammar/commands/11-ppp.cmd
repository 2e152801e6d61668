# Chapter 11 of the command language: ppp. The notation is described in docs/cli-notation.md.

command pp auth username
  syntax  pp auth username USERNAME PASSWORD [myname MYNAME MYPASS] [ISDN1] [clid [ISDN2...]] [mscbcp] [IP_ADDRESS] [IP6_PREFIX]
  syntax  pp auth username USERNAME PASSWORD [myname MYNAME MYPASS] [IP_ADDRESS] [IP6_PREFIX]
  scope   pp
  key     USERNAME
  order   5562
  param   USERNAME word 0..64
  param   PASSWORD word 0..64
  param   MYNAME word
  param   MYPASS word
  param   ISDN1 word
  param   ISDN2 word
  param   IP_ADDRESS ip
  param   IP6_PREFIX ipv6

command pp auth accept
  syntax  pp auth accept ACCEPT...
  syntax  pp auth accept none
  scope   pp
  order   5564
  param   ACCEPT one-of pap chap mschap mschap-v2

command pp auth request
  syntax  pp auth request AUTH [arrive-only]
  scope   pp
  order   5566
  param   AUTH one-of pap chap mschap mschap-v2 chap-pap

command pp auth myname
  syntax  pp auth myname MYNAME PASSWORD
  scope   pp
  order   5568
  param   MYNAME word 0..64
  param   PASSWORD word 0..64

command pp auth multi connect prohibit
  syntax  pp auth multi connect prohibit PROHIBIT
  scope   pp
  order   5570
  param   PROHIBIT one-of on off default off

command ppp lcp acfc
  syntax  ppp lcp acfc ACFC
  scope   pp
  order   5702
  param   ACFC one-of on off default off

command ppp lcp magicnumber
  syntax  ppp lcp magicnumber MAGICNUMBER
  scope   pp
  order   5704
  param   MAGICNUMBER one-of on off default on

command ppp lcp mru
  syntax  ppp lcp mru MRU [LENGTH]
  scope   pp
  order   5706
  param   MRU one-of on off default on
  param   LENGTH integer 1280..1792 default 1792

command ppp lcp pfc
  syntax  ppp lcp pfc PFC
  scope   pp
  order   5708
  param   PFC one-of on off default off

command ppp lcp restart
  syntax  ppp lcp restart TIME
  scope   pp
  order   5710
  param   TIME integer 20..10000 unit ms default 3000

command ppp lcp maxterminate
  syntax  ppp lcp maxterminate COUNT
  scope   pp
  order   5712
  param   COUNT integer 1..10 default 2

command ppp lcp maxconfigure
  syntax  ppp lcp maxconfigure COUNT
  scope   pp
  order   5714
  param   COUNT integer 1..10 default 10

command ppp lcp maxfailure
  syntax  ppp lcp maxfailure COUNT
  scope   pp
  order   5716
  param   COUNT integer 1..10 default 10

command ppp lcp silent
  syntax  ppp lcp silent SWITCH
  scope   pp
  order   5718
  param   SWITCH one-of on off default off

command ppp pap restart
  syntax  ppp pap restart TIME
  scope   pp
  order   5720
  param   TIME integer 20..10000 unit ms default 3000

command ppp pap maxauthreq
  syntax  ppp pap maxauthreq COUNT
  scope   pp
  order   5722
  param   COUNT integer 1..10 default 10

command ppp chap restart
  syntax  ppp chap restart TIME
  scope   pp
  order   5724
  param   TIME integer 20..10000 unit ms default 3000

command ppp chap maxchallenge
  syntax  ppp chap maxchallenge COUNT
  scope   pp
  order   5726
  param   COUNT integer 1..10 default 10

command ppp ipcp vjc
  syntax  ppp ipcp vjc COMPRESSION
  scope   pp
  order   5728
  param   COMPRESSION one-of on off default off

command ppp ipcp ipaddress
  syntax  ppp ipcp ipaddress NEGOTIATION
  scope   pp
  order   5730
  param   NEGOTIATION one-of on off default off

command ppp ipcp restart
  syntax  ppp ipcp restart TIME
  scope   pp
  order   5732
  param   TIME integer 20..10000 unit ms default 3000

command ppp ipcp maxterminate
  syntax  ppp ipcp maxterminate COUNT
  scope   pp
  order   5734
  param   COUNT integer 1..10 default 2

command ppp ipcp maxconfigure
  syntax  ppp ipcp maxconfigure COUNT
  scope   pp
  order   5736
  param   COUNT integer 1..10 default 10

command ppp ipcp maxfailure
  syntax  ppp ipcp maxfailure COUNT
  scope   pp
  order   5738
  param   COUNT integer 1..10 default 10

command wins server
  syntax  wins server SERVER1 [SERVER2]
  order   31102
  param   SERVER1 ip
  param   SERVER2 ip

command ppp ipcp msext
  syntax  ppp ipcp msext MSEXT
  scope   pp
  order   5740
  param   MSEXT one-of on off default off

command ppp ipcp remote address check
  syntax  ppp ipcp remote address check SW
  scope   pp
  order   5742
  param   SW one-of on off default on

command ppp mscbcp restart
  syntax  ppp mscbcp restart TIME
  scope   pp
  order   5744
  param   TIME integer 20..10000 unit ms default 1000

command ppp mscbcp maxretry
  syntax  ppp mscbcp maxretry COUNT
  scope   pp
  order   5746
  param   COUNT integer 1..30 default 30

command ppp ccp type
  syntax  ppp ccp type TYPE
  scope   pp
  order   5748
  param   TYPE one-of stac0 stac cstac mppe-40 mppe-128 mppe-any none default stac

command ppp ccp restart
  syntax  ppp ccp restart TIME
  scope   pp
  order   5750
  param   TIME integer 20..10000 unit ms default 3000

command ppp ccp maxterminate
  syntax  ppp ccp maxterminate COUNT
  scope   pp
  order   5752
  param   COUNT integer 1..10 default 2

command ppp ccp maxconfigure
  syntax  ppp ccp maxconfigure COUNT
  scope   pp
  order   5754
  param   COUNT integer 1..10 default 10

command ppp ccp maxfailure
  syntax  ppp ccp maxfailure COUNT
  scope   pp
  order   5756
  param   COUNT integer 1..10 default 10

command ppp ipv6cp use
  syntax  ppp ipv6cp use USE
  scope   pp
  order   5758
  param   USE one-of on off default on

command ppp mp use
  syntax  ppp mp use USE
  scope   pp
  model   other
  order   5760
  param   USE one-of on off default off

command ppp mp control
  syntax  ppp mp control TYPE
  scope   pp
  model   other
  order   5762
  param   TYPE one-of arrive both call default call

command ppp mp load threshold
  syntax  ppp mp load threshold CALL_LOAD CALL_COUNT DISC_LOAD DISC_COUNT
  scope   pp
  model   other
  order   5764
  param   CALL_LOAD integer 1..100 unit % default 70
  param   CALL_COUNT integer 1..100 default 1
  param   DISC_LOAD integer 0..50 unit % default 30
  param   DISC_COUNT integer 1..100 default 2

command ppp mp maxlink
  syntax  ppp mp maxlink NUMBER
  scope   pp
  model   other
  order   5766
  param   NUMBER integer default 2

command ppp mp minlink
  syntax  ppp mp minlink NUMBER
  scope   pp
  model   other
  order   5768
  param   NUMBER integer default 1

command ppp mp timer
  syntax  ppp mp timer TIME
  scope   pp
  model   other
  order   5770
  param   TIME integer 1..21474836 unit s default 10

command ppp mp divide
  syntax  ppp mp divide DIVIDE
  scope   pp
  model   other
  order   5772
  param   DIVIDE one-of on off default on

command ppp bacp restart
  syntax  ppp bacp restart TIME
  scope   pp
  model   other
  order   5774
  param   TIME integer 20..10000 unit ms default 3000

command ppp bacp maxterminate
  syntax  ppp bacp maxterminate COUNT
  scope   pp
  model   other
  order   5776
  param   COUNT integer 1..10 default 2

command ppp bacp maxconfigure
  syntax  ppp bacp maxconfigure COUNT
  scope   pp
  model   other
  order   5778
  param   COUNT integer 1..10 default 10

command ppp bacp maxfailure
  syntax  ppp bacp maxfailure COUNT
  scope   pp
  model   other
  order   5780
  param   COUNT integer 1..10 default 10

command ppp bap restart
  syntax  ppp bap restart TIME
  scope   pp
  model   other
  order   5782
  param   TIME integer 20..10000 unit ms default 1000

command ppp bap maxretry
  syntax  ppp bap maxretry COUNT
  scope   pp
  model   other
  order   5784
  param   COUNT integer 1..30 default 30

command pppoe use
  syntax  pppoe use INTERFACE
  scope   pp
  order   5512
  param   INTERFACE interface

command pppoe access concentrator
  syntax  pppoe access concentrator NAME
  scope   pp
  order   5514
  param   NAME word

command pppoe auto connect
  syntax  pppoe auto connect SWITCH
  scope   pp
  order   5516
  param   SWITCH one-of on off default on

command pppoe auto disconnect
  syntax  pppoe auto disconnect SWITCH
  scope   pp
  order   5518
  param   SWITCH one-of on off default on

command pppoe padi maxretry
  syntax  pppoe padi maxretry TIMES
  scope   pp
  order   5520
  param   TIMES integer 1..10 default 5

command pppoe padi restart
  syntax  pppoe padi restart TIME
  scope   pp
  order   5522
  param   TIME integer 20..10000 unit ms default 3000

command pppoe padr maxretry
  syntax  pppoe padr maxretry TIMES
  scope   pp
  order   5524
  param   TIMES integer 1..10 default 5

command pppoe padr restart
  syntax  pppoe padr restart TIME
  scope   pp
  order   5526
  param   TIME integer 20..10000 unit ms default 3000

command pppoe disconnect time
  syntax  pppoe disconnect time TIME
  scope   pp
  order   5528
  param   TIME integer 1..21474836 or off unit s default off

command pppoe service-name
  syntax  pppoe service-name NAME
  scope   pp
  order   5530
  param   NAME word 0..255

command pppoe tcp mss limit
  syntax  pppoe tcp mss limit LENGTH
  scope   pp
  order   5532
  param   LENGTH integer 1240..1452 or auto off default auto

command pppoe invalid-session forced close
  syntax  pppoe invalid-session forced close SW
  scope   pp
  order   5534
  param   SW one-of on off default on

command pppoe pass-through member
  syntax  pppoe pass-through member interface INTERFACE [INTERFACE...]
  model   other
  order   31104
  param   INTERFACE interface
