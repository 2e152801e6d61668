# Chapter 49 of the command language: yno. The notation is described in docs/cli-notation.md.

command yno use
  syntax  yno use SW
  model   other
  key     SW
  order   34902
  param   SW one-of on off default off
  help    en "Whether the network organiser may manage the router"
  help    ja "YNO による管理を使うかどうか"

command yno access code
  syntax  yno access code OPERATOR_ID ACCESS_CODE
  model   other
  order   34904
  param   OPERATOR_ID word 4..64
  param   ACCESS_CODE word 8..64
  help    en "Access code for the network organiser"
  help    ja "YNO のアクセスコードを設定する"

command yno log
  syntax  yno log TYPE [TYPE...]
  model   other
  order   34906
  param   TYPE one-of action-read inform
  help    en "What the network organiser logs"
  help    ja "YNO のログを残すかどうか"

command description yno
  syntax  description yno DESCRIPTION
  model   other
  order   1504
  param   DESCRIPTION word 0..32
  help    en "Note shown by the network organiser"
  help    ja "YNO に表示する説明を設定する"

command yno https-proxy
  syntax  yno https-proxy PROXY_SERVER PORT
  model   other
  order   34908
  param   PROXY_SERVER word
  param   PORT integer 1..65535
  help    en "Proxy to the network organiser"
  help    ja "YNO へのプロキシを設定する"

command yno gui-forwarder timeout
  syntax  yno gui-forwarder timeout TIME
  model   other
  order   34910
  param   TIME integer 3..60 unit s default 30
  help    en "How long forwarded web sessions may be silent"
  help    ja "GUI 転送のタイムアウトを設定する"

command yno zero-config id text
  syntax  yno zero-config id text OPERATOR_ID PLACE_ID [PASSWORD]
  model   other
  order   34912
  param   OPERATOR_ID word 4..64
  param   PLACE_ID word 0..64
  param   PASSWORD word 0..64
  help    en "Identifier for zero configuration"
  help    ja "ゼロコンフィグの ID を設定する"

command show status yno
  syntax  show status yno
  kind    show
  level   user
  model   other
  help    en "Shows the connection to the network organiser"
  help    ja "YNO の状態を表示する"

command yno las syslog queue length
  syntax  yno las syslog queue length LENGTH
  model   other
  order   34914
  param   LENGTH integer 1000..10000 default 10000
  help    en "How many log lines wait for the log service"
  help    ja "ログ保存サービスの待ち行列の長さを設定する"

command yno las request timeout
  syntax  yno las request timeout SECONDS
  model   other
  order   34916
  param   SECONDS integer 10..60 unit s default 30
  help    en "How long the log service is waited for"
  help    ja "ログ保存サービスの応答を待つ時間を設定する"

command yno las request retry
  syntax  yno las request retry COUNT
  model   other
  order   34918
  param   COUNT integer 0..5 default 3
  help    en "How often the log service is tried again"
  help    ja "ログ保存サービスの再試行を設定する"

command yno las connection keepalive
  syntax  yno las connection keepalive INTERVAL [timeout=SW]
  model   other
  order   34920
  param   INTERVAL integer 30..300 or off unit s default 60
  param   SW one-of on off default off
  help    en "Whether the log service's connection is probed"
  help    ja "ログ保存サービスのキープアライブを設定する"

command show status yno las
  syntax  show status yno las
  kind    show
  level   user
  model   other
  help    en "Shows the connection to the log service"
  help    ja "ログ保存サービスの状態を表示する"

command yno xmpp connection keepalive
  syntax  yno xmpp connection keepalive INTERVAL
  model   other
  order   34922
  param   INTERVAL integer 30..300 unit s default 300
  help    en "Whether the organiser's connection is probed"
  help    ja "YNO の接続のキープアライブを設定する"
