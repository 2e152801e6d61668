# Chapter 17 of the command language: pptp. The notation is described in docs/cli-notation.md.

command pptp service
  syntax  pptp service SERVICE
  order   31702
  param   SERVICE one-of on off default off
  help    en "Whether PPTP works"
  help    ja "PPTP を使うかどうか"

command pptp service type
  syntax  pptp service type TYPE
  scope   pp
  order   5610
  param   TYPE one-of server client default server
  help    en "PPTP server or client"
  help    ja "PPTP の動作の種類を設定する"

command pptp hostname
  syntax  pptp hostname NAME
  scope   pp
  order   5612
  param   NAME word 0..64 default <model>
  help    en "Host name told to the PPTP peer"
  help    ja "PPTP で知らせるホスト名を設定する"

command pptp vendorname
  syntax  pptp vendorname NAME
  scope   pp
  model   other
  order   5614
  param   NAME word 0..64
  help    en "Vendor name told to the PPTP peer"
  help    ja "PPTP で知らせるベンダー名を設定する"

command pptp window size
  syntax  pptp window size SIZE
  scope   pp
  order   5616
  param   SIZE integer 1..128 unit packets default 32
  help    en "Window of PPTP packets"
  help    ja "PPTP のウィンドウサイズを設定する"

command pptp syslog
  syntax  pptp syslog SYSLOG
  scope   pp
  order   5618
  param   SYSLOG one-of on off default off
  help    en "Whether PPTP connections are logged"
  help    ja "PPTP の接続をログに残すかどうか"

command pptp tunnel disconnect time
  syntax  pptp tunnel disconnect time TIME
  scope   tunnel
  order   5620
  param   TIME integer 1..21474836 or off unit s default 60
  help    en "Idle time after which PPTP disconnects"
  help    ja "PPTP を無通信で切断する時間を設定する"

command pptp keepalive use
  syntax  pptp keepalive use USE
  scope   tunnel
  order   5622
  param   USE one-of on off default on
  help    en "Whether PPTP probes its peer"
  help    ja "PPTP のキープアライブを使うかどうか"

command pptp keepalive log
  syntax  pptp keepalive log LOG
  scope   tunnel
  order   5624
  param   LOG one-of on off default off
  help    en "Whether PPTP keepalive is logged"
  help    ja "PPTP のキープアライブをログに残すかどうか"

command pptp keepalive interval
  syntax  pptp keepalive interval INTERVAL [COUNT]
  scope   tunnel
  order   5626
  param   INTERVAL integer 1..65535 unit s default 30
  param   COUNT integer 3..100 default 6
  help    en "How often PPTP probes its peer"
  help    ja "PPTP のキープアライブの間隔を設定する"

command ppp ccp no-encryption
  syntax  ppp ccp no-encryption MODE
  scope   pp
  order   5786
  param   MODE one-of reject accept default accept
  help    en "What happens to peers that do not encrypt"
  help    ja "暗号化しない相手の扱いを設定する"
