# Chapter 3 of the command language: help. The notation is described in docs/cli-notation.md.

command help
  syntax  help
  kind    operation
  level   user
  help    en "Explains the keys of the console"
  help    ja "コンソールの操作方法を表示する"

command show command
  syntax  show command
  kind    show
  level   user
  help    en "Lists all commands with a short explanation"
  help    ja "コマンドの一覧と簡単な説明を表示する"
