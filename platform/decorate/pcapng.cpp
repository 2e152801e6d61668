#include "platform/decorate/pcapng.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

namespace kyoten::decorate {

namespace {

constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint16_t kLinkTypeEthernet = 1;
constexpr std::uint16_t kOptionEnd = 0;
constexpr std::uint16_t kOptionUserApplication = 4;         // of a section header
constexpr std::uint16_t kOptionName = 2;                    // of an interface description
constexpr std::uint16_t kOptionDescription = 3;
constexpr std::uint16_t kOptionTimestampResolution = 9;
constexpr std::uint16_t kOptionFlags = 2;                   // of an enhanced packet
constexpr std::uint8_t kNanoseconds = 9;                    // 10^-9
constexpr std::size_t kBufferBytes = 64 * 1024;

/// One block. Written in little-endian whatever the machine is, so that the same run gives the same file.
class Block {
 public:
  explicit Block(Bytes& out, std::uint32_t type) : out_(out), begin_(out.size()) {
    u32(type);
    u32(0);  // the length, known at the end
  }
  void u16(std::uint16_t value) {
    out_.push_back(static_cast<std::uint8_t>(value));
    out_.push_back(static_cast<std::uint8_t>(value >> 8));
  }
  void u32(std::uint32_t value) {
    u16(static_cast<std::uint16_t>(value));
    u16(static_cast<std::uint16_t>(value >> 16));
  }
  void padded(ByteView bytes) {
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    while ((out_.size() - begin_) % 4 != 0) out_.push_back(0);
  }
  void option(std::uint16_t code, ByteView value) {
    u16(code);
    u16(static_cast<std::uint16_t>(value.size()));
    padded(value);
  }
  void finish() {
    const auto length = static_cast<std::uint32_t>(out_.size() - begin_ + 4);
    u32(length);
    for (std::size_t i = 0; i < 4; ++i) {
      out_[begin_ + 4 + i] = static_cast<std::uint8_t>(length >> (8 * i));
    }
  }

 private:
  Bytes& out_;
  std::size_t begin_;
};

}  // namespace

PcapngWriter::PcapngWriter(Sink sink, std::string_view application) : sink_(std::move(sink)) {
  Block block(buffer_, kSectionHeader);
  block.u32(kByteOrderMagic);
  block.u16(1);  // version 1.0
  block.u16(0);
  block.u32(0xffffffff);  // section length: not known
  block.u32(0xffffffff);
  block.option(kOptionUserApplication, as_bytes(application));
  block.option(kOptionEnd, {});
  block.finish();
}

Result<std::shared_ptr<PcapngWriter>, std::string> PcapngWriter::create(
    const std::string& path, std::string_view application) {
  std::shared_ptr<std::FILE> file(std::fopen(path.c_str(), "wbe"), [](std::FILE* open) {
    if (open != nullptr) std::fclose(open);
  });
  if (!file) {
    return "cannot write " + path + ": " + std::generic_category().message(errno);
  }
  auto sink = [file](ByteView bytes) {
    return std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size() &&
           std::fflush(file.get()) == 0;
  };
  return std::make_shared<PcapngWriter>(std::move(sink), application);
}

PcapngWriter::~PcapngWriter() { flush(); }

std::uint32_t PcapngWriter::add_interface(std::string_view name, std::string_view description) {
  Block block(buffer_, kInterfaceDescription);
  block.u16(kLinkTypeEthernet);
  block.u16(0);
  block.u32(0);  // frames are kept whole
  block.option(kOptionName, as_bytes(name));
  if (!description.empty()) block.option(kOptionDescription, as_bytes(description));
  block.option(kOptionTimestampResolution, {&kNanoseconds, 1});
  block.option(kOptionEnd, {});
  block.finish();
  return interfaces_++;
}

void PcapngWriter::write(std::uint32_t interface, Direction direction,
                         std::chrono::nanoseconds since_epoch, ByteView frame) {
  if (failed_) return;
  const auto time = static_cast<std::uint64_t>(since_epoch.count());
  Block block(buffer_, kEnhancedPacket);
  block.u32(interface);
  block.u32(static_cast<std::uint32_t>(time >> 32));
  block.u32(static_cast<std::uint32_t>(time));
  block.u32(static_cast<std::uint32_t>(frame.size()));
  block.u32(static_cast<std::uint32_t>(frame.size()));
  block.padded(frame);
  const std::uint8_t flags[] = {static_cast<std::uint8_t>(direction), 0, 0, 0};
  block.option(kOptionFlags, flags);
  block.option(kOptionEnd, {});
  block.finish();
  ++frames_;
  if (buffer_.size() >= kBufferBytes) flush();
}

void PcapngWriter::flush() {
  if (!failed_ && !buffer_.empty() && !sink_(buffer_)) failed_ = true;
  buffer_.clear();
}

}  // namespace kyoten::decorate
