# Chapter 54 of the command language: lbo. The notation is described in docs/cli-notation.md.

command lbo use
  syntax  lbo use SWITCH
  model   other
  order   35402
  param   SWITCH one-of on off default off

command lbo list primary
  syntax  lbo list primary LIST
  model   other
  order   35404
  param   LIST word or none default https://www.rtpro.yamaha.co.jp/lbo/address_list.xml

command lbo list secondary
  syntax  lbo list secondary LIST
  model   other
  order   35406
  param   LIST word or none default none

command lbo list get go
  syntax  lbo list get go [no-confirm] [force]
  kind    operation
  model   other

command show status lbo
  syntax  show status lbo
  kind    show
  level   user
  model   other

command show lbo traffic list
  syntax  show lbo traffic list [APPLICATION]
  kind    show
  level   user
  model   other
  param   APPLICATION word

command clear lbo traffic list
  syntax  clear lbo traffic list
  kind    clear
  model   other
