# Chapter 34 of the command language: netvolante-dns. The notation is described in docs/cli-notation.md.

command netvolante-dns use
  syntax  netvolante-dns use INTERFACE SWITCH
  syntax  netvolante-dns use pp SWITCH
  scope   global pp
  key     INTERFACE
  order   33402
  param   INTERFACE interface
  param   SWITCH one-of auto off default auto
  help    en "Whether the dynamic name service is used"
  help    ja "ネットボランチ DNS を使うかどうか"

command netvolante-dns go
  syntax  netvolante-dns go INTERFACE
  syntax  netvolante-dns go pp PEER_NUM
  kind    operation
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Registers the name now"
  help    ja "ネットボランチ DNS に手動で登録する"

command netvolante-dns delete go
  syntax  netvolante-dns delete go INTERFACE [HOST]
  syntax  netvolante-dns delete go pp PEER_NUM [HOST]
  kind    operation
  param   INTERFACE interface
  param   HOST word
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Deletes the registered name"
  help    ja "ネットボランチ DNS の登録を削除する"

command netvolante-dns port
  syntax  netvolante-dns port PORT
  order   33404
  param   PORT integer 1..65535 default 2002
  help    en "Port of the dynamic name service"
  help    ja "ネットボランチ DNS のポートを設定する"

command netvolante-dns get hostname list
  syntax  netvolante-dns get hostname list INTERFACE
  syntax  netvolante-dns get hostname list pp PEER_NUM
  syntax  netvolante-dns get hostname list all
  kind    operation
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Lists the registered names"
  help    ja "登録した名前の一覧を得る"

command netvolante-dns hostname host
  syntax  netvolante-dns hostname host INTERFACE [server=SERVER_NUM] HOST [duplicate]
  syntax  netvolante-dns hostname host pp [server=SERVER_NUM] HOST [duplicate]
  syntax  netvolante-dns hostname host INTERFACE [server=SERVER_NUM] HOST ipv6 address [IPV6_ADDRESS] [duplicate]
  syntax  netvolante-dns hostname host pp [server=SERVER_NUM] HOST ipv6 address [IPV6_ADDRESS] [duplicate]
  syntax  netvolante-dns hostname host INTERFACE [server=SERVER_NUM] HOST ipv6 prefix [IPV6_PREFIX] [duplicate]
  syntax  netvolante-dns hostname host pp [server=SERVER_NUM] HOST ipv6 prefix [IPV6_PREFIX] [duplicate]
  scope   global pp
  key     INTERFACE
  order   33406
  param   INTERFACE interface
  param   SERVER_NUM integer 1..2 default 1
  param   HOST word 0..63
  param   IPV6_ADDRESS ipv6
  param   IPV6_PREFIX ipv6
  help    en "Name to register"
  help    ja "登録するホスト名を設定する"

command netvolante-dns timeout
  syntax  netvolante-dns timeout INTERFACE TIME
  syntax  netvolante-dns timeout pp TIME
  scope   global pp
  key     INTERFACE
  order   33408
  param   INTERFACE interface
  param   TIME integer 1..180 unit s default 90
  help    en "How long the name service is waited for"
  help    ja "ネットボランチ DNS の応答を待つ時間を設定する"

command netvolante-dns auto hostname
  syntax  netvolante-dns auto hostname INTERFACE [server=SERVER_NUM] SWITCH
  syntax  netvolante-dns auto hostname INTERFACE [server=SERVER_NUM] ipv6 address [IPV6_ADDRESS]
  syntax  netvolante-dns auto hostname INTERFACE [server=SERVER_NUM] ipv6 prefix [IPV6_PREFIX]
  syntax  netvolante-dns auto hostname pp [server=SERVER_NUM] SWITCH
  syntax  netvolante-dns auto hostname pp [server=SERVER_NUM] ipv6 address [IPV6_ADDRESS]
  syntax  netvolante-dns auto hostname pp [server=SERVER_NUM] ipv6 prefix [IPV6_PREFIX]
  scope   global pp
  key     INTERFACE
  order   33410
  param   INTERFACE interface
  param   SERVER_NUM integer 1..2 default 1
  param   SWITCH one-of on off default off
  param   IPV6_ADDRESS ipv6
  param   IPV6_PREFIX ipv6
  help    en "Whether a name is made automatically"
  help    ja "ホスト名を自動で作るかどうか"

command netvolante-dns set hostname
  syntax  netvolante-dns set hostname INTERFACE serial
  kind    operation
  param   INTERFACE interface
  help    en "Sets the name made automatically"
  help    ja "自動で作られた名前を設定する"

command netvolante-dns server
  syntax  netvolante-dns server IP_ADDRESS
  syntax  netvolante-dns server NAME
  order   33412
  param   IP_ADDRESS ip
  param   NAME host default netvolante-dns.netvolante.jp
  help    en "Server of the name service"
  help    ja "ネットボランチ DNS サーバを設定する"

command netvolante-dns server update address use
  syntax  netvolante-dns server update address use [server=SERVER_NUM] SWITCH
  order   33414
  param   SERVER_NUM integer 1..2 default 1
  param   SWITCH one-of on off default on
  help    en "Whether the server may announce a new address"
  help    ja "サーバのアドレス変更通知を受けるかどうか"

command netvolante-dns server update address port
  syntax  netvolante-dns server update address port [server=SERVER_NUM] PORT
  order   33416
  param   SERVER_NUM integer 1..2 default 1
  param   PORT integer 1..65535 default 2002
  help    en "Port of such announcements"
  help    ja "アドレス変更通知のポートを設定する"

command netvolante-dns retry interval
  syntax  netvolante-dns retry interval INTERFACE INTERVAL COUNT
  syntax  netvolante-dns retry interval pp INTERVAL COUNT
  scope   global pp
  key     INTERFACE
  order   33418
  param   INTERFACE interface
  param   INTERVAL integer 60..300 or auto unit s default auto
  param   COUNT integer 1..50 default 10
  help    en "How often registration is tried again"
  help    ja "登録の再試行を設定する"

command netvolante-dns register timer
  syntax  netvolante-dns register timer [server=SERVER_NUM] TIME
  order   33420
  param   SERVER_NUM integer 1..2 default 1
  param   TIME integer 3600..2147483647 or off unit s default off
  help    en "How often the name is registered"
  help    ja "定期的に登録する間隔を設定する"

command netvolante-dns auto save
  syntax  netvolante-dns auto save [server=SERVER_NUM] FILE
  order   33422
  param   SERVER_NUM integer 1..2 default 1
  param   FILE one-of off auto default auto
  help    en "Whether registration saves the configuration"
  help    ja "登録時に設定を保存するかどうか"
