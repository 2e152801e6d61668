# Chapter 15 of the command language: ipsec. The notation is described in docs/cli-notation.md.

command ipsec use
  syntax  ipsec use USE
  order   22502
  param   USE one-of on off default on
  help    en "Whether IPsec works at all"
  help    ja "IPsec を使うかどうか"

# Printed in the order of the alphabet, but for `version`, which stands first, and `log`, which stands last: so do the
# published configurations that a device printed. One of them (RTX830) has `remote name` where `local name` would stand; the
# RTX810's, and four others, have it behind `remote address`.
command ipsec ike version
  syntax  ipsec ike version GATEWAY_ID VERSION
  key     GATEWAY_ID
  order   22009
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   VERSION integer 1..2 default 1
  help    en "IKE version used with a gateway"
  help    ja "IKE のバージョンを設定する"

command ipsec ike auth method
  syntax  ipsec ike auth method GATEWAY_ID METHOD
  key     GATEWAY_ID
  order   22012
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   METHOD one-of auto pre-shared-key certificate eap-md5 default auto
  help    en "How IKEv2 authenticates a gateway"
  help    ja "IKEv2 の認証方式を設定する"

command ipsec ike auto received-id-route-add
  syntax  ipsec ike auto received-id-route-add GATEWAY_ID SWITCH
  model   other
  key     GATEWAY_ID
  order   22014
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether the peer's ID makes a route"
  help    ja "受信した ID から経路を加えるかどうか"

command ipsec ike pre-shared-key
  syntax  ipsec ike pre-shared-key GATEWAY_ID KEY
  syntax  ipsec ike pre-shared-key GATEWAY_ID text TEXT
  key     GATEWAY_ID
  order   22068
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   KEY hex
  param   TEXT word 0..128
  help    en "Key shared with a gateway"
  help    ja "事前共有鍵を設定する"

command ipsec ike pki file
  syntax  ipsec ike pki file GATEWAY_ID certificate=CERT_ID [crl=CRL_ID]
  key     GATEWAY_ID
  order   22066
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   CERT_ID integer 1..8
  param   CRL_ID integer 1..8
  help    en "Certificate used with a gateway"
  help    ja "相手に使う証明書のファイルを設定する"

command ipsec ike eap myname
  syntax  ipsec ike eap myname GATEWAY_ID NAME PASSWORD
  key     GATEWAY_ID
  order   22022
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..256
  param   PASSWORD word 0..64
  help    en "Own name and password for EAP"
  help    ja "EAP で名乗る名前とパスワードを設定する"

command ipsec ike eap request
  syntax  ipsec ike eap request GATEWAY_ID SW GROUP_ID
  key     GATEWAY_ID
  order   22024
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SW one-of on off default off
  param   GROUP_ID integer 1..1000
  help    en "Whether a gateway must authenticate by EAP"
  help    ja "EAP 認証を要求するかどうか"

command ipsec ike eap send certreq
  syntax  ipsec ike eap send certreq GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22026
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether EAP asks for a certificate"
  help    ja "EAP で証明書を要求するかどうか"

command ipsec auto refresh
  syntax  ipsec auto refresh [GATEWAY_ID] SWITCH
  key     GATEWAY_ID
  order   22504
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether keys are negotiated automatically"
  help    ja "鍵交換を自動で始めるかどうか"

command ipsec ike negotiate-strictly
  syntax  ipsec ike negotiate-strictly GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22058
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether proposals must agree exactly"
  help    ja "鍵交換の設定の一致を厳しく調べるかどうか"

command ipsec ike always-on
  syntax  ipsec ike always-on GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22010
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether negotiation goes on for ever"
  help    ja "鍵交換に失敗しても続けるかどうか"

command ipsec ike retry
  syntax  ipsec ike retry COUNT INTERVAL [MAX_SESSION]
  order   22602
  param   COUNT integer 1..50 default 10
  param   INTERVAL integer 1..100 unit s default 5
  param   MAX_SESSION integer 1..5 default 3
  help    en "How often and how fast IKE sends again"
  help    ja "鍵交換の再送の回数と間隔を設定する"

