// Precompiled header of all test programs.
#pragma once

#include <catch2/catch.hpp>

#include "firmware/base/precompiled.hpp"
