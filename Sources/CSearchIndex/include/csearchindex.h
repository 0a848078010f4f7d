#ifndef CSEARCHINDEX_H
#define CSEARCHINDEX_H

#include "deflate.h"
#include "words.h"

#endif
