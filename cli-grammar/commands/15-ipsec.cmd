# Chapter 15 of the command language: ipsec. The notation is described in docs/cli-notation.md.

command ipsec use
  syntax  ipsec use USE
  order   22502
  param   USE one-of on off default on

command ipsec ike version
  syntax  ipsec ike version GATEWAY_ID VERSION
  key     GATEWAY_ID
  order   22082
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   VERSION one-of 1 2 default 1

command ipsec ike auth method
  syntax  ipsec ike auth method GATEWAY_ID METHOD
  key     GATEWAY_ID
  order   22012
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   METHOD one-of auto pre-shared-key certificate eap-md5 default auto

command ipsec ike auto received-id-route-add
  syntax  ipsec ike auto received-id-route-add GATEWAY_ID SWITCH
  model   other
  key     GATEWAY_ID
  order   22014
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec ike pre-shared-key
  syntax  ipsec ike pre-shared-key GATEWAY_ID KEY
  syntax  ipsec ike pre-shared-key GATEWAY_ID text TEXT
  key     GATEWAY_ID
  order   22068
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   KEY hex
  param   TEXT word 0..128

command ipsec ike pki file
  syntax  ipsec ike pki file GATEWAY_ID certificate=CERT_ID [crl=CRL_ID]
  key     GATEWAY_ID
  order   22066
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   CERT_ID integer 1..8
  param   CRL_ID integer 1..8

command ipsec ike eap myname
  syntax  ipsec ike eap myname GATEWAY_ID NAME PASSWORD
  key     GATEWAY_ID
  order   22022
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..256
  param   PASSWORD word 0..64

command ipsec ike eap request
  syntax  ipsec ike eap request GATEWAY_ID SW GROUP_ID
  key     GATEWAY_ID
  order   22024
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SW one-of on off default off
  param   GROUP_ID integer 1..1000

command ipsec ike eap send certreq
  syntax  ipsec ike eap send certreq GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22026
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec auto refresh
  syntax  ipsec auto refresh [GATEWAY_ID] SWITCH
  key     GATEWAY_ID
  order   22504
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec ike negotiate-strictly
  syntax  ipsec ike negotiate-strictly GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22058
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec ike always-on
  syntax  ipsec ike always-on GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22010
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec ike retry
  syntax  ipsec ike retry COUNT INTERVAL [MAX_SESSION]
  order   22602
  param   COUNT integer 1..50 default 10
  param   INTERVAL integer 1..100 unit s default 5
  param   MAX_SESSION integer 1..5 default 3

command ipsec ike remote name
  syntax  ipsec ike remote name GATEWAY_ID NAME [TYPE]
  key     GATEWAY_ID
  order   22076
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..256
  param   TYPE one-of ipv4-addr fqdn user-fqdn rfc822-addr ipv6-addr key-id tel tel-key

command ipsec ike remote address
  syntax  ipsec ike remote address GATEWAY_ID IP_ADDRESS
  key     GATEWAY_ID
  order   22072
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS word 0..255 or any

command ipsec ike remote id
  syntax  ipsec ike remote id GATEWAY_ID IP_ADDRESS
  key     GATEWAY_ID
  order   22074
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS ip-mask

command ipsec ike local name
  syntax  ipsec ike local name GATEWAY_ID NAME [TYPE]
  key     GATEWAY_ID
  order   22046
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..256
  param   TYPE one-of ipv4-addr fqdn user-fqdn rfc822-addr ipv6-addr key-id tel tel-key

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

command ipsec ike local id
  syntax  ipsec ike local id GATEWAY_ID IP_ADDRESS
  key     GATEWAY_ID
  order   22044
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   IP_ADDRESS ip-mask

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
  param   SEND one-of on off auto default off
  param   INTERVAL integer 1..600 unit s default 10
  param   COUNT integer 1..50 default 6
  param   UPWAIT integer 0..1000000 unit s default 0
  param   IP_ADDRESS ip
  param   LENGTH integer 64..1500 unit bytes default 64

command ipsec ike keepalive log
  syntax  ipsec ike keepalive log GATEWAY_ID LOG
  key     GATEWAY_ID
  order   22036
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   LOG one-of on off default on

command ipsec ike encryption
  syntax  ipsec ike encryption GATEWAY_ID ALGORITHM
  key     GATEWAY_ID
  order   22028
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ALGORITHM one-of 3des-cbc des-cbc aes-cbc aes256-cbc default 3des-cbc

command ipsec ike queue length
  syntax  ipsec ike queue length LENGTH
  order   22604
  param   LENGTH integer 20..40 unit packets default 40

command ipsec ike group
  syntax  ipsec ike group GATEWAY_ID GROUP [GROUP]
  key     GATEWAY_ID
  order   22032
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   GROUP one-of modp768 modp1024 modp1536 modp2048 default modp1024

