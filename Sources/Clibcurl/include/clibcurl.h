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

/// How requests of a conversation are made; NULL or 0 where libcurl's own way is to be kept. Texts are copied.
struct clibcurl_manner {
  const char *user, *password;
  /// CURLAUTH_… bits of what the server offered.
  unsigned long authentication;
  const char *ca_file, *ca_folder, *certificate, *key;
  int is_unchecked;
  const char *proxy;
  const char *const *headers;
  const char *agent;
  /// Milliseconds.
  long connect_timeout;
};

/// One conversation over the web: requests one after the other on one connection. NULL when memory is short.
void *clibcurl_talk(void);
void clibcurl_talk_free(void *talk);
/// Begins a request: GET, which may be redirected, or POST of what `descriptor` holds from its start. What is
/// left of an earlier one is dropped. 0 when it began, else a CURLcode.
int clibcurl_talk_begin(void *talk, const char *url, const struct clibcurl_manner *manner, int descriptor,
                        int64_t count);
/// The next bytes of the answer: their number, 0 at its end, -1 where the request failed, -2 where nothing
/// moved for `patience` milliseconds.
ptrdiff_t clibcurl_talk_read(void *talk, void *bytes, size_t capacity, int patience);
/// Of the last request: HTTP's status, CURLcode, what the server would take for a login, where it ended up, the
/// kind of its content, libcurl's words of an error. They stand until the next request.
long clibcurl_talk_status(void *talk);
int clibcurl_talk_code(void *talk);
unsigned long clibcurl_talk_offers(void *talk);
const char *clibcurl_talk_address(void *talk);
const char *clibcurl_talk_type(void *talk);
const char *clibcurl_talk_said(void *talk);

#endif
