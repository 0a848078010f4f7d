#ifndef CSEARCHINDEX_H
#define CSEARCHINDEX_H

#include "bulk.h"
#include "pack.h"
#include "words.h"

#endif
