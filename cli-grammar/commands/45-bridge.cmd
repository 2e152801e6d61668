# Chapter 45 of the command language: bridge. The notation is described in docs/cli-notation.md.

command bridge member
  syntax  bridge member BRIDGE_INTERFACE INTERFACE INTERFACE...
  key     BRIDGE_INTERFACE
  order   7002
  param   BRIDGE_INTERFACE interface or bridge1
  param   INTERFACE interface
  help    en "Interfaces that a bridge joins"
  help    ja "ブリッジに収容するインタフェースを設定する"

command bridge learning
  syntax  bridge learning BRIDGE_INTERFACE SWITCH
  key     BRIDGE_INTERFACE
  order   7004
  param   BRIDGE_INTERFACE interface
  param   SWITCH one-of on off default on
  help    en "Whether a bridge learns addresses"
  help    ja "ブリッジで MAC アドレスを学習するかどうか"

command bridge learning timer
  syntax  bridge learning BRIDGE_INTERFACE timer TIME
  key     BRIDGE_INTERFACE
  order   7006
  param   BRIDGE_INTERFACE interface
  param   TIME integer 30..32767 or off unit s default 300
  help    en "How long learned addresses live"
  help    ja "学習した MAC アドレスの寿命を設定する"

command bridge learning static
  syntax  bridge learning BRIDGE_INTERFACE static MAC_ADDRESS INTERFACE
  key     BRIDGE_INTERFACE MAC_ADDRESS
  order   7008
  param   BRIDGE_INTERFACE interface
  param   MAC_ADDRESS mac
  param   INTERFACE interface
  help    en "Fixed address of a bridge"
  help    ja "静的な MAC アドレスを登録する"
