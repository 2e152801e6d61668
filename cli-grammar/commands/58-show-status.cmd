# Chapter 58 of the command language: show-status. The notation is described in docs/cli-notation.md.

command show arp
  syntax  show arp [INTERFACE]
  kind    show
  level   user
  param   INTERFACE interface
  help    en "Shows the ARP table"
  help    ja "ARP テーブルを表示する"

command show status
  syntax  show status INTERFACE
  kind    show
  level   user
  param   INTERFACE interface
  help    en "Shows the state of an interface"
  help    ja "インタフェースの状態を表示する"

command show status pp
  syntax  show status pp [PEER_NUM]
  kind    show
  level   user
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  help    en "Shows the state of peers"
  help    ja "相手の状態を表示する"

command show ip route
  syntax  show ip route [DESTINATION]
  syntax  show ip route detail
  syntax  show ip route summary
  kind    show
  level   user
  param   DESTINATION ip
  help    en "Shows the routes"
  help    ja "経路を表示する"

command show ip rip table
  syntax  show ip rip table
  kind    show
  level   user
  help    en "Shows what RIP learned"
  help    ja "RIP で得た経路を表示する"

command show ipv6 route
  syntax  show ipv6 route
  syntax  show ipv6 route detail
  syntax  show ipv6 route summary
  kind    show
  level   user
  help    en "Shows the IPv6 routes"
  help    ja "IPv6 の経路を表示する"

command show ipv6 rip table
  syntax  show ipv6 rip table
  kind    show
  level   user
  help    en "Shows what RIPng learned"
  help    ja "RIPng で得た経路を表示する"

command show ipv6 neighbor cache
  syntax  show ipv6 neighbor cache [INTERFACE]
  syntax  show ipv6 neighbor cache [INTERFACE] summary
  kind    show
  level   user
  param   INTERFACE interface
  help    en "Shows the neighbour cache"
  help    ja "近隣キャッシュを表示する"

command show bridge learning
  syntax  show bridge learning BRIDGE_INTERFACE
  kind    show
  level   user
  param   BRIDGE_INTERFACE interface
  help    en "Shows the addresses a bridge learned"
  help    ja "ブリッジが学習した MAC アドレスを表示する"

command show ipsec sa
  syntax  show ipsec sa [ID]
  syntax  show ipsec sa gateway [GATEWAY_ID] [detail]
  kind    show
  level   user
  param   ID integer
  param   GATEWAY_ID integer 1..6 family 1..6000
  help    en "Shows the security associations"
  help    ja "IPsec の SA を表示する"

command show pki certificate summary
  syntax  show pki certificate summary [CERT_ID]
  kind    show
  level   user
  param   CERT_ID integer 1..8
  help    en "Shows certificates"
  help    ja "証明書の要約を表示する"

command show pki crl
  syntax  show pki crl [CRL_ID]
  kind    show
  level   user
  param   CRL_ID integer 1..8
  help    en "Shows revocation lists"
  help    ja "失効リストを表示する"

command show status vrrp
  syntax  show status vrrp [INTERFACE [VRID]]
  kind    show
  level   user
  param   INTERFACE interface
  param   VRID integer 1..255
  help    en "Shows the state of VRRP"
  help    ja "VRRP の状態を表示する"

command show nat descriptor address
  syntax  show nat descriptor address [NAT_DESCRIPTOR] [detail]
  kind    show
  level   user
  param   NAT_DESCRIPTOR integer 1..2147483647 or all
  help    en "Shows the NAT table"
  help    ja "NAT のアドレス対応を表示する"

command show nat descriptor interface bind
  syntax  show nat descriptor interface bind INTERFACE
  syntax  show nat descriptor interface bind pp
  syntax  show nat descriptor interface bind tunnel
  kind    show
  level   user
  param   INTERFACE interface
  help    en "Shows which interfaces use NAT"
  help    ja "NAT を適用したインタフェースを表示する"

