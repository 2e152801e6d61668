# Chapter 59 of the command language: log. The notation is described in docs/cli-notation.md.

command show log
  syntax  show log [saved] [reverse]
  syntax  show log external-memory [backup [FILEID]]
  syntax  show log file [backup [FILEID]]
  syntax  less log [saved] [reverse]
  kind    show
  level   user
  param   FILEID word

command show account
  syntax  show account
  syntax  show account INTERFACE
  kind    show
  level   user
  param   INTERFACE interface

command show account pp
  syntax  show account pp [PEER_NUM]
  kind    show
  level   user
  param   PEER_NUM integer 1..30 family 1..200 or anonymous

command show account tunnel
  syntax  show account tunnel [TUNNEL_NUM]
  kind    show
  level   user
  param   TUNNEL_NUM integer 1..6 family 1..6000

command show account mobile
  syntax  show account mobile
  kind    show
  level   user

command show account ngn data
  syntax  show account ngn data
  kind    show
  level   user

command show history
  syntax  show history [reverse]
  kind    show
  level   user

command show command history
  syntax  show command history [NUM]
  kind    show
  level   user
  model   other
  param   NUM integer 1..21474836
