# Chapter 53 of the command language: flexible-port. The notation is described in docs/cli-notation.md.

command lan flexible-port
  syntax  lan flexible-port INTERFACE [INTERFACE...]
  model   other
  order   9028
  param   INTERFACE word

command show lan flexible-port
  syntax  show lan flexible-port [INTERFACE]
  kind    show
  level   user
  model   other
  param   INTERFACE interface

command lan port type
  syntax  lan port type PORT SPEED [OPTION...]
  syntax  lan port type PORT OPTION [OPTION...]
  model   other
  key     PORT
  order   9030
  param   PORT integer
  param   SPEED one-of auto 10g-fdx 5g-fdx 2.5g-fdx 1000-fdx 100-fdx 100-hdx 10-fdx 10-hdx default auto
  param   OPTION word or auto-crossover speed-downshift energy-saving

command switching-hub macaddress-aging
  syntax  switching-hub macaddress-aging AGE_TIME
  model   other
  order   35302
  param   AGE_TIME integer or on off unit s default 300

command lan port shutdown
  syntax  lan port shutdown PORT
  model   other
  key     PORT
  order   9032
  param   PORT integer
