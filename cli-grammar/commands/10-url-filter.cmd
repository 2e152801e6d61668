# Chapter 10 of the command language: url-filter. The notation is described in docs/cli-notation.md.

command url filter
  syntax  url filter ID KIND KEYWORD [SRC_ADDR]
  key     ID
  order   20020
  param   ID integer 1..21474836
  param   KIND one-of pass pass-nolog pass-log reject reject-log reject-nolog
  param   KEYWORD word 0..255 or *
  param   SRC_ADDR addresses default *
  help    en "Filter for web addresses"
  help    ja "URL フィルタを定義する"

command url interface filter
  syntax  url INTERFACE filter DIR LIST...
  syntax  url pp filter DIR LIST...
  syntax  url tunnel filter DIR LIST...
  scope   global pp tunnel
  key     INTERFACE DIR
  order   20022
  param   INTERFACE interface
  param   DIR one-of in out
  param   LIST numbers
  help    en "Applies URL filters to an interface"
  help    ja "URL フィルタを適用する"

command url filter port
  syntax  url filter port LIST
  order   20024
  param   LIST ports default 80
  help    en "Ports that URL filters look at"
  help    ja "URL フィルタで調べるポートを設定する"

command url filter use
  syntax  url filter use SWITCH
  order   20026
  param   SWITCH one-of on off default on
  help    en "Whether URL filters work"
  help    ja "URL フィルタを使うかどうか"

command url filter reject
  syntax  url filter reject redirect
  syntax  url filter reject redirect URL
  syntax  url filter reject off
  order   20028
  param   URL word 0..255
  help    en "What the browser gets for a refused address"
  help    ja "拒否した URL への応答を設定する"

command url filter log
  syntax  url filter log SWITCH
  order   20030
  param   SWITCH one-of on off default on
  help    en "Whether URL filters log"
  help    ja "URL フィルタのログを残すかどうか"

command url filter external-database use
  syntax  url filter external-database use [reputation REPUTATION_NAME] [category CATEGORY_NAME]
  model   other
  order   20032
  param   REPUTATION_NAME one-of off trendmicro default off
  param   CATEGORY_NAME one-of off digitalarts2 netstar trendmicro default off
  help    en "Which database rates addresses"
  help    ja "URL の評価に使うデータベースを設定する"

command url filter external-database server
  syntax  url filter external-database server ADDRESS PORT
  model   other
  order   20034
  param   ADDRESS word
  param   PORT integer 1..65535
  help    en "Server of the rating database"
  help    ja "データベースのサーバを設定する"

command url filter external-database proxy server
  syntax  url filter external-database proxy server ADDRESS [PORT]
  model   other
  order   20036
  param   ADDRESS word
  param   PORT integer 1..65535
  help    en "Proxy to the rating database"
  help    ja "データベースへのプロキシを設定する"

command url filter external-database category
  syntax  url filter external-database category NUM KIND CATEGORY_LIST... [SRC_ADDR]
  model   other
  key     NUM
  order   20038
  param   NUM integer 1..21474836
  param   KIND one-of pass pass-log pass-nolog reject reject-log reject-nolog
  param   CATEGORY_LIST numbers or *
  param   SRC_ADDR addresses default *
  help    en "What happens to which category"
  help    ja "カテゴリごとの扱いを設定する"

command url filter external-database access failure
  syntax  url filter external-database access failure TYPE
  model   other
  order   20040
  param   TYPE one-of pass reject default pass
  help    en "What happens when the database is silent"
  help    ja "データベースに届かないときの扱いを設定する"

command url filter external-database reject
  syntax  url filter external-database reject redirect
  syntax  url filter external-database reject redirect URL
  syntax  url filter external-database reject off
  model   other
  order   20042
  param   URL word 0..255
  help    en "What the browser gets for a refused category"
  help    ja "拒否したカテゴリへの応答を設定する"

command url filter external-database ipaddress access
  syntax  url filter external-database ipaddress access TYPE
  model   other
  order   20044
  param   TYPE one-of pass reject default pass
  help    en "What happens to addresses without a name"
  help    ja "IP アドレスでのアクセスの扱いを設定する"

command url filter external-database lookup specified extension
  syntax  url filter external-database lookup specified extension SWITCH
  model   other
  order   20046
  param   SWITCH one-of on off default off
  help    en "Whether file extensions decide about a look-up"
  help    ja "拡張子で問い合わせを決めるかどうか"

command url filter external-database lookup specified extension list
  syntax  url filter external-database lookup specified extension list EXTENSION...
  model   other
  order   20048
  param   EXTENSION word 0..4
  help    en "File extensions for the look-up"
  help    ja "問い合わせに使う拡張子を設定する"

command url filter external-database log
  syntax  url filter external-database log SWITCH
  model   other
  order   20050
  param   SWITCH one-of on off default on
  help    en "Whether the rating database logs"
  help    ja "データベースのログを残すかどうか"

command url filter external-database register url
  syntax  url filter external-database register url URL
  model   other
  order   20052
  param   URL word 0..255 default https://ars2s.daj.co.jp/register/add.php
  help    en "Where a rating is asked for"
  help    ja "登録に使う URL を設定する"

command url filter external-database id
  syntax  url filter external-database id NAME [ID]
  model   other
  key     NAME
  order   20054
  param   NAME one-of digitalarts trendmicro
  param   ID word 0..255
  help    en "Account at the rating database"
  help    ja "データベースの ID を設定する"

command url filter external-database id activate go
  syntax  url filter external-database id activate go [DATABASE]
  kind    operation
  model   other
  param   DATABASE one-of reputation category
  help    en "Activates the account at the rating database"
  help    ja "データベースの ID を有効にする"

command url filter external-database id check go
  syntax  url filter external-database id check go [DATABASE]
  kind    operation
  model   other
  param   DATABASE one-of reputation category
  help    en "Checks the account at the rating database"
  help    ja "データベースの ID を確かめる"

command url filter external-database auth retry
  syntax  url filter external-database auth retry INTERVAL [RETRY]
  model   other
  order   20056
  param   INTERVAL integer 60..300 or auto off default auto
  param   RETRY integer 1..50 default 10
  help    en "How often authentication is tried again"
  help    ja "認証の再試行を設定する"
