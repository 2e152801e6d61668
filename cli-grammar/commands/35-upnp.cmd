# Chapter 35 of the command language: upnp. The notation is described in docs/cli-notation.md.

command upnp use
  syntax  upnp use USE
  order   33502
  param   USE one-of on off default off

command upnp external address refer
  syntax  upnp external address refer INTERFACE
  syntax  upnp external address refer pp PEER_NUM
  syntax  upnp external address refer default
  order   33504
  param   INTERFACE interface default default
  param   PEER_NUM integer 1..30 family 1..200 or anonymous

command upnp port mapping timer type
  syntax  upnp port mapping timer type TYPE
  order   33506
  param   TYPE one-of normal arp default arp

command upnp port mapping timer
  syntax  upnp port mapping timer TIME
  order   33508
  param   TIME integer 600..21474836 or off unit s default 3600

command upnp syslog
  syntax  upnp syslog SYSLOG
  order   33510
  param   SYSLOG one-of on off default off