command show nat descriptor interface address
  syntax  show nat descriptor interface address INTERFACE
  syntax  show nat descriptor interface address pp PEER_NUM
  syntax  show nat descriptor interface address tunnel TUNNEL_NUM
  kind    show
  level   user
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the NAT table of an interface"
  help    ja "インタフェースの NAT のアドレス対応を表示する"

command show nat descriptor masquerade port
  syntax  show nat descriptor masquerade port [NAT_DESCRIPTOR] summary
  kind    show
  level   user
  param   NAT_DESCRIPTOR integer 1..2147483647
  help    en "Shows how many ports NAT uses"
  help    ja "IP マスカレードで使用中のポート数を表示する"

command show nat descriptor masquerade session
  syntax  show nat descriptor masquerade session [NAT_DESCRIPTOR] summary
  kind    show
  level   user
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647
  help    en "Shows the numbers of NAT sessions"
  help    ja "NAT のセッション数を表示する"

command show nat descriptor masquerade session statistics
  syntax  show nat descriptor masquerade session statistics [NAT_DESCRIPTOR]
  kind    show
  level   user
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647
  help    en "Shows the statistics of NAT sessions"
  help    ja "NAT のセッションの統計を表示する"

command show nat descriptor masquerade session peak
  syntax  show nat descriptor masquerade session peak [NAT_DESCRIPTOR]
  kind    show
  level   user
  model   other
  param   NAT_DESCRIPTOR integer 1..2147483647
  help    en "Shows the peak of NAT sessions"
  help    ja "NAT のセッション数のピークを表示する"

command show status l2tp
  syntax  show status l2tp [tunnel TUNNEL_NUM]
  kind    show
  level   user
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the state of L2TP"
  help    ja "L2TP の状態を表示する"

command show status pptp
  syntax  show status pptp
  kind    show
  level   user
  help    en "Shows the state of PPTP"
  help    ja "PPTP の状態を表示する"

command show status ipip
  syntax  show status ipip [tunnel TUNNEL_NUM]
  kind    show
  level   user
  model   other
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the state of IPIP tunnels"
  help    ja "IPIP トンネルの状態を表示する"

command show status ospf
  syntax  show status ospf INFO
  kind    show
  level   user
  param   INFO one-of database neighbor interface virtual-link
  help    en "Shows the state of OSPF"
  help    ja "OSPF の状態を表示する"

command show status bgp neighbor
  syntax  show status bgp neighbor [IP_ADDRESS]
  syntax  show status bgp neighbor IP_ADDRESS ROUTE_TYPE
  kind    show
  level   user
  param   IP_ADDRESS ip
  param   ROUTE_TYPE one-of advertised-routes received-routes routes
  help    en "Shows the state of BGP neighbours"
  help    ja "BGP の相手の状態を表示する"

command show status dhcp
  syntax  show status dhcp [summary] [SCOPE_N]
  kind    show
  level   user
  param   SCOPE_N integer 1..65535
  help    en "Shows the state of the DHCP server"
  help    ja "DHCP サーバの状態を表示する"

command show status dhcpc
  syntax  show status dhcpc
  kind    show
  level   user
  help    en "Shows the state of the DHCP client"
  help    ja "DHCP クライアントの状態を表示する"

command show status ipv6 dhcp
  syntax  show status ipv6 dhcp
  kind    show
  level   user
  help    en "Shows the state of DHCPv6"
  help    ja "DHCPv6 の状態を表示する"

command show status backup
  syntax  show status backup
  kind    show
  level   user
  help    en "Shows the state of backups"
  help    ja "バックアップの状態を表示する"

command show ip connection
  syntax  show ip connection
  syntax  show ip connection INTERFACE [DIRECTION] [IP_ADDRESS]
  syntax  show ip connection pp PEER_NUM [DIRECTION] [IP_ADDRESS]
  syntax  show ip connection tunnel TUNNEL_NUM [DIRECTION] [IP_ADDRESS]
  syntax  show ip connection summary
  syntax  show ip connection detail
  syntax  show ip connection detail INTERFACE [DIRECTION]
  syntax  show ip connection detail pp PEER_NUM [DIRECTION]
  syntax  show ip connection detail tunnel TUNNEL_NUM [DIRECTION]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   IP_ADDRESS ip
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows sessions of dynamic filters"
  help    ja "動的フィルタのセッションを表示する"

