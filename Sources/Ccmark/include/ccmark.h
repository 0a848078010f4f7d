#ifndef CCMARK_H
#define CCMARK_H

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#endif
