# Chapter 29 of the command language: bgp. The notation is described in docs/cli-notation.md.

command bgp use
  syntax  bgp use USE
  order   32902
  param   USE one-of on off default off
  help    en "Whether BGP runs"
  help    ja "BGP を使うかどうか"

command bgp aggregate
  syntax  bgp aggregate IP_ADDRESS filter FILTER_NUM...
  key     IP_ADDRESS
  order   32904
  param   IP_ADDRESS ip-mask
  param   FILTER_NUM integer 1..2147483647
  help    en "Network that BGP sums up"
  help    ja "BGP で集約する経路を設定する"

command bgp aggregate filter
  syntax  bgp aggregate filter FILTER_NUM PROTOCOL [reject] KIND IP_ADDRESS...
  key     FILTER_NUM
  order   32906
  param   FILTER_NUM integer 1..2147483647
  param   PROTOCOL one-of static rip ospf bgp all
  param   KIND one-of include refines equal
  param   IP_ADDRESS ip-mask
  help    en "Filter for networks that are summed up"
  help    ja "BGP の集約のフィルタを定義する"

command bgp autonomous-system
  syntax  bgp autonomous-system AS
  order   32908
  param   AS integer 1..65535
  help    en "Own AS number"
  help    ja "自分の AS 番号を設定する"

command bgp router id
  syntax  bgp router id IP_ADDRESS
  order   32910
  param   IP_ADDRESS ip
  help    en "Router ID of BGP"
  help    ja "BGP のルーター ID を設定する"

command bgp preference
  syntax  bgp preference PREFERENCE
  order   32912
  param   PREFERENCE integer 1..2147483647 default 500
  help    en "Preference of BGP routes"
  help    ja "BGP の経路の優先度を設定する"

command bgp export
  syntax  bgp export REMOTE_AS filter FILTER_NUM...
  syntax  bgp export aspath SEQ ASPATH_REGEXP filter FILTER_NUM...
  key     REMOTE_AS SEQ
  order   32914
  param   REMOTE_AS integer 1..65535
  param   FILTER_NUM integer 1..2147483647
  param   SEQ integer 1..65535
  param   ASPATH_REGEXP word
  help    en "Routes taken from an AS"
  help    ja "AS から取り込む経路を設定する"

command bgp export filter
  syntax  bgp export filter FILTER_NUM [reject] KIND IP_ADDRESS... [preference=PREFERENCE]
  key     FILTER_NUM
  order   32916
  param   FILTER_NUM integer 1..2147483647
  param   KIND one-of include refines equal
  param   IP_ADDRESS ip-mask or all
  param   PREFERENCE integer 0..255 default 0
  help    en "Filter for routes taken from BGP"
  help    ja "BGP から取り込む経路のフィルタを定義する"

command bgp import
  syntax  bgp import REMOTE_AS PROTOCOL [FROM_AS] filter FILTER_NUM...
  key     REMOTE_AS PROTOCOL
  order   32918
  param   REMOTE_AS integer 1..65535
  param   PROTOCOL one-of static rip ospf bgp aggregate
  param   FROM_AS integer 1..65535
  param   FILTER_NUM integer 1..2147483647
  help    en "Routes told to an AS"
  help    ja "AS に知らせる経路を設定する"

command bgp configure refresh
  syntax  bgp configure refresh
  kind    operation
  help    en "Makes changed BGP settings work"
  help    ja "BGP の設定を有効にする"

command bgp import filter
  syntax  bgp import filter FILTER_NUM [reject] KIND IP_ADDRESS... [{metric=METRIC | preference=PREFERENCE}...]
  key     FILTER_NUM
  order   32920
  param   FILTER_NUM integer 1..2147483647
  param   KIND one-of include refines equal
  param   IP_ADDRESS ip-mask or all
  param   METRIC integer 1..16777215
  param   PREFERENCE integer 0..255 default 100
  help    en "Filter for routes told to BGP"
  help    ja "BGP に知らせる経路のフィルタを定義する"

command bgp neighbor
  syntax  bgp neighbor NEIGHBOR_ID REMOTE_AS REMOTE_ADDRESS [{hold-time=HOLD_TIME | metric=METRIC | passive=PASSIVE | gateway=GATEWAY [NUMBER] | local-address=LOCAL_ADDRESS | ignore-capability=IGNORE}...]
  key     NEIGHBOR_ID
  order   32922
  param   NEIGHBOR_ID integer 1..2147483647
  param   REMOTE_AS integer 1..65535
  param   REMOTE_ADDRESS ip
  param   HOLD_TIME integer 3..28800 or off unit s default 180
  param   METRIC integer 1..21474836
  param   PASSIVE one-of on off default off
  param   GATEWAY gateway or pp tunnel
  param   NUMBER integer 1..6000
  param   LOCAL_ADDRESS ip
  param   IGNORE one-of on off default off
  help    en "BGP neighbour"
  help    ja "BGP の相手を設定する"

command bgp neighbor pre-shared-key
  syntax  bgp neighbor pre-shared-key NEIGHBOR_ID text TEXT_KEY
  model   other
  key     NEIGHBOR_ID
  order   32924
  param   NEIGHBOR_ID integer 1..2147483647
  param   TEXT_KEY word 0..80
  help    en "TCP MD5 key of a BGP neighbour"
  help    ja "BGP の相手との共有鍵を設定する"

command bgp log
  syntax  bgp log LOG [LOG...]
  order   32926
  param   LOG one-of neighbor packet
  help    en "What BGP logs"
  help    ja "BGP のログの種類を設定する"

command bgp force-to-advertise
  syntax  bgp force-to-advertise REMOTE_AS IP_ADDRESS [{metric=METRIC | preference=PREFERENCE}...]
  key     REMOTE_AS IP_ADDRESS
  order   32928
  param   REMOTE_AS integer 1..65535
  param   IP_ADDRESS ip-mask
  param   METRIC integer 1..16777215
  param   PREFERENCE integer 0..255 default 100
  help    en "Network that BGP always advertises"
  help    ja "BGP で必ず広告する経路を設定する"

command bgp reric interval
  syntax  bgp reric interval TIME
  model   other
  order   32930
  param   TIME integer 1..2147483647 unit s default 1
  help    en "How often BGP routes are looked at again"
  help    ja "BGP の経路を見直す間隔を設定する"

command bgp default med
  syntax  bgp default med MED
  model   other
  order   32932
  param   MED integer 1..2147483647 default 2147483647
  help    en "MED of advertised routes"
  help    ja "広告する経路の MED を設定する"

command bgp export route selection rule
  syntax  bgp export route selection rule RULE
  model   other
  order   32934
  param   RULE one-of ebgp-only all default ebgp-only
  help    en "How BGP routes are chosen"
  help    ja "BGP の経路の選び方を設定する"
