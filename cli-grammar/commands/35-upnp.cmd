# Chapter 35 of the command language: upnp. The notation is described in docs/cli-notation.md.

command upnp use
  syntax  upnp use USE
  order   33502
  param   USE one-of on off default off
  help    en "Whether UPnP works"
  help    ja "UPnP を使うかどうか"

command upnp external address refer
  syntax  upnp external address refer INTERFACE
  syntax  upnp external address refer pp PEER_NUM
  syntax  upnp external address refer default
  order   33504
  param   INTERFACE interface default default
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  help    en "Interface whose address UPnP tells"
  help    ja "UPnP で知らせるアドレスのインタフェースを設定する"

command upnp port mapping timer type
  syntax  upnp port mapping timer type TYPE
  order   33506
  param   TYPE one-of normal arp default arp
  help    en "Kind of timer of port mappings"
  help    ja "ポートマッピングのタイマの種類を設定する"

command upnp port mapping timer
  syntax  upnp port mapping timer TIME
  order   33508
  param   TIME integer 600..21474836 or off unit s default 3600
  help    en "How long port mappings live"
  help    ja "ポートマッピングの寿命を設定する"

command upnp syslog
  syntax  upnp syslog SYSLOG
  order   33510
  param   SYSLOG one-of on off default off
  help    en "Whether UPnP is logged"
  help    ja "UPnP のログを残すかどうか"
