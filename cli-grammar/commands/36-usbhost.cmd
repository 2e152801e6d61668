# Chapter 36 of the command language: usbhost. The notation is described in docs/cli-notation.md.

command usbhost use
  syntax  usbhost use SWITCH
  order   33602
  param   SWITCH one-of on off default on

command usbhost overcurrent duration
  syntax  usbhost overcurrent duration DURATION
  order   33604
  param   DURATION integer 5..100 default 5
