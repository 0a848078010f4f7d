// gumbo has all that Swift asks of it; a target of C has a file of C.
#include "cgumbo.h"
