#include "platform/decorate/capture_port.hpp"

namespace kyoten::decorate {

CapturePort::CapturePort(std::unique_ptr<ports::PacketPort> inner,
                         std::shared_ptr<PcapngWriter> writer, std::string_view name, Clock clock)
    : inner_(std::move(inner)), writer_(std::move(writer)),
      interface_(writer_->add_interface(name, inner_->description())), clock_(std::move(clock)) {
  writer_->flush();
}

void CapturePort::receive(PacketPool& pool, Batch& batch) {
  const auto before = batch.size();
  inner_->receive(pool, batch);
  note(batch, before, PcapngWriter::Direction::inbound);
}

void CapturePort::send(Batch& batch) {
  note(batch, 0, PcapngWriter::Direction::outbound);
  inner_->send(batch);
}

void CapturePort::note(const Batch& batch, std::size_t begin, PcapngWriter::Direction direction) {
  if (begin == batch.size()) return;
  const auto time = clock_();
  for (auto i = begin; i < batch.size(); ++i) {
    writer_->write(interface_, direction, time, std::as_const(*batch[i]).bytes());
  }
  // At once, so that somebody may watch the file grow; one system call for each batch.
  writer_->flush();
}

}  // namespace kyoten::decorate