command ipsec ike hash
  syntax  ipsec ike hash GATEWAY_ID ALGORITHM
  key     GATEWAY_ID
  order   22034
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ALGORITHM one-of md5 sha sha256 sha384 sha512 default sha

command ipsec log illegal-spi
  syntax  ipsec log illegal-spi SWITCH
  order   22606
  param   SWITCH one-of on off default off

command ipsec ike payload type
  syntax  ipsec ike payload type GATEWAY_ID TYPE1 [TYPE2]
  key     GATEWAY_ID
  order   22062
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE1 one-of 1 2 3 default 2
  param   TYPE2 one-of 1 2 default 2

command ipsec ike backward-compatibility
  syntax  ipsec ike backward-compatibility GATEWAY_ID TYPE
  key     GATEWAY_ID
  order   22016
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE one-of 1 2 default 1

command ipsec ike send info
  syntax  ipsec ike send info GATEWAY_ID INFO
  key     GATEWAY_ID
  order   22080
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   INFO one-of on off default on

command ipsec ike pfs
  syntax  ipsec ike pfs GATEWAY_ID PFS
  key     GATEWAY_ID
  order   22064
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   PFS one-of on off default off

command ipsec ike xauth myname
  syntax  ipsec ike xauth myname GATEWAY_ID NAME PASSWORD
  key     GATEWAY_ID
  order   22084
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   NAME word 0..32
  param   PASSWORD word 0..32

command auth user
  syntax  auth user USERID USERNAME PASSWORD
  key     USERID
  order   31502
  param   USERID integer 1..1000
  param   USERNAME word 3..256
  param   PASSWORD word 3..64

command auth user attribute
  syntax  auth user attribute USERID {xauth=XAUTH | xauth-address=XAUTH_ADDRESS | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5} [{xauth=XAUTH | xauth-address=XAUTH_ADDRESS | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5}...]
  key     USERID
  order   31504
  param   USERID integer 1..1000
  param   XAUTH one-of on off
  param   XAUTH_ADDRESS word
  param   XAUTH_DNS word
  param   XAUTH_WINS word
  param   XAUTH_FILTER word
  param   EAP_MD5 one-of on off

command auth user group
  syntax  auth user group GROUPID USERID [USERID...]
  key     GROUPID
  order   31506
  param   GROUPID integer 1..1000
  param   USERID numbers

command auth user group attribute
  syntax  auth user group attribute GROUPID {xauth=XAUTH | xauth-address-pool=XAUTH_ADDRESS_POOL | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5} [{xauth=XAUTH | xauth-address-pool=XAUTH_ADDRESS_POOL | xauth-dns=XAUTH_DNS | xauth-wins=XAUTH_WINS | xauth-filter=XAUTH_FILTER | eap-md5=EAP_MD5}...]
  key     GROUPID
  order   31508
  param   GROUPID integer 1..1000
  param   XAUTH one-of on off
  param   XAUTH_ADDRESS_POOL word
  param   XAUTH_DNS word
  param   XAUTH_WINS word
  param   XAUTH_FILTER word
  param   EAP_MD5 one-of on off

command ipsec ike xauth request
  syntax  ipsec ike xauth request GATEWAY_ID AUTH [GROUP_ID]
  key     GATEWAY_ID
  order   22086
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   AUTH one-of on off default off
  param   GROUP_ID integer 1..1000

command ipsec ike mode-cfg address pool
  syntax  ipsec ike mode-cfg address pool POOL_ID IP_ADDRESS
  key     POOL_ID
  order   22608
  param   POOL_ID integer 1..65535
  param   IP_ADDRESS addresses

command ipsec ike mode-cfg method
  syntax  ipsec ike mode-cfg method GATEWAY_ID METHOD [OPTION]
  key     GATEWAY_ID
  order   22054
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   METHOD one-of set default set
  param   OPTION one-of openswan

command ipsec ike mode-cfg address
  syntax  ipsec ike mode-cfg address GATEWAY_ID POOL_ID
  key     GATEWAY_ID
  order   22052
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   POOL_ID integer 1..65535

command ipsec ike license-key
  syntax  ipsec ike license-key LICENSE_ID KEY
  key     LICENSE_ID
  order   22610
  param   LICENSE_ID integer 1..500
  param   KEY word 0..64

command ipsec ike license-key use
  syntax  ipsec ike license-key use GATEWAY_ID SW
  key     GATEWAY_ID
  order   22040
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SW one-of on off default off

command ipsec ike log
  syntax  ipsec ike log [GATEWAY_ID] TYPE...
  key     GATEWAY_ID
  order   22048
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE one-of message-info payload-info key-info

command ipsec ike esp-encapsulation
  syntax  ipsec ike esp-encapsulation GATEWAY_ID ENCAP
  key     GATEWAY_ID
  order   22030
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ENCAP one-of on off default off

command ipsec ike proposal-limitation
  syntax  ipsec ike proposal-limitation GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22070
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec ike message-id-control
  syntax  ipsec ike message-id-control GATEWAY_ID SWITCH
  key     GATEWAY_ID
  order   22050
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off

