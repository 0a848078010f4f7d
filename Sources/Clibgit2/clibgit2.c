#include "clibgit2.h"
