#ifndef CLIBICAL_H
#define CLIBICAL_H

#include <time.h>

/// Whether libical can be used; loads it at the first call.
int clibical_load(void);

/// Writes the first `count` times of a recurrence (the value of an RRULE) that begins at `start`, and 0 where there are no
/// more. Returns 0 when libical cannot be loaded.
int clibical_expand(const char *rule, time_t start, int count, time_t *times);

#endif
