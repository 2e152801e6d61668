# Chapter 22 of the command language: radius. The notation is described in docs/cli-notation.md.

command radius auth
  syntax  radius auth AUTH
  order   32202
  param   AUTH one-of on off default off
  help    en "Whether RADIUS decides about peers"
  help    ja "相手を RADIUS で認証するかどうか"

command radius account
  syntax  radius account ACCOUNT
  order   32204
  param   ACCOUNT one-of on off default off
  help    en "Whether RADIUS accounts for peers"
  help    ja "RADIUS で課金情報を記録するかどうか"

command radius server
  syntax  radius server IP1 [IP2]
  order   32206
  param   IP1 ip
  param   IP2 ip
  help    en "RADIUS servers"
  help    ja "RADIUS サーバを設定する"

command radius auth server
  syntax  radius auth server IP1 [IP2]
  order   32208
  param   IP1 ip
  param   IP2 ip
  help    en "RADIUS servers for authentication"
  help    ja "RADIUS 認証サーバを設定する"

command radius account server
  syntax  radius account server IP1 [IP2]
  order   32210
  param   IP1 ip
  param   IP2 ip
  help    en "RADIUS servers for accounting"
  help    ja "RADIUS 課金サーバを設定する"

command radius auth port
  syntax  radius auth port PORT_NUM
  order   32212
  param   PORT_NUM integer 1..65535 default 1645
  help    en "Port of RADIUS authentication"
  help    ja "RADIUS 認証のポートを設定する"

command radius account port
  syntax  radius account port PORT_NUM
  order   32214
  param   PORT_NUM integer 1..65535 default 1646
  help    en "Port of RADIUS accounting"
  help    ja "RADIUS 課金のポートを設定する"

command radius secret
  syntax  radius secret SECRET
  order   32216
  param   SECRET word 0..16
  help    en "Secret shared with the RADIUS server"
  help    ja "RADIUS サーバとの共有鍵を設定する"

command radius retry
  syntax  radius retry COUNT TIME
  order   32218
  param   COUNT integer 1..10 default 4
  param   TIME integer 20..10000 unit ms default 3000
  help    en "How often and how fast RADIUS sends again"
  help    ja "RADIUS の再送の回数と間隔を設定する"
