# Chapter 55 of the command language: dashboard. The notation is described in docs/cli-notation.md.

command dashboard accumulate
  syntax  dashboard accumulate TYPE SW
  model   other
  key     TYPE
  order   35502
  param   TYPE one-of traffic nat
  param   SW one-of on off default off
  help    en "What the dashboard gathers"
  help    ja "ダッシュボードで集める情報を設定する"
