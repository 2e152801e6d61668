# Chapter 7 of the command language: leased-line. The notation is described in docs/cli-notation.md.

command pri leased channel
  syntax  pri leased channel PRI TIMESLOT_HEAD TIMESLOT_NUM
  model   other
  key     PRI
  order   30702
  param   PRI interface
  param   TIMESLOT_HEAD integer 1..24
  param   TIMESLOT_NUM integer 1..24 or 192k 256k 384k 512k 768k 1024k 1536k
  help    en "Channels of a primary-rate leased line"
  help    ja "PRI 専用線のチャネルを設定する"