command ipsec ike remote name
  syntax  ipsec ike remote name GATEWAY_ID NAME [TYPE]
  key     GATEWAY_ID
  order   22076
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..256
  param   TYPE one-of ipv4-addr fqdn user-fqdn rfc822-addr ipv6-addr key-id tel tel-key
  help    en "Name of a gateway"
  help    ja "相手側セキュリティゲートウェイの名前を設定する"

command ipsec ike remote address
  syntax  ipsec ike remote address GATEWAY_ID IP_ADDRESS
  key     GATEWAY_ID
  order   22072
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS word 0..255 or any
  help    en "Address of a gateway"
  help    ja "相手側セキュリティゲートウェイのアドレスを設定する"

command ipsec ike remote id
  syntax  ipsec ike remote id GATEWAY_ID IP_ADDRESS
  key     GATEWAY_ID
  order   22074
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS ip-mask
  help    en "Network behind a gateway (phase 2 ID)"
  help    ja "相手側の ID を設定する"

command ipsec ike local name
  syntax  ipsec ike local name GATEWAY_ID NAME [TYPE]
  key     GATEWAY_ID
  order   22046
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..256
  param   TYPE one-of ipv4-addr fqdn user-fqdn rfc822-addr ipv6-addr key-id tel tel-key
  help    en "Own name towards a gateway"
  help    ja "自分側セキュリティゲートウェイの名前を設定する"

command ipsec ike local address
  syntax  ipsec ike local address GATEWAY_ID IP_ADDRESS
  syntax  ipsec ike local address GATEWAY_ID vrrp INTERFACE VRID
  syntax  ipsec ike local address GATEWAY_ID ipv6 prefix PREFIX on INTERFACE
  syntax  ipsec ike local address GATEWAY_ID ipcp pp PEER_NUM
  key     GATEWAY_ID
  order   22042
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS ip
  param   INTERFACE interface
  param   VRID integer 1..255
  param   PREFIX ipv6
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Own address towards a gateway"
  help    ja "自分側セキュリティゲートウェイのアドレスを設定する"

command ipsec ike local id
  syntax  ipsec ike local id GATEWAY_ID IP_ADDRESS
  key     GATEWAY_ID
  order   22044
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS ip-mask
  help    en "Network on this side (phase 2 ID)"
  help    ja "自分側の ID を設定する"

command ipsec ike keepalive use
  syntax  ipsec ike keepalive use GATEWAY_ID SWITCH [{down=disconnect | send-only-new-sa=SEND}...]
  syntax  ipsec ike keepalive use GATEWAY_ID SWITCH heartbeat [INTERVAL COUNT [UPWAIT]] [{down=disconnect | send-only-new-sa=SEND}...]
  syntax  ipsec ike keepalive use GATEWAY_ID SWITCH icmp-echo IP_ADDRESS [length=LENGTH] [INTERVAL COUNT [UPWAIT]] [down=disconnect]
  syntax  ipsec ike keepalive use GATEWAY_ID SWITCH dpd [INTERVAL COUNT [UPWAIT]]
  syntax  ipsec ike keepalive use GATEWAY_ID SWITCH rfc4306 [INTERVAL COUNT [UPWAIT]]
  key     GATEWAY_ID
  order   22038
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off auto default auto
  param   SEND one-of on off family auto default off
  param   INTERVAL integer 1..600 unit s default 10
  param   COUNT integer 1..50 default 6
  param   UPWAIT integer 0..1000000 unit s default 0
  param   IP_ADDRESS ip
  param   LENGTH integer 64..1500 unit bytes default 64
  help    en "How a gateway is watched"
  help    ja "IKE キープアライブの使い方を設定する"

