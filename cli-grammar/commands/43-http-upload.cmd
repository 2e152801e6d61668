# Chapter 43 of the command language: http-upload. The notation is described in docs/cli-notation.md.

command http upload
  syntax  http upload {config [CONFIG_NO] | log} [DIRECTORY] FILENAME
  key     config log
  order   34302
  param   CONFIG_NO integer 0..4
  param   DIRECTORY word
  param   FILENAME word
  help    en "Files that are uploaded over HTTP"
  help    ja "HTTP で送るファイルを設定する"

command http upload url
  syntax  http upload url URL
  order   34304
  param   URL word
  help    en "Where files are uploaded to"
  help    ja "HTTP で送る先の URL を設定する"

command http upload permit
  syntax  http upload permit SWITCH
  order   34306
  param   SWITCH one-of on off default off
  help    en "Whether files are uploaded over HTTP"
  help    ja "HTTP による送信を許すかどうか"

command http upload timeout
  syntax  http upload timeout TIME
  order   34308
  param   TIME integer 1..180 unit s default 30
  help    en "How long an upload may take"
  help    ja "HTTP による送信を待つ時間を設定する"

command http upload retry interval
  syntax  http upload retry interval INTERVAL COUNT
  order   34310
  param   INTERVAL integer 1..60 unit s default 30
  param   COUNT integer 1..10 default 5
  help    en "How often an upload is tried again"
  help    ja "HTTP による送信の再試行を設定する"

command http upload proxy
  syntax  http upload proxy PROXY [PORT]
  order   34312
  param   PROXY word
  param   PORT integer 1..65535 default 80
  help    en "Proxy for uploads"
  help    ja "HTTP による送信に使うプロキシを設定する"

command http upload go
  syntax  http upload go
  kind    operation
  help    en "Uploads now"
  help    ja "HTTP による送信を実行する"

command alarm http upload
  syntax  alarm http upload SWITCH
  order   34314
  param   SWITCH one-of on off default on
  help    en "Sound when files were uploaded"
  help    ja "HTTP による送信のアラーム音を鳴らすかどうか"
