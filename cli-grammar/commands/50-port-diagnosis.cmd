# Chapter 50 of the command language: port-diagnosis. The notation is described in docs/cli-notation.md.

command diagnose config port map
  syntax  diagnose config port map INTERFACE PROTOCOL [SRC_ADDR [SRC_PORT]] DST_ADDR
  kind    operation
  param   INTERFACE interface
  param   PROTOCOL one-of tcp udp icmp gre esp ah
  param   SRC_ADDR addresses
  param   SRC_PORT ports
  param   DST_ADDR addresses
  help    en "Finds ports that are open from outside"
  help    ja "外から開いているポートを調べる"

command diagnose config port access
  syntax  diagnose config port access INTERFACE [PROTOCOL] DST_ADDR DST_PORT
  kind    operation
  param   INTERFACE interface
  param   PROTOCOL one-of tcp udp
  param   DST_ADDR addresses
  param   DST_PORT ports
  help    en "Finds who can reach a port"
  help    ja "ポートに到達できる相手を調べる"

command diagnosis config port max-detect
  syntax  diagnosis config port max-detect NUM
  no      none
  order   35002
  param   NUM integer 100..1000000 default 2000
  help    en "Most results of the port diagnosis"
  help    ja "ポート診断の結果の数を設定する"

command diagnosis config port history-num
  syntax  diagnosis config port history-num NUM
  no      none
  order   35004
  param   NUM integer 1..10 default 3
  help    en "How many port diagnoses are kept"
  help    ja "ポート診断の履歴の数を設定する"

command show diagnosis config port map
  syntax  show diagnosis config port map
  kind    show
  level   user
  help    en "Shows the open ports found"
  help    ja "開いているポートの診断結果を表示する"

command show diagnosis config port access
  syntax  show diagnosis config port access
  kind    show
  level   user
  help    en "Shows who can reach a port"
  help    ja "到達範囲の診断結果を表示する"

command clear diagnosis config port
  syntax  clear diagnosis config port
  kind    clear
  help    en "Deletes the results of the port diagnosis"
  help    ja "ポート診断の結果を消去する"
