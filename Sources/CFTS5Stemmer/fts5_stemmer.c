#include "fts5_stemmer.h"
