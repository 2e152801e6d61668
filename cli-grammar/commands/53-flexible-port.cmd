# Chapter 53 of the command language: flexible-port. The notation is described in docs/cli-notation.md.

command lan flexible-port
  syntax  lan flexible-port INTERFACE [INTERFACE...]
  model   other
  order   9028
  param   INTERFACE word
  help    en "Which LAN a port belongs to"
  help    ja "フレキシブル LAN/WAN ポートを割り当てる"

command show lan flexible-port
  syntax  show lan flexible-port [INTERFACE]
  kind    show
  level   user
  model   other
  param   INTERFACE interface
  help    en "Shows which LAN each port belongs to"
  help    ja "ポートの割り当てを表示する"

command lan port type
  syntax  lan port type PORT SPEED [{auto-crossover=SWITCH | speed-downshift=SWITCH | energy-saving=SWITCH}...]
  syntax  lan port type PORT {auto-crossover=SWITCH | speed-downshift=SWITCH | energy-saving=SWITCH}...
  model   other
  key     PORT
  order   9030
  param   PORT integer
  param   SPEED one-of auto 10g-fdx 5g-fdx 2.5g-fdx 1000-fdx 100-fdx 100-hdx 10-fdx 10-hdx default auto
  param   SWITCH one-of on off
  help    en "Speed and other properties of a port"
  help    ja "ポートの速度などを設定する"

command switching-hub macaddress-aging
  syntax  switching-hub macaddress-aging AGE_TIME
  model   other
  order   35302
  param   AGE_TIME integer or on off unit s default 300
  help    en "How long the switch remembers addresses"
  help    ja "スイッチの MAC アドレスの寿命を設定する"

command lan port shutdown
  syntax  lan port shutdown PORT
  model   other
  key     PORT
  order   9032
  param   PORT integer
  help    en "Takes a port out of service"
  help    ja "ポートを使わないようにする"
