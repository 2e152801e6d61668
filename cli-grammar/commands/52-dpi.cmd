# Chapter 52 of the command language: dpi. The notation is described in docs/cli-notation.md.

command dpi use
  syntax  dpi use SWITCH [REJECT]
  model   other
  order   35202
  param   SWITCH one-of on off default off
  param   REJECT one-of on off default off
  help    en "Whether applications are recognised"
  help    ja "DPI を使うかどうか"

command ip dpi filter
  syntax  ip dpi filter FILTER_NUM PASS_REJECT SRC_ADDR [DEST_ADDR [APPLICATION]]
  syntax  ip dpi filter FILTER_NUM PASS_REJECT SRC_ADDR [DEST_ADDR [GROUP_NUM]]
  model   other
  key     FILTER_NUM
  order   5056
  param   FILTER_NUM integer 1..2147483647
  param   PASS_REJECT one-of pass pass-log pass-nolog reject reject-log reject-nolog
  param   SRC_ADDR addresses
  param   DEST_ADDR addresses
  param   APPLICATION word
  param   GROUP_NUM integer 1..2147483647
  help    en "Filter by application"
  help    ja "アプリケーションによるフィルタを定義する"

command ipv6 dpi filter
  syntax  ipv6 dpi filter FILTER_NUM PASS_REJECT SRC_ADDR [DEST_ADDR [APPLICATION]]
  syntax  ipv6 dpi filter FILTER_NUM PASS_REJECT SRC_ADDR [DEST_ADDR [GROUP_NUM]]
  model   other
  key     FILTER_NUM
  order   6082
  param   FILTER_NUM integer 1..2147483647
  param   PASS_REJECT one-of pass pass-log pass-nolog reject reject-log reject-nolog
  param   SRC_ADDR ipv6-addresses
  param   DEST_ADDR ipv6-addresses
  param   APPLICATION word
  param   GROUP_NUM integer 1..2147483647
  help    en "IPv6 filter by application"
  help    ja "アプリケーションによる IPv6 フィルタを定義する"

command ip interface dpi filter
  syntax  ip INTERFACE dpi filter DIRECTION FILTER_LIST...
  syntax  ipv6 INTERFACE dpi filter DIRECTION FILTER_LIST...
  syntax  ip pp dpi filter DIRECTION FILTER_LIST...
  syntax  ipv6 pp dpi filter DIRECTION FILTER_LIST...
  syntax  ip tunnel dpi filter DIRECTION FILTER_LIST...
  syntax  ipv6 tunnel dpi filter DIRECTION FILTER_LIST...
  scope   global pp tunnel
  model   other
  key     INTERFACE DIRECTION
  order   10072
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   FILTER_LIST numbers
  help    en "Applies application filters to an interface"
  help    ja "アプリケーションによるフィルタを適用する"

command dpi group set
  syntax  dpi group set GROUP_NUM [name=NAME] APPLICATION_LIST...
  model   other
  key     GROUP_NUM
  order   35204
  param   GROUP_NUM integer 1..2147483647
  param   NAME word 0..32
  param   APPLICATION_LIST word
  help    en "Group of applications"
  help    ja "アプリケーションのグループを定義する"

command dpi signature download go
  syntax  dpi signature download go [no-confirm [prompt]] [force]
  kind    operation
  model   other
  help    en "Fetches new signatures now"
  help    ja "シグネチャを取得する"

command dpi signature download url
  syntax  dpi signature download url URL
  model   other
  order   35206
  param   URL word default http://www.rtpro.yamaha.co.jp/signature/rt_dpi_<model>.ysig
  help    en "Where signatures are fetched from"
  help    ja "シグネチャの入手先を設定する"

command dpi log
  syntax  dpi log SWITCH
  model   other
  order   35208
  param   SWITCH one-of on off default off
  help    en "Whether recognised applications are logged"
  help    ja "DPI のログを残すかどうか"

command show dpi statistics
  syntax  show dpi statistics [all]
  syntax  show dpi statistics application APPLICATION [detail]
  syntax  show dpi statistics category CATEGORY
  syntax  show dpi statistics address IP_ADDRESS
  kind    show
  level   user
  model   other
  param   APPLICATION word
  param   CATEGORY word
  param   IP_ADDRESS ip
  help    en "Shows traffic by application"
  help    ja "アプリケーションごとの統計を表示する"

command clear dpi statistics
  syntax  clear dpi statistics
  kind    clear
  model   other
  help    en "Clears traffic by application"
  help    ja "アプリケーションごとの統計を消去する"

command show dpi cache
  syntax  show dpi cache
  kind    show
  level   user
  model   other
  help    en "Shows recognised flows"
  help    ja "DPI のキャッシュを表示する"

command clear dpi cache
  syntax  clear dpi cache
  kind    clear
  model   other
  help    en "Forgets recognised flows"
  help    ja "DPI のキャッシュを消去する"

command show dpi application
  syntax  show dpi application [CATEGORY]
  syntax  show dpi application detail [CATEGORY]
  kind    show
  level   user
  model   other
  param   CATEGORY word
  help    en "Lists known applications"
  help    ja "識別できるアプリケーションを表示する"

command show dpi category
  syntax  show dpi category
  syntax  show dpi category detail
  kind    show
  level   user
  model   other
  help    en "Lists known categories"
  help    ja "アプリケーションのカテゴリを表示する"

command show status dpi
  syntax  show status dpi
  kind    show
  level   user
  model   other
  help    en "Shows the state of application recognition"
  help    ja "DPI の状態を表示する"

command dpi signature directory
  syntax  dpi signature directory PATH
  model   other
  order   35210
  param   PATH word
  help    en "Where signatures are kept"
  help    ja "シグネチャの置き場所を設定する"
