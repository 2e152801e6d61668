# Commands of former models and firmware, still found in configurations. The notation is described in docs/cli-notation.md.

command provider type
  syntax  provider type TYPE
  order   12020
  param   TYPE one-of isdn-terminal isdn-network none default none
  help    en "How providers are connected"
  help    ja "プロバイダへの接続の種類を設定する"

# Place in show config: behind the peers, while `provider INTERFACE name` stands before them: N58i, NVR500.
command provider set
  syntax  provider set PEER_NUM [NAME]
  key     PEER_NUM
  order   19100
  param   PEER_NUM integer 1..30 family 1..200
  param   NAME word 0..32
  help    en "Names a provider"
  help    ja "プロバイダを登録する"

# An operation by the reference, but N58i and NVR500 print it in show config, behind `provider dns server`.
command provider select
  syntax  provider select PEER_NUM
  no      accepted
  order   19108
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Selects a provider"
  help    ja "プロバイダを選ぶ"

command provider dns server
  syntax  provider dns server PEER_NUM IP_ADDRESS [IP_ADDRESS...]
  key     PEER_NUM
  order   19104
  param   PEER_NUM integer 1..30 family 1..200
  param   IP_ADDRESS ip
  help    en "DNS servers of a provider"
  help    ja "プロバイダの DNS サーバを設定する"

command provider dns server pp
  syntax  provider dns server pp PEER_NUM DNS_PEER_NUM
  key     PEER_NUM
  order   19106
  param   PEER_NUM integer 1..30 family 1..200
  param   DNS_PEER_NUM integer 1..30
  help    en "Peer that tells a provider's DNS servers"
  help    ja "プロバイダの DNS サーバを知らせる相手を設定する"

# The reference gives PRV:NAME and WAN:NAME; routers that have the command print `LAN:` and `PPPoE/0/1/5/0/0/0:NAME`.
command provider interface name
  syntax  provider INTERFACE name NAME
  key     INTERFACE
  order   12024
  param   INTERFACE interface
  param   NAME word
  help    en "Name of a provider interface"
  help    ja "プロバイダのインタフェースの名前を設定する"

command provider interface bind
  syntax  provider INTERFACE bind PEER_LIST [PEER_LIST...]
  key     INTERFACE
  order   36012
  param   INTERFACE interface
  param   PEER_LIST numbers
  help    en "Peers that belong to a provider interface"
  help    ja "プロバイダのインタフェースに相手を割り当てる"

command provider interface dns server
  syntax  provider INTERFACE dns server IP_ADDRESS [IP_ADDRESS...]
  key     INTERFACE
  order   36014
  param   INTERFACE interface
  param   IP_ADDRESS ip
  help    en "DNS servers of a provider interface"
  help    ja "プロバイダのインタフェースの DNS サーバを設定する"

command provider ntp server
  syntax  provider ntp server PEER_NUM IP_ADDRESS
  key     PEER_NUM
  order   36016
  param   PEER_NUM integer 1..30 family 1..200
  param   IP_ADDRESS ip
  help    en "NTP server of a provider"
  help    ja "プロバイダの NTP サーバを設定する"

command provider ntpdate
  syntax  provider ntpdate SERVER
  order   36018
  param   SERVER word
  help    en "Sets the clock by the provider's server"
  help    ja "プロバイダの NTP サーバで時計を合わせる"

command provider filter routing
  syntax  provider filter routing TYPE
  order   12022
  param   TYPE one-of off connection default off
  help    en "How traffic is divided among providers"
  help    ja "プロバイダの振り分け方を設定する"

command provider auto connect forced disable
  syntax  provider auto connect forced disable SWITCH
  order   36022
  param   SWITCH one-of on off default off
  help    en "Whether providers are never connected automatically"
  help    ja "プロバイダへの自動接続を禁じるかどうか"

command provider ipv6 connect pp
  syntax  provider ipv6 connect pp PEER_NUM SWITCH
  key     PEER_NUM
  order   36024
  param   PEER_NUM integer 1..30 family 1..200
  param   SWITCH one-of on off default on
  help    en "Whether a provider is connected by IPv6"
  help    ja "プロバイダに IPv6 で接続するかどうか"

command pptp call-id mode
  syntax  pptp call-id mode MODE
  order   36026
  param   MODE word
  help    en "How PPTP chooses call IDs"
  help    ja "PPTP の Call ID の決め方を設定する"

command pppoe call prohibit auth-error count
  syntax  pppoe call prohibit auth-error count COUNT
  scope   pp
  order   5536
  param   COUNT integer 1..21474836 or off default 5
  help    en "After how many refusals PPPoE stops"
  help    ja "認証エラーで PPPoE の接続を止める回数を設定する"

command nat descriptor masquerade ttl hold
  syntax  nat descriptor masquerade ttl hold TYPE
  order   21036
  param   TYPE one-of auto all default auto
  help    en "Whether the masquerade keeps session timers"
  help    ja "IP マスカレードの TTL の扱いを設定する"

