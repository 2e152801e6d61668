// A console dialogue as a text file, to be read like a page of the manual:
//
//   # Name of the test: one sentence.
//   # More about it.
//   %config                  start configuration of the router, line by line
//   ip lan1 address 192.168.100.1/24
//   %login                   opens a serial console and logs in as administrator
//                            ("%login user": no more than that)
//   %type                    lines; Enter follows each
//   show log
//   %expect                  what has come out since, exactly
//   show log\s
//   2020/01/01 09:00:00: Power-on boot
//   ...                      stands for any lines; {*} inside of a line for any text
//   #\s
//
//   %keys                    the same as %type without Enter: pager keys, TAB, ?, Y and N
//   %ignore                  forgets what has come out
//   %open NAME KIND [PEER]   opens one more console (serial or telnet), the current one from now on
//   %on NAME                 goes back to a console
//   %closed                  the router has ended the current console
//   %wait 300                lets seconds of virtual time pass
//   %code euc                expects output in this code from here on (sjis, euc, utf8); the file
//                            itself is UTF-8
//   %saved 0                 exact content of a saved configuration ({*} as above)
//   %restarted               the router asked to be powered off and on; it was, and its consoles
//                            are gone
//   %live telnet pty         live_player.py plays it to a real `kyoten run` too, over these ways
//                            (telnet, pty, control)
//
// In %type and %keys: ^C is Ctrl-C, \t TAB, \e ESC, \r Enter, \s a blank, \\ a backslash, \^ a
// caret. In output: \s is a blank (written so at the ends of lines), \b BS, \r a CR without LF,
// \xNN other control characters.
#pragma once

#include <string>
#include <vector>

namespace kyoten::transcript {

struct Step {
  std::string what;      ///< "type"
  std::string argument;  ///< what stands behind it
  std::vector<std::string> lines;
  std::size_t line_number = 0;
};

struct Dialogue {
  std::string path;
  std::string name;
  std::vector<Step> steps;
};

/// Throws std::runtime_error with file and line if something is not understood.
Dialogue read_dialogue(const std::string& path);

/// Plays it to a router in virtual time; Catch2 checks tell what differs, and where in the file.
void play(const Dialogue& dialogue);

}  // namespace kyoten::transcript
