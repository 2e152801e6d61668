// PcapngWriter: captures in the pcapng format (draft-ietf-opsawg-pcapng), as Wireshark opens them: one section, one
// interface block for each port, nanosecond timestamps, and for each frame the direction it had.
//
//   block type 4 | total length 4 | body, padded to 4 | total length 4          (all in the writer's byte order)
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::decorate {

class PcapngWriter {
 public:
  enum class Direction : std::uint8_t { unknown = 0, inbound = 1, outbound = 2 };

  /// Takes bytes of the file; false if it cannot (then nothing more is written).
  using Sink = std::function<bool(ByteView)>;

  /// `application` is what Wireshark shows as the capturing program.
  PcapngWriter(Sink sink, std::string_view application);
  /// A new file; an existing one is replaced.
  static Result<std::shared_ptr<PcapngWriter>, std::string> create(const std::string& path,
                                                                   std::string_view application);
  ~PcapngWriter();
  PcapngWriter(const PcapngWriter&) = delete;
  PcapngWriter& operator=(const PcapngWriter&) = delete;

  /// Returns the number that its frames are written with.
  std::uint32_t add_interface(std::string_view name, std::string_view description = {});
  /// `since_epoch` is UTC.
  void write(std::uint32_t interface, Direction direction, std::chrono::nanoseconds since_epoch,
             ByteView frame);
  /// Brings everything to the sink. Also done by the destructor.
  void flush();
  [[nodiscard]] std::uint64_t frames() const { return frames_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  Sink sink_;
  Bytes buffer_;
  std::uint32_t interfaces_ = 0;
  std::uint64_t frames_ = 0;
  bool failed_ = false;
};

}  // namespace kyoten::decorate
