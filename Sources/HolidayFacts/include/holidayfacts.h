#ifndef HOLIDAYFACTS_H
#define HOLIDAYFACTS_H

/// The file days.txt, which .ci/country-holidays writes: UTF-8, not NUL-terminated.
extern const unsigned char *const holiday_facts;
extern const unsigned long holiday_facts_count;

#endif
