# Chapter 32 of the command language: mail. The notation is described in docs/cli-notation.md.

command mail server name
  syntax  mail server name ID NAME
  key     ID
  order   33202
  param   ID integer 1..10
  param   NAME word
  help    en "Name for a set of mail servers"
  help    ja "メールサーバの設定の名前を付ける"

command mail server smtp
  syntax  mail server smtp ID ADDRESS [port=PORT] [smtp-auth USERNAME PASSWORD [AUTH_PROTOCOL]] [pop-before-smtp] [smtps]
  key     ID
  order   33204
  param   ID integer 1..10
  param   ADDRESS word 0..64
  param   PORT integer 1..65535 default 25
  param   USERNAME word 1..64
  param   PASSWORD word 1..64
  param   AUTH_PROTOCOL one-of cram-md5 digest-md5 plain
  help    en "Server that takes outgoing mail"
  help    ja "SMTP サーバを設定する"

command mail server pop
  syntax  mail server pop ID ADDRESS [port=PORT] PROTOCOL USERNAME PASSWORD
  key     ID
  order   33206
  param   ID integer 1..10
  param   ADDRESS word
  param   PORT integer 1..65535 default 110
  param   PROTOCOL one-of pop3 apop
  param   USERNAME word
  param   PASSWORD word
  help    en "Server that is asked before sending"
  help    ja "POP サーバを設定する"

command mail server timeout
  syntax  mail server timeout ID TIMEOUT
  key     ID
  order   33208
  param   ID integer 1..10
  param   TIMEOUT integer 1..600 unit s default 60
  help    en "How long mail servers are waited for"
  help    ja "メールサーバの応答を待つ時間を設定する"

command mail template
  syntax  mail template TEMPLATE_ID MAILSERVER_ID From:FROM_ADDRESS To:TO_ADDRESS [Subject:SUBJECT] [Date:DATE] [MIME-Version:MIME_VERSION] [Content-Type:CONTENT_TYPE] [{notify-log=SWITCH | notify-wait-time=SEC}...]
  key     TEMPLATE_ID
  order   33210
  param   TEMPLATE_ID integer 1..10
  param   MAILSERVER_ID integer 1..10
  param   FROM_ADDRESS word
  param   TO_ADDRESS word
  param   SUBJECT word default by trigger, e.g. Backup Info
  param   DATE word default time of sending
  param   MIME_VERSION word default 1.0
  param   CONTENT_TYPE word default text/plain;charset=iso-2022-jp
  param   SWITCH one-of on off default off
  param   SEC integer 1..86400 unit s default 30
  help    en "Form of a mail"
  help    ja "メールの雛形を設定する"

command mail notify
  syntax  mail notify ID TEMPLATE_ID trigger backup IF_B [{[RANGE_B] IF_B}...]
  syntax  mail notify ID TEMPLATE_ID trigger route ROUTE [ROUTE...]
  syntax  mail notify ID TEMPLATE_ID trigger route6 ROUTE6 [ROUTE6...]
  syntax  mail notify ID TEMPLATE_ID trigger filter ethernet IF_F DIR_F [{IF_F DIR_F}...]
  syntax  mail notify ID TEMPLATE_ID trigger status TYPE [TYPE...]
  syntax  mail notify ID TEMPLATE_ID trigger intrusion IF_I [RANGE_I] DIR_I [{IF_I [RANGE_I] DIR_I}...]
  syntax  mail notify ID TEMPLATE_ID trigger lan-map
  key     ID
  order   33212
  param   ID integer 1..10
  param   TEMPLATE_ID integer 1..10
  param   IF_B interface or pp tunnel
  param   RANGE_B numbers or *
  param   ROUTE ip-mask or default
  param   ROUTE6 ipv6 or default
  param   IF_F interface or *
  param   DIR_F one-of in out
  param   TYPE one-of all interface routing vpn nat firewall config-log
  param   IF_I interface or pp tunnel wan1 *
  param   RANGE_I numbers or *
  param   DIR_I one-of in out in/out
  help    en "Events that send a mail"
  help    ja "メールで知らせる出来事を設定する"
