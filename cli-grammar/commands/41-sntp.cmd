# Chapter 41 of the command language: sntp. The notation is described in docs/cli-notation.md.

command sntpd service
  syntax  sntpd service SWITCH
  order   34102
  param   SWITCH one-of on off default on

command sntpd host
  syntax  sntpd host IP_RANGE [IP_RANGE...]
  syntax  sntpd host any
  syntax  sntpd host none
  syntax  sntpd host lan
  order   34104
  param   IP_RANGE addresses default lan
