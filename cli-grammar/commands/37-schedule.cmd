# Chapter 37 of the command language: schedule. The notation is described in docs/cli-notation.md.

command schedule at
  syntax  schedule at ID {startup | usb-attached | sd-attached | [DATE] TIME | +TIMER} {* | pp PEER_NUM | tunnel TUNNEL_NUM | switch SWITCH} COMMAND
  key     ID
  order   29002
  param   ID integer 1..65535
  param   DATE date
  param   TIME time
  param   COMMAND text
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   SWITCH switch
  param   TIMER integer family 1..3600 unit s
  help    en "Command that is executed at a time"
  help    ja "決まった時刻に実行するコマンドを設定する"
