# Chapter 33 of the command language: httpd. The notation is described in docs/cli-notation.md.

command httpd service
  syntax  httpd service SWITCH
  order   33302
  param   SWITCH one-of on off default on
  help    en "Whether the web server runs"
  help    ja "HTTP サーバを動かすかどうか"

command httpd host
  syntax  httpd host IP_RANGE [IP_RANGE...]
  syntax  httpd host any
  syntax  httpd host none
  syntax  httpd host lan
  order   33304
  param   IP_RANGE addresses default any
  help    en "Who may reach the web server"
  help    ja "HTTP サーバに接続できるホストを設定する"

command httpd timeout
  syntax  httpd timeout TIME
  order   33306
  param   TIME integer 1..180 unit s default 5
  help    en "How long a web session lives"
  help    ja "HTTP サーバのセッションの時間を設定する"

command httpd listen
  syntax  httpd listen PORT
  order   33308
  param   PORT integer 1..65535 default 80
  help    en "Port of the web server"
  help    ja "HTTP サーバの待ち受けポートを設定する"

command pp name
  syntax  pp name NAME
  syntax  tunnel name NAME
  scope   pp tunnel
  order   5090
  param   NAME word 0..64
  help    en "Name of the selected peer or tunnel"
  help    ja "選択した相手やトンネルの名前を設定する"
