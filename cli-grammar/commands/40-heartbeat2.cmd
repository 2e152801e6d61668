# Chapter 40 of the command language: heartbeat2. The notation is described in docs/cli-notation.md.

command heartbeat2 myname
  syntax  heartbeat2 myname NAME
  order   34002
  param   NAME word 0..64
  help    en "Own name in heartbeat messages"
  help    ja "ハートビート通知で名乗る名前を設定する"

command heartbeat2 transmit
  syntax  heartbeat2 transmit TRANS_ID [crypto CRYPTO_KEY] auth AUTH_KEY DEST_ADDR...
  key     TRANS_ID
  order   34004
  param   TRANS_ID integer 1..65535
  param   CRYPTO_KEY word 0..32
  param   AUTH_KEY word 0..32
  param   DEST_ADDR word
  help    en "Where heartbeat messages are sent"
  help    ja "ハートビート通知の送信を設定する"

command heartbeat2 transmit enable
  syntax  heartbeat2 transmit enable [one-shot] TRANS_ID_LIST
  order   34006
  param   TRANS_ID_LIST numbers
  help    en "Which heartbeat messages are sent"
  help    ja "ハートビート通知の送信を有効にする"

command heartbeat2 transmit interval
  syntax  heartbeat2 transmit interval TIME
  syntax  heartbeat2 transmit interval TRANS_ID TIME
  key     TRANS_ID
  order   34008
  param   TIME integer 30..65535 unit s default 30
  param   TRANS_ID integer 1..65535
  help    en "How often heartbeat messages are sent"
  help    ja "ハートビート通知の送信間隔を設定する"

command heartbeat2 transmit log
  syntax  heartbeat2 transmit log [TRANS_ID] SW
  order   34010
  param   TRANS_ID integer 1..65535
  param   SW one-of on off default off
  help    en "Whether sent heartbeat messages are logged"
  help    ja "ハートビート通知の送信をログに残すかどうか"

command heartbeat2 receive
  syntax  heartbeat2 receive RECV_ID [crypto CRYPTO_KEY] auth AUTH_KEY
  key     RECV_ID
  order   34012
  param   RECV_ID integer 1..65535
  param   CRYPTO_KEY word 0..32
  param   AUTH_KEY word 0..32
  help    en "Which heartbeat messages are received"
  help    ja "ハートビート通知の受信を設定する"

command heartbeat2 receive enable
  syntax  heartbeat2 receive enable RECV_ID_LIST
  order   34014
  param   RECV_ID_LIST numbers
  help    en "Puts receiving of heartbeat messages into service"
  help    ja "ハートビート通知の受信を有効にする"

command heartbeat2 receive monitor
  syntax  heartbeat2 receive monitor TIME
  syntax  heartbeat2 receive monitor RECV_ID TIME
  key     RECV_ID
  order   34016
  param   TIME integer 30..21474836 or off unit s default off
  param   RECV_ID integer 1..65535
  help    en "When missing heartbeat messages are reported"
  help    ja "ハートビート通知の途絶を監視する"

command heartbeat2 receive log
  syntax  heartbeat2 receive log [RECV_ID] SW
  order   34018
  param   RECV_ID integer 1..65535
  param   SW one-of on off default off
  help    en "Whether received heartbeat messages are logged"
  help    ja "ハートビート通知の受信をログに残すかどうか"

command heartbeat2 receive record limit
  syntax  heartbeat2 receive record limit NUM
  order   34020
  param   NUM integer 64..10000 default 64
  help    en "How many heartbeat messages are kept"
  help    ja "ハートビート通知を残す数を設定する"

command show status heartbeat2
  syntax  show status heartbeat2
  syntax  show status heartbeat2 id RECV_ID
  syntax  show status heartbeat2 name STRING
  kind    show
  level   user
  param   RECV_ID integer 1..65535
  param   STRING word 0..64
  help    en "Shows received heartbeat messages"
  help    ja "ハートビート通知の状態を表示する"

command clear heartbeat2
  syntax  clear heartbeat2
  syntax  clear heartbeat2 id RECV_ID
  syntax  clear heartbeat2 name STRING
  kind    clear
  param   RECV_ID integer 1..65535
  param   STRING word 0..64
  help    en "Clears received heartbeat messages"
  help    ja "ハートビート通知の情報を消去する"
