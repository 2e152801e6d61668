# Chapter 16 of the command language: l2tp. The notation is described in docs/cli-notation.md.

command l2tp service
  syntax  l2tp service SERVICE [VERSION [VERSION]]
  order   31602
  param   SERVICE one-of on off default off
  param   VERSION one-of l2tp l2tpv3
  help    en "Whether L2TP works, and which versions"
  help    ja "L2TP を使うかどうか"

command l2tp tunnel auth
  syntax  l2tp tunnel auth SWITCH [PASSWORD]
  scope   tunnel
  order   5402
  param   SWITCH one-of on off default off
  param   PASSWORD word 0..32
  help    en "Whether L2TP tunnels authenticate, and by which password"
  help    ja "L2TP トンネルの認証を設定する"

command l2tp tunnel disconnect time
  syntax  l2tp tunnel disconnect time TIME
  scope   tunnel
  order   5403
  param   TIME integer 1..21474836 or off unit s default 60
  help    en "Idle time after which L2TP disconnects"
  help    ja "L2TP を無通信で切断する時間を設定する"

command l2tp keepalive use
  syntax  l2tp keepalive use SWITCH [INTERVAL [COUNT]]
  scope   tunnel
  order   5404
  param   SWITCH one-of on off default on
  param   INTERVAL integer 1..600 unit s default 10
  param   COUNT integer 1..50 default 6
  help    en "Whether L2TP probes its peer"
  help    ja "L2TP のキープアライブを設定する"

command l2tp keepalive log
  syntax  l2tp keepalive log LOG
  scope   tunnel
  order   5405
  param   LOG one-of on off default off
  help    en "Whether L2TP keepalive is logged"
  help    ja "L2TP のキープアライブをログに残すかどうか"

command l2tp syslog
  syntax  l2tp syslog SYSLOG
  scope   tunnel
  order   5406
  param   SYSLOG one-of on off default off
  help    en "Whether L2TP connections are logged"
  help    ja "L2TP の接続をログに残すかどうか"

command l2tp always-on
  syntax  l2tp always-on SW
  scope   tunnel
  order   5400
  param   SW one-of on off default on
  help    en "Whether L2TPv3 is kept up always"
  help    ja "L2TPv3 で常時接続するかどうか"

command l2tp hostname
  syntax  l2tp hostname HOSTNAME
  scope   tunnel
  order   5401
  param   HOSTNAME word 0..32 default <model>
  help    en "Host name told to the L2TP peer"
  help    ja "L2TP で知らせるホスト名を設定する"

command l2tp local router-id
  syntax  l2tp local router-id IPV4_ADDRESS
  scope   tunnel
  order   5407
  param   IPV4_ADDRESS ip default 0.0.0.0
  help    en "Own router ID of L2TPv3"
  help    ja "L2TPv3 の自分側のルーター ID を設定する"

command l2tp remote router-id
  syntax  l2tp remote router-id IPV4_ADDRESS
  scope   tunnel
  order   5408
  param   IPV4_ADDRESS ip default 0.0.0.0
  help    en "The peer's router ID of L2TPv3"
  help    ja "L2TPv3 の相手側のルーター ID を設定する"

command l2tp remote end-id
  syntax  l2tp remote end-id END_ID
  scope   tunnel
  order   5409
  param   END_ID word 0..32
  help    en "Name of the L2TPv3 circuit"
  help    ja "L2TPv3 のリモートエンド ID を設定する"
