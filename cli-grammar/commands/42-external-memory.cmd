# Chapter 42 of the command language: external-memory. The notation is described in docs/cli-notation.md.

command sd use
  syntax  sd use SWITCH
  order   34202
  param   SWITCH one-of on off default on
  help    en "Whether the microSD slot works"
  help    ja "microSD スロットを使うかどうか"

command external-memory cache mode
  syntax  external-memory cache mode MODE
  order   34204
  param   MODE one-of write-through copy-back1 copy-back2 default copy-back1
  help    en "How external memory is cached"
  help    ja "外部メモリのキャッシュの方式を設定する"

command external-memory accelerator cache size
  syntax  external-memory accelerator cache size INTERFACE SIZE
  key     INTERFACE
  order   34206
  param   INTERFACE one-of usb1 sd1
  param   SIZE integer 1..5 or off default 1
  help    en "Size of the cache of external memory"
  help    ja "外部メモリのキャッシュのサイズを設定する"

command external-memory statistics filename prefix
  syntax  external-memory statistics filename prefix PREFIX [CRYPTO PASSWORD] [{max-filenum=FILENUM | interval=MINUTE}...]
  order   34208
  param   PREFIX word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 0..32
  param   FILENUM integer 100..2147483647 or infinity default infinity
  param   MINUTE integer 2..120 unit min default 12
  help    en "Writes statistics to external memory"
  help    ja "統計情報を外部メモリに書き込む"

command external-memory syslog filename
  syntax  external-memory syslog filename NAME [CRYPTO PASSWORD] [{limit=SIZE | backup=NUM | interval=INTERVAL | line=LINE}...]
  order   34210
  param   NAME word
  param   CRYPTO one-of aes128 aes256
  param   PASSWORD word 8..32
  param   SIZE integer 1..1024 default 10
  param   NUM integer 1..100 default 10
  param   INTERVAL integer 2..86400 unit s default 2
  param   LINE integer 1000..10000 family 1000..10000 unit lines default 1000
  help    en "Writes the log to external memory"
  help    ja "ログを外部メモリに書き込む"

command operation external-memory download permit
  syntax  operation external-memory download permit SWITCH
  order   34212
  param   SWITCH one-of on off default on
  help    en "Whether a button loads from external memory"
  help    ja "ボタン操作による外部メモリからの読み込みを許すかどうか"

command external-memory boot permit
  syntax  external-memory boot permit SWITCH
  order   34214
  param   SWITCH one-of on off default on
  help    en "Whether the router boots from external memory"
  help    ja "外部メモリからの起動を許すかどうか"

command external-memory boot timeout
  syntax  external-memory boot timeout TIME
  order   34216
  param   TIME integer 1..30 unit s default 2
  help    en "How long booting waits for external memory"
  help    ja "外部メモリの検出を待つ時間を設定する"

command external-memory exec filename
  syntax  external-memory exec filename FROM [TO]
  syntax  external-memory exec filename off
  order   34218
  param   FROM word default *:<model>.bin
  param   TO integer 0..1 default 0
  help    en "Firmware file on external memory"
  help    ja "外部メモリのファームウェアファイルを設定する"

command external-memory config filename
  syntax  external-memory config filename FROM [TO] [PASSWORD]
  syntax  external-memory config filename off
  order   34220
  param   FROM word default *:config.rtfg,*:config.txt
  param   TO integer 0..4 default 0
  param   PASSWORD word 8..32
  help    en "Configuration file on external memory"
  help    ja "外部メモリの設定ファイルを設定する"

command external-memory auto-search time
  syntax  external-memory auto-search time TIME
  order   34222
  param   TIME integer 1..600 unit s default 300
  help    en "How long files are searched for"
  help    ja "ファイルを探す時間を設定する"

command execute batch
  syntax  execute batch
  kind    operation
  help    en "Executes the batch file"
  help    ja "バッチファイルを実行する"

command external-memory batch filename
  syntax  external-memory batch filename BATCHFILE [LOGFILE]
  order   34224
  param   BATCHFILE word default *:command.txt
  param   LOGFILE word default command-log.txt
  help    en "Batch file on external memory"
  help    ja "外部メモリのバッチファイルを設定する"

command external-memory performance-test go
  syntax  external-memory performance-test go INTERFACE
  kind    operation
  param   INTERFACE one-of usb1 sd1
  help    en "Tests the speed of external memory"
  help    ja "外部メモリの性能を測る"

command operation button function download
  syntax  operation button function download FUNCTION [SCRIPT_FILE [ARGS...]]
  order   34226
  param   FUNCTION word default http revision-up
  param   SCRIPT_FILE word
  param   ARGS text
  help    en "What the DOWNLOAD button does"
  help    ja "DOWNLOAD ボタンの機能を設定する"

command operation execute batch permit
  syntax  operation execute batch permit PERMIT
  order   34228
  param   PERMIT one-of on off default off
  help    en "Whether a button executes the batch file"
  help    ja "ボタン操作によるバッチの実行を許すかどうか"

command external-memory dpi signature directory
  syntax  external-memory dpi signature directory PATH
  model   other
  order   34230
  param   PATH word 0..99
  help    en "Where signatures are kept on external memory"
  help    ja "外部メモリのシグネチャの置き場所を設定する"

command operation button function func
  syntax  operation button function func FUNCTION [SCRIPT_FILE [ARGS...]]
  model   other
  order   34232
  param   FUNCTION word default http revision-up
  param   SCRIPT_FILE word
  param   ARGS text
  help    en "What the FUNC button does"
  help    ja "FUNC ボタンの機能を設定する"