command show ip connection peak
  syntax  show ip connection peak
  kind    show
  level   user
  model   other
  help    en "Shows the peak of sessions"
  help    ja "セッション数のピークを表示する"

command show ipv6 connection
  syntax  show ipv6 connection
  syntax  show ipv6 connection INTERFACE [DIRECTION] [IPV6_ADDRESS]
  syntax  show ipv6 connection pp PEER_NUM [DIRECTION] [IPV6_ADDRESS]
  syntax  show ipv6 connection tunnel TUNNEL_NUM [DIRECTION] [IPV6_ADDRESS]
  syntax  show ipv6 connection summary
  syntax  show ipv6 connection detail
  syntax  show ipv6 connection detail INTERFACE [DIRECTION]
  syntax  show ipv6 connection detail pp PEER_NUM [DIRECTION]
  syntax  show ipv6 connection detail tunnel TUNNEL_NUM [DIRECTION]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   IPV6_ADDRESS ipv6
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows IPv6 sessions of dynamic filters"
  help    ja "IPv6 の動的フィルタのセッションを表示する"

command show ipv6 connection peak
  syntax  show ipv6 connection peak
  kind    show
  level   user
  model   other
  help    en "Shows the peak of IPv6 sessions"
  help    ja "IPv6 のセッション数のピークを表示する"

command show status ip keepalive
  syntax  show status ip keepalive
  kind    show
  level   user
  help    en "Shows which watched hosts answer"
  help    ja "監視中のホストの状態を表示する"

command show ip intrusion detection
  syntax  show ip intrusion detection
  syntax  show ip intrusion detection INTERFACE [DIRECTION]
  syntax  show ip intrusion detection pp [PEER_NUM [DIRECTION]]
  syntax  show ip intrusion detection tunnel [TUNNEL_NUM [DIRECTION]]
  kind    show
  level   user
  param   INTERFACE interface
  param   DIRECTION one-of in out
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows detected attacks"
  help    ja "検知した不正アクセスを表示する"

command show pp connect time
  syntax  show pp connect time [PEER_NUM]
  kind    show
  level   user
  param   PEER_NUM integer 1..30 family 1..200 or anonymous
  help    en "Shows how long peers are connected"
  help    ja "相手との接続時間を表示する"

command show pppoe pass-through learning
  syntax  show pppoe pass-through learning
  kind    show
  level   user
  model   other
  help    en "Shows addresses learned by PPPoE pass-through"
  help    ja "PPPoE パススルーで学習した MAC アドレスを表示する"

command show status netvolante-dns
  syntax  show status netvolante-dns INTERFACE
  syntax  show status netvolante-dns pp [PEER_NUM]
  kind    show
  level   user
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Shows the state of the dynamic name service"
  help    ja "ネットボランチ DNS の状態を表示する"

command show status switching-hub macaddress
  syntax  show status switching-hub macaddress [INTERFACE [PORT]] [MAC_ADDRESS]
  kind    show
  level   user
  param   INTERFACE interface
  param   PORT integer 1..8
  param   MAC_ADDRESS mac
  help    en "Shows the switch's addresses"
  help    ja "スイッチの MAC アドレスを表示する"

command show status upnp
  syntax  show status upnp
  kind    show
  level   user
  help    en "Shows the state of UPnP"
  help    ja "UPnP の状態を表示する"

command show status tunnel
  syntax  show status tunnel [{TUNNEL_NUM | STATE | name=NAME}]
  kind    show
  level   user
  param   TUNNEL_NUM integer 1..6 family 1..6000
  param   STATE one-of up down
  param   NAME word
  help    en "Shows the state of tunnels"
  help    ja "トンネルの状態を表示する"

