// Git over the web: requests one after the other, whose answers are read as they come.
#include "clibcurl.h"
#include "functions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct talk {
  CURLM *multi;
  CURL *easy;
  struct curl_slist *headers;
  int is_added, is_done;
  CURLcode code;
  int descriptor;
  int64_t sent, count;
  // What came and was not read yet.
  unsigned char *bytes;
  size_t start, end, capacity;
  // Counts what moved, for it to be told from standing still.
  size_t moved;
  char said[CURL_ERROR_SIZE];
  char address[8192];
  char type[256];
};

void *clibcurl_talk(void) {
  struct talk *talk = calloc(1, sizeof *talk);
  if (!talk) return NULL;
  talk->multi = found_curl_multi_init();
  talk->easy = found_curl_easy_init();
  if (talk->multi && talk->easy) return talk;
  clibcurl_talk_free(talk);
  return NULL;
}

static void drop(struct talk *talk) {
  if (talk->is_added) found_curl_multi_remove_handle(talk->multi, talk->easy);
  talk->is_added = 0;
  found_curl_slist_free_all(talk->headers);
  talk->headers = NULL;
}

void clibcurl_talk_free(void *given) {
  struct talk *talk = given;
  if (talk->multi && talk->easy) drop(talk);
  if (talk->easy) found_curl_easy_cleanup(talk->easy);
  if (talk->multi) found_curl_multi_cleanup(talk->multi);
  free(talk->bytes);
  free(talk);
}

static size_t take(char *bytes, size_t size, size_t count, void *given) {
  struct talk *talk = given;
  size_t length = size * count;
  talk->moved += length + 1;
  if (talk->start == talk->end) talk->start = talk->end = 0;
  if (talk->end + length > talk->capacity) {
    size_t capacity = (talk->end + length) * 2;
    unsigned char *larger = realloc(talk->bytes, capacity);
    if (!larger) return 0;
    talk->bytes = larger;
    talk->capacity = capacity;
  }
  memcpy(talk->bytes + talk->end, bytes, length);
  talk->end += length;
  return length;
}

static size_t give(char *bytes, size_t size, size_t count, void *given) {
  struct talk *talk = given;
  ssize_t got = pread(talk->descriptor, bytes, size * count, talk->sent);
  if (got < 0) return CURL_READFUNC_ABORT;
  talk->sent += got;
  talk->moved += (size_t)got + 1;
  return (size_t)got;
}

// Some ways to log in need the request twice.
static int rewind_body(void *given, curl_off_t offset, int origin) {
  struct talk *talk = given;
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  talk->sent = offset;
  return CURL_SEEKFUNC_OK;
}

int clibcurl_talk_begin(void *given, const char *url, const struct clibcurl_manner *manner, int descriptor,
                        int64_t count) {
  struct talk *talk = given;
  drop(talk);
  talk->is_done = 0;
  talk->code = CURLE_OK;
  talk->start = talk->end = 0;
  talk->descriptor = descriptor;
  talk->sent = 0;
  talk->count = count;
  talk->said[0] = 0;
  // The connection stays with the multi handle; everything else is told anew.
  found_curl_easy_cleanup(talk->easy);
  CURL *easy = talk->easy = found_curl_easy_init();
  if (!easy) return CURLE_OUT_OF_MEMORY;
  CURLcode code = CURLE_OK;
#define SET(option, value)                                                                          \
  if (code == CURLE_OK) code = found_curl_easy_setopt(easy, option, value)
#define SET_TEXT(option, value)                                                                     \
  if (code == CURLE_OK && (value)) code = found_curl_easy_setopt(easy, option, value)
  int is_secure = strncmp(url, "https:", 6) == 0;
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  // Not from a secure place to an open one.
  SET(CURLOPT_REDIR_PROTOCOLS_STR, is_secure ? "https" : "http,https");
  SET(CURLOPT_URL, url);
  SET(CURLOPT_ERRORBUFFER, talk->said);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_CONNECTTIMEOUT_MS, manner->connect_timeout);
  SET_TEXT(CURLOPT_USERAGENT, manner->agent);
  SET(CURLOPT_ACCEPT_ENCODING, "");
  SET_TEXT(CURLOPT_CAINFO, manner->ca_file);
  SET_TEXT(CURLOPT_CAPATH, manner->ca_folder);
  SET_TEXT(CURLOPT_SSLCERT, manner->certificate);
  SET_TEXT(CURLOPT_SSLKEY, manner->key);
  if (manner->is_unchecked) {
    SET(CURLOPT_SSL_VERIFYPEER, 0L);
    SET(CURLOPT_SSL_VERIFYHOST, 0L);
  }
  SET_TEXT(CURLOPT_PROXY, manner->proxy);
  SET(CURLOPT_PROXYAUTH, CURLAUTH_ANY);
  // As git does: ~/.netrc may know the password.
  SET(CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
  SET_TEXT(CURLOPT_USERNAME, manner->user);
  SET_TEXT(CURLOPT_PASSWORD, manner->password);
  if (manner->user) {
    SET(CURLOPT_HTTPAUTH, (long)(manner->authentication ? manner->authentication : CURLAUTH_BASIC));
  }
  SET(CURLOPT_WRITEFUNCTION, take);
  SET(CURLOPT_WRITEDATA, (void *)talk);
  for (size_t i = 0; manner->headers && manner->headers[i]; i++) {
    struct curl_slist *longer = found_curl_slist_append(talk->headers, manner->headers[i]);
    if (!longer) code = CURLE_OUT_OF_MEMORY;
    if (longer) talk->headers = longer;
  }
  if (descriptor >= 0) {
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_READFUNCTION, give);
    SET(CURLOPT_READDATA, (void *)talk);
    SET(CURLOPT_SEEKFUNCTION, rewind_body);
    SET(CURLOPT_SEEKDATA, (void *)talk);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
  } else {
    SET(CURLOPT_HTTPGET, 1L);
    SET(CURLOPT_FOLLOWLOCATION, 1L);
    SET(CURLOPT_MAXREDIRS, 10L);
  }
  if (talk->headers) SET(CURLOPT_HTTPHEADER, talk->headers);
