// Somebody whom permissions concern, also where tests run as root.
#pragma once

#include <unistd.h>

namespace kyoten::test {

class AsNobody {
 public:
  AsNobody() {
    if (::geteuid() == 0) became_ = ::seteuid(65534) == 0;
  }
  ~AsNobody() {
    if (became_ && ::seteuid(0) != 0) ::_exit(1);
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  bool became_ = false;
};

}  // namespace kyoten::test