command ipsec ike keepalive log
  syntax  ipsec ike keepalive log GATEWAY_ID LOG
  key     GATEWAY_ID
  order   22036
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   LOG one-of on off default on
  help    en "Whether keepalive is logged"
  help    ja "IKE キープアライブのログを残すかどうか"

command ipsec ike encryption
  syntax  ipsec ike encryption GATEWAY_ID ALGORITHM
  key     GATEWAY_ID
  order   22028
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ALGORITHM one-of 3des-cbc des-cbc aes-cbc aes256-cbc default 3des-cbc
  help    en "Cipher of the IKE SA"
  help    ja "IKE の暗号アルゴリズムを設定する"

command ipsec ike queue length
  syntax  ipsec ike queue length LENGTH
  order   22604
  param   LENGTH integer 20..40 family 20..24000 unit packets default 40
  help    en "How many IKE messages wait"
  help    ja "IKE メッセージの待ち行列の長さを設定する"

command ipsec ike group
  syntax  ipsec ike group GATEWAY_ID GROUP [GROUP]
  key     GATEWAY_ID
  order   22032
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   GROUP one-of modp768 modp1024 modp1536 modp2048 default modp1024
  help    en "Diffie-Hellman group"
  help    ja "IKE が使うグループを設定する"

command ipsec ike hash
  syntax  ipsec ike hash GATEWAY_ID ALGORITHM
  key     GATEWAY_ID
  order   22034
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ALGORITHM one-of md5 sha sha256 family sha384 sha512 default sha
  help    en "Hash of the IKE SA"
  help    ja "IKE のハッシュアルゴリズムを設定する"

command ipsec log illegal-spi
  syntax  ipsec log illegal-spi SWITCH
  order   22606
  param   SWITCH one-of on off default off
  help    en "Whether unknown SPIs are logged"
  help    ja "不正な SPI の受信をログに残すかどうか"

command ipsec ike payload type
  syntax  ipsec ike payload type GATEWAY_ID TYPE1 [TYPE2]
  key     GATEWAY_ID
  order   22062
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE1 integer 1..3 default 2
  param   TYPE2 integer 1..2 default 2
  help    en "Payload formats of old models"
  help    ja "IKE ペイロードの形式を設定する"

command ipsec ike backward-compatibility
  syntax  ipsec ike backward-compatibility GATEWAY_ID TYPE
  key     GATEWAY_ID
  order   22016
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE integer 1..2 default 1
  help    en "IKE behaviour of older firmware"
  help    ja "IKE の動作を旧ファームウェアに合わせる"

command ipsec ike send info
  syntax  ipsec ike send info GATEWAY_ID INFO
  key     GATEWAY_ID
  order   22080
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   INFO one-of on off default on
  help    en "Whether informational messages are sent"
  help    ja "IKE の情報メッセージを送るかどうか"

command ipsec ike pfs
  syntax  ipsec ike pfs GATEWAY_ID PFS
  key     GATEWAY_ID
  order   22064
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   PFS one-of on off default off
  help    en "Whether phase 2 uses Diffie-Hellman again"
  help    ja "PFS を使うかどうか"

command ipsec ike xauth myname
  syntax  ipsec ike xauth myname GATEWAY_ID NAME PASSWORD
  key     GATEWAY_ID
  order   22084
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..32
  param   PASSWORD word 0..32
  help    en "Own name and password for XAUTH"
  help    ja "XAUTH で名乗る名前とパスワードを設定する"

command auth user
  syntax  auth user USERID USERNAME PASSWORD
  key     USERID
  order   31502
  param   USERID integer 1..1000 family 1..6000
  param   USERNAME word 3..256
  param   PASSWORD word 3..64
  help    en "User of XAUTH and EAP"
  help    ja "認証用のユーザを設定する"