#undef SET_TEXT
#undef SET
  if (code != CURLE_OK) return (int)code;
  if (found_curl_multi_add_handle(talk->multi, easy) != CURLM_OK) return CURLE_FAILED_INIT;
  talk->is_added = 1;
  return 0;
}

ptrdiff_t clibcurl_talk_read(void *given, void *bytes, size_t capacity, int patience) {
  struct talk *talk = given;
  int waited = 0;
  while (talk->start == talk->end) {
    if (talk->is_done) return talk->code == CURLE_OK ? 0 : -1;
    int running = 0, left = 0;
    size_t before = talk->moved;
    if (found_curl_multi_perform(talk->multi, &running) != CURLM_OK) return -1;
    CURLMsg *message;
    while ((message = found_curl_multi_info_read(talk->multi, &left))) {
      if (message->msg != CURLMSG_DONE) continue;
      talk->is_done = 1;
      talk->code = message->data.result;
    }
    if (talk->moved != before) waited = 0;
    if (talk->start != talk->end || talk->is_done) continue;
    int events = 0;
    if (found_curl_multi_poll(talk->multi, NULL, 0, 250, &events) != CURLM_OK) return -1;
    // Without an event a quarter of a second has passed; with one, something may move.
    if (events == 0) waited += 250;
    if (waited >= patience) return -2;
  }
  size_t count = talk->end - talk->start;
  if (count > capacity) count = capacity;
  memcpy(bytes, talk->bytes + talk->start, count);
  talk->start += count;
  return (ptrdiff_t)count;
}

long clibcurl_talk_status(void *given) {
  struct talk *talk = given;
  long status = 0;
  found_curl_easy_getinfo(talk->easy, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

int clibcurl_talk_code(void *given) { return (int)((struct talk *)given)->code; }

unsigned long clibcurl_talk_offers(void *given) {
  struct talk *talk = given;
  long offers = 0;
  found_curl_easy_getinfo(talk->easy, CURLINFO_HTTPAUTH_AVAIL, &offers);
  return (unsigned long)offers;
}

const char *clibcurl_talk_address(void *given) {
  struct talk *talk = given;
  char *address = NULL;
  found_curl_easy_getinfo(talk->easy, CURLINFO_EFFECTIVE_URL, &address);
  snprintf(talk->address, sizeof talk->address, "%s", address ? address : "");
  return talk->address;
}

const char *clibcurl_talk_type(void *given) {
  struct talk *talk = given;
  char *type = NULL;
  found_curl_easy_getinfo(talk->easy, CURLINFO_CONTENT_TYPE, &type);
  snprintf(talk->type, sizeof talk->type, "%s", type ? type : "");
  return talk->type;
}

const char *clibcurl_talk_said(void *given) {
  struct talk *talk = given;
  return talk->said[0] ? talk->said : found_curl_easy_strerror(talk->code);
}
