#include "press/press.h"

#include <doctest/doctest.h>
