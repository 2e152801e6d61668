# Outside libraries, as Debian 12 packages them (the list is in ./kyoten).
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(PkgConfig REQUIRED)

pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
add_library(sodium INTERFACE)
target_link_libraries(sodium INTERFACE PkgConfig::SODIUM)

# intel-ipsec-mb exists for x86-64 only; elsewhere the OpenSSL implementation serves alone.
add_library(ipsec_mb INTERFACE)
find_library(IPSEC_MB_LIBRARY IPSec_MB)
if(IPSEC_MB_LIBRARY)
  target_link_libraries(ipsec_mb INTERFACE ${IPSEC_MB_LIBRARY})
  target_compile_definitions(ipsec_mb INTERFACE KYOTEN_HAVE_IPSEC_MB=1)
endif()
