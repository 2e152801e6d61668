# Chapter 38 of the command language: vlan. The notation is described in docs/cli-notation.md.

command vlan interface 802.1q
  syntax  vlan INTERFACE 802.1q vid=VID [name=NAME]
  key     INTERFACE
  order   8002
  param   INTERFACE sub-interface 1..8 family 1..32
  param   VID integer 2..4094
  param   NAME word 0..127
  help    en "Tagged VLAN on a LAN"
  help    ja "タグ VLAN を設定する"

command vlan port mapping
  syntax  vlan port mapping SW_PORT VLAN_INTERFACE
  key     SW_PORT
  order   8004
  param   SW_PORT interface
  param   VLAN_INTERFACE interface
  help    en "Switch ports of a VLAN"
  help    ja "VLAN に属するポートを設定する"

command vlan interconnect group
  syntax  vlan interconnect GROUP PHYS_LAN_INTERFACE GROUP [GROUP...]
  model   other
  key     GROUP PHYS_LAN_INTERFACE
  order   8006
  param   GROUP word or all none default all
  param   PHYS_LAN_INTERFACE interface
  help    en "VLANs that are joined"
  help    ja "つなぎ合わせる VLAN を設定する"

command vlan interconnect log
  syntax  vlan interconnect log PHYS_LAN_INTERFACE TYPE [TYPE]
  model   other
  key     PHYS_LAN_INTERFACE
  order   8008
  param   PHYS_LAN_INTERFACE interface
  param   TYPE one-of pass reject
  help    en "Whether joined VLANs log"
  help    ja "VLAN の接続をログに残すかどうか"
