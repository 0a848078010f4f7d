#ifndef CDISK_H
#define CDISK_H

/// flock(2), which Swift cannot name: a struct has the same name.
int cdisk_flock(int descriptor, int operation);

#endif
