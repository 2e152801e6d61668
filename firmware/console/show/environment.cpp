// `show environment`.
#include <fmt/format.h>

#include "firmware/console/banner.hpp"
#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

std::string elapsed_text(std::chrono::seconds elapsed, std::string_view days) {
  const auto seconds = std::max<std::int64_t>(elapsed.count(), 0);
  return fmt::format("{}{} {:02}:{:02}:{:02}", seconds / 86400, days, seconds / 3600 % 24,
                     seconds / 60 % 60, seconds % 60);
}

std::string_view on_off(bool on) { return on ? "ON" : "OFF"; }

}  // namespace

Lines show_environment(const View& view) {
  const auto& backend = view.backend;
  const auto& identity = backend.identity();
  const auto& system = *backend.intent().system;
  const auto load = backend.cpu_load();
  const auto memory = backend.memory_used_percent();
  const auto boot = local_time(backend, backend.boot_time());
  const auto now = local_time(backend, backend.wall_time());
  // The packet buffers of this router are of one kind, the large one.
  Lines lines{
      identity.model + " BootROM Ver. 1.00",
      identity.model + " FlashROM Table Ver. 1.01",
      identity.revision,
      "  " + main_line(identity),
      fmt::format("CPU:{}(5sec){}(1min){}(5min)    {}: {}% used", percent_text(load.five_seconds),
                  percent_text(load.one_minute), percent_text(load.five_minutes),
                  view.word("Memory", "メモリ"), memory),
      fmt::format("{}:{}(small){}(middle){}(large){}(huge) used",
                  view.word("Packet-buffer", "パケットバッファ"), percent_text(0), percent_text(0),
                  percent_text(memory), percent_text(0)),
  };
  lines.push_back(fmt::format("{}: internal  {}: config{}",
                              view.word("Firmware", "実行中ファームウェア"),
                              view.word("Config. file", "実行中設定ファイル"),
                              backend.running_area().text()));
  lines.push_back(fmt::format("{}: config{}",
                              view.word("Default config. file", "デフォルト設定ファイル"),
                              backend.areas().startup().text()));
  lines.push_back(fmt::format("{}: {} {}", view.word("Boot time", "起動時刻"), boot.date_time(),
                              boot.offset()));
  lines.push_back(fmt::format("{}: {} {}", view.word("Current time", "現在の時刻"), now.date_time(),
                              now.offset()));
  lines.push_back(fmt::format(
      "{}: {}", view.word("Elapsed time from boot", "起動からの経過時間"),
      elapsed_text(backend.wall_time() - backend.boot_time(), view.word("days", "日"))));
  lines.push_back(fmt::format("{} {}, {}: {}, TELNET: {}",
                              view.word("Security Class:", "セキュリティクラス レベル:"),
                              system.security_class, view.word("FORGET", "タイプ"),
                              on_off(system.security_forget), on_off(system.security_telnet)));
  if (!identity.kyoten_version.empty()) lines.push_back("Software: " + identity.kyoten_version);
  return lines;
}

}  // namespace kyoten::console
