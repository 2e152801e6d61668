# Chapter 57 of the command language: show-configuration. The notation is described in docs/cli-notation.md.
# `show ... | grep`, `show ... | less` and `show ... > FILE` are no commands of their own: the console splits the line at the sign.

command show environment
  syntax  show environment [detail]
  kind    show
  level   user
  help    en "Shows model, revision, load and time"
  help    ja "機器の情報と負荷を表示する"

command show config
  syntax  show config
  syntax  show config FILENAME
  syntax  less config
  syntax  less config FILENAME
  kind    show
  level   user
  param   FILENAME word
  help    en "Shows the configuration"
  help    ja "設定を表示する"

command show config ap
  syntax  show config ap [AP]
  syntax  less config ap [AP]
  kind    show
  level   user
  model   other
  param   AP switch
  help    en "Shows the configuration of an access point"
  help    ja "アクセスポイントの設定を表示する"

command show config pp
  syntax  show config pp [PEER_NUM]
  syntax  less config pp [PEER_NUM]
  kind    show
  level   user
  param   PEER_NUM numbers 1..30 or anonymous
  help    en "Shows the settings of peers"
  help    ja "相手ごとの設定を表示する"

command show config switch
  syntax  show config switch [SWITCH]
  syntax  less config switch [SWITCH]
  kind    show
  level   user
  model   other
  param   SWITCH switch
  help    en "Shows the settings of switches"
  help    ja "スイッチの設定を表示する"

command show config tunnel
  syntax  show config tunnel [TUNNEL_NUM] [expand]
  syntax  less config tunnel [TUNNEL_NUM] [expand]
  kind    show
  level   user
  param   TUNNEL_NUM numbers 1..6
  help    en "Shows the settings of tunnels"
  help    ja "トンネルの設定を表示する"

command show config difference
  syntax  show config difference [[CONFIG_TYPE1] CONFIG1] [CONFIG_TYPE2] CONFIG2
  kind    show
  level   user
  model   other
  param   CONFIG_TYPE1 one-of config file
  param   CONFIG1 word
  param   CONFIG_TYPE2 one-of config file
  param   CONFIG2 word
  help    en "Shows how configurations differ"
  help    ja "設定の違いを表示する"

command show config list
  syntax  show config list
  syntax  less config list
  kind    show
  level   user
  help    en "Lists saved configurations"
  help    ja "保存した設定の一覧を表示する"

command show file list
  syntax  show file list LOCATION [all] [file-only]
  syntax  less file list LOCATION [all] [file-only]
  kind    show
  level   user
  param   LOCATION word or internal
  help    en "Lists files"
  help    ja "ファイルの一覧を表示する"

command show ipv6 address
  syntax  show ipv6 address [INTERFACE]
  syntax  show ipv6 address pp [PEER_NUM]
  syntax  show ipv6 address tunnel [TUNNEL_NUM]
  kind    show
  level   user
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows IPv6 addresses"
  help    ja "IPv6 アドレスを表示する"

command show line masterclock
  syntax  show line masterclock
  kind    show
  level   user
  model   other
  help    en "Shows which line gives the clock"
  help    ja "クロックの基準の回線を表示する"

command show sshd public key
  syntax  show sshd public key [fingerprint]
  kind    show
  level   user
  help    en "Shows the SSH server's public keys"
  help    ja "SSH サーバの公開鍵を表示する"

command show ip secure filter
  syntax  show ip secure filter INTERFACE [DIR]
  syntax  show ip secure filter pp [PEER_NUM] [DIR]
  syntax  show ip secure filter tunnel [TUNNEL_NUM] [DIR]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIR one-of in out
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows applied filters"
  help    ja "適用中のフィルタを表示する"

command show ipv6 secure filter
  syntax  show ipv6 secure filter INTERFACE [DIR]
  syntax  show ipv6 secure filter pp [PEER_NUM] [DIR]
  syntax  show ipv6 secure filter tunnel [TUNNEL_NUM] [DIR]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIR one-of in out
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows applied IPv6 filters"
  help    ja "適用中の IPv6 フィルタを表示する"

command show exec list
  syntax  show exec list
  syntax  less exec list
  kind    show
  level   user
  help    en "Lists firmware"
  help    ja "ファームウェアの一覧を表示する"

command show set
  syntax  show set [NAME]
  kind    show
  level   user
  model   other
  param   NAME word
  help    en "Lists variables"
  help    ja "環境変数の一覧を表示する"

command show alias
  syntax  show alias [NAME]
  kind    show
  level   user
  model   other
  param   NAME word
  help    en "Lists aliases"
  help    ja "別名の一覧を表示する"

command show macro
  syntax  show macro [NAME]
  kind    show
  level   user
  model   other
  param   NAME word
  help    en "Lists macros"
  help    ja "マクロの一覧を表示する"
