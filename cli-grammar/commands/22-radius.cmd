# Chapter 22 of the command language: radius. The notation is described in docs/cli-notation.md.

command radius auth
  syntax  radius auth AUTH
  order   32202
  param   AUTH one-of on off default off

command radius account
  syntax  radius account ACCOUNT
  order   32204
  param   ACCOUNT one-of on off default off

command radius server
  syntax  radius server IP1 [IP2]
  order   32206
  param   IP1 ip
  param   IP2 ip

command radius auth server
  syntax  radius auth server IP1 [IP2]
  order   32208
  param   IP1 ip
  param   IP2 ip

command radius account server
  syntax  radius account server IP1 [IP2]
  order   32210
  param   IP1 ip
  param   IP2 ip

command radius auth port
  syntax  radius auth port PORT_NUM
  order   32212
  param   PORT_NUM integer 1..65535 default 1645

command radius account port
  syntax  radius account port PORT_NUM
  order   32214
  param   PORT_NUM integer 1..65535 default 1646

command radius secret
  syntax  radius secret SECRET
  order   32216
  param   SECRET word 0..16

command radius retry
  syntax  radius retry COUNT TIME
  order   32218
  param   COUNT integer 1..10 default 4
  param   TIME integer 20..10000 unit ms default 3000
