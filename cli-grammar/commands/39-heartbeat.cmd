# Chapter 39 of the command language: heartbeat. The notation is described in docs/cli-notation.md.

command heartbeat pre-shared-key
  syntax  heartbeat pre-shared-key KEY
  order   33902
  param   KEY word 0..32
  help    en "Key of heartbeat messages"
  help    ja "ハートビートの共有鍵を設定する"

command heartbeat receive
  syntax  heartbeat receive SWITCH [{log=LOG | monitor=MONITOR}...]
  order   33904
  param   SWITCH one-of on off default off
  param   LOG one-of on off
  param   MONITOR integer 30..21474836 or off
  help    en "Whether heartbeats are received"
  help    ja "ハートビートを受信するかどうか"

command heartbeat send
  syntax  heartbeat send DEST_ADDR [log=SWITCH]
  kind    operation
  param   DEST_ADDR ip
  param   SWITCH one-of on off default off
  help    en "Where heartbeats are sent"
  help    ja "ハートビートの送信先を設定する"