command auth user attribute
  syntax  auth user attribute USERID {xauth=XAUTH | xauth-address=XAUTH_ADDRESS | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5} [{xauth=XAUTH | xauth-address=XAUTH_ADDRESS | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5}...]
  key     USERID
  order   31504
  param   USERID integer 1..1000 family 1..6000
  param   XAUTH one-of on off
  param   XAUTH_ADDRESS word
  param   XAUTH_DNS word
  param   XAUTH_WINS word
  param   XAUTH_FILTER word
  param   EAP_MD5 one-of on off
  help    en "Attributes of a user of XAUTH and EAP"
  help    ja "認証用のユーザの属性を設定する"

command auth user group
  syntax  auth user group GROUPID USERID [USERID...]
  key     GROUPID
  order   31506
  param   GROUPID integer 1..1000 family 1..6000
  param   USERID numbers 1..1000 family 1..6000
  help    en "Group of users"
  help    ja "認証用のユーザグループを設定する"

command auth user group attribute
  syntax  auth user group attribute GROUPID {xauth=XAUTH | xauth-address-pool=XAUTH_ADDRESS_POOL | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5} [{xauth=XAUTH | xauth-address-pool=XAUTH_ADDRESS_POOL | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5}...]
  key     GROUPID
  order   31508
  param   GROUPID integer 1..1000 family 1..6000
  param   XAUTH one-of on off
  param   XAUTH_ADDRESS_POOL word
  param   XAUTH_DNS word
  param   XAUTH_WINS word
  param   XAUTH_FILTER word
  param   EAP_MD5 one-of on off
  help    en "Attributes of a group of users"
  help    ja "認証用のユーザグループの属性を設定する"

command ipsec ike xauth request
  syntax  ipsec ike xauth request GATEWAY_ID AUTH [GROUP_ID]
  key     GATEWAY_ID
  order   22086
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   AUTH one-of on off default off
  param   GROUP_ID integer 1..1000
  help    en "Whether a gateway must authenticate by XAUTH"
  help    ja "XAUTH 認証を要求するかどうか"

command ipsec ike mode-cfg address pool
  syntax  ipsec ike mode-cfg address pool POOL_ID IP_ADDRESS
  key     POOL_ID
  order   22608
  param   POOL_ID integer 1..65535
  param   IP_ADDRESS addresses
  help    en "Addresses handed out to VPN clients"
  help    ja "VPN クライアントに割り当てるアドレスを設定する"

command ipsec ike mode-cfg method
  syntax  ipsec ike mode-cfg method GATEWAY_ID METHOD [OPTION]
  key     GATEWAY_ID
  order   22054
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   METHOD one-of set default set
  param   OPTION one-of openswan
  help    en "How addresses are handed out"
  help    ja "アドレスの割り当て方法を設定する"

command ipsec ike mode-cfg address
  syntax  ipsec ike mode-cfg address GATEWAY_ID POOL_ID
  key     GATEWAY_ID
  order   22052
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   POOL_ID integer 1..65535
  help    en "Address pool used for a gateway"
  help    ja "割り当てに使うアドレスプールを設定する"

command ipsec ike license-key
  syntax  ipsec ike license-key LICENSE_ID KEY
  key     LICENSE_ID
  order   22610
  param   LICENSE_ID integer 1..500
  param   KEY word 0..64
  help    en "Licence key of VPN client software"
  help    ja "VPN クライアントのライセンスキーを設定する"

command ipsec ike license-key use
  syntax  ipsec ike license-key use GATEWAY_ID SW
  key     GATEWAY_ID
  order   22040
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SW one-of on off default off
  help    en "Whether a gateway needs a licence key"
  help    ja "ライセンスキーを使うかどうか"

command ipsec ike log
  syntax  ipsec ike log [GATEWAY_ID] TYPE...
  key     GATEWAY_ID
  order   22090
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE one-of message-info payload-info key-info
  help    en "What IKE logs"
  help    ja "IKE のログの種類を設定する"

command ipsec ike esp-encapsulation
  syntax  ipsec ike esp-encapsulation GATEWAY_ID ENCAP
  key     GATEWAY_ID
  order   22030
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ENCAP one-of on off default off
  help    en "Whether ESP is wrapped in UDP"
  help    ja "ESP を UDP でカプセル化するかどうか"

