# Chapter 47 of the command language: custom-gui. The notation is described in docs/cli-notation.md.

command httpd custom-gui use
  syntax  httpd custom-gui use USE
  order   34702
  param   USE one-of on off default off
  help    en "Whether an own web interface is used"
  help    ja "カスタム GUI を使うかどうか"

command httpd custom-gui user
  syntax  httpd custom-gui user [USER] directory=PATH [index=NAME]
  order   34704
  param   USER word
  param   PATH word
  param   NAME word default index.html
  help    en "User of the own web interface"
  help    ja "カスタム GUI のユーザを設定する"

command httpd custom-gui api use
  syntax  httpd custom-gui api use USE
  order   34706
  param   USE one-of on off default off
  help    en "Whether the web interface's API works"
  help    ja "カスタム GUI の API を使うかどうか"

command httpd custom-gui api password
  syntax  httpd custom-gui api password PASSWORD
  order   34708
  param   PASSWORD word
  help    en "Password of the web interface's API"
  help    ja "カスタム GUI の API のパスワードを設定する"
