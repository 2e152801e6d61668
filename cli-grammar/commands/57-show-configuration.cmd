# Chapter 57 of the command language: show-configuration. The notation is described in docs/cli-notation.md.

command show environment
  syntax  show environment [detail]
  kind    show
  level   user

command show config
  syntax  show config
  syntax  show config FILENAME
  syntax  less config
  syntax  less config FILENAME
  kind    show
  level   user
  param   FILENAME word

command show config ap
  syntax  show config ap [AP]
  syntax  less config ap [AP]
  kind    show
  level   user
  model   other
  param   AP word

command show config pp
  syntax  show config pp [PEER_NUM]
  syntax  less config pp [PEER_NUM]
  kind    show
  level   user
  param   PEER_NUM numbers 1..30 or anonymous

command show config switch
  syntax  show config switch [SWITCH]
  syntax  less config switch [SWITCH]
  kind    show
  level   user
  model   other
  param   SWITCH word

command show config tunnel
  syntax  show config tunnel [TUNNEL_NUM] [expand]
  syntax  less config tunnel [TUNNEL_NUM] [expand]
  kind    show
  level   user
  param   TUNNEL_NUM numbers 1..6

command show config difference
  syntax  show config difference [[CONFIG_TYPE1] CONFIG1] [CONFIG_TYPE2] CONFIG2
  kind    show
  level   user
  model   other
  param   CONFIG_TYPE1 one-of config file
  param   CONFIG1 word
  param   CONFIG_TYPE2 one-of config file
  param   CONFIG2 word

command show config list
  syntax  show config list
  syntax  less config list
  kind    show
  level   user

command show file list
  syntax  show file list LOCATION [all] [file-only]
  syntax  less file list LOCATION [all] [file-only]
  kind    show
  level   user
  param   LOCATION word or internal

command show ipv6 address
  syntax  show ipv6 address [INTERFACE]
  syntax  show ipv6 address pp [PEER_NUM]
  syntax  show ipv6 address tunnel [TUNNEL_NUM]
  kind    show
  level   user
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   TUNNEL_NUM integer 1..6 family 1..6000

command show line masterclock
  syntax  show line masterclock
  kind    show
  level   user
  model   other

command show sshd public key
  syntax  show sshd public key [fingerprint]
  kind    show
  level   user

command show ip secure filter
  syntax  show ip secure filter INTERFACE [DIR]
  syntax  show ip secure filter pp [PEER_NUM] [DIR]
  syntax  show ip secure filter tunnel [TUNNEL_NUM] [DIR]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIR one-of in out
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command show ipv6 secure filter
  syntax  show ipv6 secure filter INTERFACE [DIR]
  syntax  show ipv6 secure filter pp [PEER_NUM] [DIR]
  syntax  show ipv6 secure filter tunnel [TUNNEL_NUM] [DIR]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIR one-of in out
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command show exec list
  syntax  show exec list
  syntax  less exec list
  kind    show
  level   user

command show set
  syntax  show set [NAME]
  kind    show
  level   user
  model   other
  param   NAME word

command show alias
  syntax  show alias [NAME]
  kind    show
  level   user
  model   other
  param   NAME word

command show macro
  syntax  show macro [NAME]
  kind    show
  level   user
  model   other
  param   NAME word
