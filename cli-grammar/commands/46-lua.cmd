# Chapter 46 of the command language: lua. The notation is described in docs/cli-notation.md.

command lua use
  syntax  lua use SWITCH
  order   34602
  param   SWITCH one-of on off default on
  help    en "Whether Lua scripts work"
  help    ja "Lua スクリプトを使うかどうか"

command lua
  syntax  lua [-e STAT] [-l MODULE] [-v] [SCRIPT_FILE [ARGS...]]
  kind    operation
  param   STAT text
  param   MODULE word
  param   SCRIPT_FILE word
  param   ARGS text
  help    en "Executes a Lua script"
  help    ja "Lua スクリプトを実行する"

command luac
  syntax  luac [-l] [-o OUTPUT_FILE] [-p] [-s] [-v] [--] SCRIPT_FILE [SCRIPT_FILE...]
  kind    operation
  param   OUTPUT_FILE word default luac.out
  param   SCRIPT_FILE word
  help    en "Compiles a Lua script"
  help    ja "Lua スクリプトをコンパイルする"

command show status lua
  syntax  show status lua [INFO]
  kind    show
  level   user
  param   INFO one-of running history
  help    en "Shows running Lua scripts"
  help    ja "Lua スクリプトの状態を表示する"

command terminate lua
  syntax  terminate lua TASK_ID
  syntax  terminate lua file SCRIPT_FILE
  kind    operation
  param   TASK_ID integer 1..10 or all
  param   SCRIPT_FILE word
  help    en "Ends Lua scripts"
  help    ja "Lua スクリプトを強制終了する"

command alarm lua
  syntax  alarm lua SWITCH
  order   34604
  param   SWITCH one-of on off default on
  help    en "Sound for Lua scripts"
  help    ja "Lua に関するアラーム音を鳴らすかどうか"
