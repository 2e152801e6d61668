# Chapter 5 of the command language: rtfs. The notation is described in docs/cli-notation.md.

command rtfs format
  syntax  rtfs format
  kind    operation
  help    en "Empties the file system"
  help    ja "ファイルシステムを初期化する"

command rtfs garbage-collect
  syntax  rtfs garbage-collect
  kind    operation
  help    en "Frees unused space of the file system"
  help    ja "ファイルシステムの不要な領域を解放する"