command ipsec ike proposal-limitation
  syntax  ipsec ike proposal-limitation GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22070
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether only configured proposals are sent"
  help    ja "提案する設定を限るかどうか"

command ipsec ike message-id-control
  syntax  ipsec ike message-id-control GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22050
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  help    en "Whether IKEv2 message ids are controlled"
  help    ja "IKEv2 のメッセージ ID を管理するかどうか"

command ipsec ike child-exchange type
  syntax  ipsec ike child-exchange type GATEWAY_ID TYPE
  model   other
  key     GATEWAY_ID
  order   22018
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE integer 1..2 default 1
  help    en "How IKEv2 makes child SAs"
  help    ja "IKEv2 の CHILD SA の作り方を設定する"

command ipsec ike negotiation receive
  syntax  ipsec ike negotiation receive GATEWAY_ID SWITCH
  model   other
  key     GATEWAY_ID
  order   22060
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default on
  help    en "Whether negotiations from a gateway are answered"
  help    ja "相手からの鍵交換に応じるかどうか"

command ipsec ike duration
  syntax  ipsec ike duration SA GATEWAY_ID SECOND [KBYTES] [rekey REKEY] [forced-reduction=DEL_TIME]
  key     SA GATEWAY_ID
  order   22020
  param   SA one-of ipsec-sa child-sa isakmp-sa ike-sa
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SECOND integer 300..691200 unit s default 28800
  param   KBYTES integer 100..100000 family 100..2147483647 or family off unit kbytes
  param   REKEY integer 70..90 or off unit % default 75%
  param   DEL_TIME integer family 1..691200 unit s
  help    en "How long SAs live"
  help    ja "SA の寿命を設定する"

command ipsec sa policy
  syntax  ipsec sa policy POLICY_ID GATEWAY_ID ah [AH_ALGORITHM] [{local-id=LOCAL_ID | remote-id=REMOTE_ID | anti-replay-check=CHECK}...]
  syntax  ipsec sa policy POLICY_ID GATEWAY_ID esp [ESP_ALGORITHM] [AH_ALGORITHM] [{local-id=LOCAL_ID | remote-id=REMOTE_ID | anti-replay-check=CHECK}...]
  key     POLICY_ID
  order   22000
  param   POLICY_ID integer 1..2147483647
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   AH_ALGORITHM one-of md5-hmac sha-hmac sha256-hmac family sha384-hmac sha512-hmac default sha-hmac
  param   LOCAL_ID ip-mask
  param   REMOTE_ID ip-mask
  param   CHECK one-of on off default on
  # The combined modes are Kyoten's own, for IKEv2: no model of the family has them, so `--strict` refuses them.
  param   ESP_ALGORITHM one-of 3des-cbc des-cbc aes-cbc aes256-cbc family aes-gcm aes256-gcm chacha20-poly1305 default aes-cbc
  help    en "How a policy's traffic is protected"
  help    ja "SA のポリシーを設定する"

command ipsec refresh sa
  syntax  ipsec refresh sa
  kind    operation
  help    en "Makes all SAs anew"
  help    ja "SA をすべて作り直す"

command ipsec ike restrict-dangling-sa
  syntax  ipsec ike restrict-dangling-sa GATEWAY_ID ACTION
  key     GATEWAY_ID
  order   22078
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ACTION one-of auto off default auto
  help    en "Whether SAs end with their IKE SA"
  help    ja "ダングリング SA の動作を制限するかどうか"

command ipsec ike nat-traversal
  syntax  ipsec ike nat-traversal GATEWAY_ID SWITCH [{keepalive=INTERVAL | force=FORCE_SWITCH | type=TYPE}...]
  key     GATEWAY_ID
  order   22056
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  param   INTERVAL integer 30..100000 or off unit s default 300
  param   FORCE_SWITCH one-of on off default off
  param   TYPE integer family 1..2 default 1
  help    en "Whether NAT on the way is overcome"
  help    ja "NAT トラバーサルを使うかどうか"

