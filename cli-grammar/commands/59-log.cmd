# Chapter 59 of the command language: log. The notation is described in docs/cli-notation.md.

command show log
  syntax  show log [saved] [reverse]
  syntax  show log external-memory [backup [FILEID]]
  syntax  show log file [backup [FILEID]]
  syntax  less log [saved] [reverse]
  kind    show
  level   user
  param   FILEID word
  help    en "Shows the log"
  help    ja "ログを表示する"

command show account
  syntax  show account
  syntax  show account INTERFACE
  kind    show
  level   user
  param   INTERFACE interface
  help    en "Shows the charges"
  help    ja "料金情報を表示する"

command show account pp
  syntax  show account pp [PEER_NUM]
  kind    show
  level   user
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  help    en "Shows the charges of peers"
  help    ja "相手ごとの料金情報を表示する"

command show account tunnel
  syntax  show account tunnel [TUNNEL_NUM]
  kind    show
  level   user
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the charges of tunnels"
  help    ja "トンネルの料金情報を表示する"

command show account mobile
  syntax  show account mobile
  kind    show
  level   user
  help    en "Shows the charges of mobile data"
  help    ja "携帯通信の料金情報を表示する"

command show account ngn data
  syntax  show account ngn data
  kind    show
  level   user
  help    en "Shows the charges of data connect"
  help    ja "データコネクトの料金情報を表示する"

command show history
  syntax  show history [reverse]
  kind    show
  level   user
  help    en "Shows the command lines typed before"
  help    ja "コマンドの履歴を表示する"

command show command history
  syntax  show command history [NUM]
  kind    show
  level   user
  model   other
  param   NUM integer 1..21474836
  help    en "Shows the typed command lines"
  help    ja "入力したコマンドの履歴を表示する"
