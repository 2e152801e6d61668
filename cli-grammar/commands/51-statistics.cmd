# Chapter 51 of the command language: statistics. The notation is described in docs/cli-notation.md.

command statistics
  syntax  statistics TYPE SW
  key     TYPE
  order   35102
  param   TYPE one-of cpu memory traffic flow nat route filter application
  param   SW one-of on off default off
  help    en "What statistics are gathered"
  help    ja "統計情報を集めるかどうか"
