#ifndef CLIBCURL_H
#define CLIBCURL_H

#include <stddef.h>
#include <stdint.h>

/// Loads and initialises libcurl once for the process; nothing else here may be called before.
/// NULL when it is ready, else what the loader said (a static string).
const char *clibcurl_load(void);

/// What came of one request; its texts stand until the next call.
struct clibcurl_answer {
  /// As `clibcurl_start` was given it.
  size_t number;
  /// CURLcode (libcurl-errors(3)); 0 when an answer came.
  int code;
  /// HTTP's status of the last answer; 0 where none came.
  long status;
  /// Redirects for good (301, 308) and for now (all others) on the way.
  int permanent, temporary;
  /// Where the last answer came from.
  const char *address;
  /// What libcurl says of the error.
  const char *said;
};

/// Many requests at once; NULL when memory is short.
void *clibcurl_multi(void);
/// Ends what is under way as well.
void clibcurl_multi_free(void *multi);
/// Begins a request, HEAD or GET, of http or https and nothing else, also after redirects; 0 when it began.
int clibcurl_start(void *multi, size_t number, const char *url, int head, long timeout, const char *agent);
/// Waits up to `wait` milliseconds for a request to end: 1 when one has, 0 when none has, -1 when libcurl fails.
int clibcurl_next(void *multi, int wait, struct clibcurl_answer *answer);

#endif
