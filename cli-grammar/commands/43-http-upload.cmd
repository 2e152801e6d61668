# Chapter 43 of the command language: http-upload. The notation is described in docs/cli-notation.md.

command http upload
  syntax  http upload TYPE [CONFIG_NO] [DIRECTORY] FILENAME
  key     TYPE
  order   34302
  param   TYPE one-of config log
  param   CONFIG_NO integer 0..4
  param   DIRECTORY word
  param   FILENAME word

command http upload url
  syntax  http upload url URL
  order   34304
  param   URL word

command http upload permit
  syntax  http upload permit SWITCH
  order   34306
  param   SWITCH one-of on off default off

command http upload timeout
  syntax  http upload timeout TIME
  order   34308
  param   TIME integer 1..180 unit s default 30

command http upload retry interval
  syntax  http upload retry interval INTERVAL COUNT
  order   34310
  param   INTERVAL integer 1..60 unit s default 30
  param   COUNT integer 1..10 default 5

command http upload proxy
  syntax  http upload proxy PROXY [PORT]
  order   34312
  param   PROXY word
  param   PORT integer 1..65535 default 80

command http upload go
  syntax  http upload go
  kind    operation

command alarm http upload
  syntax  alarm http upload SWITCH
  order   34314
  param   SWITCH one-of on off default on
