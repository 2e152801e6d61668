# Chapter 27 of the command language: cooperation. The notation is described in docs/cli-notation.md.

command cooperation
  syntax  cooperation TYPE ROLE SW
  key     TYPE ROLE
  order   32702
  param   TYPE one-of bandwidth-measuring load-watch
  param   ROLE one-of server client
  param   SW one-of on off default off
  help    en "Whether routers measure for each other"
  help    ja "ルーター間の連携動作を使うかどうか"

command cooperation port
  syntax  cooperation port PORT
  order   32704
  param   PORT ports default 59410
  help    en "Port of the cooperation"
  help    ja "連携動作のポートを設定する"

command cooperation bandwidth-measuring remote
  syntax  cooperation bandwidth-measuring remote ID ROLE ADDRESS [{apply=APPLY | port=PORT | initial-speed=INITIAL_SPEED | interval=INTERVAL | retry-interval=RETRY_INTERVAL | sensitivity=SENSITIVITY | syslog=SYSLOG | interface=INTERFACE | class=CLASS | limit-rate=LIMIT_RATE | number=NUMBER | local-address=LOCAL_ADDRESS}...]
  key     ID
  order   32706
  param   ID integer 1..100
  param   ROLE one-of server client
  param   ADDRESS word or any
  param   APPLY one-of on off
  param   PORT integer 1..65535
  param   INITIAL_SPEED integer 64000..100000000
  param   INTERVAL integer 60..2147483647 or off
  param   RETRY_INTERVAL integer 60..2147483647
  param   SENSITIVITY one-of high middle low
  param   SYSLOG one-of on off
  param   INTERFACE word
  param   CLASS word
  param   LIMIT_RATE integer 1..10000
  param   NUMBER integer 5..100
  param   LOCAL_ADDRESS word
  help    en "Router with which bandwidth is measured"
  help    ja "帯域を測る相手を設定する"

command cooperation load-watch remote
  syntax  cooperation load-watch remote ID ROLE ADDRESS [{trigger=TRIGGER | control=CONTROL | port=PORT | syslog=SYSLOG | apply=APPLY | register=REGISTER | register-interval=REGISTER_INTERVAL | register-time=REGISTER_TIME | name=NAME | local-address=LOCAL_ADDRESS}...]
  key     ID
  order   32708
  param   ID integer 1..100
  param   ROLE one-of server client
  param   ADDRESS word or any
  param   TRIGGER word
  param   CONTROL word
  param   PORT integer 1..65535
  param   SYSLOG one-of on off
  param   APPLY one-of on off
  param   REGISTER one-of on off
  param   REGISTER_INTERVAL integer 1..2147483647
  param   REGISTER_TIME integer 1..2147483647
  param   NAME word
  param   LOCAL_ADDRESS word
  help    en "Router whose load is watched"
  help    ja "負荷を監視する相手を設定する"

command cooperation load-watch trigger
  syntax  cooperation load-watch trigger ID {cpu load | INTERFACE receive | INTERFACE overflow | INTERFACE [CLASS] transmit} high=HIGH low=LOW [{interval=INTERVAL | syslog=SYSLOG}...]
  key     ID
  order   32710
  param   ID integer 1..100
  param   INTERFACE interface
  param   CLASS integer 1..16 family 1..250
  param   HIGH word
  param   LOW word
  param   INTERVAL integer 1..65535
  param   SYSLOG one-of on off
  help    en "When load is reported"
  help    ja "負荷を知らせる条件を設定する"

command cooperation load-watch control
  syntax  cooperation load-watch control ID high=HIGH [raise=RAISE] low=LOW [lower=LOWER] [{interval=INTERVAL | interface=INTERFACE | class=CLASS}...]
  key     ID
  order   32712
  param   ID integer 1..100
  param   HIGH speed
  param   RAISE integer 1..100 unit % default 5
  param   LOW speed
  param   LOWER integer 1..100 unit % default 30
  param   INTERVAL integer 1..65535
  param   INTERFACE word
  param   CLASS word
  help    en "How traffic is slowed down"
  help    ja "負荷に応じた制御を設定する"

command cooperation go
  syntax  cooperation bandwidth-measuring go ID
  syntax  cooperation load-watch go ID TYPE
  kind    operation
  param   ID integer 1..100
  param   TYPE one-of lower raise
  help    en "Starts the cooperation now"
  help    ja "連携動作を手動で実行する"
