# Chapter 9 of the command language: ethernet-filter. The notation is described in docs/cli-notation.md.

# `pass` and `reject` without a suffix stand in the saved configuration of an RTX1210; the reference knows the longer words.
command ethernet filter
  syntax  ethernet filter NUM KIND SRC_MAC [DST_MAC [OFFSET BYTE_LIST]]
  syntax  ethernet filter NUM KIND TYPE [SCOPE] [OFFSET BYTE_LIST]
  key     NUM
  order   20018
  param   NUM integer 1..100 family 1..512
  param   KIND one-of pass-log pass-nolog reject-log reject-nolog family pass reject
  param   SRC_MAC mac-pattern
  param   DST_MAC mac-pattern
  param   OFFSET integer
  param   BYTE_LIST hex or *
  param   TYPE one-of dhcp-bind dhcp-not-bind
  param   SCOPE integer 1..65535
  help    en "Filter for Ethernet frames"
  help    ja "イーサネットフィルタを定義する"

command ethernet interface filter
  syntax  ethernet INTERFACE filter DIR LIST...
  key     INTERFACE DIR
  order   11502
  param   INTERFACE interface
  param   DIR one-of in out
  param   LIST numbers
  help    en "Applies Ethernet filters to an interface"
  help    ja "イーサネットフィルタを適用する"

command show status ethernet filter
  syntax  show status ethernet filter TYPE [SCOPE]
  kind    show
  level   user
  param   TYPE one-of dhcp-bind dhcp-scope
  param   SCOPE integer 1..65535
  help    en "Shows the state of Ethernet filters"
  help    ja "イーサネットフィルタの状態を表示する"
