#define LANGUAGE fr
#define PATH charter.md
#include "shipped_row.h"
#undef LANGUAGE

#define LANGUAGE en
#define PATH charter.md
#include "shipped_row.h"
#undef LANGUAGE
