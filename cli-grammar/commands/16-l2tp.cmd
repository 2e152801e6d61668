# Chapter 16 of the command language: l2tp. The notation is described in docs/cli-notation.md.

command l2tp service
  syntax  l2tp service SERVICE [VERSION [VERSION]]
  order   31602
  param   SERVICE one-of on off default off
  param   VERSION one-of l2tp l2tpv3

command l2tp tunnel auth
  syntax  l2tp tunnel auth SWITCH [PASSWORD]
  scope   tunnel
  order   5402
  param   SWITCH one-of on off default off
  param   PASSWORD word 0..32

command l2tp tunnel disconnect time
  syntax  l2tp tunnel disconnect time TIME
  scope   tunnel
  order   5403
  param   TIME integer 1..21474836 or off unit s default 60

command l2tp keepalive use
  syntax  l2tp keepalive use SWITCH [INTERVAL [COUNT]]
  scope   tunnel
  order   5404
  param   SWITCH one-of on off default on
  param   INTERVAL integer 1..600 unit s default 10
  param   COUNT integer 1..50 default 6

command l2tp keepalive log
  syntax  l2tp keepalive log LOG
  scope   tunnel
  order   5405
  param   LOG one-of on off default off

command l2tp syslog
  syntax  l2tp syslog SYSLOG
  scope   tunnel
  order   5406
  param   SYSLOG one-of on off default off

command l2tp always-on
  syntax  l2tp always-on SW
  scope   tunnel
  order   5400
  param   SW one-of on off default on

command l2tp hostname
  syntax  l2tp hostname HOSTNAME
  scope   tunnel
  order   5401
  param   HOSTNAME word 0..32 default <model>

command l2tp local router-id
  syntax  l2tp local router-id IPV4_ADDRESS
  scope   tunnel
  order   5407
  param   IPV4_ADDRESS ip default 0.0.0.0

command l2tp remote router-id
  syntax  l2tp remote router-id IPV4_ADDRESS
  scope   tunnel
  order   5408
  param   IPV4_ADDRESS ip default 0.0.0.0

command l2tp remote end-id
  syntax  l2tp remote end-id END_ID
  scope   tunnel
  order   5409
  param   END_ID word 0..32
