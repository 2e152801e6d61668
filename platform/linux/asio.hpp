// Boost.Asio for the few .cpp files that use it; its own code is compiled once, in asio.cpp.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

namespace kyoten::linux_os {
namespace asio = boost::asio;
using boost::system::error_code;
}  // namespace kyoten::linux_os
