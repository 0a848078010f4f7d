// libical, found at first use: it drags in ICU, which takes 3 ms of each start, and only recurrences need it.
#include "clibical.h"

#include <dlfcn.h>
#include <pthread.h>

/// `icalrecur_expand_recurrence` of libical/icalrecur.h.
static int (*expand)(const char *rule, time_t start, int count, time_t *times);

static void load(void) {
  void *library = dlopen("libical.so.3", RTLD_LAZY | RTLD_LOCAL);
  if (library) expand = (int (*)(const char *, time_t, int, time_t *))dlsym(library, "icalrecur_expand_recurrence");
}

int clibical_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return expand != NULL;
}

int clibical_expand(const char *rule, time_t start, int count, time_t *times) {
  return clibical_load() && expand(rule, start, count, times);
}