command show status vlan
  syntax  show status vlan [INTERFACE]
  kind    show
  level   user
  param   INTERFACE sub-interface 1..8 family 1..32
  help    en "Shows the state of VLANs"
  help    ja "VLAN の状態を表示する"

command show status mail service
  syntax  show status mail service [TEMPLATE_ID] [debug]
  kind    show
  level   user
  param   TEMPLATE_ID integer 1..10
  help    en "Shows the state of mail"
  help    ja "メール通知の状態を表示する"

command show status storage interface
  syntax  show status storage interface [detail]
  kind    show
  level   user
  model   other
  help    en "Shows the state of storage"
  help    ja "ストレージの状態を表示する"

command show status ipv6 mld
  syntax  show status ipv6 mld
  kind    show
  level   user
  help    en "Shows the state of MLD"
  help    ja "MLD の状態を表示する"

command show ipv6 mroute fib
  syntax  show ipv6 mroute fib
  kind    show
  level   user
  help    en "Shows the IPv6 multicast routes"
  help    ja "IPv6 マルチキャストの経路を表示する"

command show status user
  syntax  show status user
  kind    show
  level   user
  help    en "Shows who is logged in"
  help    ja "ログイン中のユーザを表示する"

command show status user history
  syntax  show status user history
  kind    show
  level   user
  help    en "Shows who was logged in"
  help    ja "ログインの履歴を表示する"

command show status packet-buffer
  syntax  show status packet-buffer [GROUP]
  kind    show
  level   user
  param   GROUP one-of small middle large jumbo huge
  help    en "Shows the packet buffers"
  help    ja "パケットバッファの状態を表示する"

command show status qos
  syntax  show status qos INFO [INTERFACE [CLASS]]
  kind    show
  level   user
  param   INFO one-of bandwidth length dcc all
  param   INTERFACE interface
  param   CLASS integer 1..250
  help    en "Shows the state of the queues"
  help    ja "QoS の状態を表示する"

command show status cooperation
  syntax  show status cooperation TYPE [ID]
  kind    show
  level   user
  param   TYPE one-of bandwidth-measuring load-watch
  param   ID integer 1..100
  help    en "Shows the state of the cooperation"
  help    ja "連携動作の状態を表示する"

command show ipv6 ospf
  syntax  show ipv6 ospf INFO
  kind    show
  level   user
  param   INFO one-of database neighbor interface virtual-link
  help    en "Shows the state of OSPFv3"
  help    ja "OSPFv3 の状態を表示する"

command show url filter
  syntax  show url filter
  syntax  show url filter INTERFACE
  syntax  show url filter pp [PEER_NUM]
  syntax  show url filter tunnel [TUNNEL_NUM]
  kind    show
  level   user
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the URL filters"
  help    ja "URL フィルタの状態を表示する"

command show url filter external-database
  syntax  show url filter external-database
  syntax  show url filter external-database [INTERFACE]
  syntax  show url filter external-database pp [PEER_NUM]
  syntax  show url filter external-database tunnel [TUNNEL_NUM]
  kind    show
  level   user
  model   other
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the state of the rating database"
  help    ja "データベースの状態を表示する"

command show url filter external-database id
  syntax  show url filter external-database id [DATABASE]
  kind    show
  level   user
  model   other
  param   DATABASE one-of reputation category
  help    en "Shows the account at the rating database"
  help    ja "データベースの ID の状態を表示する"

command show status heartbeat
  syntax  show status heartbeat
  kind    show
  level   user
  help    en "Shows received heartbeats"
  help    ja "ハートビートの状態を表示する"

command show status usbhost
  syntax  show status usbhost [modem]
  kind    show
  level   user
  help    en "Shows the state of USB"
  help    ja "USB の状態を表示する"

command show status remote setup
  syntax  show status remote setup
  kind    show
  level   user
  model   other
  help    en "Shows the state of remote setup"
  help    ja "遠隔設定の状態を表示する"

command show techinfo
  syntax  show techinfo
  kind    show
  level   user
  help    en "Shows everything that support needs"
  help    ja "技術サポートに必要な情報を表示する"

