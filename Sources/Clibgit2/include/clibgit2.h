#ifndef CLIBGIT2_H
#define CLIBGIT2_H

#include <git2.h>

#endif
