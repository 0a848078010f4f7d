#include "cdisk.h"
#include <sys/file.h>

int cdisk_flock(int descriptor, int operation) { return flock(descriptor, operation); }
