#ifndef CSEARCHINDEX_H
#define CSEARCHINDEX_H

#include "pack.h"
#include "words.h"

#endif
