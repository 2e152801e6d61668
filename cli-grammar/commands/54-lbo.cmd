# Chapter 54 of the command language: lbo. The notation is described in docs/cli-notation.md.

command lbo use
  syntax  lbo use SWITCH
  model   other
  order   35402
  param   SWITCH one-of on off default off
  help    en "Whether cloud traffic leaves locally"
  help    ja "ローカルブレイクアウトを使うかどうか"

command lbo list primary
  syntax  lbo list primary LIST
  model   other
  order   35404
  param   LIST word or none default https://www.rtpro.yamaha.co.jp/lbo/address_list.xml
  help    en "List of destinations that leave locally"
  help    ja "ローカルブレイクアウトの宛先リストを設定する"

command lbo list secondary
  syntax  lbo list secondary LIST
  model   other
  order   35406
  param   LIST word or none default none
  help    en "Second list of destinations"
  help    ja "ローカルブレイクアウトの予備の宛先リストを設定する"

command lbo list get go
  syntax  lbo list get go [no-confirm] [force]
  kind    operation
  model   other
  help    en "Fetches the list of destinations now"
  help    ja "宛先リストを取得する"

command show status lbo
  syntax  show status lbo
  kind    show
  level   user
  model   other
  help    en "Shows the state of local breakout"
  help    ja "ローカルブレイクアウトの状態を表示する"

command show lbo traffic list
  syntax  show lbo traffic list [APPLICATION]
  kind    show
  level   user
  model   other
  param   APPLICATION word
  help    en "Shows traffic that left locally"
  help    ja "ローカルブレイクアウトの通信を表示する"

command clear lbo traffic list
  syntax  clear lbo traffic list
  kind    clear
  model   other
  help    en "Clears traffic that left locally"
  help    ja "ローカルブレイクアウトの通信を消去する"
