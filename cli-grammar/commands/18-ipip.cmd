# Chapter 18 of the command language: ipip. The notation is described in docs/cli-notation.md.

command ipip keepalive use
  syntax  ipip keepalive use SWITCH [INTERVAL [COUNT]]
  scope   tunnel
  model   other
  order   5888
  param   SWITCH one-of on off default off
  param   INTERVAL integer 1..600 unit s default 10
  param   COUNT integer 1..50 default 6
  help    en "How the other end of an IPIP tunnel is watched"
  help    ja "IPIP トンネルのキープアライブを設定する"

command ipip keepalive log
  syntax  ipip keepalive log LOG
  scope   tunnel
  model   other
  order   5890
  param   LOG one-of on off default off
  help    en "Whether IPIP keepalive is logged"
  help    ja "IPIP のキープアライブをログに残すかどうか"
