# Chapter 19 of the command language: cloud-vpn. The notation is described in docs/cli-notation.md.

command cloud vpn service
  syntax  cloud vpn service ID SERVICE_NAME
  model   other
  key     ID
  order   31902
  param   ID integer 1..3
  param   SERVICE_NAME one-of amazon-api
  help    en "Cloud to which a VPN is set up"
  help    ja "接続するクラウドサービスを設定する"

command cloud vpn parameter
  syntax  cloud vpn parameter ID PARAMETER [PARAMETER [PARAMETER]]
  model   other
  key     ID
  order   31904
  param   ID integer 1..3
  param   PARAMETER word 0..256
  help    en "Parameters of a cloud VPN"
  help    ja "クラウド接続のパラメータを設定する"

command cloud vpn name
  syntax  cloud vpn name ID NAME
  model   other
  key     ID
  order   31906
  param   ID integer 1..3
  param   NAME word 0..32
  help    en "Name of a cloud VPN"
  help    ja "クラウド接続の名前を設定する"

command cloud vpn bind
  syntax  cloud vpn bind ID TUNNEL_IF1 [TUNNEL_IF2]
  model   other
  key     ID
  order   31908
  param   ID integer 1..3
  param   TUNNEL_IF1 numbers
  param   TUNNEL_IF2 numbers
  help    en "Tunnels of a cloud VPN"
  help    ja "クラウド接続に使うトンネルを設定する"

command cloud vpn option
  syntax  cloud vpn option ID region=REGION
  model   other
  key     ID
  order   31910
  param   ID integer 1..3
  param   REGION word 0..32
  help    en "Options of a cloud VPN"
  help    ja "クラウド接続のオプションを設定する"

command cloud vpn set go
  syntax  cloud vpn set go ID [OPTION]
  kind    operation
  model   other
  param   ID integer 1..3
  param   OPTION one-of save no-save
  help    en "Sets up a cloud VPN now"
  help    ja "クラウド接続を実行する"

command show status cloud vpn
  syntax  show status cloud vpn [ID]
  kind    show
  level   user
  model   other
  param   ID integer 1..3
  help    en "Shows the state of cloud VPNs"
  help    ja "クラウド接続の状態を表示する"

command cloud vpn syslog
  syntax  cloud vpn syslog SW
  model   other
  order   31912
  param   SW one-of on off default off
  help    en "Whether cloud VPNs are logged"
  help    ja "クラウド接続をログに残すかどうか"