command lan count-hub-overflow
  syntax  lan count-hub-overflow SWITCH [INTERFACE]
  order   9034
  param   SWITCH one-of on off default on
  param   INTERFACE interface
  help    en "Whether the switch's lost frames are counted"
  help    ja "スイッチで捨てられたフレームを数えるかどうか"

command ip interface intrusion detection threshold
  syntax  ip INTERFACE intrusion detection threshold TYPE COUNT
  syntax  ip pp intrusion detection threshold TYPE COUNT
  syntax  ip tunnel intrusion detection threshold TYPE COUNT
  scope   global pp tunnel
  key     INTERFACE TYPE
  order   10074
  param   INTERFACE interface
  param   TYPE word
  param   COUNT integer 1..65535
  help    en "From which count an attack is reported"
  help    ja "不正アクセスとみなすしきい値を設定する"

command ipv6 multicast routing process
  syntax  ipv6 multicast routing process PROCESS
  order   6084
  param   PROCESS one-of fast normal default fast
  help    en "Fast path or normal forwarding of IPv6 multicast"
  help    ja "IPv6 マルチキャストをファストパスで転送するかどうか"

command mail-notify status use
  syntax  mail-notify status use SWITCH
  model   other
  order   36028
  param   SWITCH one-of on off default off
  help    en "Whether reports are sent by mail"
  help    ja "状態をメールで報告するかどうか"

command mail-notify status server
  syntax  mail-notify status server SERVER
  model   other
  order   36030
  param   SERVER word
  help    en "Server of the report mail"
  help    ja "報告メールのサーバを設定する"

command mail-notify status from
  syntax  mail-notify status from FROM_ADDRESS
  model   other
  order   36032
  param   FROM_ADDRESS word
  help    en "Sender of the report mail"
  help    ja "報告メールの差出人を設定する"

command mail-notify status to
  syntax  mail-notify status to ID TO_ADDRESS
  model   other
  key     ID
  order   36034
  param   ID integer 1..4
  param   TO_ADDRESS word
  help    en "Receiver of the report mail"
  help    ja "報告メールの宛先を設定する"

command mail-notify status subject
  syntax  mail-notify status subject SUBJECT
  model   other
  order   36036
  param   SUBJECT word
  help    en "Subject of the report mail"
  help    ja "報告メールの件名を設定する"

command mail-notify status timeout
  syntax  mail-notify status timeout TIMEOUT
  model   other
  order   36038
  param   TIMEOUT integer unit s
  help    en "How long the report mail's server is waited for"
  help    ja "報告メールのタイムアウトを設定する"

command mail-notify status type
  syntax  mail-notify status type TYPE [TYPE...]
  model   other
  order   36040
  param   TYPE word
  help    en "Contents of the report mail"
  help    ja "報告メールの内容を設定する"

command mail-notify status exec
  syntax  mail-notify status exec
  kind    operation
  model   other
  help    en "Sends the report by mail now"
  help    ja "状態の報告メールを送る"

command operation usb-download permit
  syntax  operation usb-download permit PERMIT
  model   other
  order   36042
  param   PERMIT one-of on off
  help    en "Whether a button loads from USB"
  help    ja "ボタン操作による USB からの読み込みを許すかどうか"

command usbhost config filename
  syntax  usbhost config filename FROM TO [PASSWORD]
  model   other
  order   36044
  param   FROM word
  param   TO integer 0..4
  param   PASSWORD word
  help    en "Configuration file on USB"
  help    ja "USB の設定ファイルを設定する"

command usbhost exec filename
  syntax  usbhost exec filename FROM TO
  model   other
  order   36046
  param   FROM word
  param   TO integer 0..1
  help    en "Firmware file on USB"
  help    ja "USB のファームウェアファイルを設定する"

command usbhost syslog filename
  syntax  usbhost syslog filename NAME [CRYPTO PASSWORD]
  model   other
  order   36048
  param   NAME word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 0..32
  help    en "Writes the log to USB"
  help    ja "ログを USB に書き込む"

command usbhost statistics filename prefix
  syntax  usbhost statistics filename prefix PREFIX [TERM] [CRYPTO PASSWORD]
  model   other
  order   36050
  param   PREFIX word
  param   TERM word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 0..32
  help    en "Writes statistics to USB"
  help    ja "統計情報を USB に書き込む"

command delete pki file
  syntax  delete pki file TYPE ID
  kind    operation
  model   other
  param   TYPE one-of certificate crl
  param   ID integer 1..8
  help    en "Deletes a certificate or revocation list"
  help    ja "証明書または失効リストを削除する"

command dns private name
  syntax  dns private name NAME
  model   other
  order   28034
  param   NAME word 0..255
  help    en "Name under which the router is found in the LAN"
  help    ja "LAN 内でのルーターの名前を設定する"

command analog
  syntax  analog WORDS
  model   other
  key     WORDS
  order   35050
  param   WORDS text
  help    en "Telephone ports of sister models"
  help    ja "アナログポートの機能を設定する"

command clear configuration
  syntax  clear configuration
  kind    operation
  model   other
  help    en "Empties the configuration"
  help    ja "設定を消去する"
