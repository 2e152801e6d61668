# Chapter 5 of the command language: rtfs. The notation is described in docs/cli-notation.md.

command rtfs format
  syntax  rtfs format
  kind    operation

command rtfs garbage-collect
  syntax  rtfs garbage-collect
  kind    operation