command ipsec sa delete
  syntax  ipsec sa delete ID
  kind    operation
  param   ID integer 1..2147483647 or all
  help    en "Deletes one SA or all"
  help    ja "SA を削除する"

command ipsec tunnel fastpath-fragment-function follow df-bit
  syntax  ipsec tunnel fastpath-fragment-function follow df-bit SWITCH
  scope   tunnel
  order   5312
  param   SWITCH one-of on off default off
  help    en "Whether the fast path obeys the DF bit"
  help    ja "ファストパスで DF ビットに従うかどうか"

command ipsec tunnel outer df-bit
  syntax  ipsec tunnel outer df-bit MODE
  scope   tunnel
  order   5314
  param   MODE one-of copy set clear default copy
  help    en "DF bit of the outer packet"
  help    ja "外側のパケットの DF ビットを設定する"

command ipsec tunnel
  syntax  ipsec tunnel POLICY_ID
  scope   tunnel
  order   5300
  param   POLICY_ID integer 1..2147483647
  help    en "Policy used by the selected tunnel"
  help    ja "トンネルで使うポリシーを設定する"

command ipsec ipcomp type
  syntax  ipsec ipcomp type TYPE
  scope   tunnel
  order   5316
  param   TYPE one-of deflate none default none
  help    en "Compression of tunnelled packets"
  help    ja "IPComp による圧縮を設定する"

command tunnel backup
  syntax  tunnel backup none
  syntax  tunnel backup INTERFACE IP_ADDRESS
  syntax  tunnel backup pp PEER_NUM [switch-router=SWITCH1]
  syntax  tunnel backup tunnel TUNNEL_NUM [switch-interface=SWITCH2]
  scope   tunnel
  order   5452
  param   INTERFACE interface
  param   IP_ADDRESS ip
  param   PEER_NUM integer 1..30 family 1..200
  param   SWITCH1 one-of on off default off
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   SWITCH2 one-of on off default on
  help    en "What replaces a tunnel that fails"
  help    ja "トンネルのバックアップを設定する"

command tunnel template
  syntax  tunnel template TUNNEL_NUM [TUNNEL_NUM...]
  scope   tunnel
  order   5454
  param   TUNNEL_NUM numbers
  help    en "Tunnels that share the selected tunnel's settings"
  help    ja "設定を共有するトンネルを設定する"

command ipsec transport
  syntax  ipsec transport ID POLICY_ID [PROTO [SRC_PORT_LIST [DST_PORT_LIST]]]
  key     ID
  order   22612
  param   ID integer 1..2147483647
  param   POLICY_ID integer 1..2147483647
  param   PROTO protocols
  param   SRC_PORT_LIST ports default *
  param   DST_PORT_LIST ports default *
  help    en "Traffic protected in transport mode"
  help    ja "トランスポートモードを定義する"

command ipsec transport template
  syntax  ipsec transport template ID1 ID2 [ID2...]
  key     ID1
  order   22614
  param   ID1 integer 1..2147483647
  param   ID2 numbers
  help    en "Transport definitions made from one"
  help    ja "トランスポートモードの設定を共有する"

command pki certificate file
  syntax  pki certificate file CERT_ID FILE TYPE [PASSWORD]
  key     CERT_ID
  order   31510
  param   CERT_ID integer 1..8
  param   FILE word
  param   TYPE one-of pkcs12 x509-pem
  param   PASSWORD word 0..64
  help    en "Certificate file"
  help    ja "証明書のファイルを設定する"

command pki crl file
  syntax  pki crl file CRL_ID FILE
  key     CRL_ID
  order   31512
  param   CRL_ID integer 1..8
  param   FILE word
  help    en "Revocation list file"
  help    ja "失効リストのファイルを設定する"
