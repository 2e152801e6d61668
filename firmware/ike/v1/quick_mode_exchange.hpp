// The steps of a quick mode, one for each message; quick_mode.cpp decides which is due.
#pragma once

#include "firmware/ike/v1/quick_mode.hpp"

namespace kyoten::ike::v1 {

void on_quick_first(const Context& context, IsakmpSa& sa, const Incoming& in);
void on_quick_second(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in);
void on_quick_third(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in);
void on_quick_connected(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in);

}  // namespace kyoten::ike::v1
