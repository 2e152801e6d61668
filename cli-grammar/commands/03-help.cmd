# Chapter 3 of the command language: help. The notation is described in docs/cli-notation.md.

command help
  syntax  help
  kind    operation
  level   user

command show command
  syntax  show command
  kind    show
  level   user