command show status sd
  syntax  show status sd
  kind    show
  level   user
  help    en "Shows the state of the microSD slot"
  help    ja "microSD の状態を表示する"

command show status external-memory
  syntax  show status external-memory
  kind    show
  level   user
  help    en "Shows the state of external memory"
  help    ja "外部メモリの状態を表示する"

command show status rtfs
  syntax  show status rtfs
  kind    show
  level   user
  help    en "Shows the state of the file system"
  help    ja "ファイルシステムの状態を表示する"

command show status boot
  syntax  show status boot [NUM]
  kind    show
  level   user
  param   NUM integer 0..4
  help    en "Shows why the router started"
  help    ja "起動の情報を表示する"

command show status boot all
  syntax  show status boot all
  kind    show
  level   user
  help    en "Shows all starts in detail"
  help    ja "起動の履歴の詳細を表示する"

command show status boot list
  syntax  show status boot list
  kind    show
  level   user
  help    en "Lists the starts"
  help    ja "起動の履歴を表示する"

command show status switch control
  syntax  show status switch control [INTERFACE]
  kind    show
  level   user
  param   INTERFACE interface
  help    en "Shows the managed switches"
  help    ja "スイッチ制御の状態を表示する"

command show status switch control route backup
  syntax  show status switch control route backup ROUTE
  kind    show
  level   user
  param   ROUTE word
  help    en "Shows the ways to managed switches"
  help    ja "スイッチへの経路のバックアップの状態を表示する"

command show dns cache
  syntax  show dns cache
  kind    show
  level   user
  help    en "Shows remembered DNS answers"
  help    ja "DNS のキャッシュを表示する"

command show status license
  syntax  show status license [vrx [all]]
  kind    show
  level   user
  model   other
  help    en "Shows the licences"
  help    ja "ライセンスの状態を表示する"

command show status license authentication
  syntax  show status license authentication
  kind    show
  level   user
  model   other
  help    en "Shows how the licence check ended"
  help    ja "ライセンスの確認の状態を表示する"

command show status packet-scheduling
  syntax  show status packet-scheduling
  kind    show
  level   user
  model   other
  help    en "Shows how work is divided among cores"
  help    ja "パケット処理の割り当て状態を表示する"

command show status status-led
  syntax  show status status-led [history]
  kind    show
  level   user
  model   other
  help    en "Shows why the status lamp is lit"
  help    ja "STATUS ランプの状態を表示する"

command show lan-map
  syntax  show lan-map INTERFACE [detail]
  kind    show
  level   user
  model   other
  param   INTERFACE interface
  help    en "Shows the LAN map"
  help    ja "LAN マップを表示する"

command show copyright
  syntax  show copyright [detail]
  syntax  show copyright detail [SOFTWARE]
  syntax  show copyright [detail [LICENSE [VERSION]]]
  kind    show
  level   user
  model   other
  param   SOFTWARE word
  param   LICENSE word
  param   VERSION word
  help    en "Shows the copyright notices"
  help    ja "著作権の表示を行う"

command show copyright common-license
  syntax  show copyright common-license [LICENSE]
  kind    show
  level   user
  model   other
  param   LICENSE word
  help    en "Shows common licence texts"
  help    ja "共通のライセンスの文面を表示する"

command show sfp-module info
  syntax  show sfp-module info [INTERFACE]
  syntax  show sfp-module info detail [INTERFACE]
  syntax  show sfp-module info [PORT]
  syntax  show sfp-module info detail [PORT]
  kind    show
  level   user
  model   other
  param   INTERFACE interface
  param   PORT integer
  help    en "Shows the SFP modules"
  help    ja "SFP モジュールの情報を表示する"

command show status hb46pp
  syntax  show status hb46pp [tunnel TUNNEL_NUM]
  kind    show
  level   user
  model   other
  param   TUNNEL_NUM integer 1..6 family 1..6000
  help    en "Shows the state of HB46PP"
  help    ja "HB46PP の状態を表示する"
