#include "platform/linux/asio.hpp"

#include <boost/asio/impl/src.hpp>
