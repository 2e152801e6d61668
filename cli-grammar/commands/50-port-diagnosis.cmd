# Chapter 50 of the command language: port-diagnosis. The notation is described in docs/cli-notation.md.

command diagnose config port map
  syntax  diagnose config port map INTERFACE PROTOCOL [SRC_ADDR [SRC_PORT]] DST_ADDR
  kind    operation
  param   INTERFACE interface
  param   PROTOCOL one-of tcp udp icmp gre esp ah
  param   SRC_ADDR addresses
  param   SRC_PORT ports
  param   DST_ADDR addresses

command diagnose config port access
  syntax  diagnose config port access INTERFACE [PROTOCOL] DST_ADDR DST_PORT
  kind    operation
  param   INTERFACE interface
  param   PROTOCOL one-of tcp udp
  param   DST_ADDR addresses
  param   DST_PORT ports

command diagnosis config port max-detect
  syntax  diagnosis config port max-detect NUM
  no      none
  order   35002
  param   NUM integer 100..1000000 default 2000

command diagnosis config port history-num
  syntax  diagnosis config port history-num NUM
  no      none
  order   35004
  param   NUM integer 1..10 default 3

command show diagnosis config port map
  syntax  show diagnosis config port map
  kind    show
  level   user

command show diagnosis config port access
  syntax  show diagnosis config port access
  kind    show
  level   user

command clear diagnosis config port
  syntax  clear diagnosis config port
  kind    clear
