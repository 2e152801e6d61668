# Chapter 56 of the command language: operation. The notation is described in docs/cli-notation.md.

command pp select
  syntax  pp select PEER_NUM
  kind    operation
  level   user
  no      accepted
  param   PEER_NUM integer 1..30 family 1..200 or none anonymous

command tunnel select
  syntax  tunnel select TUNNEL_NUM
  kind    operation
  level   user
  no      accepted
  param   TUNNEL_NUM integer 1..6 family 1..6000 or none

command administrator
  syntax  administrator
  kind    operation
  level   user

command quit
  syntax  quit [save]
  syntax  exit [save]
  kind    operation
  level   user

command save
  syntax  save [FILENAME [COMMENT]]
  kind    operation
  param   FILENAME word
  param   COMMENT text

command copy config
  syntax  copy config FROM TO
  syntax  copy config FROM TO CRYPTO [PASSWORD]
  syntax  copy config FROM TO [PASSWORD]
  kind    operation
  param   FROM word
  param   TO word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 8..32

command copy exec
  syntax  copy exec FROM TO
  kind    operation
  param   FROM word or 0 1
  param   TO one-of 0 1

command delete config
  syntax  delete config FILENAME
  kind    operation
  param   FILENAME integer 0..4 or all

command delete exec
  syntax  delete exec FILENAME
  kind    operation
  model   other
  param   FILENAME one-of 1

command set-default-config
  syntax  set-default-config FILENAME
  kind    operation
  param   FILENAME integer 0..4

command set-default-exec
  syntax  set-default-exec FILENAME
  kind    operation
  model   other
  param   FILENAME one-of 0 1

command set-serial-baudrate
  syntax  set-serial-baudrate RATE
  kind    operation
  param   RATE one-of 9600 19200 38400 57600 115200 default 9600

command cold start
  syntax  cold start
  kind    operation

command remote setup
  syntax  remote setup INTERFACE [NUMBER] [TYPE]
  syntax  remote setup INTERFACE dlci=DLCI
  kind    operation
  model   other
  param   INTERFACE interface
  param   NUMBER word
  param   TYPE one-of retransmission
  param   DLCI integer

command remote setup accept
  syntax  remote setup accept TEL_NUM [TEL_NUM_LIST]
  syntax  remote setup accept any
  syntax  remote setup accept none
  model   other
  order   35602
  param   TEL_NUM word
  param   TEL_NUM_LIST word

command clear account
  syntax  clear account
  syntax  clear account INTERFACE
  kind    clear
  param   INTERFACE interface

command clear account pp
  syntax  clear account pp [PEER_NUM]
  kind    clear
  param   PEER_NUM integer 1..30 family 1..200

command clear account tunnel
  syntax  clear account tunnel [TUNNEL_NUM]
  kind    clear
  param   TUNNEL_NUM integer 1..6 family 1..6000

command clear account mobile
  syntax  clear account mobile
  kind    clear

command clear account ngn data
  syntax  clear account ngn data
  kind    clear

command clear arp
  syntax  clear arp
  kind    clear

command clear ip dynamic routing
  syntax  clear ip dynamic routing
  kind    clear

command clear ip connection peak
  syntax  clear ip connection peak
  kind    clear
  model   other

command clear bridge learning
  syntax  clear bridge learning [BRIDGE_INTERFACE]
  kind    clear
  param   BRIDGE_INTERFACE interface

command clear log
  syntax  clear log [saved]
  kind    clear

command clear inarp
  syntax  clear inarp
  kind    clear
  model   other

command clear dns cache
  syntax  clear dns cache
  kind    clear

command clear status
  syntax  clear status INTERFACE
  syntax  clear status pp PEER_NUM
  syntax  clear status tunnel TUNNEL_NUM
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command clear pri status
  syntax  clear pri status PRI
  kind    clear
  model   other
  param   PRI interface

command clear nat descriptor dynamic
  syntax  clear nat descriptor dynamic NAT_DESCRIPTOR
  kind    clear
  param   NAT_DESCRIPTOR integer 1..2147483647 or all

command clear nat descriptor interface dynamic
  syntax  clear nat descriptor interface dynamic INTERFACE
  syntax  clear nat descriptor interface dynamic pp [PEER_NUM]
  syntax  clear nat descriptor interface dynamic tunnel [TUNNEL_NUM]
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  param   TUNNEL_NUM integer 1..6 family 1..6000

command clear nat descriptor masquerade session statistics
  syntax  clear nat descriptor masquerade session statistics [NAT_DESCRIPTOR]
  kind    clear
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647

