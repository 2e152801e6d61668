# Chapter 49 of the command language: yno. The notation is described in docs/cli-notation.md.

command yno use
  syntax  yno use SW
  model   other
  key     SW
  order   34902
  param   SW one-of on off default off

command yno access code
  syntax  yno access code OPERATOR_ID ACCESS_CODE
  model   other
  order   34904
  param   OPERATOR_ID word 4..64
  param   ACCESS_CODE word 8..64

command yno log
  syntax  yno log TYPE [TYPE...]
  model   other
  order   34906
  param   TYPE one-of action-read inform

command description yno
  syntax  description yno DESCRIPTION
  model   other
  order   4004
  param   DESCRIPTION word 0..32

command yno https-proxy
  syntax  yno https-proxy PROXY_SERVER PORT
  model   other
  order   34908
  param   PROXY_SERVER word
  param   PORT integer 1..65535

command yno gui-forwarder timeout
  syntax  yno gui-forwarder timeout TIME
  model   other
  order   34910
  param   TIME integer 3..60 unit s default 30

command yno zero-config id text
  syntax  yno zero-config id text OPERATOR_ID PLACE_ID [PASSWORD]
  model   other
  order   34912
  param   OPERATOR_ID word 4..64
  param   PLACE_ID word 0..64
  param   PASSWORD word 0..64

command show status yno
  syntax  show status yno
  kind    show
  level   user
  model   other

command yno las syslog queue length
  syntax  yno las syslog queue length LENGTH
  model   other
  order   34914
  param   LENGTH integer 1000..10000 default 10000

command yno las request timeout
  syntax  yno las request timeout SECONDS
  model   other
  order   34916
  param   SECONDS integer 10..60 unit s default 30

command yno las request retry
  syntax  yno las request retry COUNT
  model   other
  order   34918
  param   COUNT integer 0..5 default 3

command yno las connection keepalive
  syntax  yno las connection keepalive INTERVAL [timeout=SW]
  model   other
  order   34920
  param   INTERVAL integer 30..300 or off unit s default 60
  param   SW one-of on off default off

command show status yno las
  syntax  show status yno las
  kind    show
  level   user
  model   other

command yno xmpp connection keepalive
  syntax  yno xmpp connection keepalive INTERVAL
  model   other
  order   34922
  param   INTERVAL integer 30..300 unit s default 300
