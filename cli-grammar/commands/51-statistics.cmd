# Chapter 51 of the command language: statistics. The notation is described in docs/cli-notation.md.

# `qos` is in no edition of the reference at hand, but in the configuration of an RTX1200, the RTX810's contemporary.
command statistics
  syntax  statistics TYPE SW
  key     TYPE
  order   35102
  param   TYPE one-of cpu memory traffic flow nat route filter qos application
  param   SW one-of on off default off
  help    en "What statistics are gathered"
  help    ja "統計情報を集めるかどうか"