command clear nat descriptor masquerade session peak
  syntax  clear nat descriptor masquerade session peak [NAT_DESCRIPTOR]
  kind    clear
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647

command clear pppoe pass-through learning
  syntax  clear pppoe pass-through learning
  kind    clear
  model   other

command clear ipv6 dynamic routing
  syntax  clear ipv6 dynamic routing
  kind    clear

command clear ipv6 connection peak
  syntax  clear ipv6 connection peak
  kind    clear
  model   other

command clear ipv6 neighbor cache
  syntax  clear ipv6 neighbor cache [INTERFACE]
  kind    clear
  param   INTERFACE interface

command clear boot list
  syntax  clear boot list
  kind    clear

command clear external-memory syslog
  syntax  clear external-memory syslog
  kind    clear

command make directory
  syntax  make directory PATH
  kind    operation
  param   PATH word

command delete
  syntax  delete PATH
  kind    operation
  param   PATH word

command copy
  syntax  copy FROM TO
  kind    operation
  param   FROM word
  param   TO word

command rename
  syntax  rename PATH NAME
  kind    operation
  param   PATH word
  param   NAME word

command mount
  syntax  mount NFS_IF [PREFIX]
  syntax  mount SMB_IF username=USERNAME password=PASSWORD [PREFIX]
  kind    operation
  model   other
  param   NFS_IF word
  param   PREFIX word 0..20
  param   SMB_IF word
  param   USERNAME word
  param   PASSWORD word

command unmount
  syntax  unmount PREFIX
  kind    operation
  model   other
  param   PREFIX word

command pp enable
  syntax  pp enable PEER_NUM [PEER_NUM...]
  key     PEER_NUM
  replaces pp disable
  order   19000
  param   PEER_NUM numbers 1..30 family 1..200 or all anonymous

command pp disable
  syntax  pp disable PEER_NUM [PEER_NUM...]
  no      none
  key     PEER_NUM
  replaces pp enable
  order   13002
  param   PEER_NUM numbers 1..30 family 1..200 or all anonymous

command restart
  syntax  restart [BINARY [CONFIG]]
  kind    operation
  param   BINARY integer 0..4
  param   CONFIG word

command shutdown
  syntax  shutdown
  kind    operation
  model   other

command interface reset
  syntax  interface reset INTERFACE [INTERFACE...]
  kind    operation
  param   INTERFACE interface

command interface reset pp
  syntax  interface reset pp [PEER_NUM]
  kind    operation
  model   other
  param   PEER_NUM integer 1..30 family 1..200 or anonymous

command connect
  syntax  connect pp PEER_NUM
  syntax  connect tunnel TUNNEL_NUM
  syntax  connect PEER_NUM
  syntax  connect INTERFACE
  kind    operation
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command disconnect
  syntax  disconnect pp PEER_NUM
  syntax  disconnect tunnel TUNNEL_NUM
  syntax  disconnect PEER_NUM
  syntax  disconnect INTERFACE
  kind    operation
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command ping
  syntax  ping [-s DATALEN] [-c COUNT] [-sa IP_ADDRESS] [-w WAIT] HOST
  kind    operation
  level   user
  param   DATALEN integer 1..65535 unit bytes default 64
  param   COUNT integer 1..21474836
  param   IP_ADDRESS ip
  param   WAIT word default 1
  param   HOST word

command ping6
  syntax  ping6 [-s DATALEN] [-c COUNT] [-sa IPV6_ADDRESS] [-w WAIT] DESTINATION
  syntax  ping6 [-s DATALEN] [-c COUNT] [-sa IPV6_ADDRESS] [-w WAIT] DESTINATION INTERFACE
  syntax  ping6 [-s DATALEN] [-c COUNT] [-sa IPV6_ADDRESS] [-w WAIT] DESTINATION pp PEER_NUM
  syntax  ping6 [-s DATALEN] [-c COUNT] [-sa IPV6_ADDRESS] [-w WAIT] DESTINATION tunnel TUNNEL_NUM
  kind    operation
  level   user
  param   DATALEN integer 1..65535 unit bytes default 64
  param   COUNT integer 1..21474836
  param   IPV6_ADDRESS ipv6
  param   WAIT word default 1
  param   DESTINATION word
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command traceroute
  syntax  traceroute HOST [noresolv] [-sa SOURCE]
  kind    operation
  level   user
  param   HOST word
  param   SOURCE ip

command traceroute6
  syntax  traceroute6 DESTINATION [noresolv] [-sa SOURCE]
  kind    operation
  level   user
  param   DESTINATION word
  param   SOURCE ipv6

