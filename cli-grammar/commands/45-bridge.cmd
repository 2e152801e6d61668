# Chapter 45 of the command language: bridge. The notation is described in docs/cli-notation.md.

command bridge member
  syntax  bridge member BRIDGE_INTERFACE INTERFACE INTERFACE...
  key     BRIDGE_INTERFACE
  order   7002
  param   BRIDGE_INTERFACE interface or bridge1
  param   INTERFACE interface

command bridge learning
  syntax  bridge learning BRIDGE_INTERFACE SWITCH
  key     BRIDGE_INTERFACE
  order   7004
  param   BRIDGE_INTERFACE interface
  param   SWITCH one-of on off default on

command bridge learning timer
  syntax  bridge learning BRIDGE_INTERFACE timer TIME
  key     BRIDGE_INTERFACE
  order   7006
  param   BRIDGE_INTERFACE interface
  param   TIME integer 30..32767 or off unit s default 300

command bridge learning static
  syntax  bridge learning BRIDGE_INTERFACE static MAC_ADDRESS INTERFACE
  key     BRIDGE_INTERFACE MAC_ADDRESS
  order   7008
  param   BRIDGE_INTERFACE interface
  param   MAC_ADDRESS mac
  param   INTERFACE interface