command ipsec ike child-exchange type
  syntax  ipsec ike child-exchange type GATEWAY_ID TYPE
  model   other
  key     GATEWAY_ID
  order   22018
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   TYPE one-of 1 2 default 1

command ipsec ike negotiation receive
  syntax  ipsec ike negotiation receive GATEWAY_ID SWITCH
  model   other
  key     GATEWAY_ID
  order   22060
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default on

command ipsec ike duration
  syntax  ipsec ike duration SA GATEWAY_ID SECOND [KBYTES] [rekey REKEY] [forced-reduction=DEL_TIME]
  key     SA GATEWAY_ID
  order   22020
  param   SA one-of ipsec-sa child-sa isakmp-sa ike-sa
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SECOND integer 300..691200 unit s default 28800
  param   KBYTES integer 100..100000 unit kbytes
  param   REKEY integer 70..90 or off unit % default 75%
  param   DEL_TIME integer 1..691200 unit s

command ipsec sa policy
  syntax  ipsec sa policy POLICY_ID GATEWAY_ID ah [AH_ALGORITHM] [{local-id=LOCAL_ID | remote-id=REMOTE_ID | anti-replay-check=CHECK}...]
  syntax  ipsec sa policy POLICY_ID GATEWAY_ID esp [ESP_ALGORITHM] [AH_ALGORITHM] [{local-id=LOCAL_ID | remote-id=REMOTE_ID | anti-replay-check=CHECK}...]
  key     POLICY_ID
  order   22000
  param   POLICY_ID integer 1..2147483647
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   AH_ALGORITHM one-of md5-hmac sha-hmac sha256-hmac sha384-hmac sha512-hmac default sha-hmac
  param   LOCAL_ID ip-mask
  param   REMOTE_ID ip-mask
  param   CHECK one-of on off default on
  param   ESP_ALGORITHM one-of 3des-cbc des-cbc aes-cbc aes256-cbc default aes-cbc

command ipsec refresh sa
  syntax  ipsec refresh sa
  kind    operation

command ipsec ike restrict-dangling-sa
  syntax  ipsec ike restrict-dangling-sa GATEWAY_ID ACTION
  key     GATEWAY_ID
  order   22078
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   ACTION one-of auto off default auto

command ipsec ike nat-traversal
  syntax  ipsec ike nat-traversal GATEWAY_ID SWITCH [{keepalive=INTERVAL | force=FORCE_SWITCH | type=TYPE}...]
  key     GATEWAY_ID
  order   22056
  param   GATEWAY_ID integer 1..6 family 1..6000
  param   SWITCH one-of on off default off
  param   INTERVAL integer 30..100000 or off unit s default 300
  param   FORCE_SWITCH one-of on off default off
  param   TYPE one-of 1 2 default 1

command ipsec sa delete
  syntax  ipsec sa delete ID
  kind    operation
  param   ID integer 1..2147483647 or all

command ipsec tunnel fastpath-fragment-function follow df-bit
  syntax  ipsec tunnel fastpath-fragment-function follow df-bit SWITCH
  scope   tunnel
  order   5312
  param   SWITCH one-of on off default off

command ipsec tunnel outer df-bit
  syntax  ipsec tunnel outer df-bit MODE
  scope   tunnel
  order   5314
  param   MODE one-of copy set clear default copy

command ipsec tunnel
  syntax  ipsec tunnel POLICY_ID
  scope   tunnel
  order   5300
  param   POLICY_ID integer 1..2147483647

command ipsec ipcomp type
  syntax  ipsec ipcomp type TYPE
  scope   tunnel
  order   5316
  param   TYPE one-of deflate none default none

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

command tunnel template
  syntax  tunnel template TUNNEL_NUM [TUNNEL_NUM...]
  scope   tunnel
  order   5454
  param   TUNNEL_NUM numbers

command ipsec transport
  syntax  ipsec transport ID POLICY_ID [PROTO [SRC_PORT_LIST [DST_PORT_LIST]]]
  key     ID
  order   22612
  param   ID integer 1..2147483647
  param   POLICY_ID integer 1..2147483647
  param   PROTO protocols
  param   SRC_PORT_LIST ports default *
  param   DST_PORT_LIST ports default *

command ipsec transport template
  syntax  ipsec transport template ID1 ID2 [ID2...]
  key     ID1
  order   22614
  param   ID1 integer 1..2147483647
  param   ID2 numbers

command pki certificate file
  syntax  pki certificate file CERT_ID FILE TYPE [PASSWORD]
  key     CERT_ID
  order   31510
  param   CERT_ID integer 1..8
  param   FILE word
  param   TYPE one-of pkcs12 x509-pem
  param   PASSWORD word 0..64

command pki crl file
  syntax  pki crl file CRL_ID FILE
  key     CRL_ID
  order   31512
  param   CRL_ID integer 1..8
  param   FILE word
