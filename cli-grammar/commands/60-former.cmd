# Commands of former models and firmware, still found in configurations. The notation is described in docs/cli-notation.md.

command provider type
  syntax  provider type TYPE
  order   36002
  param   TYPE one-of isdn-terminal isdn-network none default none

command provider set
  syntax  provider set PEER_NUM [NAME]
  key     PEER_NUM
  order   36004
  param   PEER_NUM integer 1..30 family 1..200
  param   NAME word 0..32

command provider select
  syntax  provider select PEER_NUM
  kind    operation
  no      accepted
  param   PEER_NUM integer 1..30 family 1..200

command provider dns server
  syntax  provider dns server PEER_NUM IP_ADDRESS [IP_ADDRESS...]
  key     PEER_NUM
  order   36006
  param   PEER_NUM integer 1..30 family 1..200
  param   IP_ADDRESS ip

command provider dns server pp
  syntax  provider dns server pp PEER_NUM DNS_PEER_NUM
  key     PEER_NUM
  order   36008
  param   PEER_NUM integer 1..30 family 1..200
  param   DNS_PEER_NUM integer 1..30

command provider interface name
  syntax  provider INTERFACE name TYPE
  key     INTERFACE
  order   36010
  param   INTERFACE interface
  param   TYPE word or prv wan

command provider interface bind
  syntax  provider INTERFACE bind PEER_LIST [PEER_LIST...]
  key     INTERFACE
  order   36012
  param   INTERFACE interface
  param   PEER_LIST numbers

command provider interface dns server
  syntax  provider INTERFACE dns server IP_ADDRESS [IP_ADDRESS...]
  key     INTERFACE
  order   36014
  param   INTERFACE interface
  param   IP_ADDRESS ip

command provider ntp server
  syntax  provider ntp server PEER_NUM IP_ADDRESS
  key     PEER_NUM
  order   36016
  param   PEER_NUM integer 1..30 family 1..200
  param   IP_ADDRESS ip

command provider ntpdate
  syntax  provider ntpdate SERVER
  order   36018
  param   SERVER word

command provider filter routing
  syntax  provider filter routing TYPE
  order   36020
  param   TYPE one-of off connection default off

command provider auto connect forced disable
  syntax  provider auto connect forced disable SWITCH
  order   36022
  param   SWITCH one-of on off default off

command provider ipv6 connect pp
  syntax  provider ipv6 connect pp PEER_NUM SWITCH
  key     PEER_NUM
  order   36024
  param   PEER_NUM integer 1..30 family 1..200
  param   SWITCH one-of on off default on

command pptp call-id mode
  syntax  pptp call-id mode MODE
  order   36026
  param   MODE word

command pppoe call prohibit auth-error count
  syntax  pppoe call prohibit auth-error count COUNT
  scope   pp
  order   5536
  param   COUNT integer 1..21474836 or off default 5

command nat descriptor masquerade ttl hold
  syntax  nat descriptor masquerade ttl hold TYPE
  order   21036
  param   TYPE one-of auto all default auto

command lan count-hub-overflow
  syntax  lan count-hub-overflow SWITCH [INTERFACE]
  order   9034
  param   SWITCH one-of on off default on
  param   INTERFACE interface

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

command ipv6 multicast routing process
  syntax  ipv6 multicast routing process PROCESS
  order   6084
  param   PROCESS one-of fast normal default fast

command mail-notify status use
  syntax  mail-notify status use SWITCH
  model   other
  order   36028
  param   SWITCH one-of on off default off

command mail-notify status server
  syntax  mail-notify status server SERVER
  model   other
  order   36030
  param   SERVER word

command mail-notify status from
  syntax  mail-notify status from FROM_ADDRESS
  model   other
  order   36032
  param   FROM_ADDRESS word

command mail-notify status to
  syntax  mail-notify status to ID TO_ADDRESS
  model   other
  key     ID
  order   36034
  param   ID integer 1..4
  param   TO_ADDRESS word

command mail-notify status subject
  syntax  mail-notify status subject SUBJECT
  model   other
  order   36036
  param   SUBJECT word

command mail-notify status timeout
  syntax  mail-notify status timeout TIMEOUT
  model   other
  order   36038
  param   TIMEOUT integer unit s

command mail-notify status type
  syntax  mail-notify status type TYPE [TYPE...]
  model   other
  order   36040
  param   TYPE word

command mail-notify status exec
  syntax  mail-notify status exec
  kind    operation
  model   other

command operation usb-download permit
  syntax  operation usb-download permit PERMIT
  model   other
  order   36042
  param   PERMIT one-of on off

command usbhost config filename
  syntax  usbhost config filename FROM TO [PASSWORD]
  model   other
  order   36044
  param   FROM word
  param   TO integer 0..4
  param   PASSWORD word

command usbhost exec filename
  syntax  usbhost exec filename FROM TO
  model   other
  order   36046
  param   FROM word
  param   TO integer 0..1

command usbhost syslog filename
  syntax  usbhost syslog filename NAME [CRYPTO PASSWORD]
  model   other
  order   36048
  param   NAME word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 0..32

command usbhost statistics filename prefix
  syntax  usbhost statistics filename prefix PREFIX [TERM] [CRYPTO PASSWORD]
  model   other
  order   36050
  param   PREFIX word
  param   TERM word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 0..32

command delete pki file
  syntax  delete pki file TYPE ID
  kind    operation
  model   other
  param   TYPE one-of certificate crl
  param   ID integer 1..8

command dns private name
  syntax  dns private name NAME
  model   other
  order   28034
  param   NAME word 0..255

command analog
  syntax  analog WORDS
  model   other
  key     WORDS
  order   36052
  param   WORDS text

command clear configuration
  syntax  clear configuration
  kind    operation
  model   other
