# Chapter 13 of the command language: icmp. The notation is described in docs/cli-notation.md.

command ip icmp echo-reply send
  syntax  ip icmp echo-reply send SEND
  order   5030
  param   SEND one-of on off default on
  help    en "Whether pings are answered"
  help    ja "ICMP Echo に応えるかどうか"

command ip icmp echo-reply send-only-linkup
  syntax  ip icmp echo-reply send-only-linkup SEND
  order   5032
  param   SEND one-of on off default off
  help    en "Whether only interfaces with a link answer pings"
  help    ja "リンクアップ時だけ ICMP Echo に応えるかどうか"

command ip icmp mask-reply send
  syntax  ip icmp mask-reply send SEND
  order   5034
  param   SEND one-of on off default on
  help    en "Whether mask requests are answered"
  help    ja "ICMP Mask に応えるかどうか"

command ip icmp parameter-problem send
  syntax  ip icmp parameter-problem send SEND
  order   5036
  param   SEND one-of on off default off
  help    en "Whether Parameter Problem is sent"
  help    ja "ICMP Parameter Problem を送るかどうか"

command ip icmp redirect send
  syntax  ip icmp redirect send SEND
  order   5038
  param   SEND one-of on off default on
  help    en "Whether Redirect is sent"
  help    ja "ICMP Redirect を送るかどうか"

command ip icmp redirect receive
  syntax  ip icmp redirect receive ACTION
  order   5040
  param   ACTION one-of on off default off
  help    en "Whether Redirect is obeyed"
  help    ja "ICMP Redirect に従うかどうか"

command ip icmp time-exceeded send
  syntax  ip icmp time-exceeded send SEND [rebound=SW]
  order   5042
  param   SEND one-of on off default on
  param   SW one-of on off default off
  help    en "Whether Time Exceeded is sent"
  help    ja "ICMP Time Exceeded を送るかどうか"

command ip icmp timestamp-reply send
  syntax  ip icmp timestamp-reply send SEND
  order   5044
  param   SEND one-of on off default on
  help    en "Whether timestamp requests are answered"
  help    ja "ICMP Timestamp に応えるかどうか"

command ip icmp unreachable send
  syntax  ip icmp unreachable send SEND [rebound=SW]
  order   5046
  param   SEND one-of on off default on
  param   SW one-of on off default off
  help    en "Whether Destination Unreachable is sent"
  help    ja "ICMP Destination Unreachable を送るかどうか"

command ip icmp error-decrypted-ipsec send
  syntax  ip icmp error-decrypted-ipsec send SWITCH
  order   5048
  param   SWITCH one-of on off default on
  help    en "Whether errors are sent about packets out of IPsec"
  help    ja "IPsec で受けたパケットへの ICMP エラーを送るかどうか"

command ip icmp log
  syntax  ip icmp log LOG
  order   5050
  param   LOG one-of on off default off
  help    en "Whether received ICMP is logged"
  help    ja "受信した ICMP をログに残すかどうか"

command ip stealth
  syntax  ip stealth all
  syntax  ip stealth {pp PEER_NUM | INTERFACE}...
  order   5052
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Interfaces that stay silent to strangers"
  help    ja "応答しないインタフェースを設定する"

command ip interface arp mtu discovery
  syntax  ip INTERFACE arp mtu discovery SW [minimum=MIN_MTU]
  key     INTERFACE
  order   10066
  param   INTERFACE interface
  param   SW one-of on off default on
  param   MIN_MTU integer unit bytes default 4000
  help    en "Whether ARP finds out the neighbour's MTU"
  help    ja "ARP で MTU を調べるかどうか"

command ip icmp unreachable-for-truncated send
  syntax  ip icmp unreachable-for-truncated send SEND
  order   5054
  param   SEND one-of on off default on
  help    en "Whether truncated packets are reported"
  help    ja "切り詰められたパケットを知らせるかどうか"

command ipv6 icmp echo-reply send
  syntax  ipv6 icmp echo-reply send SEND
  order   6002
  param   SEND one-of on off default on
  help    en "Whether IPv6 pings are answered"
  help    ja "ICMPv6 Echo に応えるかどうか"

command ipv6 icmp echo-reply send-only-linkup
  syntax  ipv6 icmp echo-reply send-only-linkup SEND
  order   6004
  param   SEND one-of on off default off
  help    en "Whether only interfaces with a link answer IPv6 pings"
  help    ja "リンクアップ時だけ ICMPv6 Echo に応えるかどうか"

command ipv6 icmp parameter-problem send
  syntax  ipv6 icmp parameter-problem send SEND
  order   6006
  param   SEND one-of on off default off
  help    en "Whether ICMPv6 Parameter Problem is sent"
  help    ja "ICMPv6 Parameter Problem を送るかどうか"

command ipv6 icmp redirect send
  syntax  ipv6 icmp redirect send SEND
  order   6008
  param   SEND one-of on off default on
  help    en "Whether ICMPv6 Redirect is sent"
  help    ja "ICMPv6 Redirect を送るかどうか"

command ipv6 icmp redirect receive
  syntax  ipv6 icmp redirect receive ACTION
  order   6010
  param   ACTION one-of on off default off
  help    en "Whether ICMPv6 Redirect is obeyed"
  help    ja "ICMPv6 Redirect に従うかどうか"

command ipv6 icmp time-exceeded send
  syntax  ipv6 icmp time-exceeded send SEND [rebound=SW]
  order   6012
  param   SEND one-of on off default on
  param   SW one-of on off default off
  help    en "Whether ICMPv6 Time Exceeded is sent"
  help    ja "ICMPv6 Time Exceeded を送るかどうか"

command ipv6 icmp unreachable send
  syntax  ipv6 icmp unreachable send SEND [rebound=SW]
  order   6014
  param   SEND one-of on off default on
  param   SW one-of on off default off
  help    en "Whether ICMPv6 Destination Unreachable is sent"
  help    ja "ICMPv6 Destination Unreachable を送るかどうか"

command ipv6 icmp log
  syntax  ipv6 icmp log LOG
  order   6016
  param   LOG one-of on off default off
  help    en "Whether received ICMPv6 is logged"
  help    ja "受信した ICMPv6 をログに残すかどうか"

command ipv6 icmp packet-too-big send
  syntax  ipv6 icmp packet-too-big send SEND
  order   6018
  param   SEND one-of on off default on
  help    en "Whether Packet Too Big is sent"
  help    ja "ICMPv6 Packet Too Big を送るかどうか"

command ipv6 icmp error-decrypted-ipsec send
  syntax  ipv6 icmp error-decrypted-ipsec send SWITCH
  order   6020
  param   SWITCH one-of on off default on
  help    en "Whether ICMPv6 errors are sent about packets out of IPsec"
  help    ja "IPsec で受けたパケットへの ICMPv6 エラーを送るかどうか"

command ipv6 stealth
  syntax  ipv6 stealth all
  syntax  ipv6 stealth {pp PEER_NUM | INTERFACE}...
  order   6022
  param   INTERFACE interface
  param   PEER_NUM integer 1..30 family 1..200
  help    en "Interfaces that stay silent to strangers in IPv6"
  help    ja "IPv6 で応答しないインタフェースを設定する"

command ipv6 icmp packet-too-big-for-truncated send
  syntax  ipv6 icmp packet-too-big-for-truncated send SEND
  order   6024
  param   SEND one-of on off default on
  help    en "Whether truncated IPv6 packets are reported"
  help    ja "切り詰められた IPv6 パケットを知らせるかどうか"
