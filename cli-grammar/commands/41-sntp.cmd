# Chapter 41 of the command language: sntp. The notation is described in docs/cli-notation.md.

command sntpd service
  syntax  sntpd service SWITCH
  order   34102
  param   SWITCH one-of on off default on
  help    en "Whether the SNTP server runs"
  help    ja "SNTP サーバを動かすかどうか"

command sntpd host
  syntax  sntpd host IP_RANGE [IP_RANGE...]
  syntax  sntpd host any
  syntax  sntpd host none
  syntax  sntpd host lan
  order   34104
  param   IP_RANGE addresses default lan
  help    en "Who may reach the SNTP server"
  help    ja "SNTP サーバに接続できるホストを設定する"