command nslookup
  syntax  nslookup HOST [server=SERVER [edns=EDNS]] [{type=TYPE | cache=CACHE}...]
  kind    operation
  level   user
  param   HOST word
  param   SERVER ip
  param   EDNS one-of on off default off
  param   TYPE one-of a aaaa a+aaaa ptr auto default auto
  param   CACHE one-of on off default on

command sip server connect
  syntax  sip server connect NUMBER
  kind    operation
  model   other
  param   NUMBER integer 1..65535

command sip server disconnect
  syntax  sip server disconnect NUMBER
  kind    operation
  model   other
  param   NUMBER integer 1..65535

command disconnect ip connection
  syntax  disconnect ip connection SESSION_ID [CHANNEL_ID]
  kind    operation
  param   SESSION_ID integer
  param   CHANNEL_ID integer

command telnet
  syntax  telnet HOST [PORT [MODE [NEGOTIATION [ABORT]]]]
  kind    operation
  param   HOST word
  param   PORT ports default 23
  param   MODE one-of character line auto default auto
  param   NEGOTIATION one-of on off auto default auto
  param   ABORT integer default 29

command disconnect ipv6 connection
  syntax  disconnect ipv6 connection SESSION_ID [CHANNEL_ID]
  kind    operation
  param   SESSION_ID integer
  param   CHANNEL_ID integer

command clear switching-hub macaddress
  syntax  clear switching-hub macaddress [INTERFACE]
  kind    clear
  param   INTERFACE interface

command pri loopback active
  syntax  pri loopback active PRI a DATA
  syntax  pri loopback active PRI timeslot HEAD NUM DATA
  kind    operation
  model   other
  param   PRI interface
  param   DATA text
  param   HEAD integer 1..24
  param   NUM integer 1..24

command pri loopback passive
  syntax  pri loopback passive PRI remote
  syntax  pri loopback passive PRI payload
  syntax  pri loopback passive PRI timeslot HEAD NUMBER
  syntax  pri loopback passive PRI off
  kind    operation
  model   other
  param   PRI interface
  param   HEAD integer 1..24
  param   NUMBER integer 1..24

command wol send
  syntax  wol send [-i INTERVAL] [-c COUNT] INTERFACE MAC_ADDRESS [IP_ADDRESS [udp PORT]]
  syntax  wol send [-i INTERVAL] [-c COUNT] INTERFACE MAC_ADDRESS ethernet TYPE
  kind    operation
  param   INTERVAL integer unit s default 1
  param   COUNT integer default 4
  param   INTERFACE interface
  param   MAC_ADDRESS mac
  param   IP_ADDRESS ip
  param   PORT ports
  param   TYPE integer 1501..65535

command http revision-up go
  syntax  http revision-up go [no-confirm [prompt]]
  kind    operation

command clear url filter
  syntax  clear url filter
  syntax  clear url filter [INTERFACE]
  syntax  clear url filter pp [PEER_NUM]
  syntax  clear url filter tunnel [TUNNEL_NUM]
  kind    clear
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command clear url filter external-database
  syntax  clear url filter external-database
  syntax  clear url filter external-database [INTERFACE]
  syntax  clear url filter external-database pp [PEER_NUM]
  syntax  clear url filter external-database tunnel [TUNNEL_NUM]
  kind    clear
  model   other
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000

command mail notify status exec
  syntax  mail notify status exec ID
  kind    operation
  param   ID integer 1..10

command rotate external-memory syslog
  syntax  rotate external-memory syslog
  kind    operation

command license authentication go
  syntax  license authentication go
  kind    operation
  model   other

command license authentication retry interval
  syntax  license authentication retry interval INTERVAL COUNT
  model   other
  order   35604
  param   INTERVAL integer 1..3600 unit s default 30
  param   COUNT integer 1..10 default 5

command load
  syntax  load [CONFIG_TYPE] CONFIG [difference] [{silent | interactive}] [no-configure-refresh] [no-key-generate] [rollback-timer=TIMER]
  kind    operation
  model   other
  param   CONFIG_TYPE one-of config file
  param   CONFIG word
  param   TIMER integer 120..21474836 unit s

command rollback timer
  syntax  rollback timer TIMER
  kind    operation
  model   other
  param   TIMER integer 1..21474836 unit s

command confirm
  syntax  confirm
  kind    operation
  model   other

command call
  syntax  call [-v] [-x] FILENAME [PARAMETER...]
  kind    operation
  model   other
  param   FILENAME word
  param   PARAMETER text

command echo
  syntax  echo [STRING]
  kind    operation
  model   other
  param   STRING word
