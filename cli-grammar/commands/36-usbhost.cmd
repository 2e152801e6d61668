# Chapter 36 of the command language: usbhost. The notation is described in docs/cli-notation.md.

command usbhost use
  syntax  usbhost use SWITCH
  order   33602
  param   SWITCH one-of on off default on
  help    en "Whether the USB port works"
  help    ja "USB ポートを使うかどうか"

command usbhost overcurrent duration
  syntax  usbhost overcurrent duration DURATION
  order   33604
  param   DURATION integer 5..100 default 5
  help    en "How long overcurrent is tolerated"
  help    ja "USB の過電流を検知する時間を設定する"
